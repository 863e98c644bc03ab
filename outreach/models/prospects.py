"""Prospects by where they stand, and by who sees them."""

from datetime import timedelta

from django.db import models
from django.db.models.functions import Coalesce, Concat, RowNumber
from django.utils import timezone

from orgs.models import User
from outbox.models import Suppression
from outreach.models.board import Board
from outreach.stages import LANE_OF, OPEN, RESTING, Stage

ANSWER_TAKES = timedelta(days=7)  # a group that was written to is looked at again after that
SILENCE = timedelta(days=14)  # after that somebody else may take it
KEPT_AFTERWARDS = timedelta(days=90)
KEPT_SILENT = timedelta(days=365)
SECRETS = ("person", "address", "phone")


def is_due() -> models.Q:
    """The day of the next step has come, an answer is missing for a week, or a rest is over."""
    today = timezone.localdate()
    unanswered = models.Q(stage=Stage.CONTACTED, due_on=None, touched_at__lt=timezone.now() - ANSWER_TAKES)
    return (
        models.Q(stage__in=OPEN, due_on__lte=today) | unanswered | models.Q(stage__in=RESTING, sleeps_until__lte=today)
    )


def _order() -> list:
    """What is due first, then by the day of the next step, then what was touched last."""
    waits = models.Case(models.When(is_due(), then=0), default=1)
    return [waits, models.F("due_on").asc(nulls_last=True), "-changed_at", "pk"]


class ProspectQuerySet(models.QuerySet):
    def of(self, board: Board):
        return self.filter(**board.where)

    def editable_by(self, user: User):
        """Those on the boards that this person sees: nobody else knows of them."""
        return self.filter(Board.within(user))

    def of_now(self):
        """On the boards of hosts as they are now, none that a former host kept."""
        held = models.Q(kept_by=models.F("series__host")) | models.Q(kept_by=models.F("demand__lead"))
        return self.filter(held | models.Q(coalition__isnull=False))

    def to_remind_of(self):
        """Taken by somebody, with a next step whose day has come somewhere on earth, and not reminded of twice."""
        told_twice = models.Q(reminded_of=models.F("due_on"), reminders__gte=2)
        tomorrow = timezone.now().date() + timedelta(days=1)
        taken = self.of_now().in_play().filter(claimed_by__isnull=False, due_on__lte=tomorrow).exclude(told_twice)
        return taken.for_cards().with_targets()

    def with_targets(self):
        targets = ["series__host", "demand__lead", "kept_by", "coalition"]
        return self.select_related(*targets, "organization", "claimed_by")

    def of_host(self, group):
        """On the boards of what this group hosts, leads, or is."""
        held = models.Q(series__host=group) | models.Q(demand__lead=group)
        return self.filter(held & models.Q(kept_by=group) | models.Q(coalition=group))

    def mine(self, user: User):
        return self.filter(claimed_by=user)

    def in_play(self):
        """Neither signed on nor resting."""
        return self.filter(stage__in=OPEN)

    def due(self):
        """What somebody should do something about today."""
        return self.filter(is_due())

    def silent(self):
        """Taken, and nothing came of it: neither a word nor a day ahead within two weeks."""
        since = timezone.now() - SILENCE
        waits = models.Q(due_on=None) | models.Q(due_on__lt=timezone.localdate() - SILENCE)
        return self.of_now().filter(waits, stage__in=OPEN, claimed_by__isnull=False, changed_at__lt=since)

    def counted(self) -> dict[str, int]:
        """How many are in each stage."""
        return dict(self.order_by().values_list("stage").annotate(number=models.Count("pk")))

    def summed_up(self) -> dict[str, int]:
        """How many there are, and how many of them are due."""
        return self.aggregate(number=models.Count("pk"), due=models.Count("pk", filter=is_due()))

    def with_counts(self, boards: list[Board]) -> list[Board]:
        """The boards, each with the same two numbers, first where something is due; three queries."""
        for column in ("series", "demand", "coalition"):
            ours = {(board.target.pk, board.host.pk): board for board in boards if column in board.where}
            rows = self.filter(**{f"{column}__in": {target for target, _host in ours}}).order_by()
            keys = rows.values(column, host=Coalesce("kept_by", "coalition"))
            sums = keys.annotate(number=models.Count("pk"), waiting=models.Count("pk", filter=is_due()))
            found = {(row[column], row["host"]): row for row in sums}
            for key, board in ours.items():
                board.number, board.due = (found.get(key, {}).get(name, 0) for name in ("number", "waiting"))
        return sorted(boards, key=lambda board: (not board.due, not board.number))

    def first_of_each_lane(self, most: int):
        """The cards that a board begins with: of each lane so many."""
        lane = models.Case(*(models.When(stage=stage, then=models.Value(lane)) for stage, lane in LANE_OF.items()))
        place = models.Window(RowNumber(), partition_by=[lane], order_by=_order())
        return self.annotate(place=place).filter(place__lte=most)

    def for_cards(self):
        """What a card says; the contact is not read, so it is not opened either."""
        return self.select_related("organization", "claimed_by").defer(*SECRETS).in_order()

    def in_order(self):
        return self.order_by(*_order())

    def for_page(self):
        return self.select_related(
            "organization__place",
            "claimed_by",
            "series__host",
            "series__place",
            "demand__lead",
            "demand__body__place",
            "kept_by",
            "coalition__place",
            "sponsorship",
        )

    def unwanted(self):
        """Whose address asked not to be written to, by everybody or by the group that would."""
        against = Suppression.objects.filter(
            recipient_index=models.OuterRef("address_index"),
            kind="",
            reason__in=[Suppression.ASKED, Suppression.COMPLAINED],
        )
        sender = Concat(
            models.Value("organization:"), Coalesce("kept_by", "coalition"), output_field=models.CharField()
        )
        with_sender = self.exclude(address_index="").annotate(host_key=sender)
        return with_sender.filter(models.Exists(against.filter(sender__in=["", models.OuterRef("host_key")])))

    # What goes after its time

    def forget(self) -> int:
        """Erase the contacts of these and what was noted; of how many. The second time none."""
        told = self.filter(
            ~models.Q(person="") | ~models.Q(address="") | ~models.Q(phone="") | models.Exists(self._touches())
        )
        pks = list(told.values_list("pk", flat=True))
        self._touches(pks).delete()
        return self.model.objects.filter(pk__in=pks).update(person="", address="", phone="")

    def expire(self) -> int:
        """Delete those of boards that closed, and those that nobody said a word about for a year; how many."""
        now = timezone.now()
        over = Board.closed_before(now - KEPT_AFTERWARDS) | models.Q(changed_at__lt=now - KEPT_SILENT)
        return (
            self.filter(pk__in=list(self.filter(over).values_list("pk", flat=True)))
            .delete()[1]
            .get(self.model._meta.label, 0)
        )

    def _touches(self, pks=None):
        touches = self.model._meta.get_field("touches").related_model.objects
        return touches.filter(prospect__in=pks) if pks is not None else touches.filter(prospect=models.OuterRef("pk"))
