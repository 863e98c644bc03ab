"""What the public reports: read by moderators, and by itself hides nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from events.models import Series
from orgs.models import AuditEntry, Case, Membership, Organization, Report, User
from orgs.trust import distinct_pairs
from tests import factories
from tests.races import at_once

pytestmark = pytest.mark.django_db

SECRET = "june.canary@example.org"


def organizer(name: str, *groups: Organization) -> User:
    """Somebody who has organized these groups, or one of her own, for two months."""
    person = factories.person(name)
    for group in groups or [factories.group(f"Group of {name}")]:
        factories.join(group, person, "organizer")
    long_ago = timezone.now() - timedelta(days=60)
    User.objects.filter(pk=person.pk).update(joined_at=long_ago)
    Membership.objects.filter(user=person).update(joined_at=long_ago)
    return person


def report(series: Series, by=None, **given) -> Report:
    given = {"path": series.get_absolute_url(), "reason": "untrue"} | given
    return Report.file(series.host, subject=series.letters_key, by=by, **given)


def is_public(series: Series) -> bool:
    return Series.objects.public().filter(pk=series.pk).exists()


@pytest.mark.parametrize(
    ("groups_of", "count"),
    [
        ({}, 0),
        ({1: {10}, 2: {10}, 3: {10}}, 1),
        ({1: {10, 11, 12}}, 1),
        ({1: {10}, 2: {10, 11}}, 2),
        ({1: {10, 11}, 2: {10}}, 2),
        ({1: {10, 11}, 2: {10, 11}, 3: {11}}, 2),
    ],
)
def test_each_person_stands_for_a_group_of_her_own(groups_of, count):
    assert distinct_pairs(groups_of) == count


def test_reports_of_one_page_are_one_case_and_hide_nothing(vigil, host):
    for _ in range(20):
        report(vigil)
    Report.file(host, path=host.get_absolute_url(), reason="other")

    cases = Case.objects.filter(kind="report").order_by("subject")
    assert [(case.subject, case.reports.count()) for case in cases] == [("", 1), (vigil.letters_key, 20)]
    assert is_public(vigil)


def test_five_organizers_of_different_groups_hide_a_page_until_somebody_decides(vigil, mo, ada):
    for number in range(4):
        report(vigil, organizer(f"person{number}"))
    before = is_public(vigil)
    report(vigil, organizer("fifth"))

    case = Case.objects.get()
    assert (before, is_public(vigil), Case.objects.for_queue().first()) == (True, False, case)
    assert factories.recipients("case") == [ada.email]
    assert "hidden until somebody has looked" in factories.mail(factories.letters("case")[0]).subject

    case.decline(by=mo, note="It takes place.")
    assert is_public(vigil)


def test_a_group_is_suspended_until_somebody_decides(host, mo):
    for number in range(5):
        Report.file(host, path="/", reason="pretends", by=organizer(f"person{number}"))
    host.refresh_from_db()
    suspended = host.state

    Case.objects.get().decline(by=mo, note="It is what it says.")

    host.refresh_from_db()
    assert (suspended, host.state) == ("suspended", "listed")


def _of_one_group(number, host, shared):
    return organizer(f"person{number}", shared)


def _of_the_reported_group(number, host, shared):
    return organizer(f"person{number}", host)


def _new_here(number, host, shared):
    person = organizer(f"person{number}")
    User.objects.filter(pk=person.pk).update(joined_at=timezone.now())
    return person


def _new_in_the_group(number, host, shared):
    person = organizer(f"person{number}")
    Membership.objects.filter(user=person).update(joined_at=timezone.now())
    return person


def _members(number, host, shared):
    person = organizer(f"person{number}")
    Membership.objects.filter(user=person).update(role="member")
    return person


def _of_groups_in_review(number, host, shared):
    person = organizer(f"person{number}")
    Organization.objects.filter(memberships__user=person).update(state="in_review")
    return person


def _closed_accounts(number, host, shared):
    person = organizer(f"person{number}")
    User.objects.filter(pk=person.pk).update(is_active=False)
    return person


@pytest.mark.parametrize(
    "who",
    [
        _of_one_group,
        _of_the_reported_group,
        _new_here,
        _new_in_the_group,
        _members,
        _of_groups_in_review,
        _closed_accounts,
    ],
)
def test_others_hide_nothing_however_many(vigil, host, partner, who):
    for number in range(6):
        report(vigil, who(number, host, partner))

    assert is_public(vigil)


def test_one_account_reports_a_page_once(vigil):
    person = organizer("june")

    assert report(vigil, person) == report(vigil, person, text="Again")


def test_upheld_the_page_is_down_and_its_people_may_appeal(vigil, mo, ada):
    report(vigil)
    case = Case.objects.get()
    case.confirm(by=mo, note="There is no such square.")
    mail = factories.mail(factories.letters("case")[0])

    case.appeal("It has two names.", by=ada)
    still_down = not is_public(vigil)
    case.decline(by=mo, note="So it has.")

    assert "There is no such square." in mail.body
    assert (still_down, is_public(vigil)) == (True, True)


def test_a_group_that_retires_before_the_decision_comes_back_as_a_draft(host, ada, mo):
    Report.file(host, path="/", reason="pretends")
    host.retire(by=ada)
    Case.objects.get(kind="report").confirm(by=mo, note="It is another group.")

    Organization.objects.get(pk=host.pk).revive(by=ada)

    host.refresh_from_db()
    assert (host.state, host.listed_at) == ("draft", None)


def test_an_upheld_report_is_lifted_however_old(vigil, mo):
    case = Report.take_down(vigil.host, subject=vigil.letters_key, by=mo, note="A private home.")
    down = not is_public(vigil)

    with time_machine.travel(timezone.now() + timedelta(days=40)):
        Report.put_back(vigil.host, subject=vigil.letters_key, by=mo, note="It is a public hall.")

    case.refresh_from_db()
    assert (down, is_public(vigil), case.state) == (True, True, "declined")


def test_a_decision_against_a_group_needs_a_reason(vigil, mo):
    report(vigil)

    with pytest.raises(Exception, match="Say why"):
        Case.objects.get().confirm(by=mo)


def test_taken_back_each_decision_leaves_the_page_as_it_was(vigil, mo):
    report(vigil)
    case = Case.objects.get()
    case.confirm(by=mo, note="No such square.")
    case.undo(by=mo)
    back = is_public(vigil)
    for number in range(5):
        report(vigil, organizer(f"person{number}"))
    case.refresh_from_db()
    case.decline(by=mo, note="It takes place.")
    case.undo(by=mo)

    assert (back, is_public(vigil)) == (True, False)


def test_a_report_that_comes_to_nothing_troubles_nobody(vigil, mo, ada):
    report(vigil)
    Case.objects.get().decline(by=mo, note="It takes place.")

    assert factories.letters("case") == []
    assert list(Case.objects.concerning(ada)) == []
    assert not AuditEntry.objects.filter(verb__startswith="review").exists()


def test_who_left_an_address_hears_once_and_nothing_that_anybody_typed(vigil, mo):
    report(vigil, contact=SECRET, text="canary words")
    report(vigil, contact=SECRET)
    Case.objects.get().confirm(by=mo, note="canary note")

    [letter] = factories.letters("report_decided")
    mail = factories.mail(letter)
    assert letter.recipient == SECRET
    assert "canary" not in f"{mail.subject}{mail.body}"
    assert vigil.title not in mail.body


def test_contact_and_words_are_nowhere_but_with_moderators(vigil, ada, mo, as_user, settings):
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    report(vigil, contact=SECRET, text="canary words")
    case = Case.objects.get()
    case.confirm(by=mo, note="No such square.")
    own = [f"/desk/cases/{case.pk}/", f"/desk/groups/{vigil.host.slug}/standing/", f"/desk/events/{vigil.slug}/"]

    pages = [as_user(ada).get(path).content.decode() for path in own]

    assert [page for page in pages if "canary" in page] == []
    assert "canary words" in as_user(mo).get(f"/review/{case.pk}/").content.decode()
    assert "canary" not in repr(list(AuditEntry.objects.values()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM orgs_report")
        assert SECRET not in repr(cursor.fetchall())


def test_words_and_contact_are_erased_thirty_days_after_the_decision(vigil, mo):
    report(vigil, organizer("july"), contact=SECRET, text="words")
    waiting = report(vigil.host and factories.series(vigil.host, title="Other"), contact=SECRET)
    Case.objects.order_by("pk").first().decline(by=mo, note="It takes place.")

    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert Report.objects.purge() == 0
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert [Report.objects.purge() for _ in range(2)] == [1, 0]
    kept = [(one.text, one.contact, one.reporter) for one in Report.objects.exclude(pk=waiting.pk)]
    assert (kept, Report.objects.get(pk=waiting.pk).contact) == ([("", "", None)], SECRET)


@pytest.mark.django_db(transaction=True)
def test_of_the_fourth_and_fifth_at_once_one_hides(vigil):
    for number in range(3):
        report(vigil, organizer(f"person{number}"))
    people = [organizer("fourth"), organizer("fifth")]

    at_once(*[lambda person=person: report(vigil, person) and None for person in people])

    assert (Case.objects.count(), is_public(vigil)) == (1, False)
    assert Case.objects.get().acts.count() == 1


# The page


FORM = {"reason": "untrue", "text": "Nobody was there.", "contact": ""}


def test_anybody_reports_without_an_account_or_a_cookie(client, vigil, host):
    for page in (vigil.get_absolute_url(), host.get_absolute_url()):
        assert f'href="{page}report/"' in client.get(page).content.decode()
        shown, sent = client.get(f"{page}report/"), client.post(f"{page}report/", FORM)
        assert (shown.status_code, sent.status_code, "Thank you" in sent.content.decode()) == (200, 200, True)

    assert dict(client.cookies) == {}
    assert Report.objects.filter(reporter=None, text="Nobody was there.").count() == 2


def test_everybody_gets_the_same_answer(client, as_user, vigil, dee, ada):
    path = f"{vigil.get_absolute_url()}report/"

    for browser in (as_user(dee), as_user(dee), as_user(ada)):
        assert "Thank you" in browser.post(path, FORM).content.decode()
    assert Report.objects.count() == 2


def test_five_an_hour_from_one_address(client, vigil):
    path = f"{vigil.get_absolute_url()}report/"

    codes = [client.post(path, FORM).status_code for _ in range(6)]

    assert (codes, Report.objects.count()) == ([200] * 5 + [422], 5)


def test_a_page_that_nobody_sees_cannot_be_reported(client, vigil):
    vigil.withhold(by=None)

    assert client.post(f"{vigil.get_absolute_url()}report/", FORM).status_code == 404
