"""Which cases, and who may: moderators in their queue, those concerned on their desk."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from orgs.models.case_act import CaseAct
from orgs.models.user import User
from orgs.reviewing import keys_concerning, quiet_keys

UNDO_WITHIN = timedelta(days=1)
KEPT = timedelta(days=365)


class CaseQuerySet(models.QuerySet):
    """Cases by where they stand and by who may do what with them."""

    def pending(self):
        """Not decided: waiting for a moderator, or for an answer to her question."""
        return self.filter(state__in=["open", "asked"])

    def waiting(self):
        """For a moderator: nobody else has anything to do."""
        return self.filter(state="open")

    def asked(self):
        return self.filter(state="asked")

    def decided(self):
        return self.filter(state__in=["confirmed", "declined"])

    def for_queue(self):
        """What is hidden until somebody decides first, then the oldest."""
        hidden_first = models.F("hidden_at").asc(nulls_last=True)
        return self.select_related("organization__place", "organization__resembles__place", "reviewer").order_by(
            hidden_first, "opened_at", "pk"
        )

    def seen_by(self, user: User | AnonymousUser):
        """All, for a moderator, but those of groups that she belongs to and those that she opened herself."""
        if not (user.pk and user.is_active and user.is_moderator):
            return self.none()
        own = self._groups.filter(memberships__user=user.pk)
        return self.exclude(organization__in=own.values("pk")).exclude(
            models.Q(opened_by=user.pk) & models.Q(kind__in=keys_concerning("opener"))
        )

    def reviewable_by(self, user: User | AnonymousUser):
        """What this moderator may decide."""
        return self.seen_by(user).pending()

    def undoable_by(self, user: User | AnonymousUser):
        """Decisions young enough to be taken back."""
        return self.seen_by(user).decided().filter(decided_at__gt=timezone.now() - UNDO_WITHIN)

    def concerning(self, user: User | AnonymousUser):
        """What a person is written to about: of groups that she looks after, and what she asked for herself."""
        if not (user.pk and user.is_active):
            return self.none()
        groups = self._groups.looked_after_by(user)
        of_group = models.Q(kind__in=keys_concerning("group"), organization__in=groups.values("pk"))
        own = models.Q(kind__in=keys_concerning("opener"), opened_by=user.pk)
        return self.filter(of_group | own).filter(~models.Q(kind__in=quiet_keys()) | _has_come_to_something())

    def answerable_by(self, user: User | AnonymousUser):
        """Questions of moderators that wait for this person's side."""
        return self.concerning(user).asked()

    @property
    def _groups(self):
        # A group's own verbs open cases, so its module is read after this one.
        return self.model._meta.get_field("organization").related_model.objects

    def purge(self) -> int:
        """Decisions go after twelve months, with their history."""
        return self.filter(decided_at__lt=timezone.now() - KEPT).exclude(state__in=["open", "asked"]).delete()[0]


def _has_come_to_something() -> models.Exists:
    """Whether those concerned were told of it: asked, hidden or decided against."""
    told = CaseAct.objects.filter(case=models.OuterRef("pk"), act__in=["asked", "hidden", "confirmed"])
    return models.Exists(told)
