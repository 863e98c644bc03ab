"""The forms of series, dates and who comes, each with a valid filling, for `tests/test_odd_input.py`."""

from datetime import date, time, timedelta

from django.utils import timezone

from demands.models import Demand
from events import forms
from events.models import Attendance, Follow, Follower, Hearing, PrivateCalendar, Series, Sponsorship, Upload
from outbox.contacts import contact_index
from tests import factories
from tests.orgs.odd_forms import GROUP

TERMS = {"tasks": ["food"], "pledge": "9", "authority": "officer", "may_sign": "on"}
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


class EventsForms:
    """A form's page with a valid filling: (form, who posts, where to, what)."""

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

    def hearing_words(self):
        demand = self._asked()
        when = {"set_day": factories.next_weekday(1, weeks=2), "set_time": time(19)}
        entry = factories.action(demand, "vote_set", by=self.ada, **when)
        series = Hearing.announce_set(entry, demand.body.place, by=self.ada, start_time=time(19)).series
        path = f"/desk/events/{series.slug}/hearing/"
        return forms.HearingWordsForm, self.ada, path, {"how_to_speak": "Sign up.", "comment_until": "2026-01-05"}

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
