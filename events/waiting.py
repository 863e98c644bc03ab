"""What waits for a person in this room, for her desk: what her series want to know, and what is missing."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Imported, Occurrence, Series
from events.models.altering import DAYS_DECIDED_LATE
from events.models.renewing import ASKED_BEFORE
from orgs import needs
from orgs.models import User
from orgs.needs import WEEK, Act, Need
from orgs.waiting import GRAVE, LIVE, MOST, day


def register_all() -> None:
    needs.register("series", lambda user: [need for series in asked(user) for need in _of(series)])
    needs.register("drafts", drafts)
    needs.register("postponed dates", postponed)
    needs.register("imports", vanished)


def asked(user: User) -> list[Series]:
    """Her running series that want to know something: silent, running out, or without a date."""
    soon = localdate() + ASKED_BEFORE[0] + timedelta(days=1)
    wanting = Q(asked_at__isnull=False) | Q(open_ended=True, last_day__lte=soon) | Q(open_ended=True, has_dates=False)
    running = Series.objects.editable_by(user).announced().with_dates_ahead().filter(wanting)
    return list(running.order_by("last_day", "pk")[:MOST])


def _of(series: Series) -> list[Need]:
    found = [_still_on(series)] if series.is_asked else []
    found += [_goes_on(series)] if series.is_running_out else []
    return found + ([_dateless(series)] if series.open_ended and not series.has_dates else [])


def _still_on(series: Series) -> Need:
    said = _("Nobody has touched it since %(day)s.") % {"day": day(series.silent_since)}
    if series.is_unconfirmed:
        said += " " + _("Its page says that it is unconfirmed.")
    return Need(
        f"still-on:{series.pk}",
        _("Is “%(title)s” still on?") % {"title": series.title},
        text=said,
        stock=series.stock,
        acts=[
            Act(_("Yes, it is still on"), reverse("events:series-confirmation", args=[series.slug]), post=True),
            Act(_("Change it"), _desk(series), main=False),
        ],
        weight=GRAVE if series.is_unconfirmed else LIVE,
    )


def _goes_on(series: Series) -> Need:
    names = {"title": series.title, "day": date_format(series.last_day, "j F")}
    return Need(
        f"renewal:{series.pk}",
        _("Does “%(title)s” go on after %(day)s?") % names,
        text=_("Without an answer it ends that day."),
        stock=series.stock,
        due=series.last_day,
        acts=[Act(_("Say how it goes on"), reverse("events:series-renewal", args=[series.slug]))],
        weight=LIVE,
    )


def _dateless(series: Series) -> Need:
    return Need(
        f"dateless:{series.pk}",
        _("“%(title)s” has no date to come") % {"title": series.title},
        text=_("It is announced and goes on, but no date of it goes ahead."),
        stock=series.stock,
        is_late=True,
        acts=[Act(_("Look at its dates"), _desk(series))],
    )


def drafts(user: User) -> list[Need]:
    """Those whose first date is near, and that nobody sees yet."""
    soon = Series.objects.editable_by(user).filter(state=Series.State.DRAFT, first_day__lte=localdate() + 2 * WEEK)
    return [
        Need(
            f"draft:{series.pk}",
            _("“%(title)s” is still a draft") % {"title": series.title},
            text=_("Its first date is %(day)s, and nobody sees it yet.") % {"day": _weekday(series.first_day)},
            stock=series.stock,
            due=series.first_day,
            is_late=series.first_day < localdate(),
            acts=[Act(_("See the dates and announce"), _desk(series))],
        )
        for series in soon.order_by("first_day", "pk")[:MOST]
    ]


def postponed(user: User) -> list[Need]:
    """Dates that were put off and have no new day yet."""
    hers = Occurrence.objects.filter(
        series__in=Series.objects.editable_by(user).announced().values("pk"),
        state=Occurrence.State.POSTPONED,
        ends_at__gt=timezone.now() - DAYS_DECIDED_LATE,
    )
    return [
        Need(
            f"postponed:{date.pk}",
            _("When is “%(title)s” of %(day)s?") % {"title": date.series.title, "day": _weekday(date.day)},
            text=_("It is postponed, and whoever would come waits for the new day."),
            stock=date.series.stock,
            due=date.day,
            is_late=date.is_past,
            acts=[
                Act(_("Choose the day"), reverse("events:date-edit", args=[date.series.slug, date.original_day])),
            ],
            weight=LIVE,
        )
        for date in hers.for_cards()[:MOST]
    ]


def vanished(user: User) -> list[Need]:
    """Events that are no longer in the calendar that they came from, all in one."""
    missing = Imported.objects.editable_by(user).vanished().count()
    text = ngettext(
        "One event is no longer in the calendar that it came from",
        "%(number)s events are no longer in the calendar that they came from",
        missing,
    )
    act = Act(_("Decide"), reverse("events:import") + "#missing")
    return [Need("vanished", text % {"number": missing}, acts=[act])] if missing else []


def _desk(series: Series) -> str:
    return reverse("events:series-desk", args=[series.slug])


def _weekday(when) -> str:
    return date_format(when, "l j F")
