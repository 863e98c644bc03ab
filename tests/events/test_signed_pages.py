"""The pages of what a group signs: answered by letter or at the desk, passed on, changed, asked anew, ended."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import SeriesHandover, Sponsorship
from tests import factories

pytestmark = pytest.mark.django_db

TERMS = {"level": "co_sponsor", "authority": "officer", "may_sign": "on", "signed_as": "June, chair"}


@pytest.fixture
def invitation(vigil, partner, ada) -> Sponsorship:
    return Sponsorship.invite(vigil, partner, by=ada)


@pytest.fixture
def signed(invitation, bo) -> Sponsorship:
    invitation.accept(by=bo)
    return invitation


@pytest.fixture
def forwarded(invitation, bo) -> str:
    """The link that Bo's invitation was passed on with."""
    forward = invitation.forward_to("chair@example.org", by=bo)
    return invitation.link(None, forward)


def test_an_invitation_is_passed_on_from_the_letters_page(client, invitation, bo):
    link = invitation.link(bo)

    page = client.post(f"{link}forward/", {"address": "chair@example.org"})

    assert page.status_code == 200
    assert factories.recipients("sponsorship_invitation") == ["bo@example.org", "chair@example.org"]


def test_a_wrong_address_is_said_beside_its_field_and_kept(client, invitation, bo):
    page = client.post(f"{invitation.link(bo)}forward/", {"address": "chair at home"})

    assert page.status_code == 422
    assert "chair at home" in page.content.decode()


def test_passing_on_has_an_end(invitation, bo):
    for name in ("a", "b", "c", "a"):
        invitation.forward_to(f"{name}@example.org", by=bo)

    with pytest.raises(Exception, match="three times"):
        invitation.forward_to("d@example.org", by=bo)


def test_who_decides_signs_by_the_link_that_was_passed_on(client, invitation, forwarded):
    assert client.post(forwarded, TERMS).status_code == 302

    invitation.refresh_from_db()
    assert (invitation.state, invitation.decided_by, invitation.signed_name) == ("accepted", None, "June, chair")
    assert "You signed on" in client.get(forwarded).content.decode()


def test_an_address_that_was_passed_on_is_erased_with_the_answer(client, invitation, forwarded):
    client.post(forwarded, TERMS)

    assert list(invitation.forwards.values_list("address_index", flat=True)) == [""]


def test_a_link_passed_on_in_vain_speaks_for_nobody(client, invitation, forwarded, bo):
    invitation.accept(by=bo)

    assert client.get(forwarded).status_code == 200
    assert client.post(f"{forwarded}withdrawal/").status_code == 404
    invitation.refresh_from_db()
    assert invitation.is_accepted


def test_who_signed_by_such_a_link_withdraws_by_it(client, invitation, forwarded):
    client.post(forwarded, TERMS)

    client.post(f"{forwarded}withdrawal/", {"note": "We are too few."})

    invitation.refresh_from_db()
    assert (invitation.state, invitation.parting_note) == ("withdrawn", "We are too few.")


def test_a_new_group_signs_by_a_link_that_was_passed_on(client, vigil, akron, ada):
    asked = Sponsorship.invite_address(vigil, "union@example.org", by=ada)
    link = asked.link(None, asked.forward_to("steward@example.org", by=None))

    group = {"name": "Harbour Union", "kind": "union", "town": "44308", "about": "We unload."}
    assert client.post(link, TERMS | group).status_code == 302

    asked.refresh_from_db()
    assert [person.email for person in asked.organization.organizers()] == ["steward@example.org"]


def test_revoking_closes_what_was_passed_on(client, invitation, forwarded, ada):
    invitation.revoke(by=ada)

    assert client.get(forwarded).status_code == 404


@pytest.mark.parametrize("page", ["desk", "letter"])
def test_a_group_stands_by_a_new_text(client, as_user, vigil, signed, ada, bo, page):
    vigil.describe(by=ada, summary="Something else entirely")
    vigil.refresh_from_db()
    where = f"/sponsorships/{signed.pk}/" if page == "desk" else signed.link(bo)
    browser = as_user(bo) if page == "desk" else client
    assert "<ins>Something" in browser.get(where).content.decode()

    browser.post(f"{where}text/", {"version": vigil.text_version})

    signed.refresh_from_db()
    assert not signed.is_asked_again


def test_while_it_has_not_answered_it_is_named_under_the_earlier_text(client, vigil, signed, ada, bo):
    vigil.describe(by=ada, summary="Something else entirely")
    before = client.get(vigil.get_absolute_url()).content.decode()

    signed.reaffirm(by=bo, version=2)

    assert "Signed an earlier text" in before
    assert "Signed an earlier text" not in client.get(vigil.get_absolute_url()).content.decode()


def test_a_date_that_a_group_sits_out_does_not_name_it(client, as_user, vigil, signed, partner, bo):
    first, second = vigil.occurrences.order_by("original_day")[:2]

    saved = as_user(bo).post(
        f"/sponsorships/{signed.pk}/terms/",
        {"pledge": "8", "note": "We bring soup.", "sits_out": [second.original_day.isoformat()]},
    )

    assert saved.status_code == 302
    assert partner.name in client.get(first.get_absolute_url()).content.decode()
    assert partner.name not in client.get(second.get_absolute_url()).content.decode()
    assert "We bring soup." in client.get(vigil.get_absolute_url()).content.decode()


def test_more_days_than_agreed_are_said_beside_the_field(as_user, vigil, partner, ada, bo):
    day = vigil.occurrences.order_by("original_day").first().original_day
    signed = Sponsorship.invite(vigil, partner, by=ada, first_day=day, last_day=day)
    signed.accept(by=bo)

    page = as_user(bo).post(f"/sponsorships/{signed.pk}/terms/", {"first_day": day, "last_day": day + timedelta(7)})

    assert page.status_code == 422
    assert "more than both groups agreed to" in page.content.decode()


def test_the_host_reads_what_was_signed_and_changes_nothing(as_user, signed, ada):
    assert as_user(ada).get(f"/sponsorships/{signed.pk}/").status_code == 200
    assert as_user(ada).post(f"/sponsorships/{signed.pk}/terms/", {"pledge": "800"}).status_code == 404


def test_a_silent_group_is_asked_again_a_week_later_and_twice_at_most(as_user, vigil, invitation, ada):
    renew = f"/sponsorships/{invitation.pk}/renewal/"
    as_user(ada).post(renew)
    assert len(factories.letters("sponsorship_invitation")) == 1

    for _time in range(3):
        Sponsorship.objects.update(asked_at=vigil.announced_at - timedelta(days=8))
        as_user(ada).post(renew)

    assert len(factories.letters("sponsorship_invitation")) == 3


def test_one_that_ran_out_is_open_again(as_user, vigil, invitation, bo, ada):
    Sponsorship.objects.update(asked_at=vigil.announced_at - timedelta(days=31))
    Sponsorship.expire()

    as_user(ada).post(f"/sponsorships/{invitation.pk}/renewal/")

    invitation.refresh_from_db()
    assert invitation.is_open
    invitation.accept(by=bo)


def test_the_host_grants_and_a_co_host_changes_dates(as_user, vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada, level="co_host").accept(by=bo)
    dates = f"/desk/events/{vigil.slug}/dates/"
    assert as_user(bo).get(dates).status_code == 404

    as_user(ada).post(f"/desk/events/{vigil.slug}/grants/", {"rights": ["dates"]})

    assert as_user(bo).get(dates).status_code == 200
    assert as_user(bo).get(f"/desk/events/{vigil.slug}/text/").status_code == 404
    desk = as_user(bo).get(f"/desk/events/{vigil.slug}/")
    assert (desk.status_code, "Cancel the whole series" in desk.content.decode()) == (200, False)


def test_a_co_host_sees_no_address_that_was_invited(as_user, vigil, partner, ada, bo):
    Sponsorship.invite(vigil, partner, by=ada, level="co_host").accept(by=bo)
    Sponsorship.invite_address(vigil, "union@example.org", by=ada)
    vigil.grant({"dates"}, by=ada)

    assert "union@example.org" not in as_user(bo).get(f"/desk/events/{vigil.slug}/").content.decode()


def test_the_day_of_a_vote_is_asked_for(client, invitation, bo):
    page = client.post(invitation.link(bo), TERMS | {"authority": "vote"})
    assert "Say on which day your group voted." in page.content.decode()

    client.post(invitation.link(bo), TERMS | {"authority": "vote", "voted_on": "2026-11-02"})

    invitation.refresh_from_db()
    assert (invitation.authority, invitation.voted_on.isoformat()) == ("vote", "2026-11-02")


class TestWhoMay:
    """What a link or a right does not do."""

    def test_the_link_of_an_address_ends_with_the_place_of_its_account(self, client, vigil, akron, ada, dee):
        asked = Sponsorship.invite_address(vigil, "union@example.org", by=ada)
        link = asked.link(None)
        client.post(link, TERMS | {"name": "Harbour Union", "kind": "union", "town": "44308", "about": "We unload."})
        asked.refresh_from_db()
        factories.join(asked.organization, dee, "coordinator")
        asked.organization.memberships.filter(user=asked.decided_by).delete()

        assert client.post(f"{link}withdrawal/").status_code == 404
        assert client.post(f"{link}text/", {"version": 1}).status_code == 404

    def test_a_link_that_was_passed_on_speaks_for_thirty_days(self, client, invitation, forwarded):
        client.post(forwarded, TERMS)
        Sponsorship.objects.update(decided_at=timezone.now() - timedelta(days=31))

        assert client.post(f"{forwarded}withdrawal/").status_code == 404

    def test_a_link_passed_on_in_vain_names_nobody(self, client, invitation, forwarded, bo):
        invitation.accept(by=bo)

        assert "Signed by" not in client.get(forwarded).content.decode()

    @pytest.fixture
    def cohost(self, vigil, partner, ada, bo):
        Sponsorship.invite(vigil, partner, by=ada, level="co_host").accept(by=bo)
        vigil.grant({"groups", "outreach"}, by=ada)

    def test_a_co_host_makes_no_further_co_hosts(self, vigil, cohost, bo, dee):
        choir = factories.group("Choir", coordinator=dee)
        asked = Sponsorship.request(vigil, choir, by=dee, level="co_host")

        for verb in (
            lambda: asked.accept(by=bo),
            lambda: Sponsorship.invite(vigil, factories.group("Band"), by=bo, level="co_host"),
            lambda: Sponsorship.invite_address(vigil, "band@example.org", by=bo, level="co_host"),
        ):
            with pytest.raises(ValidationError) as refusal:
                verb()
            assert refusal.value.code == "level"

    def test_nobody_but_the_host_answers_a_request_of_her_own_group(self, as_user, vigil, cohost, bo):
        sock = factories.group("Sock", coordinator=bo)
        asked = Sponsorship.request(vigil, sock, by=bo)

        assert as_user(bo).post(f"/sponsorships/{asked.pk}/acceptance/").status_code == 404

    def test_the_addresses_that_the_host_invited_are_the_hosts(self, as_user, vigil, cohost, ada, bo):
        Sponsorship.invite_address(vigil, "union@example.org", by=ada)

        desk = as_user(bo).get(f"/desk/events/{vigil.slug}/").content.decode()

        assert ("union@example.org" in desk, "A group asked by letter" in desk) == (False, True)

    def test_words_of_a_co_host_do_not_go_out_on_the_hosts_record(self, vigil, cohost, bo, monkeypatch):
        monkeypatch.setattr(type(vigil), "has_clean_record", lambda host: True)
        Sponsorship.invite_address(vigil, "union@example.org", by=bo, letter="Come and see")

        assert "Come and see" not in factories.mail(factories.letters("sponsorship_invitation")[-1]).body


@pytest.mark.parametrize("why", ["no", "retired", "host", "taken back"])
def test_asking_again_asks_nobody_who_is_not_to_be_asked(vigil, invitation, partner, ada, bo, why):
    Sponsorship.objects.update(asked_at=vigil.announced_at - timedelta(days=31))
    if why == "taken back":
        Sponsorship.objects.update(state="expired", decided_at=vigil.announced_at, decided_by=ada)
    else:
        Sponsorship.expire()
    if why == "no":
        Sponsorship.invite(vigil, partner, by=ada).decline(by=bo)
    elif why == "retired":
        type(partner).objects.filter(pk=partner.pk).update(state="retired")
    elif why == "host":
        type(vigil).objects.filter(pk=vigil.pk).update(host=partner)

    with pytest.raises(ValidationError) as refusal:
        Sponsorship.objects.get(pk=invitation.pk).renew(by=ada)

    codes = {"no": "said_no", "retired": "not_listed", "host": "is_host", "taken back": "too_often"}
    assert refusal.value.code == codes[why]


def test_what_is_passed_on_counts_with_the_new_addresses_of_the_host(invitation, host, bo, monkeypatch):
    counted = []
    monkeypatch.setattr(type(host), "count_address", lambda group, what: counted.append(what))

    invitation.forward_to("chair@example.org", by=bo)

    assert len(counted) == 1


def test_who_handed_the_hosting_over_stands_by_the_words_of_now(vigil, signed, host, partner, ada, bo):
    vigil.describe(by=ada, summary="Something else entirely")
    SeriesHandover.offer(vigil, partner, by=ada).accept(by=bo)

    former = Sponsorship.objects.accepted().get(organization=host)
    vigil.refresh_from_db()
    assert former.text_version == former.asked_version == vigil.text_version
