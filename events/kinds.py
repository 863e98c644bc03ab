"""What moderators judge of this room: the first series of a group, and any series that is reported."""

from django.utils.translation import gettext_lazy as _

from events.models import Series, liveliness
from orgs import chronicle, reviewing
from orgs.reviewing import FirstShown, Line, ShownSubject, register, register_subject


@register_subject
class SeriesSubject(ShownSubject):
    """A case about one series: "series:12"."""

    key = "series"

    def rows(self):
        return Series.objects.select_related("host", "place")


@register
class FirstListing(FirstShown):
    """The first that a listed group announces: shown once a person has looked."""

    key = "first_listing"
    title = _("First listing")
    template = "events/_case_first_listing.html"
    of = SeriesSubject()
    checks = {
        "place": _("Day, hour and place are meant, and the place exposes nobody."),
        "host": _("It is the group’s own, and not another’s."),
        "purpose": _("The purpose is lawful."),
    }

    def facts(self, case) -> dict:
        series = self.of.row(case)
        dates = series.occurrences.to_come().select_related("place").order_by("starts_at")[:3] if series else []
        return {"series": series, "dates": list(dates)}


def announced(case) -> list[Line]:
    """What the group of a case has announced, newest first."""
    found = Series.objects.filter(host=case.organization).exclude(state="draft").select_related("place")
    return [
        Line(series.title, series.get_absolute_url(), f"{series.when}, {series.place.one_line()}")
        for series in found.order_by("-announced_at")[:10]
    ]


def register_all() -> None:
    reviewing.register_standing(liveliness.standing)
    reviewing.register_beside(_("What the group has announced"), announced)
    chronicle.register_words(
        {
            "series_shown": _("%(who)s let everybody see “%(about)s”"),
            "series_withheld": _("%(who)s took “%(about)s” down"),
        },
        topic=chronicle.DATES,
    )
