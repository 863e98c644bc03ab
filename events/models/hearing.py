"""A hearing or vote of a body as a date that people come to."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from demands.models import Action, Demand, enter_moved
from demands.stages import Happened
from events.models import record
from events.models.kept_up import KeptUp
from events.models.series import Series
from events.recurrence import Cadence, Step
from orgs.models import Case, User
from places.models import Place

USUAL_MINUTES = 120
TITLES = {Happened.HEARING_SET: _lazy("Hearing: %(title)s"), Happened.VOTE_SET: _lazy("Vote: %(title)s")}


class Hearing(KeptUp):
    """What somebody entered as set by the body, the series of one date made from it, and how to speak there.

    The entry waits for its confirmation like any other; the date is in calendars from the announcement on.
    """

    series = models.OneToOneField(Series, on_delete=models.CASCADE, related_name="hearing", editable=False)
    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="+", editable=False)
    how_to_speak = models.TextField(_lazy("how to speak"), max_length=500, blank=True)
    comment_until = models.DateField(_lazy("written comment until"), null=True, blank=True)
    told_day = models.DateField(null=True, editable=False)  # the day of which those who follow were written to last

    def __str__(self) -> str:
        return f"{self.action_id} on {self.series_id}"

    # Verbs

    @classmethod
    @transaction.atomic
    def arrange(cls, demand: Demand, *, by: User, kind: str, day: date, start_time: time, **fields) -> "Hearing":
        """Enter that it was set, and announce it as a date of the lead: see `announce_set` for the other fields.

        Refused where the public does not see the demand, whose words the date would show, and for a past hour.
        """
        demand.locked_with_lead()
        demand.refresh_from_db()
        if not (demand.is_public and demand.is_announced):
            raise ValidationError(_("Everybody has to see the demand first."), code="not_public")
        when = {"set_day": day, "set_time": start_time}
        entry = Action.enter(demand, by=by, kind=kind, on=demand.today(), **when)
        return cls.announce_set(entry, fields.pop("place"), by=by, start_time=start_time, **fields)

    @classmethod
    @transaction.atomic
    def announce_set(
        cls,
        entry: Action,
        place: Place,
        *,
        by: User | None,
        start_time: time,
        minutes: int = USUAL_MINUTES,
        how_to_speak: str = "",
        comment_until: date | None = None,
    ) -> "Hearing":
        """Announce what an entry says was set, as a date of the lead that stands for the demand.

        It waits for no moderator where the demands of the lead need none and it repeats what is known of the body:
        everybody reads that already. Another place or other words wait like any first series.
        """
        demand = entry.demand
        series = Series.draft(
            host=demand.lead,
            by=by,
            title=(TITLES[Happened(entry.kind)] % {"title": demand.title})[:120],
            kind=Series.Kind.HEARING,
            cadence=Cadence((Step("once", entry.set_day),), entry.set_day),
            place=place,
            start_time=start_time,
            minutes=minutes,
            summary=demand.summary,
        )
        hearing = cls(series=series, action=entry, how_to_speak=how_to_speak, comment_until=comment_until)
        hearing.full_clean(exclude=["series", "action"])
        hearing.save()
        series.stand_for([demand], by=by)
        series.announce(by=by)
        if series.is_waiting and hearing._repeats(demand.body) and Demand.has_clean_record(demand.lead):
            series.show()
        return hearing

    @transaction.atomic
    def follow_date(self, *, by: User) -> None:
        """Enter for the demand what became of the date: put off, or set for another day or hour.

        Refused where the date is as it was entered.
        """
        demand = self.action.demand
        demand.locked_with_lead()
        self.series.locked()
        self.refresh_from_db()
        row = self.date
        if not self.has_strayed:
            raise ValidationError(_("The entry and the date say the same."), code="same")
        if row.is_off:
            Action.enter(demand, by=by, kind=Happened.DEFERRED, on=demand.today(), note=row.note[:300])
        else:
            self._enter_day(row, by=by)

    @transaction.atomic
    def explain(self, *, by: User, how_to_speak: str, comment_until: date | None) -> None:
        """Say how to speak there, and until when written comment is taken. The second time nothing changes.

        Other words than those of the body wait as at first, until a moderator has once looked at this date.
        """
        said = {"how_to_speak": how_to_speak, "comment_until": comment_until}
        if not record.differing(self, said):
            return
        for name, value in said.items():
            setattr(self, name, value)
        self.full_clean(exclude=["series", "action"])
        self.save(update_fields=list(said))
        self.series.revise()
        record.note(self.series, "hearing_explained", by=by)
        if not self._repeats(self.action.demand.body):
            self.wait_for_look(by=by)

    @transaction.atomic
    def wait_for_look(self, *, by: User | None) -> None:
        """Words of its own were given to it: nobody sees it until a moderator has. One look at it is enough, and none
        is needed where the record of its host is clean."""
        if self._needs_look():
            self.series.unshow(by=by)
            self.series.put_before_moderators(by=by)

    def note_told(self, day: date | None) -> None:
        """Remember of which day those who follow were told; None once they know that it is off."""
        type(self).objects.filter(pk=self.pk).update(told_day=day)
        self.told_day = day

    # Questions

    def what_comes_next(self) -> str:
        """What its organizers read once it is announced."""
        if self.series.is_waiting:
            return _(
                "Entered. Place or words are new: a person looks before others see the date. Somebody confirms it."
            )
        return _("Announced. Somebody else confirms the entry; then followers are told.")

    def in_words(self) -> list[str]:
        """How to speak there, and until when written comment is taken, for calendars."""
        speak = _("How to speak: %(how)s") % {"how": self.how_to_speak} if self.how_to_speak else ""
        day = self.comment_until and date_format(self.comment_until, "l j F Y")
        return [said for said in (speak, _("Written comment until %(day)s.") % {"day": day} if day else "") if said]

    @property
    def date(self):
        """Its one date, whatever became of it."""
        return self.series.occurrences.with_rules().order_by("pk").first()

    @property
    def has_strayed(self) -> bool:
        """Whether the date was moved, postponed or cancelled, and nobody has entered that."""
        row = self.date
        if row is None:
            return False
        if row.is_off or self.series.is_cancelled:
            later = self.action.demand.actions.filter(dropped_at=None, pk__gt=self.action_id)
            return not later.filter(kind=Happened.DEFERRED).exists()
        said = [self.action, *self.action.corrections.unconfirmed()]
        return (row.day, row.begins) not in [(entry.set_day, entry.set_time) for entry in said]

    # Private steps

    def _needs_look(self) -> bool:
        series = self.series
        if not series.is_public or Series.has_clean_record(series.host):
            return False
        seen = Case.objects.filter(kind=Series.FIRST, subject=series.letters_key, state=Case.State.CONFIRMED)
        return not seen.exists()

    def _repeats(self, body) -> bool:
        return self.series.place == body.place and self.how_to_speak in ("", body.how_to_speak)

    def _enter_day(self, row, *, by: User) -> None:
        """As a correction; what nobody has confirmed yet is taken back, and the date waits with the new entry."""
        before, day = self.action, {"set_day": row.day, "set_time": row.begins}
        if before.is_confirmed:
            said = {"kind": before.kind, "on": before.demand.today(), "acting_body": before.acting_body}
            Action.enter(before.demand, by=by, corrects=before, **said, **day)
            return
        self._note(went_off=True)  # so that the entry which is taken back does not call it off
        self._note(action=enter_moved(before, by=by, **day), went_off=False)
        before.refresh_from_db()
        if not before.dropped_at:
            before.retract(by=by)
