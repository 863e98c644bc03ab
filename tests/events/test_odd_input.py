"""Odd input in every field of every form, in parameters and paths: a sentence, what was typed kept, never a 500."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from urllib.parse import quote

import pytest
from allauth.account.forms import ConfirmLoginCodeForm
from django.utils import timezone
from django.utils.html import escape

from demands import forms as demand_forms
from demands.forms import stances as stance_forms
from demands.library import entries
from demands.models import Body, Demand, Endorsement, ModelDemand, Seat, SeatClaim
from events import forms
from events.models import Attendance, Follow, Follower, PrivateCalendar, Series, Sponsorship, Upload
from orgs import forms as group_forms
from orgs.account_forms import ErasureForm, LettersForm, SettingsForm
from orgs.forms import (
    DecisionForm,
    GroupForm,
    GroupSearchForm,
    MergeForm,
    NameForm,
    NoteForm,
    ProfileForm,
    QuestionForm,
    ReportForm,
    WordsForm,
)
from orgs.models import Case
from outbox.contacts import contact_index
from outreach import forms as outreach_forms
from outreach.models import Appeal, Board, Prospect, Sheet
from tests import factories
from tests.odd import BYTES, TEXTS

pytestmark = pytest.mark.django_db

GROUP = {"name": "Choir", "kind": "culture", "town": "44308", "about": "We sing."}
BODY = {"name": "Harbor Council", "kind": "city_council", "town": "44308", "seats": "3", "venue": "City Hall"}
TERMS = {"tasks": ["food"], "pledge": "9", "authority": "officer", "may_sign": "on"}
ENDORSES = {"authority": "officer", "may_sign": "on"}
CALENDAR = {"calendar-name": "My dates", "calendar-with_answers": "on"}
FOLLOW = {"follow-email": "june@example.org", "follow-rhythm": "weekly"}
SERIES = {
    "title": "Songs",
    "kind": "rally",
    "summary": "We sing.",
    "about": "Long",
    "town": "44308",
    "venue": "Pier 4",
    "repeat": "week-1",
    "weekdays": ["5"],
    "start_time": "12:00",
    "minutes": "120",
    "first_day": "2027-01-02",
    "until": "2027-02-27",
}


class Places:
    """A form's page with a valid filling: (form, who posts, where to, what)."""

    def __init__(self, vigil, partner, ada, bo, mo):
        self.vigil, self.partner, self.ada, self.bo, self.mo = vigil, partner, ada, bo, mo
        self.people = f"/desk/groups/{vigil.host.slug}/people/"
        self.of_cy = vigil.host.memberships.get(role="member")
        self.day = vigil.occurrences.order_by("day").first()

    def group(self):
        return GroupForm, self.ada, "/groups/new/", GROUP

    def profile(self):
        typed = {name: GROUP[name] for name in ("kind", "town", "about")}
        return ProfileForm, self.ada, f"/desk/groups/{self.vigil.host.slug}/", typed

    def name(self):
        return NameForm, self.ada, f"/desk/groups/{self.vigil.host.slug}/name/", {"name": "Harbour Choir"}

    def letter(self):
        path = f"/desk/groups/{self.vigil.host.slug}/letters/sponsorship_reminder/"
        typed = {"sponsorship_reminder-is_on": "on", "sponsorship_reminder-words": "Soup and songs"}
        return group_forms.LetterForm, self.ada, path, typed

    def series(self):
        return forms.SeriesForm, self.ada, "/desk/events/new/", SERIES | {"host": self.vigil.host_id}

    def preview(self):
        form, who, path, typed = self.series()
        return form, who, path, typed | {"preview": "1"}

    def draft(self):
        draft = factories.series(self.vigil.host, by=self.ada, announced=False)
        return forms.SeriesForm, self.ada, f"/desk/events/{draft.slug}/edit/", SERIES | {"host": self.vigil.host_id}

    def duplicate(self):
        path = f"/desk/events/{self.vigil.slug}/duplicate/"
        return forms.DuplicateForm, self.ada, path, SERIES | {"host": self.vigil.host_id, "groups": [self.partner.pk]}

    def date(self):
        typed = {"day": self.day.day, "start_time": "15:00", "minutes": "60", "town": "44308", "venue": "Pier 5"}
        return forms.DateForm, self.ada, f"/desk/events/{self.vigil.slug}/dates/{self.day.original_day}/", typed

    def rule(self):
        typed = {name: SERIES[name] for name in ("venue", "town", "repeat", "weekdays", "start_time", "minutes")}
        typed |= {"first_day": self.day.day, "until": self.vigil.last_day, "save": "1"}
        return forms.RuleChangeForm, self.ada, f"/desk/events/{self.vigil.slug}/rule/", typed

    def cancellation(self):
        return forms.ReasonForm, self.ada, f"/desk/events/{self.vigil.slug}/cancellation/", {"reason": "Storm"}

    def text(self):
        typed = {"title": "Vigil", "kind": "vigil", "summary": "We stand", "about": "Each week", "stock": "sky"}
        return forms.TextForm, self.ada, f"/desk/events/{self.vigil.slug}/text/", typed

    def extension(self):
        until = self.vigil.last_day + timedelta(weeks=2)
        return forms.ExtensionForm, self.ada, f"/desk/events/{self.vigil.slug}/extension/", {"until": until}

    def renewal(self):
        path = f"/desk/events/{self._running_out().slug}/renewal/"
        return forms.RenewalForm, self.ada, path, {"how": "until", "until": self.vigil.last_day + timedelta(weeks=9)}

    def renewal_by_letter(self):
        form, _who, _path, typed = self.renewal()
        return form, None, self._running_out().link("renewal", self.ada), typed

    def _running_out(self):
        """It goes on until further notice, and its last date so far is near."""
        day = timezone.localdate() + timedelta(days=9)
        rule = factories.weekly(self.vigil.first_day, day)
        Series.objects.filter(pk=self.vigil.pk).update(open_ended=True, cadence=rule, last_day=day)
        return self.vigil

    def ending(self):
        typed = {"on": self.vigil.last_day.isoformat(), "thanks": "We thank you"}
        return forms.EndForm, self.ada, f"/desk/events/{self.vigil.slug}/ending/", typed

    def thanks(self):
        once = factories.series(self.vigil.host, by=self.ada, first=date(2026, 3, 7), weeks=2, announced=False)
        once.record_history(by=self.ada)
        return forms.ThanksForm, self.ada, f"/desk/events/{once.slug}/thanks/", {"thanks": "We thank you"}

    def invite(self):
        typed = {"who": self.partner.name, "letter": "Stand with us"}
        return forms.InviteForm, self.ada, f"/desk/events/{self.vigil.slug}/sponsorships/", typed

    def join(self):
        union = factories.group("Union of unions", kind="coalition")
        typed = {"who": union.name, "letter": "We come"}
        return group_forms.JoinForm, self.bo, f"/desk/groups/{self.partner.slug}/coalitions/requests/", typed

    def member(self):
        union = factories.group("Union of unions", kind="coalition", coordinator=self.ada)
        typed = {"who": self.partner.name, "letter": "Join us"}
        return group_forms.InviteMemberForm, self.ada, f"/desk/groups/{union.slug}/coalitions/invitations/", typed

    def members(self):
        union = factories.group("Union of unions", kind="coalition", coordinator=self.ada)
        return group_forms.MembersForm, self.ada, f"/desk/groups/{union.slug}/coalitions/display/", {}

    def hosting(self):
        Sponsorship.record(self.vigil, self.partner, by=self.ada, signed_as="Bo")
        return forms.HostingForm, self.ada, f"/desk/events/{self.vigil.slug}/hosting/", {"to": self.partner.pk}

    def request(self):
        typed = TERMS | {"organization": self.partner.pk, "letter": "We come"}
        return forms.RequestForm, self.bo, f"/events/{self.vigil.slug}/co-sponsor/", typed

    def sign(self):
        link = Sponsorship.invite(self.vigil, self.partner, by=self.ada).link(self.bo)
        return forms.SignForm, None, link, TERMS | {"level": "endorse"}

    def sign_passed_on(self):
        asked = Sponsorship.invite(self.vigil, self._choir(), by=self.ada)
        link = asked.link(None, asked.forward_to("chair@example.org", by=self.bo))
        return forms.ForwardedSignForm, None, link, TERMS | {"level": "endorse", "signed_as": "June"}

    def pass_on(self):
        link = Sponsorship.invite(self.vigil, self._choir(), by=self.ada).link(self.bo)
        return forms.PassOnForm, None, f"{link}forward/", {"address": "chair@example.org"}

    def amend(self):
        return forms.AmendForm, self.bo, f"/sponsorships/{self._signed().pk}/terms/", {"pledge": "8", "note": "Soup"}

    def part(self):
        return forms.PartingForm, None, f"{self._signed().link(self.bo)}withdrawal/", {"note": "Too few"}

    def read(self):
        return forms.ReadForm, self.bo, f"/sponsorships/{self._signed().pk}/text/", {"version": "1"}

    def grants(self):
        return forms.GrantsForm, self.ada, f"/desk/events/{self.vigil.slug}/grants/", {"rights": ["dates"]}

    def hearing(self):
        demand = self._asked()
        typed = {"kind": "vote_set", "day": "2027-05-03", "start_time": "19:00", "minutes": "120", "town": "44308"}
        return forms.HearingForm, self.ada, f"/desk/demands/{demand.slug}/hearings/new/", typed | {"venue": "City Hall"}

    def what_for(self):
        path = f"/desk/events/{self.vigil.slug}/demands/"
        return forms.WhatForForm, self.ada, path, {"demands": [self._asked().pk]}

    def _asked(self):
        """The first demand, made where there is none."""
        return Demand.objects.first() or factories.demand(self.vigil.host, by=self.ada)

    def _signed(self):
        signed = Sponsorship.invite(self.vigil, self._choir(), by=self.ada)
        signed.accept(by=self.bo)
        return signed

    def _choir(self):
        return factories.group("Choir", coordinator=self.bo)

    def sign_anew(self):
        link = Sponsorship.invite_address(self.vigil, "union@example.org", by=self.ada).link(None)
        return forms.NewGroupSignForm, None, link, TERMS | GROUP | {"level": "endorse", "signed_as": "June"}

    def answer(self):
        typed = {"on": [self.day.original_day], "people": "2", "email": "june@example.org"}
        return forms.AnswerForm, None, f"/events/{self.vigil.slug}/answer/", typed

    def change(self):
        link = Attendance.url(Attendance.come(self.vigil, [self.day]))
        return forms.AnswerForm, None, link, {"on": [self.day.original_day], "people": "2"}

    def reminder(self):
        link = Attendance.url(Attendance.come(self.vigil, [self.day]))
        return forms.ReminderForm, None, f"{link}reminder/", {"email": "june@example.org"}

    def settings(self):
        return SettingsForm, self.ada, "/account/", {"name": "Ada", "time_zone": "Europe/Berlin"}

    def letters(self):
        return LettersForm, self.ada, "/account/letters/", {"shown": [""], "wanted": ["reminder|"]}

    def fresh_code(self):
        return ConfirmLoginCodeForm, self.ada, "/account/reauthenticate/code/", {"code": "AAAA-AAAA", "next": "/"}

    def erasure(self):
        return ErasureForm, self.bo, "/account/erasure/", {"sure": "on"}

    def follow(self):
        return forms.FollowForm, None, f"/groups/{self.vigil.host.slug}/follow/", FOLLOW

    def follow_town(self):
        typed = FOLLOW | {"follow-spot": "postcode:US:44308", "follow-km": "25"}
        return forms.TownFollowForm, None, "/follows/", typed

    def follow_own(self):
        return forms.OwnFollowForm, self.bo, "/account/follows/", {"follow-group": self.vigil.host.slug}

    def follow_confirmation(self):
        Follow.ask("june@example.org", Follow.of_series(self.vigil), rhythm="weekly")
        follower = Follower.objects.of("june@example.org").get()
        pks = [follow.pk for follow in follower.follows.all()]
        return forms.ConfirmationForm, None, follower.get_confirmation_url(), {"follows": pks}

    def follow_change(self):
        Follow.begin(Follow.of_series(self.vigil), rhythm="weekly", by=self.bo)
        follower = Follower.objects.of(self.bo.email).get()
        (follow,) = follower.follows.all()
        path = f"{follower.get_absolute_url()}{follow.pk}/"
        return forms.ChangeForm, None, path, {f"follow-{follow.pk}-rhythm": "weekly"}

    def bring_in(self):
        return forms.ImportForm, self.ada, "/desk/import/", {"group": self.vigil.host_id, "whole_days_at": "15:00"}

    def columns(self):
        return forms.ColumnsForm, self.ada, f"/desk/import/{self._upload().pk}/columns/", {"first_date": "when"}

    def take(self):
        return forms.TakeForm, self.ada, f"/desk/import/{self._upload().pk}/", {"announce": "drafts"}

    def _upload(self) -> Upload:
        return Upload.keep(self.vigil.host, b"what,when\nVigil,2030-01-05\n", user=self.ada, name="ours.csv")

    def calendar(self):
        return forms.OwnCalendarForm, self.bo, "/account/calendars/", CALENDAR

    def calendar_of_address(self):
        index = contact_index("june@example.org")
        return forms.OwnCalendarForm, None, f"/calendars/{PrivateCalendar.page_token(index)}/", CALENDAR

    def week(self):
        return forms.WeekForm, self.ada, "/account/week/", {"day": "3", "hour": "18"}

    def merge(self):
        twin = factories.group(f"Twin {self.partner.name}")
        return MergeForm, self.mo, f"/review/groups/{twin.slug}/merge/", {"q": "Tenants", "into": "nowhere"}

    def report(self):
        typed = {"reason": "untrue", "text": "Nobody came.", "contact": "june@example.org"}
        return ReportForm, None, f"/events/{self.vigil.slug}/report/", typed

    def decision(self):
        return (
            DecisionForm,
            self.mo,
            f"/review/{self._case().pk}/refusal/",
            {"checked": ["name"], "note": "No purpose."},
        )

    def question(self):
        return QuestionForm, self.mo, f"/review/{self._case().pk}/question/", {"note": "Who are you?"}

    def suspension(self):
        return NoteForm, self.mo, f"/review/groups/{self.partner.slug}/suspension/", {"note": "It misleads."}

    def words(self):
        case = self._case()
        case.ask("Who are you?", by=self.mo)
        return WordsForm, self.ada, f"/desk/cases/{case.pk}/answer/", {"text": "We sing."}

    def _case(self) -> Case:
        return factories.group("Waiting", coordinator=self.ada, state="in_review").cases.get()

    def invite_people(self):
        typed = {"addresses": "june@example.org\njuly@example.org", "role": "member"}
        return group_forms.InvitePeopleForm, self.ada, f"{self.people}invitations/", typed

    def role(self):
        return group_forms.RoleForm, self.ada, f"{self.people}{self.of_cy.pk}/", {"role": "organizer"}

    def public_name(self):
        return group_forms.PublicNameForm, self.ada, f"{self.people}name/", {"is_named": "on", "public_name": "Ada"}

    def ask_to_join(self):
        return group_forms.JoinRequestForm, self.bo, f"{self.vigil.host.get_absolute_url()}join/", {"word": "We met"}

    def handover(self):
        typed = {"place": self.of_cy.pk, "afterwards": "gone"}
        return group_forms.HandoverForm, self.ada, f"{self.people}handover/", typed

    def coordination(self):
        return (
            group_forms.CoordinationForm,
            self.ada,
            f"{self.people}{self.of_cy.pk}/coordination/",
            {"act": "promote"},
        )

    def adopt(self):
        """A council is written down, and a model of the library asks for a name."""
        ModelDemand.objects.load(entry for entry in entries() if entry.slug == "non-cooperation")
        body = factories.body(self.vigil.host, "Council of Akron")
        typed = {"group": self.vigil.host.pk, "body": body.name, "agency": "the Bureau of Maps"}
        return demand_forms.AdoptForm, self.ada, "/desk/demands/models/non-cooperation/adopt/", typed

    def offered_words(self):
        """A model of the group says something newer than a draft that was made from it."""
        model = factories.model_demand(self.vigil.host, by=self.ada)
        body = factories.body(self.vigil.host, "Council of benches")
        demand = model.adopt_for(group=self.vigil.host, body=body, said={}, by=self.ada)
        ModelDemand.objects.filter(pk=model.pk).update(state="library")
        entry = next(entries())
        ModelDemand.objects.load([replace(entry, slug=model.slug)])
        typed = {"act": "write", "version": "2", "about": "Our own words."}
        return demand_forms.OfferForm, self.ada, f"/desk/demands/{demand.slug}/model/", typed

    def model(self):
        typed = {"name": "Benches", "topic": "other", "title": "Benches", "kind": "policy", "ask": "Put up benches."}
        typed |= {"text": "Section 1.", "components": "Ten", "evidence": "Minutes.", "review_after": "90"}
        typed |= {"group": self.vigil.host.pk, "body_1": "mayor", "says_1": "All."}
        return demand_forms.ModelForm, self.ada, "/desk/demands/models/new/", typed

    def action(self):
        body = factories.body(self.vigil.host, "Council of two", seats=2)
        demand = factories.demand(self.vigil.host, by=self.ada, body=body)
        typed = {"kind": "vote_set", "on": demand.today(), "acting_body": "A committee", "note": "Read aloud"}
        typed |= {"set_day": demand.today(), "set_time": "19:00", "votes_for": "2", "absent": "0"}
        typed |= {f"seat-{demand.body.seats.first().pk}": "for", "evidence-url": "https://example.org/minutes"}
        return demand_forms.ActionForm, self.ada, f"/desk/demands/{demand.slug}/actions/new/", typed

    def evidence(self):
        demand = factories.demand(self.vigil.host, by=self.ada, body=factories.body(self.vigil.host, "Council of one"))
        entry = factories.action(demand, "heard", by=self.ada)
        typed = {"kind": "press", "title": "In the paper", "url": "https://example.org/", "checked_on": "2026-11-02"}
        path = f"{entry.get_absolute_url()}evidence/"
        return demand_forms.EvidenceForm, self.ada, path, {f"evidence-{name}": said for name, said in typed.items()}

    def claim(self):
        orphan = factories.group("Orphan")
        return group_forms.ClaimForm, self.bo, f"{orphan.get_absolute_url()}claim/", {"text": "We keep its keys"}

    def prospect(self):
        typed = {"who": "Harbor Choir", "town": "Akron", "why": "They sang", "address": "choir@example.org"}
        return outreach_forms.ProspectForm, self.ada, f"{self._board().get_absolute_url()}new/", typed

    def prospect_chosen(self):
        typed = {"group": self.partner.slug, "takes": "on"}
        return outreach_forms.ChosenForm, self.ada, f"{self._board().get_absolute_url()}fitting/", typed

    def prospect_corrected(self):
        typed = {"name": "Harbor Choir", "next_step": "Call", "due_on": timezone.localdate()}
        return outreach_forms.CorrectForm, self.ada, f"{self._prospect()}edit/", typed

    def prospect_moved(self):
        typed = {"stage": "not_now", "until": timezone.localdate() + timedelta(days=30)}
        return outreach_forms.MoveForm, self.ada, f"{self._prospect()}stage/", typed

    def touch(self):
        typed = {"kind": "call", "text": "They like it", "next_step": "Call", "due_on": timezone.localdate()}
        return outreach_forms.TouchForm, self.ada, f"{self._prospect()}touches/", typed

    def sheet(self):
        return outreach_forms.SheetForm, self.ada, f"{self._board().get_absolute_url()}sheet/", {"file": "no file"}

    def sheet_rows(self):
        kept = Sheet.keep(self._board(), b"name\nChoir\n", owner=self.ada, name="ours.csv")
        return outreach_forms.RowsForm, self.ada, kept.get_absolute_url(), {"without": [2]}

    def picked(self):
        Prospect.enter(self._board(), name="Choir", by=self.ada, address="choir@example.org")
        typed = {"prospects": [Prospect.objects.latest("pk").pk]}
        return outreach_forms.PickForm, self.ada, f"{self._board().get_absolute_url()}letters/new/", typed

    def appeal(self):
        row = Prospect.enter(self._board(), name="Choir", by=self.ada, address="choir@example.org")
        appeal = Appeal.begin(self._board(), [row], by=self.ada)
        typed = {"letter": "Dear {person}", "level": "endorse", "first_day": timezone.localdate()}
        return outreach_forms.AppealForm, self.ada, f"{appeal.get_absolute_url()}edit/", typed

    def described(self):
        typed = {"title": "Schools", "summary": "Name some schools.", "about": "Long", "components": "One"}
        return demand_forms.DescribeForm, self.ada, f"/desk/demands/{self._unendorsed().slug}/text/", typed

    def endorse(self):
        asked = Endorsement.invite(self._unendorsed(), self.partner, by=self.ada)
        return demand_forms.EndorseForm, self.bo, f"{asked.get_absolute_url()}acceptance/", ENDORSES | {"version": "1"}

    def endorse_asking(self):
        typed = ENDORSES | {"organization": self.partner.pk, "letter": "We teach there"}
        return demand_forms.AskToEndorseForm, self.bo, f"/demands/{self._unendorsed().slug}/endorse/", typed

    def endorser(self):
        path = f"/desk/demands/{self._unendorsed().slug}/endorsements/"
        return demand_forms.InviteEndorserForm, self.ada, path, {"who": self.partner.name, "letter": "You teach there"}

    def endorser_says(self):
        return demand_forms.EndorserNoteForm, self.bo, f"{self._endorsed()}note/", {"note": "We teach there"}

    def endorser_read(self):
        return demand_forms.EndorserReadForm, self.bo, f"{self._endorsed()}text/", {"version": "1"}

    def endorser_leaves(self):
        return demand_forms.EndorserPartingForm, self.bo, f"{self._endorsed()}withdrawal/", {"note": "We voted anew"}

    def _unendorsed(self):
        council = factories.body(self.vigil.host, f"Council {Demand.objects.count()}")
        return factories.demand(self.vigil.host, by=self.ada, body=council)

    def _endorsed(self):
        signed = Endorsement.invite(self._unendorsed(), self.partner, by=self.ada)
        signed.accept(by=self.bo)
        return signed.get_absolute_url()

    def body(self):
        typed = BODY | {"group": self.vigil.host_id}
        return demand_forms.BodyForm, self.ada, "/desk/bodies/new/", typed

    def body_facts(self):
        return demand_forms.BodyFactsForm, self.ada, self._council(), BODY

    def body_seats(self):
        return demand_forms.SeatsForm, self.ada, f"{self._council()}seats/", {"names": "At large"}

    def body_seat(self):
        path = f"{self._council()}seats/{Seat.objects.latest('pk').pk}/"
        return demand_forms.SeatForm, self.ada, path, {"name": "Chair", "place": "1"}

    def body_term(self):
        path = f"{self._council()}seats/{Seat.objects.latest('pk').pk}/terms/"
        return demand_forms.TermForm, self.ada, path, {"holder": "Member at large", "since": "2026-01-05"}

    def _council(self):
        name = "Odd Council"
        found = Body.objects.filter(name=name).first() or factories.body(self.vigil.host, name, seats=1)
        return f"/desk/bodies/{found.slug}/"

    def _board(self):
        return Board(self.vigil)

    def demand(self):
        body = factories.body(self.vigil.host, "School board")
        typed = {"lead": self.vigil.host_id, "body": body.name, "title": "Adopt it", "summary": "We ask for it."}
        typed |= {"kind": "policy", "topic": "schools", "components": "One\nTwo"}
        return demand_forms.DemandForm, self.ada, "/desk/demands/new/", typed

    def facts(self):
        typed = {"kind": "policy", "topic": "schools", "identifier": "2026-114"}
        return demand_forms.FactsForm, self.ada, f"{self._demand()}facts/", typed

    def closing(self):
        return demand_forms.ClosingForm, self.ada, f"{self._demand()}closing/", {"note": "Enough"}

    def next_step(self):
        typed = {"step": "Call the clerk", "who": self.ada.pk, "on": timezone.localdate()}
        return demand_forms.NextStepForm, self.ada, f"{self._demand()}next-step/", typed

    def review_day(self):
        return demand_forms.ReviewDayForm, self.ada, f"{self._demand()}review/day/", {"on": "2027-03-01"}

    def review(self):
        path = f"{self._demand(outcome='won')}review/"
        return demand_forms.ReviewForm, self.ada, path, {"done": "yes", "kind": "press", "url": "https://example.org/"}

    def _demand(self, **columns) -> str:
        made = Demand.objects.first() or factories.demand(self.vigil.host, by=self.ada, body=Body.objects.first())
        Demand.objects.filter(pk=made.pk).update(**{"state": "put"} | columns)
        return f"/desk/demands/{made.slug}/"

    def stance(self):
        path, typed = self._own_seat(), {"on": "2026-11-03", "source": "At the meeting", "note": "Tired"}
        return stance_forms.StanceForm, self.ada, path, typed | {"value": "yes", "source_url": "https://example.org/"}

    def talk(self):
        return stance_forms.TalkForm, self.ada, f"{self._own_seat()}claim/", {"due_on": timezone.localdate()}

    def _own_seat(self) -> str:
        """Ada talks to it."""
        body = factories.body(self.vigil.host, f"Council {Body.objects.count()} of wards", seats=1)
        demand = factories.demand(self.vigil.host, by=self.ada, body=body)
        seat = demand.body.seats.get()
        SeatClaim.take_up(demand, seat, by=self.ada, group=self.vigil.host)
        return f"/desk/demands/{demand.slug}/seats/{seat.pk}/"

    def _prospect(self):
        return Prospect.enter(self._board(), name="Choir", by=self.ada).get_absolute_url()


# In each field by itself; all of them are tried in all fields at once.
ONE_BY_ONE = (
    "NUL|control characters|right to left|emoji|unassigned|10^30|beyond 64 bits|5,000 digits|infinity|other digits"
    "|the last day|the first day|an instant|100 KB"
).split("|")
NAMES = [name for name in vars(Places) if not name.startswith("_")]


@pytest.fixture
def places(akron, vigil, partner, ada, bo, mo, monkeypatch, settings) -> Places:
    settings.MODERATORS_NEED_SECOND_FACTOR = False
    monkeypatch.setattr("orgs.models.Bucket.take", lambda *args, **kwargs: True)  # limits are tried elsewhere
    monkeypatch.setattr("orgs.fresh.is_fresh", lambda request: True)
    return Places(vigil, partner, ada, bo, mo)


def kept(response, typed: str) -> bool:
    """Whether the page holds what was typed, in a field."""
    page = response.content.decode()
    values = re.findall(r'value="([^"]*)"', page) + re.findall(r"<textarea[^>]*>\s?([^<]*)</textarea>", page)
    return typed in {unescape(value).replace("\r\n", "\n") for value in values}


@pytest.mark.parametrize("odd", ONE_BY_ONE)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"preview", "draft", "change"}])
def test_odd_text_in_each_field_is_never_an_error_of_ours(places, as_user, name, odd):
    form, who, path, typed = getattr(places, name)()
    browser = as_user(who)

    for field in [*form.base_fields, "nameless"]:
        response = browser.post(path, typed | {field: TEXTS[odd]})
        assert response.status_code in {200, 302, 422}, (field, response.status_code)
        if response.status_code == 302 and who is None and name.startswith("sign"):
            return  # signed: there is nothing more to answer


@pytest.mark.parametrize("name", NAMES)
def test_odd_text_in_all_fields_at_once(places, as_user, name):
    form, who, path, _typed = getattr(places, name)()
    browser = as_user(who)

    for odd in TEXTS.values():
        response = browser.post(path, dict.fromkeys(form.base_fields, odd))
        assert response.status_code in {200, 302, 422}


@pytest.mark.parametrize(
    ("name", "field", "most"),
    [
        ("group", "name", 120),
        ("group", "about", 10_000),
        ("series", "title", 120),
        ("series", "about", 10_000),
        ("series", "summary", 240),
        ("ending", "thanks", 1_000),
        ("thanks", "thanks", 1_000),
        ("date", "note", 200),
        ("invite", "letter", 2_000),
        ("request", "letter", 2_000),
        ("join", "letter", 2_000),
        ("member", "letter", 2_000),
        ("sign_anew", "about", 10_000),
        ("invite_people", "addresses", 5_000),
        ("public_name", "public_name", 120),
        ("ask_to_join", "word", 500),
        ("claim", "text", 2_000),
        ("prospect", "who", 120),
        ("prospect_corrected", "why", 200),
        ("touch", "text", 2_000),
        ("body", "name", 120),
        ("body", "how_to_speak", 500),
        ("appeal", "letter", 2_000),
        ("described", "about", 20_000),
        ("endorse_asking", "letter", 2_000),
        ("endorser", "letter", 2_000),
    ],
)
def test_what_is_too_long_is_said_and_kept(places, as_user, name, field, most):
    _form, who, path, typed = getattr(places, name)()
    long = "x" * (most + 1)

    response = as_user(who).post(path, typed | {field: long})

    assert response.status_code == 422
    assert f"at most {most} characters" in response.content.decode()
    assert kept(response, long)


@pytest.mark.parametrize("name", ["group", "series", "date", "invite", "join", "member", "request", "sign_anew"])
@pytest.mark.parametrize("odd", ["right to left", "emoji", "markup", "quotes"])
def test_odd_but_honest_text_is_kept_beside_a_problem(places, as_user, name, odd):
    _form, who, path, typed = getattr(places, name)()
    field, wrong = {
        "group": ("name", "kind"),
        "series": ("title", "until"),
        "date": ("note", "day"),
        "invite": ("letter", "who"),
        "join": ("letter", "who"),
        "member": ("letter", "who"),
        "request": ("letter", "may_sign"),
        "sign_anew": ("name", "may_sign"),
    }[name]

    response = as_user(who).post(path, typed | {field: TEXTS[odd], wrong: ""})

    assert response.status_code == 422
    assert kept(response, TEXTS[odd])
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("odd", ["right to left", "emoji", "combining", "markup", "quotes"])
def test_odd_but_honest_titles_stand_on_their_pages(places, as_user, client, odd):
    _form, who, path, typed = places.series()
    desk = as_user(who).post(path, typed | {"title": TEXTS[odd]}).headers["Location"]
    as_user(who).post(f"{desk}announcement/")

    page = client.get(desk.replace("/desk", ""))

    assert page.status_code == 200
    assert str(escape(TEXTS[odd])) in page.content.decode()


# Parameters


@pytest.mark.parametrize("odd", TEXTS)
@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/", list(forms.BrowseFilter.base_filters)),
        ("/events.ics", list(forms.BrowseFilter.base_filters)),
        ("/events.json", [*forms.BrowseFilter.base_filters, "from", "to"]),
        ("/events/saturday-vigil.json", ["after"]),
        ("/groups/friends-of-sanctuary-schools.json", ["after"]),
        ("/groups/", list(GroupSearchForm.base_fields)),
        ("/bodies/", list(demand_forms.BodySearchForm.base_fields)),
        ("/feeds/", ["series", "group", "near", "q"]),
        ("/demands/near/", ["near", "body"]),
        ("/demands/", list(demand_forms.DemandFilter.base_filters)),
        ("/demands/towns/", ["near", "page", "stage"]),
        ("/demands.json", list(demand_forms.DemandFilter.base_filters)),
    ],
)
def test_odd_parameters_are_never_an_error_of_ours(client, vigil, path, names, odd):
    if len(TEXTS[odd]) > 10_000:
        pytest.skip("a server refuses such an address before it comes to us")

    for name in [*names, "nameless"]:
        assert client.get(path, {name: TEXTS[odd], "when": "all"} | {name: TEXTS[odd]}).status_code in {200, 400, 404}
    assert client.get(path, dict.fromkeys(names, TEXTS[odd])).status_code in {200, 400, 404}


@pytest.mark.parametrize("odd", BYTES)
@pytest.mark.parametrize("path", ["/", "/groups/", "/bodies/", "/events.ics", "/events.json", "/feeds/"])
def test_bytes_that_are_no_text_in_a_query(client, vigil, path, odd):
    query = "&".join(f"{name}={BYTES[odd].decode()}" for name in ("q", "near", "group", "series", "since", "after"))

    assert client.generic("GET", path, QUERY_STRING=query).status_code in {200, 400, 404}


@pytest.mark.parametrize("odd", BYTES)
@pytest.mark.parametrize("name", NAMES)
def test_bytes_that_are_no_text_in_a_body(places, as_user, name, odd):
    form, who, path, _typed = getattr(places, name)()
    body = b"&".join(field.encode() + b"=" + BYTES[odd] for field in form.base_fields)

    response = as_user(who).generic("POST", path, body, content_type="application/x-www-form-urlencoded")

    assert response.status_code in {200, 302, 400, 422}


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded; charset=latin-1",
        "application/x-www-form-urlencoded; charset=nonsense",
        "multipart/form-data",
        "multipart/form-data; boundary=\x01",
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
        "",
    ],
)
@pytest.mark.parametrize("name", ["group", "answer", "sign"])
def test_other_kinds_of_body(places, as_user, name, kind):
    _form, who, path, _typed = getattr(places, name)()

    response = as_user(who).generic("POST", path, b"\xff\xfe=\x80&name=\xe9", content_type=kind)

    assert response.status_code in {400, 422}


def test_more_fields_than_any_form_has(places, as_user):
    _form, _who, path, _typed = places.answer()

    assert as_user(None).post(path, {f"field{n}": "x" for n in range(201)}).status_code == 400


def test_more_bytes_than_any_form_has(places, as_user):
    _form, _who, path, _typed = places.answer()

    assert as_user(None).post(path, {"email": "x" * 7_000_000}).status_code in {400, 413, 422}


# Paths


@pytest.mark.parametrize("odd", [odd for odd in TEXTS if len(TEXTS[odd]) < 10_000])
def test_odd_parts_of_a_path_are_missing(client, vigil, odd):
    part = quote(TEXTS[odd], safe="")
    paths = [
        f"/events/{part}/",
        f"/events/{part}.ics",
        f"/events/{vigil.slug}/{part}/",
        f"/events/{vigil.slug}/{part}.ics",
        f"/groups/{part}/",
        f"/groups/{part}.ics",
        f"/answers/{part}/",
        f"/answers/{part}/confirmation/",
        f"/follows/{part}/",
        f"/follows/{part}/confirmation/",
        f"/sign/{part}/",
        f"/invitations/{part}/",
        f"/letters/{part}/",
        f"/mail/{part}/",
    ]

    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)


@pytest.mark.parametrize("number", ["0", str(2**63), "9" * 30, "9" * 5_000])
@pytest.mark.parametrize("verb", ["acceptance/", "refusal/", "withdrawal/", "revocation/", "ending/"])
def test_odd_numbers_of_affiliations_are_missing(as_user, ada, number, verb):
    assert as_user(ada).post(f"/affiliations/{number}/{verb}").status_code == 404


@pytest.mark.parametrize("number", ["0", str(2**63), "9" * 30, "9" * 5_000])
@pytest.mark.parametrize(
    "verb", ["", "acceptance/", "refusal/", "withdrawal/", "revocation/", "terms/", "text/", "renewal/"]
)
def test_odd_numbers_in_a_path_are_missing(as_user, ada, number, verb):
    browser = as_user(ada)
    ask = browser.post if verb else browser.get

    assert ask(f"/sponsorships/{number}/{verb}").status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-02-30", "1899-12-31"])
def test_odd_days_in_a_path_are_missing(client, as_user, vigil, ada, day):
    assert client.get(f"/events/{vigil.slug}/{day}/").status_code == 404
    assert as_user(ada).get(f"/desk/events/{vigil.slug}/dates/{day}/").status_code == 404


def test_every_form_of_the_rooms_is_tried(places):
    tried = {getattr(places, name)()[0] for name in NAMES}
    ours = {
        getattr(room, name)
        for room in (demand_forms, forms, group_forms, outreach_forms)
        for name in room.__all__
        if name.endswith("Form")
    }
    of_accounts = {ConfirmLoginCodeForm, ErasureForm, LettersForm, SettingsForm}

    # Of ours one is allauth's page, eleven are asked by GET and one is only a part of others.
    by_get = {
        demand_forms.BodySearchForm,
        demand_forms.LadderForm,
        demand_forms.TownForm,
        demand_forms.WhereForm,
        outreach_forms.BoardForm,
        outreach_forms.FittingForm,
        outreach_forms.TickForm,
        forms.SinceForm,
        GroupSearchForm,
        group_forms.QueueForm,
        group_forms.RecordForm,
    }
    assert tried == of_accounts | ours - by_get - {group_forms.SignupForm, group_forms.GroupNameForm}
