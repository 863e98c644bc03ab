"""How each seat voted, as the minutes name it."""

from collections import Counter
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from demands.models.body import Seat, Term

# The column of an action that counts each vote.
COUNTED = {"for": "votes_for", "against": "votes_against", "abstained": "abstained", "absent": "absent"}


class SeatVote(models.Model):
    """What one seat said in one vote. Who held it on that day is kept as it was."""

    class Vote(models.TextChoices):
        FOR = "for", _("For")
        AGAINST = "against", _("Against")
        ABSTAINED = "abstained", _("Abstained")
        ABSENT = "absent", _("Absent")

    action = models.ForeignKey("demands.Action", on_delete=models.CASCADE, related_name="seat_votes", editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    holder = models.CharField(max_length=120, editable=False)
    vote = models.CharField(max_length=9, choices=Vote, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["action", "seat"], name="one_vote_of_a_seat")]

    def __str__(self) -> str:
        return f"{self.holder}: {self.vote}"

    @classmethod
    def say(cls, action: models.Model, votes: Mapping[int, str]) -> None:
        """Write down how seats of the body voted, by their keys; others are left out."""
        seats = list(action.demand.body.seats.filter(pk__in=votes))
        held = dict(_holders(seats, action.on))
        cls.objects.bulk_create(
            cls(action=action, seat=seat, holder=held.get(seat.pk, seat.name), vote=cls.Vote(votes[seat.pk]))
            for seat in seats
        )


def counted(votes: Mapping[int, str], said: Mapping[str, int | None]) -> dict[str, int | None]:
    """The counts of a vote: as they were said, otherwise as the seats add up.

    ValidationError where fewer were counted than seats are named.
    """
    named, counts, wrong = Counter(votes.values()), dict(said), {}
    for vote, column in COUNTED.items():
        if counts.get(column) is None:
            counts[column] = named[vote] if votes else None
        elif counts[column] < named[vote]:
            wrong[column] = _("Fewer than the seats that you named.")
    if wrong:
        raise ValidationError(wrong)
    return counts


def _holders(seats: list[Seat], on) -> list[tuple[int, str]]:
    """Who held each seat on a day; the latest who began by then and had not left."""
    terms = Term.objects.filter(seat__in=seats, since__lte=on).exclude(until__lt=on)
    return list(terms.order_by("since").values_list("seat", "holder"))
