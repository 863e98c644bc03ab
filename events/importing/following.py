"""What a source changed since it was read last goes into the series here. What was edited here meanwhile stays."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.importing.entry import Entry
from events.importing.said import digest, said_of, wishes_between, within
from events.models import Imported, Series
from events.models.changing import Wish
from events.models.new_rule import NewRule
from orgs.models import User
from places.models import Place

PARTS = {
    "title": _("title"),
    "about": _("text"),
    "rule": _("days and hours"),
    "where": _("place"),
    "dates": _("single dates"),
    "off": _("whether it takes place"),
}


def changes(imported: Imported, entry: Entry) -> list[str]:
    """What the source says otherwise than when it was read last, of what is still to come here: in words."""
    before, after = (_still_to_come(said, imported.series) for said in (imported.said, said_of(entry)))
    return [str(word) for part, word in PARTS.items() if before[part] != after[part]]


def take_over(imported: Imported, entry: Entry, *, by: User | None) -> str:
    """Do here what was done there since; answers what that was, in a sentence. In the caller's transaction.

    Refused where another group hosts it by now: what its former host's source says no longer counts.
    """
    series = _held(imported)
    before, after = _still_to_come(imported.said, series), said_of(entry)
    done = [
        step for step in (_texts(series, before, after, entry, by), _dates(series, before, after, entry, by)) if step
    ]
    said = _still_to_come(after, series)
    Imported.objects.filter(pk=imported.pk).update(said=said, seen_at=timezone.now(), vanished_at=None)
    return " ".join(done) or gettext("Nothing had to be done here.")


def _held(imported: Imported) -> Series:
    """The series as it is now, kept so until the transaction ends: the group before it, as every verb holds them."""
    imported.organization.locked()
    hosted = Series.objects.filter(pk=imported.series_id, host=imported.organization_id)
    series = hosted.select_for_update().first()
    if series is None:
        raise ValidationError(gettext("It is not with this group any more."), code="elsewhere")
    return series


def _still_to_come(said: dict, series: Series) -> dict:
    """Without what is said of dates that are over, or that the series has not come to yet."""
    return said | {"dates": within(said["dates"], series.today(), series.last_day)}


def _texts(series: Series, before: dict, after: dict, entry: Entry, by: User | None) -> str:
    texts = {}
    if before["title"] != after["title"] and series.title == before["title"]:
        texts["title"] = entry.title
    if before["about"] != after["about"] and digest(series.about) == before["about"]:
        texts["about"] = entry.about
    if not texts:
        return ""
    series.describe(by=by, **texts)
    return gettext("Its words were taken over.")


def _dates(series: Series, before: dict, after: dict, entry: Entry, by: User | None) -> str:
    if not (series.is_draft or series.is_announced):
        return ""
    if after["off"]:
        if series.is_announced and not before["off"]:
            series.cancel(by=by)
            return gettext("It was cancelled.")
        return ""
    ruled_anew = any(before[name] != after[name] for name in ("rule", "where"))
    if ruled_anew and series.is_draft:
        _rewrite(series, entry, after, by)
        return gettext("Its dates were taken over.")
    if ruled_anew:
        _rule(series, before, after, entry, by)
    wishes = wishes_between(before["dates"], _still_to_come(after, series)["dates"])
    if series.is_announced:  # what people have read of is cancelled before their eyes
        wishes = [replace(wish, act="cancel") if wish.act == "remove" else wish for wish in wishes]
    if wishes:
        series.change_dates(wishes, by=by)
    return gettext("Its dates were taken over.") if ruled_anew or wishes else ""


def _rewrite(series: Series, entry: Entry, after: dict, by: User | None) -> None:
    """A draft is made anew, with the exceptions as they are said now."""
    series.occurrences.all().delete()
    rule = {"start_time": entry.start_time, "minutes": entry.minutes, "open_ended": entry.open_ended}
    place = Place.at(entry.spot, name=entry.venue, street=entry.street)
    series.rewrite(by=by, cadence=entry.cadence, place=place, **rule)
    series.change_dates(wishes_between({}, after["dates"]), by=by)


def _rule(series: Series, before: dict, after: dict, entry: Entry, by: User | None) -> None:
    """Of what is announced one date is moved; a rule holds from today on."""
    place = series.place
    if before["where"] != after["where"]:
        place = Place.at(entry.spot, name=entry.venue, street=entry.street)
    if series.is_one_time and entry.cadence.first == entry.cadence.last:
        hours = {"day": entry.cadence.first, "start_time": entry.start_time, "minutes": entry.minutes}
        there = {} if place == series.place else {"place": place, "time_zone": entry.spot.time_zone}
        series.change_dates([Wish(series.first_day, "move", **hours, **there)], by=by)
        return
    rule = NewRule.of(
        series,
        series.today(),
        cadence=entry.cadence,
        start_time=entry.start_time,
        minutes=entry.minutes,
        place=place,
        time_zone=entry.spot.time_zone,
        open_ended=entry.open_ended,
    )
    try:
        series.change_rule(rule, by=by)
    except ValidationError as refusal:
        if refusal.error_list[0].code != "nothing_changes":
            raise
