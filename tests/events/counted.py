"""Pages of series, dates, who comes and who follows, and feeds, for `tests/test_query_counts.py`."""

from django.utils import timezone

from events.models import (
    Attendance,
    CalendarSource,
    Follow,
    Follower,
    Imported,
    PrivateCalendar,
    Series,
    Sponsorship,
    Upload,
)
from orgs.models import Affiliation, Organization
from tests import factories
from tests.events.calendars import calendar, event

# What each page may ask, session and person included where somebody is signed in.
BUDGET = {
    "home": 2,
    "home near a town": 3,
    "group": 14,
    "coalition": 13,
    "series": 5,
    "series that has ended": 6,
    "date": 5,
    "answer": 2,
    "sign": 3,
    "follows": 2,
    "follows to confirm": 2,
    "follows of an account": 6,
    "desk": 70,
    "series desk": 18,
    "import": 7,
    "import, looked at": 8,
    "dates at the desk": 11,
    "rule at the desk": 5,
    "date at the desk": 10,
    "request": 4,
    "feed of all": 3,
    "feed of a series": 3,
    "feed of a group": 4,
    "feed of a coalition": 4,
    "home by a coalition": 4,
    "own calendar": 10,
    "own calendars": 5,
    "own calendars of an address": 1,
    "data of all": 3,
    "data of a series": 8,
    "data of a group": 5,
}


class EventsPages:
    """The part of the growing `Site` that is of this room."""

    def _gather(self) -> tuple[Organization, Series]:
        """A series more, and a group in each state of signing; the group that declined, and the series."""
        series = factories.series(self.host, by=self.ada, title=f"Vigil {self.number}")
        factories.series(self.host, by=self.ada, title=f"Draft {self.number}", announced=False)
        for name in ("Signed", "Asked", "Asking", "Declined"):
            group = factories.group(f"{name} {self.number}", coordinator=self.bo)
            if name == "Asking":
                Sponsorship.request(self.vigil, group, by=self.bo)
            else:
                sponsorship = Sponsorship.invite(self.vigil, group, by=self.ada)
            if name == "Signed":
                Sponsorship.record(self.over, group, by=self.ada, signed_as="June")
                sponsorship.accept(by=self.bo)
                Sponsorship.request(series, group, by=self.bo).accept(by=self.ada)
            if name == "Declined":
                sponsorship.decline(by=self.bo)
            Affiliation.request(self.union, group, by=self.bo)
        return group, series

    def _come(self, group: Organization, series: Series) -> None:
        """Somebody more who comes, and two more follows of an account and of an address."""
        factories.coming(self.vigil, address=f"person{self.number}@example.org")
        for target in (Follow.of_group(group), Follow.of_series(series)):
            Follow.begin(target, rhythm="weekly", by=self.ada)
            Follow.ask("june@example.org", target, rhythm="weekly")

    def _calendars(self, series) -> None:
        """One calendar more, in which a series is missed."""
        source = CalendarSource.objects.create(
            organization=self.host, address="https://example.org/", address_index=self.number, server="example.org"
        )
        Imported.objects.create(
            organization=self.host, source=source, series=series, key=self.number, vanished_at=timezone.now()
        )

    def _own_calendars(self) -> None:
        """One calendar of an account more, of which nobody has many."""
        if self.number < 8:
            PrivateCalendar.make(user=self.ada, name=f"Calendar {self.number}")

    def _move(self) -> None:
        """One date more that is elsewhere."""
        date = self.vigil.occurrences.order_by("day")[self.number]
        place = factories.town(name=f"Hall {self.number}")
        date.move(by=self.ada, day=date.day, start_time=date.start_time, place=place)

    def upload(self) -> Upload:
        """As many events as the site has grown, half of them here already."""
        events = [event(f"SUMMARY:Gathering {n}", uid=f"{n}", start="X=1:20300101T120000") for n in range(self.number)]
        return Upload.keep(self.host, calendar(*events), user=self.ada, name="ours.ics")

    def of_events(self) -> dict[str, tuple]:
        """Who reads which address."""
        request = Sponsorship.objects.requested().awaiting().first()
        desk = f"/desk/events/{self.vigil.slug}/"
        own, asked = (Follower.objects.of(address).get() for address in (self.ada.email, "june@example.org"))
        return {
            "home": (None, "/?when=all"),
            "home near a town": (None, "/?when=all&near=44308"),
            "group": (None, self.host.get_absolute_url()),
            "coalition": (None, self.union.get_absolute_url()),
            "feed of a coalition": (None, f"/groups/{self.union.slug}.ics"),
            "home by a coalition": (None, f"/?when=all&group={self.union.slug}"),
            "series": (None, self.vigil.get_absolute_url()),
            "series that has ended": (None, self.over.get_absolute_url()),
            "date": (None, self.day.get_absolute_url()),
            "answer": (None, Attendance.url(self.answer)),
            "sign": (None, self.asked.link(None)),
            "follows": (None, own.get_absolute_url()),
            "follows to confirm": (None, asked.get_confirmation_url()),
            "follows of an account": (self.ada, "/account/follows/"),
            "desk": (self.ada, "/desk/"),
            "series desk": (self.ada, desk),
            "dates at the desk": (self.ada, f"{desk}dates/"),
            "rule at the desk": (self.ada, f"{desk}rule/"),
            "date at the desk": (self.ada, f"{desk}dates/{self.day.original_day}/"),
            "import": (self.ada, "/desk/import/"),
            "import, looked at": (self.ada, f"/desk/import/{self.upload().pk}/"),
            "request": (self.ada, f"/sponsorships/{request.pk}/"),
            "feed of all": (None, "/events.ics"),
            "feed of a series": (None, f"/events/{self.vigil.slug}.ics"),
            "feed of a group": (None, f"/groups/{self.host.slug}.ics"),
            "own calendar": (None, self.calendar.path),
            "own calendars": (self.ada, "/account/calendars/"),
            "own calendars of an address": (None, f"/calendars/{PrivateCalendar.page_token(asked.contact_index)}/"),
            "data of all": (None, "/events.json"),
            "data of a series": (None, f"/events/{self.vigil.slug}.json"),
            "data of a group": (None, f"/groups/{self.host.slug}.json"),
        }
