"""Which tasks, and who may do what with them."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from events.models import Series, Sponsorship
from orgs.models import Membership, Organization, User
from planning.models.in_plan import InPlanQuerySet, _said


class TaskQuerySet(InPlanQuerySet):
    """Tasks by their state and by who may take, pass on and finish them."""

    def open(self):
        return self.filter(done_at=None)

    def finished(self):
        return self.exclude(done_at=None)

    def taken_on_for(self, dates: list[int]):
        """What is still to be done for these dates by a group: (date, group, what)."""
        rows = self.open().filter(date__in=dates, group__isnull=False)
        return rows.order_by("due", "pk").values_list("date", "group", "title")

    def takeable_by(self, user: User):
        return self.seen_by(user).filter(self._takeable(user))

    def finishable_by(self, user: User):
        """Her own; as an organizer her group's; as the host's all. Who does what is free takes it first. Open or done:
        it can be undone."""
        return self.seen_by(user).filter(self._finishable(user))

    def returnable_by(self, user: User):
        return self.seen_by(user).filter(self._returnable(user))

    def passable_by(self, user: User):
        return self.seen_by(user).filter(self._passable(user))

    def refusable_by(self, user: User):
        """Those that her group was asked to take over."""
        return self.seen_by(user).filter(self._asked(user))

    def changeable_by(self, user: User):
        return self.removable_by(user)

    def with_rights(self, user: User):
        """Each with what this person may do about it, and whether its owner is of a group of hers."""
        return self.annotate(
            may_take=_said(self._takeable(user)),
            may_finish=_said(self._finishable(user)),
            may_return=_said(self._returnable(user)),
            may_pass=_said(self._passable(user)),
            may_refuse=_said(self._asked(user)),
            may_change=_said(self._own(user) | self._hosts(user)),
            is_of_ours=_said(Q(group__in=Organization.objects.of_member(user).values("pk"))),
            is_vacant=_said(_vacant()),
        ).select_related("group", "asked", "owner", "date")

    def by_day(self):
        """What is due first, then what has no day."""
        return self.order_by(F("due").asc(nulls_last=True), "pk")

    def owned_by(self, user: User):
        """Open ones that she took, for a group to which she still belongs."""
        return self.open().filter(
            ~_vacant(), owner=user.pk, group__in=Organization.objects.of_member(user).values("pk")
        )

    def waiting_for_organizers(self, user: User):
        """Open ones that a group she organizes was given and nobody of it has taken, or that it is asked to take."""
        ours = Organization.objects.organized_by(user).values("pk")
        given = Q(group__in=ours, given_at__isnull=False) & _vacant()
        return self.open().filter(given | Q(asked__in=ours))

    def due_on(self, day: date, zones: list[str]):
        return self.open().filter(due=day, series__time_zone__in=zones)

    def stray(self, name: str):
        """Open ones whose `group`, or the one that is `asked`, does not plan the series any more."""
        signed = Sponsorship.objects.planning().filter(series=OuterRef("series"), organization=OuterRef(name))
        return self.open().exclude(**{name: None}).exclude(series__host=F(name)).exclude(Exists(signed))

    def _takeable(self, user: User) -> Q:
        mine = Organization.objects.of_member(user).values("pk")
        own = Q(group__in=mine) & _vacant()
        return Q(done_at=None) & (Q(group=None) | own | Q(asked__in=mine))

    def _finishable(self, user: User) -> Q:
        mine = Organization.objects.of_member(user).values("pk")
        ours = Organization.objects.organized_by(user).values("pk")
        return Q(owner=user.pk, group__in=mine) | Q(group__in=ours) | self._hosts(user)

    def _returnable(self, user: User) -> Q:
        ours = Organization.objects.organized_by(user).values("pk")
        who = Q(owner=user.pk) | Q(group__in=ours) | self._hosts(user)
        return Q(done_at=None, group__isnull=False) & who

    def _passable(self, user: User) -> Q:
        ours = Organization.objects.organized_by(user).values("pk")
        nobodys = Q(group=None, series__in=Series.objects.planned_by(user).values("pk"))
        return Q(done_at=None) & (self._hosts(user) | Q(owner=user.pk) | Q(group__in=ours) | nobodys)

    def _asked(self, user: User) -> Q:
        return Q(done_at=None, asked__in=Organization.objects.organized_by(user).values("pk"))


def _vacant() -> Q:
    """Nobody of the group has it: she left the group, or nobody took it yet."""
    still = Membership.objects.filter(organization=OuterRef("group"), user=OuterRef("owner"))
    return Q(owner=None) | ~Exists(still)
