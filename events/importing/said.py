"""What a source says of an event, to be kept and compared: by it a change there is told from one here."""

import hashlib
from datetime import date, time

from events.importing.entry import Entry
from events.models.changing import Wish

PLAIN = ["planned", "", "", 0, ""]  # a date as the rule has it


def said_of(entry: Entry) -> dict:
    """Plain data for a JSON column. Of the same event it is the same each day, whatever day it is."""
    return {
        "title": entry.title,
        "about": digest(entry.about),
        "where": digest(entry.place_as_said),
        "rule": entry.rule_as_said,
        "off": entry.is_off,
        "dates": _dates(entry),
    }


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def within(dates: dict[str, list], first: date, last: date) -> dict[str, list]:
    """What is said of dates from one day to another; an added date may lie later."""
    found = {day: said for day, said in dates.items() if date.fromisoformat(day) >= first}
    return {day: said for day, said in found.items() if said[0] == "add" or date.fromisoformat(day) <= last}


def wishes_between(before: dict[str, list], after: dict[str, list]) -> list[Wish]:
    """What has to be done to dates that were as `before` says, so that they are as `after` says."""
    days = sorted(before.keys() | after.keys())
    wishes = [_wish(date.fromisoformat(day), before.get(day, PLAIN), after.get(day, PLAIN)) for day in days]
    return [wish for wish in wishes if wish]


def _dates(entry: Entry) -> dict[str, list]:
    """The dates that are not as the rule has them, each with the act that makes it so."""
    found: dict[str, list] = {day.isoformat(): ["remove", "", "", 0, ""] for day in entry.skipped}
    found |= {day.isoformat(): ["add", "", "", 0, ""] for day in entry.extras}
    for other in entry.others:
        moved = [other.day.isoformat(), f"{other.start_time:%H:%M}", other.minutes]
        if other.is_off:
            found[other.ruled_day.isoformat()] = ["cancel", "", "", 0, other.note]
        elif moved != [other.ruled_day.isoformat(), f"{entry.start_time:%H:%M}", entry.minutes] or other.note:
            found[other.ruled_day.isoformat()] = ["move", *moved, other.note]
    return found


def _wish(day: date, before: list, after: list) -> Wish | None:
    if before == after:
        return None
    act, there, at, minutes, note = after
    if act == "planned":
        if before[0] == "add":
            return Wish(day, "cancel")
        return Wish(day, "move", day=day, note="") if before[0] == "move" else Wish(day, "restore")
    if act == "move":
        return Wish(
            day, "move", note=note, day=date.fromisoformat(there), start_time=time.fromisoformat(at), minutes=minutes
        )
    return Wish(day, act, note=note)
