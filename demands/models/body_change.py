"""What was changed of a body, kept with what it was before: bodies are shared, and others rely on them."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, User
from orgs.models.shown import shown
from outbox.models import Message
from outbox.states import FINAL

SOON, LATELY = timedelta(hours=1), timedelta(hours=36)
MORNING = time(9)
LABELS = {
    "name": _("name"),
    "kind": _("kind"),
    "website": _("website"),
    "agenda_url": _("where its agenda is published"),
    "how_to_speak": _("how to speak there"),
    "votes_needed": _("votes needed"),
    "place": _("where it meets"),
    "jurisdiction": _("what it decides for"),
    "holder": _("who holds it"),
    "since": _("since when"),
    "until": _("until when"),
}
SAID_BY_KEY = {"place", "jurisdiction", "kind"}  # what is kept of them nobody reads


class BodyChangeQuerySet(models.QuerySet):
    def for_page(self):
        return self.select_related("group", "body")

    def by_others_than(self, user: User):
        """Those of groups that this person does not organize, and of moderators."""
        hers = Organization.objects.organized_by(user).values("pk")
        return self.exclude(group__in=hers)

    def lately(self):
        return self.filter(at__gt=timezone.now() - LATELY)


class BodyChange(models.Model):
    """One change of the facts, the seats or the terms of a body, by a group or a moderator. Written once."""

    body = models.ForeignKey("demands.Body", on_delete=models.CASCADE, related_name="changes", editable=False)
    verb = models.CharField(max_length=40, editable=False)
    about = models.CharField(max_length=80, blank=True, editable=False)  # the seat, where it is of one
    term = models.ForeignKey("demands.Term", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    group = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = BodyChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.verb} of {self.body_id}"

    # Verbs

    @transaction.atomic
    def revert_change(self, *, by: User) -> None:
        """A moderator lets it be as it was before. Refused where something else was said since."""
        claimed = BodyChange.objects.filter(pk=self.pk, taken_back_at=None).update(taken_back_at=timezone.now())
        if not claimed or not self.can_be_reverted:
            raise ValidationError(_("This can be mended by hand alone."), code="by_hand")
        body = type(self.body).objects.select_for_update().get(pk=self.body_id)
        row = self.term or body
        if any(kept(getattr(row, name)) != value for name, value in self.after.items()):
            raise ValidationError(_("Something else was said since. Mend it by hand."), code="changed")
        if self.term:
            said = {name: kept(getattr(self.term, name)) for name in ("holder", "since", "until")} | self.before
            days = {name: said[name] and date.fromisoformat(said[name]) for name in ("since", "until")}
            body.correct_term(self.term, by=by, group=None, holder=said["holder"], **days)
        else:
            body.correct_facts(by=by, group=None, **body.facts_of(self.before))

    def tell_others(self, *, besides: User | None) -> None:
        """Write to the organizers of the other groups that rely on this body: one letter a day at most."""
        leads = self.body.demands.filter(shown(group="lead")).values("lead")
        relying = Organization.objects.listed().filter(models.Q(pk__in=leads) | models.Q(pk=self.body.written_for_id))
        people = {person for group in relying.exclude(pk=self.group_id) for person in group.organizers()}
        for person in people - {besides}:
            self._write_to(person)

    # Questions

    @property
    def can_be_reverted(self) -> bool:
        """Whether what it was before is known; seats and new terms are mended by hand."""
        return bool(self.before) and (self.verb == "body_corrected" or self.term_id is not None)

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """What was said anew: (what, before, after); empty words where nobody could read them."""
        return [
            (str(LABELS.get(name, name)), *(("", "") if name in SAID_BY_KEY else (self.before.get(name, ""), value)))
            for name, value in self.after.items()
        ]

    # Private steps

    def _write_to(self, person: User) -> None:
        """Today where none went out yet, otherwise tomorrow; what is changed until then stands in the same letter."""
        today: date = timezone.localdate(timezone=self.body.zone)
        tomorrow = datetime.combine(today + timedelta(days=1), MORNING, tzinfo=self.body.zone)
        for day, due_at in ((today, timezone.now() + SOON), (tomorrow.date(), tomorrow)):
            letter = Message.write(
                kind="body_changed",
                about=f"body:{self.body_id}",
                to=person.email,
                context={"body": self.body_id, "user": person.pk},
                sequence=day.isoformat(),
                due_at=due_at,
            )
            if letter.state not in FINAL:
                return


def kept(value):
    """As it is written down: rows by their key, days by their text."""
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, date) else value
