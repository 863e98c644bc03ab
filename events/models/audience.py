"""Who is told when something changes: one letter to each address, whatever ways it is concerned by."""

from typing import NamedTuple

from django.db.models import Q

from orgs.models import Membership, Organization, User
from outbox.contacts import contact_index
from outbox.models import Message
from outbox.states import SENDING, SENT

CHANGED, CANCELLED, ENDED = "date_changed", "series_cancelled", "series_ended"
HANDED_OVER = "hosting_changed"
OF_SERIES = {"cancelled": CANCELLED, "ended": ENDED}  # the letters of changes that are about a whole series


class Size(NamedTuple):
    """Whom a change would reach: addresses of people coming or following, other groups, and letters in all."""

    people: int
    groups: int
    letters: int


def tell_of_change(change) -> None:
    """Tell those coming to the dates of a change, those following the series, and the organizers beside its host."""
    dates = list(change.dates.values_list("occurrence", flat=True))
    series = change.series
    _tell(
        CHANGED, change.letters_key, series, context={"change": change.pk}, coming=_coming(series, dates), by=change.by
    )


def tell_of_series(series, *, by: User | None) -> None:
    """The whole series was cancelled: tell everyone who was coming to any date that is left.

    Those who follow it hear of it in the letter of their day.
    """
    _tell(
        CANCELLED,
        f"series:{series.pk}",
        series,
        sequence=series.sequence,
        context={"series": series.pk},
        coming=series.attendances.still_coming(series),
        followed=False,
        by=by,
    )


def tell_of_end(change) -> None:
    """The organizers have set the end: tell those coming to a date after it, and the organizers beside the host.

    Those who follow it hear of it when it has ended, in the letter of their day.
    """
    series, dates = change.series, list(change.dates.values_list("occurrence", flat=True))
    _tell(
        ENDED,
        f"series:{series.pk}",
        series,
        sequence=series.sequence,
        context={"change": change.pk},
        coming=_coming(series, dates),
        followed=False,
        by=change.by,
    )


def tell_of_handover(handover, *, by: User) -> None:
    """Another group hosts it: tell everyone who comes to a date that is left, who follows it or stands beside it."""
    series = handover.series
    coming = series.attendances.still_coming(series)
    _tell(HANDED_OVER, handover.about, series, context={"serieshandover": handover.pk}, coming=coming, by=by)


def withdraw(change) -> list[tuple[str, dict]]:
    """Drop the letters of a change that wait; (address, whose) of those that went out, or may just be going."""
    letters = letters_of(change)
    letters.withdraw(**_kind_and_about(change))
    gone = letters.filter(state__in=[SENT, SENDING]).order_by("pk")
    return [(letter.recipient, letter.context) for letter in gone.iterator(chunk_size=500) if letter.recipient]


def letters_of(change):
    """Every letter that a change has caused."""
    return Message.objects.filter(created_at__gte=change.made_at, **_kind_and_about(change))


def tell_of_undoing(undoing, told: list[tuple[str, dict]]) -> None:
    """Tell those who were told of a change, and those who have answered since, that it was taken back."""
    people = [(address, _whose(context) | {"change": undoing.pk}) for address, context in told]
    coming = _coming(undoing.series, list(undoing.dates.values_list("occurrence", flat=True)))
    since = coming.confirmed().filter(created_at__gt=undoing.undoes.made_at)
    people += [(row.contact, {"attendance": row.pk, "change": undoing.pk}) for row in since.iterator(chunk_size=500)]
    _write(CHANGED, undoing.letters_key, undoing.series, people, sequence=1)


def size_of(series, dates, *, by: User) -> Size:
    """Whom a change of some dates would reach; with no date, those who come every time."""
    return _size(series, _coming(series, [date.pk for date in dates]), by)


def size_of_series(series, *, by: User) -> Size:
    """Whom the end of the whole series would reach at once."""
    return _size(series, series.attendances.still_coming(series), by, followed=False)


def size_of_handover(series, *, by: User) -> Size:
    """Whom it would reach that another group hosts it."""
    return _size(series, series.attendances.still_coming(series), by)


def organizers_of(series):
    """The organizers of the host and of every group that has signed on; those of a suspended group are not."""
    signed = series.sponsorships.accepted()
    working = Organization.objects.working().values("pk")
    organizing = Membership.objects.filter(role__in=Membership.ORGANIZING, organization__in=working)
    beside = organizing.filter(organization__in=signed.values("organization")) | organizing.filter(
        organization=series.host_id
    )
    return User.objects.filter(pk__in=beside.values("user"), is_active=True)


def _coming(series, dates: list[int]):
    return series.attendances.filter(Q(occurrence=None) | Q(occurrence__in=dates))


def _size(series, coming, by: User, *, followed: bool = True) -> Size:
    people = set(coming.confirmed().values_list("contact_index", flat=True))
    if followed:
        people |= set(series.follows.confirmed().values_list("follower__contact_index", flat=True))
    emails = organizers_of(series).exclude(pk=by.pk).values_list("email", flat=True)
    groups = series.sponsorships.accepted().count()
    return Size(len(people), groups, len(people | {contact_index(email) for email in emails}))


def _tell(
    kind: str, about: str, series, *, context: dict, coming, by: User | None, sequence: int = 1, followed: bool = True
) -> None:
    people = [(user.email, {"user": user.pk}) for user in organizers_of(series).exclude(pk=by.pk if by else None)]
    people += [(row.contact, {"attendance": row.pk}) for row in coming.confirmed().iterator(chunk_size=500)]
    if followed:
        follows = series.follows.confirmed().select_related("follower")
        people += [(row.follower.contact, {"follow": row.pk}) for row in follows.iterator(chunk_size=500)]
    _write(kind, about, series, [(address, context | whose) for address, whose in people], sequence=sequence)


def _write(kind: str, about: str, series, people: list[tuple[str, dict]], *, sequence: int) -> None:
    Message.write_many(
        kind=kind,
        about=about,
        to=people,
        sequence=str(sequence),
        held_for=series.held_for,
        sender=series.host.letters_key,
    )


def _kind_and_about(change) -> dict:
    kind = OF_SERIES.get(change.act, CHANGED)
    return {"kind": kind, "about": change.letters_key if kind == CHANGED else f"series:{change.series_id}"}


def _whose(context: dict) -> dict:
    return {name: context[name] for name in ("user", "attendance", "follow") if name in context}
