"""What shows that something happened may be taken away: then it counts no more until somebody has looked again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.stages import WINNING, Result

NEEDS_EVIDENCE = _("What was won or obtained needs evidence: add minutes, a copy or a recording.")


class ProvenQuerySet(models.QuerySet):
    def proven(self):
        """Confirmed, and what showed it is there; or it needs nothing that shows it."""
        return self.confirmed().filter(unproven_at=None)

    def unproven(self):
        """Confirmed once, and what showed it was taken away. What was corrected since is not asked for any more."""
        found = self.confirmed().filter(unproven_at__isnull=False)
        return found.exclude(pk__in=self.model.objects.confirmed().filter(corrects__isnull=False).values("corrects"))


class Proven(models.Model):
    """Its confirmation stood on evidence. With the last piece of it gone, what says that something was won counts for
    nothing; nor do new pieces make it count by themselves, since nobody else has looked at them."""

    unproven_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def lose_proof(self) -> bool:
        """After a piece of evidence went: whether it counts for nothing now. Its demand is locked.

        Pieces that came after its confirmation do not hold it up: nobody but who brought them has looked at them.
        """
        looked_at = self.evidence.there().filter(looked_at__isnull=False)
        if not (self.counts and self.needs_evidence) or looked_at.exists():
            return False
        type(self).objects.filter(pk=self.pk, unproven_at=None).update(unproven_at=timezone.now())
        self.refresh_from_db(fields=["unproven_at"])
        return True

    # Questions

    @property
    def needs_evidence(self) -> bool:
        """Whether it says that something was won, or a part of it obtained."""
        return self.kind in WINNING or any(one.result != Result.REFUSED for one in self.results.all())

    @property
    def lacks_evidence(self) -> bool:
        return self.needs_evidence and not any(piece.is_there for piece in self.evidence.all())

    @property
    def is_unproven(self) -> bool:
        return self.unproven_at is not None

    @property
    def is_settled(self) -> bool:
        """Whether it was confirmed, and nothing has to be looked at again."""
        return self.is_confirmed and not self.is_unproven

    @property
    def pieces(self) -> list[models.Model]:
        """What shows it, as far as it is there."""
        return [piece for piece in self.evidence.all() if piece.is_there]

    @property
    def as_it_is(self) -> str:
        """What shows it as things stand, to be compared with what was looked at; never empty."""
        return "-".join(["it", *(str(piece.pk) for piece in self.pieces)])

    @property
    def pieces_gone(self) -> list[models.Model]:
        return [piece for piece in self.evidence.all() if not piece.is_there]
