"""What series, dates, who signs and who comes are in the world of the authorization matrix."""

from datetime import time

from django.utils import timezone

from events.models import (
    Attendance,
    CalendarSource,
    Follow,
    Follower,
    Hearing,
    Imported,
    PrivateCalendar,
    SeriesHandover,
    SeriesText,
    Sponsorship,
    Upload,
)
from outbox.contacts import contact_index
from tests import factories
from tests.arguments import Arguments, pks, slugs, tokens


class EventsWorld:
    """The part of `World` that is of this room."""

    def _sponsorships(self) -> None:
        ada, bo = self.people["ada"], self.people["bo"]
        self.invited = Sponsorship.invite(self.public, self.partner, by=ada)
        self.requested = Sponsorship.request(self.other, self.listed, by=ada)
        second = factories.series(self.listed, by=ada, title="Second")
        self.planned = second
        self.accepted = Sponsorship.invite(second, self.partner, by=ada)
        self.accepted.accept(by=bo)
        third = factories.group("Third", coordinator=None)
        self.of_others = Sponsorship.invite(self.other, third, by=bo)
        self.granted = factories.series(third, by=bo, title="Granted")
        self.granted.grant({"dates", "groups"}, by=bo)
        cohost = Sponsorship.record(self.granted, self.listed, by=bo, signed_as="Ada")
        Sponsorship.objects.filter(pk=cohost.pk).update(level=Sponsorship.Level.CO_HOST)
        self.of_suspended = Sponsorship.objects.create(
            series=self.gone, organization=self.suspended, direction="requested"
        )
        gone = SeriesHandover.objects.create(series=self.gone, organization=self.suspended, to=self.partner)
        other = SeriesHandover.objects.create(series=self.other, organization=self.partner, to=third)
        offered = SeriesHandover.offer(second, self.partner, by=ada)
        self.hostings = {"offered": offered.pk, "other": other.pk, "suspended": gone.pk}

    def _answers(self) -> None:
        date = self.public.occurrences.order_by("day").first()
        self.answer = factories.coming(self.public, date)
        self.asked = factories.coming(self.public, date, address="june@example.org", confirmed=False)

    def _calendars(self) -> None:
        """Ada brings a file in for two groups, Bo for another; each has a calendar that lacks an event of it."""
        ada, bo = self.people["ada"], self.people["bo"]
        groups = {"own": (self.listed, ada, self.public), "other": (self.partner, bo, self.other)}
        groups["suspended"] = (self.suspended, ada, self.gone)
        self.uploads, self.sources, self.missed = {}, {}, {}
        for name, (group, person, series) in groups.items():
            sheet = b"title,first_date\nVigil,2030-01-05\n"
            self.uploads[name] = Upload.keep(group, sheet, user=person, name="ours.csv").pk
            source = CalendarSource.follow(group, f"https://{name}.example.org/ours.ics", by=person)
            missed = {"source": source, "vanished_at": timezone.now()}
            self.missed[name] = Imported.objects.create(organization=group, series=series, key=name, **missed).pk
            self.sources[name] = source.pk

    def _follows(self) -> None:
        Follow.ask("june@example.org", Follow.of_group(self.listed), rhythm="announced")
        self.follower = Follower.objects.of("june@example.org").get()
        self.follower.confirm(self.follower.follows.values_list("pk", flat=True))
        Follow.ask("june@example.org", Follow.of_series(self.public), rhythm="weekly")
        self._own_calendars()

    def _own_calendars(self) -> None:
        """June has a calendar without an account; one of hers was revoked."""
        june = contact_index("june@example.org")
        self.calendars_link = PrivateCalendar.page_token(june)
        self.calendar, revoked = (PrivateCalendar.make(contact_index=june, name="June") for _ in range(2))
        revoked.revoke()
        self.revoked_calendar = revoked.token

    def _hearings(self) -> None:
        """A vote ahead of each demand, as a date of its lead."""
        people = {"own": self.people["ada"], "other": self.people["bo"], "suspended": self.people["ada"]}
        self.hearings = {name: self._vote(self.demands[name], by) for name, by in people.items()}

    @staticmethod
    def _vote(demand, by):
        when = {"set_day": factories.next_weekday(1, weeks=2), "set_time": time(19)}
        entry = factories.action(demand, "vote_set", by=by, **when)
        return Hearing.announce_set(entry, demand.body.place, by=by, start_time=time(19)).series

    # What stands at the place of an argument

    def of_events(self) -> Arguments:
        """What the addresses of series, dates, who signs and who comes are tried on."""
        return (
            self._of_series()
            | self._of_links()
            | {
                "desk/calendars/<int:pk>/": lambda: pks(self.sources),
                "desk/import/<int:pk>/": lambda: pks(self.uploads),
                "desk/imported/<int:pk>/": lambda: pks(self.missed),
                "hosting/<int:pk>/": lambda: pks(self.hostings),
                "sponsorships/<int:pk>/": self._sponsors,
            }
        )

    def _of_series(self) -> Arguments:
        page, desk = "events/<slug:slug>", "desk/events/<slug:slug>/"
        return {
            page: self._series,
            f"{page}/<day:day>": self._dates,
            f"{page}/renewal/<str:token>/": lambda: self._of_series_letters("renewal"),
            f"{page}/still-on/<str:token>/": lambda: self._of_series_letters("still-on"),
            desk: self._series,
            f"{desk}changes/<int:pk>/": self._changes,
            f"{desk}entry/": lambda: slugs(self.hearings | {"no hearing": self.public}),
            f"{desk}hearing/": lambda: slugs(self.hearings | {"no hearing": self.public}),
            f"{desk}dates/<day:day>/": self._dates,
            f"{desk}texts/<int:number>/": self._texts,
        }

    def _of_links(self) -> Arguments:
        """Addresses that somebody without an account holds."""
        follower = self.follower
        return {
            "answers/<str:token>/": lambda: tokens(own=Attendance.token(self.answer)),
            "answers/<str:token>/confirmation/": self._answer_asked,
            "calendar/<str:token>.ics": lambda: tokens(own=self.calendar.token, revoked=self.revoked_calendar),
            "calendars/<str:token>/": self._own_calendar,
            "follows/<str:token>/": lambda: tokens(own=follower.token, letter=follower.confirmation_token),
            "follows/<str:token>/<int:pk>/": self._own_follow,
            "follows/<str:token>/confirmation/": lambda: tokens(
                letter=follower.confirmation_token, page=follower.token
            ),
            "sign/<str:token>/": lambda: tokens(own=self.invited.link(self.people["bo"]).split("/")[2]),
        }

    def _answer_asked(self) -> dict[str, dict]:
        return tokens(letter=Attendance.confirmation_token(self.asked), page=Attendance.token(self.asked))

    def _own_calendar(self) -> dict[str, dict]:
        own = {"token": self.calendars_link, "pk": self.calendar.pk}
        return {"own": own, "missing": own | {"pk": 0}, "made up": own | {"token": "x"}}

    def _series(self) -> dict[str, dict]:
        series = {
            "granted": self.granted,
            "own": self.public,
            "draft": self.draft,
            "in review": self.unlisted,
            "suspended": self.gone,
        }
        return slugs(series | {"other": self.other})

    def _dates(self) -> dict[str, dict]:
        day = self.public.first_day.isoformat()
        every = {name: found | {"day": day} for name, found in self._series().items() if name != "draft"}
        return every | {"missing date": {"slug": self.public.slug, "day": "2001-01-01"}}

    def _texts(self) -> dict[str, dict]:
        """The earlier words of each series."""
        for series in (self.granted, self.public, self.gone, self.other):
            words = {"title": "Before", "since": series.created_at}
            SeriesText.objects.get_or_create(series=series, number=1, defaults=words)
            type(series).objects.filter(pk=series.pk).update(text_version=2)
        return {name: found | {"number": 1} for name, found in self._series().items()}

    def _changes(self) -> dict[str, dict]:
        """A change of each series under its desk, and one asked for under another's."""
        own, other, gone = (series.changes.get().pk for series in (self.public, self.other, self.gone))
        pairs = {"own": (self.public, own), "of another series": (self.draft, own), "missing": (self.public, 0)}
        pairs |= {"other": (self.other, other), "suspended": (self.gone, gone)}
        return {name: {"slug": series.slug, "pk": pk} for name, (series, pk) in pairs.items()}

    def _sponsors(self) -> dict[str, dict]:
        signed = {"invited": self.invited, "requested": self.requested, "accepted": self.accepted}
        signed |= {"other": self.of_others, "suspended": self.of_suspended}
        return pks({name: one.pk for name, one in signed.items()})

    def _of_series_letters(self, question: str) -> dict[str, dict]:
        """A link of an organizer to each of her series, and one that was taken to another."""
        asked = {"own": self.public, "in review": self.unlisted, "suspended": self.gone}
        found = {
            name: {"slug": one.slug, "token": one.link(question, self.people["eve"]).split("/")[-2]}
            for name, one in asked.items()
        }
        other = {"slug": self.other.slug, "token": found["own"]["token"]}
        return found | {"of another": other, "made up": {"slug": self.public.slug, "token": "x"}}

    def _own_follow(self) -> dict[str, dict]:
        own = {"token": self.follower.token, "pk": self.follower.follows.confirmed().get().pk}
        return {"own": own, "missing": own | {"pk": 0}, "made up": own | {"token": "x"}}
