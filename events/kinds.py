"""What moderators judge of this room: the first series of a group, and any series that is reported."""

from django.utils.translation import gettext_lazy as _

from events.models import Series, liveliness
from orgs import chronicle, reviewing
from orgs.reviewing import CaseKind, Line, Subject, register, register_subject


@register_subject
class SeriesSubject(Subject):
    """A case about one series: "series:12"."""

    key = "series"

    def load(self, cases: list) -> None:
        found = Series.objects.select_related("host", "place").in_bulk({_pk(case) for case in cases})
        for case in cases:
            case.series = found.get(_pk(case))

    def title(self, case) -> str:
        series = _series(case)
        return series.title if series else ""

    def url(self, case) -> str:
        series = _series(case)
        return (series or case.organization).get_absolute_url()

    def hide(self, case, *, by) -> None:
        series = _series(case, anew=True)
        if series and series.shown_at and not series.is_withheld:
            series.withhold(by=by)

    def unhide(self, case, *, by) -> None:
        series = _series(case, anew=True)
        if series and series.is_withheld:
            series.show(by=by)


def _pk(case) -> int:
    return int(case.subject.partition(":")[2])


def _series(case, *, anew: bool = False) -> Series | None:
    if anew or not hasattr(case, "series"):
        SeriesSubject().load([case])
    return case.series


@register
class FirstListing(CaseKind):
    """The first that a listed group announces: shown once a person has looked."""

    key = "first_listing"
    title = _("First listing")
    template = "events/_case_first_listing.html"
    outcomes = {"confirmed": _("Listed"), "declined": _("Not listed")}
    checks = {
        "place": _("Day, hour and place are meant, and the place exposes nobody."),
        "host": _("It is the group’s own, and not another’s."),
        "purpose": _("The purpose is lawful."),
    }
    words = {
        "confirmed": (
            _("Listed: %(title)s"),
            _("A moderator has looked at “%(title)s”. Everybody can see it now, and the letters that waited go out."),
        ),
        "declined": (
            _("%(title)s is not listed yet"),
            _("A moderator has looked at “%(title)s” and did not show it to the public. The reason:"),
        ),
    }

    def facts(self, case) -> dict:
        series = _series(case)
        dates = series.occurrences.to_come().select_related("place").order_by("starts_at")[:3] if series else []
        return {"series": series, "dates": list(dates)}

    def as_it_is(self, case) -> str:
        series = _series(case, anew=True)
        return series.changed_at.isoformat() if series else ""

    def confirm(self, case, *, by) -> None:
        if series := _series(case, anew=True):
            series.show(by=by)

    def decline(self, case, *, by, note: str) -> None:
        """It stays what it is: announced, and seen by its own people alone."""

    def undo(self, case, *, by) -> None:
        series = _series(case, anew=True)
        if series and case.is_confirmed:
            series.unshow(by=by)


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
