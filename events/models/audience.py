"""Who is told when something changes: one letter to each address, whatever ways it is concerned by."""

from orgs.models import Membership, Organization, User
from outbox.contacts import contact_index
from outbox.models import Message


def tell_of_date(occurrence, *, act: str, by: User | None) -> None:
    """A date was changed by `act`, a word of events.date_news: tell those coming and the organizers beside the host."""
    series = occurrence.series
    _tell(
        "date_changed",
        f"occurrence:{occurrence.pk}",
        series,
        sequence=occurrence.sequence,
        context={"occurrence": occurrence.pk, "sequence": occurrence.sequence, "act": act},
        attendances=series.attendances.for_date(occurrence),
        by=by,
    )


def tell_of_series(series, *, by: User | None) -> None:
    """The whole series was cancelled: tell everyone who was coming to any date that is left."""
    _tell(
        "series_cancelled",
        f"series:{series.pk}",
        series,
        sequence=series.sequence,
        context={"series": series.pk},
        attendances=series.attendances.still_coming(series),
        by=by,
    )


def size_for(occurrence, *, by: User) -> int:
    """How many letters a change of this date would cause."""
    return _size(occurrence.series, occurrence.series.attendances.for_date(occurrence), by)


def size_for_series(series, *, by: User) -> int:
    """How many letters the end of the whole series would cause."""
    return _size(series, series.attendances.still_coming(series), by)


def _size(series, attendances, by: User) -> int:
    indexes = set(attendances.confirmed().values_list("contact_index", flat=True))
    emails = organizers_of(series).exclude(pk=by.pk).values_list("email", flat=True)
    return len(indexes | {contact_index(email) for email in emails})


def organizers_of(series):
    """The organizers of the host and of every group that has signed on; those of a suspended group are not."""
    signed = series.sponsorships.accepted()
    working = Organization.objects.working().values("pk")
    organizing = Membership.objects.filter(role__in=Membership.ORGANIZING, organization__in=working)
    beside = organizing.filter(organization__in=signed.values("organization")) | organizing.filter(
        organization=series.host_id
    )
    return User.objects.filter(pk__in=beside.values("user"), is_active=True)


def _tell(kind: str, about: str, series, *, sequence: int, context: dict, attendances, by: User | None) -> None:
    people = [(user.email, {"user": user.pk}) for user in organizers_of(series).exclude(pk=by.pk if by else None)]
    coming = attendances.confirmed().iterator(chunk_size=500)
    people += [(attendance.contact, {"attendance": attendance.pk}) for attendance in coming]
    Message.write_many(
        kind=kind,
        about=about,
        to=((address, context | person) for address, person in people),
        sequence=str(sequence),
        held_for=series.held_for,
        sender=series.host.letters_key,
    )
