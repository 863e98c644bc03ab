"""Coming: somebody says she will be there, with an address or with nothing at all."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import inviting
from events.models.answer_link import AnswerLink
from events.models.occurrence import Occurrence
from events.models.series import Series
from orgs.models import Organization
from outbox.contacts import EncryptedTextField, contact_index
from outbox.models import Message

CONFIRM_WITHIN = timedelta(hours=48)


class AttendanceQuerySet(models.QuerySet):
    """Answers by date and by whether an address stands behind them."""

    def for_date(self, occurrence: Occurrence):
        """Those coming on this date: by their answer to it, or by "every date"."""
        every = models.Q(series=occurrence.series_id, occurrence=None)
        return self.filter(models.Q(occurrence=occurrence) | every)

    def still_coming(self, series: Series):
        to_come = Occurrence.objects.to_come().filter(series=series)
        return self.filter(models.Q(series=series, occurrence=None) | models.Q(occurrence__in=to_come.values("pk")))

    def confirmed(self):
        """With an address that its owner has confirmed."""
        return self.filter(confirmed_at__isnull=False).exclude(contact_index="")

    def unconfirmed(self):
        return self.filter(confirmed_at=None).exclude(contact_index="")

    def of_answer(self, answer: uuid.UUID):
        return self.filter(answer=answer).select_related("series__host", "series__place", "occurrence", "via")

    def people_by_date(self, dates: list[Occurrence]) -> dict[int, int]:
        """How many people come on each of some dates, "every date" included, in two queries."""
        people = models.Sum("people")
        once = dict(self.filter(occurrence__in=[date.pk for date in dates]).values_list("occurrence").annotate(people))
        standing = self.filter(occurrence=None, series__in={date.series_id for date in dates})
        every = dict(standing.values_list("series").annotate(people))
        return {date.pk: once.get(date.pk, 0) + every.get(date.series_id, 0) for date in dates}

    def people(self) -> int:
        return self.aggregate(people=models.Sum("people", default=0))["people"]


class Attendance(AnswerLink):
    """One answer to one date, or to every date of a series. Rows of one press share an `answer`.

    Three ways: counted with no address at all; reminded at an address, which counts as hers once
    she has pressed the button in the letter; both are changed and erased by the answer's link.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="attendances")
    occurrence = models.ForeignKey(Occurrence, on_delete=models.CASCADE, null=True, related_name="attendances")
    answer = models.UUIDField(default=uuid.uuid4, db_index=True)
    people = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(10)])
    contact = EncryptedTextField(blank=True, default="")
    contact_index = models.CharField(max_length=64, blank=True, default="")
    wants_invitation = models.BooleanField(default=False)  # a letter that brings each chosen date into her calendar
    asked_at = models.DateTimeField(default=timezone.now)  # when the address was given
    confirmed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    via = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+")  # whose link it was

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "contact_index"],
                condition=models.Q(confirmed_at__isnull=False) & ~models.Q(contact_index=""),
                name="one_attendance_per_occurrence_and_contact",
            ),
            models.UniqueConstraint(
                fields=["series", "contact_index"],
                condition=models.Q(occurrence=None, confirmed_at__isnull=False) & ~models.Q(contact_index=""),
                name="one_standing_attendance_per_series_and_contact",
            ),
            models.UniqueConstraint(fields=["answer", "occurrence"], name="one_attendance_per_answer_and_occurrence"),
            models.CheckConstraint(
                condition=models.Q(people__gte=1, people__lte=10), name="attendance_of_one_to_ten_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} to {self.occurrence_id or 'every date'} of {self.series_id}"

    # Verbs

    @classmethod
    @transaction.atomic
    def come(
        cls,
        series: Series,
        dates: list[Occurrence],
        *,
        people: int = 1,
        every: bool = False,
        via: Organization | None = None,
    ) -> uuid.UUID:
        """Count somebody in, for some dates or for every one; answers the key of her answer."""
        answer = uuid.uuid4()
        wanted = [None] if every else dates
        Series.objects.select_for_update().get(pk=series.pk)
        cls._refuse_what_is_off(dates if not every else [])
        said = {"series": series, "answer": answer, "people": people, "via": via}
        cls.objects.bulk_create(cls(occurrence=date, **said) for date in wanted)
        return answer

    @classmethod
    @transaction.atomic
    def change(cls, answer: uuid.UUID, dates: list[Occurrence], *, people: int, every: bool) -> None:
        """Let the answer stand for these dates instead; what is past stays as it was."""
        cls._hold_series_of(answer)
        rows = list(cls.objects.of_answer(answer).order_by("pk"))
        if not rows:
            raise ValidationError(_("This answer was erased meanwhile."), code="gone")
        wanted = {None: None} if every else {date.pk: date for date in dates}
        standing = {row.occurrence_id for row in rows}
        cls._refuse_what_is_off([date for pk, date in wanted.items() if date and pk not in standing])
        current = [row for row in rows if not (row.occurrence and row.occurrence.is_past)]
        dropped = [row for row in current if row.occurrence_id not in wanted]
        inviting.take_out(dropped)
        cls.objects.filter(pk__in=[row.pk for row in dropped]).delete()
        cls.objects.filter(pk__in=[row.pk for row in current]).update(people=people)
        # The address may be erased from the rows of dates long past: a row that still has it speaks for the answer.
        known = next((row for row in rows if row.contact_index), rows[0])
        inviting.bring_in(known._also_for(date, people) for pk, date in wanted.items() if pk not in standing)

    def _also_for(self, date: Occurrence | None, people: int) -> "Attendance":
        """The same answer for one more date, or for every one."""
        if self.confirmed_at:
            self._take_over(date)
        return Attendance.objects.create(
            series=self.series,
            occurrence=date,
            answer=self.answer,
            people=people,
            via_id=self.via_id,
            contact=self.contact,
            contact_index=self.contact_index,
            wants_invitation=self.wants_invitation,
            asked_at=self.asked_at,
            confirmed_at=self.confirmed_at,
        )

    @classmethod
    @transaction.atomic
    def ask_reminder(cls, answer: uuid.UUID, address: str, *, invitation: bool = False) -> None:
        """Write to the address for its confirmation; nothing else is sent there before.

        With an `invitation` each chosen date is brought into her calendar then.

        What a stranger can cause to one address is bounded; beyond it nothing is written, and the
        page says the same as always.
        """
        cls._hold_series_of(answer)
        rows, index = cls.objects.of_answer(answer), contact_index(address)
        inviting.take_out(rows.exclude(contact_index=index).order_by("contact_index", "pk"))
        hers = {"contact": address, "contact_index": index, "wants_invitation": invitation}
        rows.update(**hers, asked_at=timezone.now(), confirmed_at=None)
        if Message.objects.stranger_may_cause("answer_confirmation", address):
            Message.write(
                kind="answer_confirmation",
                about=f"answer:{answer}",
                to=address,
                context={"answer": str(answer)},
                sequence=timezone.now().strftime("%Y%m%d%H%M"),
                sender=asked.series.host.letters_key if (asked := rows.first()) else "",
            )

    @classmethod
    @transaction.atomic
    def confirm(cls, answer: uuid.UUID, *, index: str) -> int:
        """The owner of the address with this index pressed the button. The second time nothing changes.

        Nor does anything where the answer bears another address by now: its owner has pressed nothing.
        """
        cls._hold_series_of(answer)
        waiting = list(cls.objects.of_answer(answer).unconfirmed().filter(contact_index=index))
        for row in waiting:
            row._take_over(row.occurrence)
            row.confirmed_at = timezone.now()
            row.save(update_fields=["confirmed_at", "wants_invitation", "via"])
        inviting.bring_in(waiting)
        return len(waiting)

    @classmethod
    @transaction.atomic
    def forget(cls, answer: uuid.UUID) -> int:
        """Erase the answer and its address at once; where it brought dates into a calendar, a last letter takes them
        out."""
        inviting.take_out(cls.objects.of_answer(answer).order_by("contact_index", "pk"))
        return cls.objects.filter(answer=answer).delete()[0]

    # What is kept how long (see retention.py)

    @classmethod
    def purge(cls) -> int:
        """Erase unconfirmed addresses after 48 hours, and answers some days after their date."""
        now = timezone.now()
        keep = timedelta(days=settings.CONTACT_KEEP_DAYS)
        blank = {"contact": "", "contact_index": "", "wants_invitation": False}
        late = cls.objects.unconfirmed().filter(asked_at__lt=now - CONFIRM_WITHIN).update(**blank)
        past = cls.objects.exclude(contact_index="").filter(occurrence__ends_at__lt=now - keep)
        later = Occurrence.objects.filter(series=models.OuterRef("series"), ends_at__gte=now - keep)
        over = models.Q(series__last_day__lt=(now - keep).date()) & ~models.Exists(later)
        called_off = models.Q(series__state=Series.State.CANCELLED, series__decided_at__lt=now - keep)
        standing = cls.objects.exclude(contact_index="").filter(over | called_off, occurrence=None)
        return late + past.update(confirmed_at=None, **blank) + standing.update(confirmed_at=None, **blank)

    # Private steps

    @staticmethod
    def _refuse_what_is_off(dates: list[Occurrence]) -> None:
        """The caller holds the row of the series: what somebody has called off meanwhile is off."""
        if any(date.is_past or date.is_off for date in Occurrence.objects.filter(pk__in=[date.pk for date in dates])):
            raise ValidationError(_("One of these dates is over or cancelled. Choose again."), code="date_is_off")

    @classmethod
    def _hold_series_of(cls, answer: uuid.UUID) -> None:
        """Answers of one address to one series change one after the other."""
        Series.objects.select_for_update().filter(
            pk__in=list(cls.objects.filter(answer=answer).values_list("series", flat=True)[:1])
        ).first()

    def _take_over(self, date: Occurrence | None) -> None:
        """An address counts once for a date: the newest confirmed answer takes the older one's place.

        What the older one brought into a calendar is kept up to date by the newer, and a newer one that came by no
        link counts for the link of the older.
        """
        same = models.Q(occurrence=date) if date else models.Q(series=self.series_id, occurrence=None)
        others = Attendance.objects.confirmed().exclude(answer=self.answer)
        older = others.filter(same, contact_index=self.contact_index)
        for invited, via in older.values_list("wants_invitation", "via"):
            self.wants_invitation = self.wants_invitation or invited
            self.via_id = self.via_id or via
        older.delete()
