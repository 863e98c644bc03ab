"""Who does what by when."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Occurrence, Series
from orgs.models import Membership, Organization, User
from planning.models import beside
from planning.models.in_plan import InPlan
from planning.models.task_scopes import TaskQuerySet

MOST = 100


class Task(InPlan):
    """Something to be done for a series by a day. It is nobody's yet, a group's, or one person's of a group.

    `given_at` says that the group was given it by the host and did not take it itself; `asked` is a group that is
    asked to take it over, until it takes it or says no.
    """

    REMOVED = "plan_task_removed"

    date = models.ForeignKey(
        Occurrence, verbose_name=_("for which date"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("what is to be done"), max_length=120)
    note = models.CharField(_("what to know about it"), max_length=500, blank=True)
    due = models.DateField(_("by when"), null=True, blank=True)
    group = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    given_at = models.DateTimeField(null=True, editable=False)
    asked = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    taken_at = models.DateTimeField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None) | Q(taken_at__isnull=False),
                name="task_taking_is_dated",
            ),
        ]
        indexes = [
            # The plan, and the sweep of reminders.
            models.Index(fields=["series", "due"], name="task_of_series"),
            models.Index(fields=["due"], condition=Q(done_at=None), name="task_to_remind_of"),
        ]

    def __str__(self) -> str:
        return self.title

    # Verbs

    @classmethod
    @transaction.atomic
    def add(cls, series: Series, *, by: User, **fields) -> "Task":
        """Put it into the plan; nobody has it yet."""
        task = cls._begin(series, by=by, most=MOST, too_many=_("A plan has at most %(most)s tasks."), **fields)
        task.save()
        return task

    @classmethod
    @transaction.atomic
    def add_usual(cls, series: Series, titles: Iterable[tuple[str, object]], *, by: User) -> int:
        """Put the usual ones with their days into the plan, each once; how many were new."""
        series.locked()
        known = set(cls.objects.filter(series=series).values_list("title", flat=True))
        new = [(title, due) for title, due in titles if title not in known]
        for title, due in new:
            cls.add(series, by=by, title=title, due=due)
        return len(new)

    @transaction.atomic
    def change(self, *, by: User, **fields) -> None:
        """Other words or another day; who was reminded of another day is reminded of the new one."""
        self._hold()
        if fields.get("due", self.due) != self.due:
            self.reminded_at = None
        self._set(**fields)

    @transaction.atomic
    def take(self, *, by: User, group: Organization) -> None:
        """Say that one does it, for one's group. Of two who press at once the first has it; twice is once."""
        series = self._hold()
        if group not in beside.groups_of_member(series, by):
            raise ValidationError(_("Your group no longer plans this with the others."), code="not_beside")
        if self.owner_id == by.pk and self.group_id == group.pk:
            return
        free = self.group_id is None or (self.group_id == group.pk and not self._has_owner())
        if self.done_at or not (free or self.asked_id == group.pk):
            raise ValidationError(_("Somebody else has taken this already."), code="taken")
        given = self.given_at if self.group_id == group.pk else None
        self._set(group=group, given_at=given, asked=None, owner=by, taken_at=timezone.now(), reminded_at=None)

    @transaction.atomic
    def give_back(self, *, by: User) -> None:
        """Do it after all not: what was given to the group is the group's again, anything else nobody's."""
        self._hold()
        stays = self.given_at is not None and self._has_owner()
        if self.done_at is None and self.group_id:
            self._leave(group=self.group if stays else None, given_at=self.given_at if stays else None)

    @transaction.atomic
    def pass_to(self, group: Organization, *, by: User) -> None:
        """The host's organizers give it to a group beside the series; anybody else asks that group. Twice is once."""
        series = self._hold()
        if self.done_at or group not in beside.groups_of(series):
            raise ValidationError(_("Choose a group that plans this with you."), code="not_beside")
        if group.pk == self.group_id:
            self._set(asked=None)
        elif Series.objects.editable_by(by).filter(pk=series.pk).exists():
            self._leave(group=group, given_at=timezone.now())
        else:
            self._set(asked=group)

    @transaction.atomic
    def refuse(self, *, by: User) -> None:
        """The group that was asked does not take it: it stays where it was."""
        self._hold()
        self._set(asked=None)

    @transaction.atomic
    def finish(self, *, by: User) -> None:
        """It is done; who does what nobody had taken did it for a group of hers. The second time nothing changes."""
        series = self._hold()
        if self.done_at:
            return
        did = {"done_at": timezone.now(), "done_by": by, "asked": None}
        if self.group_id is None and (groups := beside.groups_of_member(series, by)):
            did |= {"group": groups[0], "owner": by, "taken_at": timezone.now()}
        self._set(**did)

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        """It was not done after all: whose it was it is again."""
        self._hold()
        self._set(done_at=None, done_by=None)

    @classmethod
    def free_stray(cls) -> int:
        """What groups had taken that plan the series no more is nobody's yet; how many. The second time none."""
        cls.objects.stray("asked").update(asked=None)
        return cls.objects.stray("group").update(**NOBODYS)

    @classmethod
    def die_with(cls, organization: Organization) -> None:
        """A group was suspended or ended: what it had taken is nobody's yet."""
        cls._free(cls.objects.open().exclude(series__host=organization), organization.pk)

    @classmethod
    def follow_answer(cls, sponsorship) -> None:
        """A group has withdrawn from a series: the same, at once."""
        if sponsorship.organization_id and not sponsorship.is_accepted:
            cls._free(cls.objects.open().filter(series=sponsorship.series_id), sponsorship.organization_id)

    # Questions

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_late(self) -> bool:
        return not self.is_done and self.due is not None and self.due < self.series.today()

    # Private steps

    @staticmethod
    def _free(tasks: TaskQuerySet, group: int) -> None:
        tasks.filter(asked=group).update(asked=None)
        tasks.filter(group=group).update(**NOBODYS)

    def _hold(self) -> Series:
        """The task as it is now; nobody else changes the plan of the series until this transaction ends."""
        series = self.series.locked()
        self._renew(series)
        return series

    def _has_owner(self) -> bool:
        """Whether somebody has it who still belongs to its group."""
        return Membership.objects.filter(organization=self.group_id, user=self.owner_id).exists()

    def _leave(self, *, group: Organization | None, given_at) -> None:
        self._set(group=group, given_at=given_at, asked=None, owner=None, taken_at=None, reminded_at=None)

    def _set(self, **fields) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.save()


NOBODYS = {"group": None, "given_at": None, "owner": None, "taken_at": None, "reminded_at": None}
