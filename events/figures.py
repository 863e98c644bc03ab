"""The figures of this room: whether dates are made, and what goes on without a date or a sign of life."""

from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.models import CalendarSource, Series
from outbox import health
from outbox.health import Figure, ago
from outbox.models import Heartbeat

DATES_AT_MOST = timedelta(hours=2)
SOURCE_AT_MOST = timedelta(days=2)


def dates_made() -> Figure:
    at = Heartbeat.last(Heartbeat.DATES)
    well = at is not None and now() - at <= DATES_AT_MOST
    remedy = "" if well else _("Nothing ends and no dates are made. The worker’s log says why.")
    return Figure(ago(at).capitalize() + ".", well, remedy)


def without_dates() -> Figure:
    number = Series.objects.without_dates().count()
    if not number:
        return Figure(_("Each has one."), is_well=True)
    said = ngettext("%(number)s has none.", "%(number)s have none.", number) % {"number": number}
    first = Series.objects.without_dates().order_by("pk").first()
    remedy = _("Their organizers see it at their desk. The first: %(title)s.") % {"title": first.title}
    return Figure(said, is_well=False, remedy=remedy, url=first.get_absolute_url())


def unconfirmed() -> Figure:
    number = Series.objects.public().announced().filter(unconfirmed_at__isnull=False).count()
    words = ngettext("%(number)s series says so of itself.", "%(number)s series say so of themselves.", number)
    return Figure(words % {"number": number}, is_well=True)


def sources() -> Figure:
    """One that fails for an hour may be a server that restarts."""
    failing = CalendarSource.objects.filter(failing_since__lt=now() - SOURCE_AT_MOST).count()
    words = {"failing": failing, "all": CalendarSource.objects.count()}
    said = _("%(failing)s of %(all)s could not be read for two days.") % words
    remedy = _("The groups that follow them are told. Look where it is most of them.")
    return Figure(said, not failing, remedy=remedy if failing else "")


def register_all() -> None:
    health.register("dates", gettext_lazy("Dates were made"), dates_made)
    health.register("without-dates", gettext_lazy("Series without a last day: a date to come"), without_dates)
    health.register("sources", gettext_lazy("Calendars of others"), sources)
    health.register("unconfirmed", gettext_lazy("Unconfirmed"), unconfirmed)
