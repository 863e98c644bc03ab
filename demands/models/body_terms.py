"""Who sits in a body since when: terms begun, corrected and taken out, so that what was said in each stays in it."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from demands.models.body_change import kept
from orgs.models import Organization, User
from orgs.wording import is_misspelling

MOST_TERMS = 50  # of one seat


class Terms(models.Model):
    """The verbs by which a body says who holds its seats. What is kept, and for whom, is in `body_keeping`."""

    class Meta:
        abstract = True

    # Verbs

    @transaction.atomic
    def seat_somebody(
        self, seat, *, by: User | None, group: Organization | None, holder: str, since: date, until: date | None = None
    ):
        """A new term in a seat. The one before it ends the day before; one that follows ends this one.

        Refused where that ends what others wrote down of the seat, but to the group that wrote the body down.
        """
        self._locked()
        if seat.terms.count() >= MOST_TERMS:
            raise ValidationError(_("A seat has at most %(most)d terms."), code="many", params={"most": MOST_TERMS})
        after = seat.terms.filter(since__gt=since).order_by("since").first()
        if after and (until is None or until >= after.since):
            until = after.since - timedelta(days=1)
        term = seat.terms.model(seat=seat, holder=holder, since=since, until=until)
        term.full_clean()
        earlier = seat.terms.filter(since__lt=since)
        last = earlier.order_by("-since").first()
        self._refuse_over_others(seat, by, group, last.since if last else date.min, since - timedelta(days=1))
        earlier.filter(models.Q(until=None) | models.Q(until__gte=since)).update(until=since - timedelta(days=1))
        term.save(force_insert=True)
        self._kept("body_term_changed", by, group, seat=seat, after={"holder": holder})
        return term

    @transaction.atomic
    def correct_term(
        self, term, *, by: User | None, group: Organization | None, holder: str, since: date, until: date | None
    ) -> None:
        """Say a term anew: a name that was misspelt, a day that was wrong. Nothing is recorded where nothing changed.

        Refused where it would overlap another one of its seat, and where something that was said or voted in it would
        fall out of it. How she voted is named as it was entered. Another name is no correction where words of others
        stand under it: there somebody else is a new term, and moderators mend what is more than a misspelling.
        """
        self._locked()
        was = type(term)._base_manager.get(pk=term.pk)
        self._refuse_overlap(was, since, until)
        self._refuse_to_leave_out(was, since, until)
        self._refuse_another_holder(was, by, group, holder)
        term.holder, term.since, term.until = holder, since, until
        term.full_clean()
        changed = [name for name in ("holder", "since", "until") if getattr(term, name) != getattr(was, name)]
        if changed:
            term.save(update_fields=changed)
            before, after = ({name: kept(getattr(row, name)) for name in changed} for row in (was, term))
            self._kept("body_term_corrected", by, group, seat=term.seat, term=term, before=before, after=after)

    @transaction.atomic
    def drop_term(self, term, *, by: User | None, group: Organization | None) -> None:
        """Take out a term that never was. Refused where something is known of it that hangs on the person.

        Replies that nobody confirmed or that were declined go with it; any other keeps it.
        """
        self._locked()
        self._refuse_over_others(term.seat, by, group, term.since, term.until)
        term.replies.filter(state__in=["asked", "declined"]).delete()
        try:
            term.delete()
        except (models.ProtectedError, models.RestrictedError) as error:
            raise ValidationError(_("This term has a history by now, and stays."), code="held") from error
        self._kept("body_term_changed", by, group, seat=term.seat)

    # Private steps

    def _refuse_over_others(
        self, seat, by: User | None, group: Organization | None, since: date, until: date | None
    ) -> None:
        """Who holds a seat says how long a stance counts: nobody ends those of other groups with a term of these days
        but the group that wrote the body down, and moderators."""
        if group is None or group.pk == self.written_for_id or (by and by.is_moderator):
            return
        if self._said_by_others(seat, group, since, until):
            said = _("Other groups have written down what was said in this term. Ask the group that keeps this body.")
            raise ValidationError(said, code="others")

    def _refuse_another_holder(self, was, by: User | None, group: Organization | None, holder: str) -> None:
        """Nobody's words are put into the mouth of somebody else, at once or letter by letter."""
        if holder == was.holder or group is None or (by and by.is_moderator):
            return
        self._refuse_over_others(was.seat, by, group, was.since, was.until)
        replied = was.replies.exclude(state__in=["asked", "declined"]).exists()
        if not replied and not self._said_by_others(was.seat, group, was.since, was.until):
            return
        corrected = self.changes.filter(term=was, before__has_key="holder").values_list("before__holder", flat=True)
        if not all(is_misspelling(name, holder) for name in [was.holder, *corrected]):
            said = _(
                "What others said stands under this name, so only its spelling is mended here. Where somebody else"
                " holds the seat, enter a new term; where the name was wrong, ask a moderator."
            )
            raise ValidationError(said, code="others")

    def _said_by_others(self, seat, group: Organization, since: date, until: date | None) -> bool:
        """Whether another group wrote down what was said in the seat in these days."""
        stances = self.demands.model.stances.rel.related_model.objects.filter(seat=seat, on__gte=since)
        if until:
            stances = stances.filter(on__lte=until)
        return stances.exclude(said_for=group).exists()

    def _refuse_overlap(self, term, since: date, until: date | None) -> None:
        """One person at a time holds a seat."""
        others = term.seat.terms.exclude(pk=term.pk).filter(models.Q(until=None) | models.Q(until__gte=since))
        if until:
            others = others.filter(since__lte=until)
        if others.exists():
            raise ValidationError(_("Somebody else holds this seat in that time."), code="overlap")

    def _refuse_to_leave_out(self, term, since: date, until: date | None) -> None:
        """What was said or voted while she held the seat stays hers."""
        days = [day for day in self._days_of(term.seat) if _within(day, term.since, term.until)]
        if left_out := [day for day in days if not _within(day, since, until)]:
            said = _("What was said or voted on %(day)s would fall out of this term.")
            raise ValidationError(said, code="left_out", params={"day": date_format(min(left_out))})

    def _days_of(self, seat) -> list[date]:
        """The days on which a seat has said something that nobody has corrected, or voted."""
        stances = self.demands.model.stances.rel.related_model.objects
        votes = self.demands.model.actions.rel.related_model.objects.standing()
        votes = votes.exclude(corrections__confirmed_at__isnull=False)
        said = stances.filter(seat=seat, corrections=None).values_list("on", flat=True)
        return [*said, *votes.filter(seat_votes__seat=seat).values_list("on", flat=True)]


def _within(day: date, since: date, until: date | None) -> bool:
    return since <= day and (until is None or day <= until)
