"""Letters of the clock in a group's name: switched off, given words and shown before they go."""

import pytest

from events.models import Sponsorship
from orgs.models import AuditEntry, LetterSetting
from outbox.letters import settable
from tests.events.test_flows import text

pytestmark = pytest.mark.django_db

KIND = "sponsorship_reminder"


@pytest.fixture
def desk(host):
    return f"/desk/groups/{host.slug}/letters/"


def test_each_letter_is_shown_with_the_newest_case(as_user, vigil, partner, ada, desk):
    Sponsorship.invite(vigil, partner, by=ada)

    page = text(as_user(ada).get(desk))

    assert f"invited {partner.name} to stand with it" in page
    assert "/sign/…/" in page


def test_without_a_case_it_says_so(as_user, host, ada, desk):
    assert text(as_user(ada).get(desk)).count("Nothing to show yet") == len(settable())


def test_every_settable_letter_says_what_it_is():
    assert [kind for kind, letter in settable().items() if not (letter.name and letter.goes)] == []


def test_an_organizer_settles_a_letter_and_it_is_on_record(as_user, host, ada, desk):
    answer = as_user(ada).post(f"{desk}{KIND}/", {f"{KIND}-words": "Soup & songs."})

    setting = LetterSetting.objects.get(organization=host)
    entry = AuditEntry.objects.get(verb="letter_settled")
    assert (answer.url, setting.is_on, setting.words) == (desk, False, "Soup & songs.")
    assert (entry.actor, sorted(entry.fields)) == (ada, ["letter_is_on", "letter_words"])


def test_what_stays_as_it_is_is_not_recorded(as_user, host, ada, desk):
    as_user(ada).post(f"{desk}{KIND}/", {f"{KIND}-is_on": "on", f"{KIND}-words": ""})

    assert (LetterSetting.objects.count(), AuditEntry.objects.filter(verb="letter_settled").count()) == (0, 0)


def test_too_many_words_are_refused_and_kept(as_user, ada, host, desk):
    answer = as_user(ada).post(f"{desk}{KIND}/", {f"{KIND}-is_on": "on", f"{KIND}-words": "w" * 501})

    assert (answer.status_code, LetterSetting.objects.count()) == (422, 0)
    assert "w" * 501 in text(answer)


@pytest.mark.parametrize("kind", ["nothing", "account", "reminder"])
def test_other_letters_are_not_a_group_s_to_switch_off(as_user, ada, host, desk, kind):
    assert as_user(ada).post(f"{desk}{kind}/", {}).status_code == 404


def test_members_and_strangers_do_not_see_it(as_user, host, cy, dee, desk):
    assert [as_user(person).get(desk).status_code for person in (cy, dee)] == [404, 404]


def test_one_group_s_setting_is_not_another_s(host, partner, ada):
    LetterSetting.put(host, KIND, is_on=False, words="", by=ada)

    assert LetterSetting.words_of(partner, KIND) == ""
    assert list(LetterSetting.silent_groups(KIND)) == [{"organization": host.pk}]
