"""The account: how somebody likes the site, which letters come, and her devices one by one."""

from datetime import UTC, datetime

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.utils import timezone

from events.models import Sponsorship
from orgs.models import User
from outbox import postman
from outbox.contacts import contact_index
from outbox.languages import language_for
from outbox.models import Message, Suppression
from places.zone_list import zones_by_continent
from places.zones import is_known_zone
from tests import factories
from tests.orgs.browsers import signed_in, with_password

pytestmark = pytest.mark.django_db
SETTINGS, LETTERS = "/account/", "/account/letters/"


def ended(user) -> set[tuple[str, str]]:
    return set(Suppression.objects.filter(recipient_index=contact_index(user.email)).values_list("kind", "sender"))


def ticks(client) -> dict[str, list[str]]:
    """The form of letters as it stands, every box ticked that is ticked."""
    form = client.get(LETTERS).context["letters"]
    wanted = [cell.value for _title, cells in form.rows() for cell in cells if cell.ticked]
    return {"shown": list(form.columns), "wanted": wanted}


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(SETTINGS).headers["Location"] == "/account/login/code/?next=/account/"


def test_name_and_zone_are_saved(ada):
    response = signed_in(ada).post(SETTINGS, {"name": " Ada  L. ", "time_zone": "Pacific/Auckland"})

    ada.refresh_from_db()
    assert (response.status_code, ada.name, ada.time_zone) == (302, "Ada L.", "Pacific/Auckland")


def test_a_zone_that_is_none_is_refused_and_nothing_lost(ada):
    response = signed_in(ada).post(SETTINGS, {"name": "Augusta", "time_zone": "Mars/Olympus"})

    assert (response.status_code, 'value="Augusta"' in response.content.decode()) == (422, True)
    assert User.objects.get(pk=ada.pk).name == "Ada"


def test_every_zone_of_the_list_is_known_once():
    names = [name for _continent, zones in zones_by_continent() for name, _town in zones]

    assert len(names) == len(set(names)) > 300
    assert [name for name in names if not is_known_zone(name)] == []


def test_a_site_of_one_language_does_not_ask_for_it_and_keeps_hers(ada):
    User.objects.filter(pk=ada.pk).update(language="es")
    client = signed_in(ada)

    client.post(SETTINGS, {"name": "Ada", "language": "fr"})

    ada.refresh_from_db()
    assert ('name="language"' in client.get(SETTINGS).content.decode(), ada.language) == (False, "es")


def test_her_language_holds_for_her_pages_and_her_letters(ada, bo, settings):
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    client = signed_in(ada)

    client.post(SETTINGS, {"name": "Ada", "language": "de"})

    assert '<html lang="de"' in client.get(SETTINGS).content.decode()
    assert '<html lang="en"' in signed_in(bo).get(SETTINGS).content.decode()
    assert (language_for(" ADA@example.org"), language_for(bo.email), language_for("x@example.org")) == (
        "de",
        "en",
        "en",
    )


def test_her_clock_holds_for_the_hours_of_her_account(ada):
    User.objects.filter(pk=ada.pk).update(time_zone="Asia/Tokyo")
    client = with_password("ada")
    User.objects.filter(pk=ada.pk).update(last_login=datetime(2026, 1, 1, 20, tzinfo=UTC))

    assert "Friday 2 January 2026, 05:00" in client.get("/account/data/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


def test_one_box_ends_one_kind_of_one_group(ada, host):
    client = signed_in(ada)
    form = ticks(client)
    form["wanted"].remove(f"reminder|{host.letters_key}")

    client.post(LETTERS, form)

    assert ended(ada) == {("reminder", host.letters_key)}
    assert ticks(client)["wanted"] == form["wanted"]


def test_a_box_ticked_again_brings_the_letters_back(ada, host):
    Suppression.objects.add(contact_index(ada.email), sender=host.letters_key, reason=Suppression.ASKED)
    client = signed_in(ada)

    client.post(
        LETTERS, {"shown": ["", host.letters_key], "wanted": [*ticks(client)["wanted"], f"|{host.letters_key}"]}
    )

    assert ended(ada) == set()


def test_what_was_not_shown_stays_as_it_was(ada, host):
    Suppression.objects.add(contact_index(ada.email), sender=host.letters_key, reason=Suppression.ASKED)
    client = signed_in(ada)

    client.post(LETTERS, {"shown": [""], "wanted": ticks(client)["wanted"]})

    assert ended(ada) == {("", host.letters_key)}


def test_every_address_of_hers_is_meant(ada, host):
    ada.emailaddress_set.create(email="ada@second.example.org", verified=True)
    form = ticks(signed_in(ada)) | {"wanted": []}

    signed_in(ada).post(LETTERS, form)

    assert Suppression.objects.filter(recipient_index=contact_index("ada@second.example.org"), kind="").exists()


def test_a_letter_that_was_ended_is_not_sent(ada, vigil, host, partner, bo):
    client = signed_in(ada)
    form = ticks(client)
    client.post(LETTERS, form | {"wanted": [cell for cell in form["wanted"] if cell != "sponsorship_request|"]})
    Message.objects.all().delete()

    Sponsorship.request(vigil, partner, by=bo)
    Message.objects.update(next_at=timezone.now())
    postman.send_due()

    assert mail.outbox == []


@pytest.mark.parametrize("typed", [{"shown": ["organization:0"]}, {"shown": [""], "wanted": ["x|y"]}])
def test_a_box_that_was_not_there_is_refused(ada, typed):
    response = signed_in(ada).post(LETTERS, typed)

    assert (response.status_code, ended(ada)) == (422, set())


def test_a_group_she_may_not_see_has_no_column(ada):
    hidden = factories.group("Hidden", state="suspended")
    Message.write(kind="plain", about="x", to=ada.email, sender=hidden.letters_key)

    assert "Hidden" not in signed_in(ada).get(LETTERS).content.decode()


def test_the_last_row_says_what_always_comes(ada):
    assert "Codes and notices about your account" in signed_in(ada).get(LETTERS).content.decode()


def test_one_device_is_signed_out_and_another_stays(ada):
    one, other = with_password("ada"), with_password("ada")
    device = UserSession.objects.get(session_key=other.session.session_key)

    one.post(f"/account/sessions/{device.pk}/ending/")

    assert (one.get(SETTINGS).status_code, other.get(SETTINGS).status_code) == (200, 302)


def test_another_persons_device_does_not_exist(ada, bo):
    other = with_password("bo")
    device = UserSession.objects.get(user=bo)

    assert signed_in(ada).post(f"/account/sessions/{device.pk}/ending/").status_code == 404
    assert other.get(SETTINGS).status_code == 200


def test_the_page_names_her_groups_and_nobody_elses(ada, cy, host, partner):
    page = signed_in(cy).get(SETTINGS).content.decode()

    assert (host.name in page, partner.name in page, ada.email in page) == (True, False, False)
