"""Two groups that are one: the second name ends, all that it had goes on under the first."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs import merging
from orgs.models.affiliation import Affiliation
from orgs.models.audit import AuditEntry
from orgs.models.organization import Organization
from orgs.models.profile import when_shown
from orgs.models.user import User
from outbox.models import Message

UNDONE_WITHIN = timedelta(days=1)
KEPT = timedelta(days=731)  # as long as the record


class MergeQuerySet(models.QuerySet):
    """Merges by where they stand and by who may take them back."""

    def standing(self):
        return self.filter(undone_at=None)

    def undoable(self):
        return self.standing().filter(at__gt=timezone.now() - UNDONE_WITHIN)

    def visible_to(self, user):
        """A moderator's, but for those of her own groups: of these others decide."""
        if not (user.pk and user.is_active and user.is_moderator):
            return self.none()
        own = Organization.objects.filter(memberships__user=user.pk).values("pk")
        return self.exclude(group__in=own).exclude(into__in=own)

    def undoable_by(self, user):
        return self.visible_to(user).undoable()


class Merge(models.Model):
    """One group was made part of another by a moderator. The journal is what undoes it, and goes after a day."""

    group = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="merged")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    journal = models.JSONField(default=list)
    told = models.JSONField(default=list)  # the keys of those who were written to

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(undone_at=None), name="a_group_ends_in_one_other"
            ),
            models.CheckConstraint(condition=~models.Q(group=models.F("into")), name="merge_has_two_groups"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} into {self.into_id}"

    def get_absolute_url(self) -> str:
        return reverse("orgs:merge", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def make(cls, group: Organization, into: Organization, *, by: User) -> "Merge":
        """Take everything of `group` to `into`. Its addresses lead there, the coordinators of both are told.

        Refused for a group of one's own, for one that is not on the list or the way there, and where `into` is not
        listed.
        """
        group, into = cls._hold(group, into)
        cls._refuse(group, into, by)
        told = cls._coordinators(group, into)
        for follow in when_shown:
            follow(group)
        journal = cls._carry_out(group, into)
        merge = cls.objects.create(group=group, into=into, by=by, journal=journal.entries, told=sorted(told))
        FormerSlug.objects.create(slug=group.slug, organization=into, merge=merge)
        if group.is_listed:  # letters of one that nobody has listed wait with it, in case this is undone
            Message.objects.release(group.letters_key)
        merge._follow_up("group_merged", "group_taken_in", by=by)
        merge._tell("groups_merged")
        return merge

    @classmethod
    @transaction.atomic
    def preview(cls, group: Organization, into: Organization, *, by: User) -> merging.Journal:
        """What would move and what would stay, and why: done in full, and taken back before anybody sees it."""
        group, into = cls._hold(group, into)
        cls._refuse(group, into, by)
        with transaction.atomic():
            journal = cls._carry_out(group, into)
            transaction.set_rollback(True)
        return journal

    @transaction.atomic
    def undo(self, *, by: User) -> None:
        """Give everything back that is still as it was left; what happened since stays where it is. Within a day."""
        group, into = self._hold(self.group, self.into)
        self._refuse_own(group, into, by)
        if into.state == Organization.State.RETIRED:
            raise ValidationError(_("The other group has ended since. Undo that first."), code="moved_on")
        now = timezone.now()
        undone = Merge.objects.undoable().filter(pk=self.pk).update(undone_at=now, undone_by=by)
        self.refresh_from_db()
        if not undone:
            raise ValidationError(_("A merge can be undone once, within a day."), code="too_late")
        for follow in when_shown:
            follow(into)
        FormerSlug.objects.filter(merge=self).delete()
        merging.Journal(self.journal).take_back()
        Merge.objects.filter(pk=self.pk).update(journal=[])
        self.refresh_from_db()
        self._follow_up("merge_undone", "merge_undone", by=by)
        self._tell("merge_undone")

    # Questions

    @property
    def is_undoable(self) -> bool:
        return self.undone_at is None and timezone.now() < self.undoable_until

    @property
    def undoable_until(self):
        return self.at + UNDONE_WITHIN

    # What is kept how long (see retention.py)

    @classmethod
    def purge(cls) -> int:
        """Empty the journals of what cannot be undone any more, and forget merges as long ago as the record goes."""
        now = timezone.now()
        late = cls.objects.filter(at__lt=now - UNDONE_WITHIN).exclude(journal=[])
        old = cls.objects.filter(at__lt=now - KEPT)
        FormerSlug.objects.filter(merge__in=old).update(merge=None)
        return late.update(journal=[], told=[]) + old.delete()[0]

    # Private steps

    @staticmethod
    def _hold(group: Organization, into: Organization) -> tuple[Organization, Organization]:
        """Both rows, as they are now and until this transaction ends; no circle of coalitions closes meanwhile."""
        return Affiliation.locked_pair(group, into)

    @classmethod
    def _refuse(cls, group: Organization, into: Organization, by: User) -> None:
        if group.pk == into.pk:
            raise ValidationError(_("A group cannot be merged with itself."), code="same")
        cls._refuse_own(group, into, by)
        if not Organization.objects.mergeable().filter(pk=group.pk).exists():
            raise ValidationError(_("Only a group that is listed or in review can be merged."), code="not_mergeable")
        if not into.is_listed:
            raise ValidationError(_("The group that stays must be listed."), code="not_listed")

    @staticmethod
    def _refuse_own(group: Organization, into: Organization, by: User) -> None:
        if by.memberships.filter(organization__in=[group.pk, into.pk]).exists():
            raise ValidationError(_("You belong to one of these groups. Another moderator decides."), code="own_group")

    @staticmethod
    def _carry_out(group: Organization, into: Organization) -> merging.Journal:
        journal = merging.carry_over(group, into)
        journal.change(Organization.objects.filter(pk=group.pk), state=Organization.State.RETIRED)
        return journal

    @staticmethod
    def _coordinators(*groups: Organization) -> set[int]:
        return {person.pk for one in groups for person in one.coordinators()}

    def _follow_up(self, ended: str, stayed: str, *, by: User) -> None:
        """What each act brings: both groups' pages are others now, and both records say so."""
        group, into = Organization.objects.get(pk=self.group_id), Organization.objects.get(pk=self.into_id)
        AuditEntry.record(group, ended, by=by, party=into.name)
        AuditEntry.record(into, stayed, by=by, party=group.name)
        for follow in when_shown:
            follow(group)
            follow(into)

    def _tell(self, kind: str) -> None:
        """One letter to each who coordinates one of the two now, or did before."""
        people = set(self.told) | self._coordinators(self.group, self.into)
        for person in User.objects.filter(pk__in=people, is_active=True).order_by("pk"):
            context = {"merge": self.pk, "user": person.pk}
            Message.write(kind=kind, about=f"merge:{self.pk}", to=person.email, context=context)


class FormerSlug(models.Model):
    """An address that a group had, or one that was merged into it: it leads to the group for good."""

    slug = models.SlugField(max_length=80, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="former_slugs")
    merge = models.ForeignKey(Merge, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return self.slug

    @classmethod
    def leads_to(cls, slug: str) -> str | None:
        """The address that stands in a former one's place today; None where it is no former one, or leads nowhere."""
        if len(slug) > 80 or not slug_re.match(slug):
            return None
        found = cls.objects.filter(slug=slug, organization__state=Organization.State.LISTED)
        return found.values_list("organization__slug", flat=True).first()
