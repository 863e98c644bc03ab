"""A group to reach for a series, a demand or a coalition, from the first idea to its answer."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Endorsement
from events.models import Sponsorship
from orgs.models import Organization, User
from orgs.models.signon import NO_HOLDS
from orgs.spelling import key
from outbox.contacts import EncryptedTextField, contact_index
from outreach.models.answered import Answered
from outreach.models.board import Board, Targeted
from outreach.models.card import Card
from outreach.models.claimed import Claimed
from outreach.models.prospects import ProspectQuerySet
from outreach.models.reminded import Reminded
from outreach.models.touch import Touch
from outreach.stages import OPEN, RESTING, Stage

TARGETS = (("series", "kept_by"), ("demand", "kept_by"), ("coalition",))  # a board, by its columns


class Prospect(Card, Claimed, Reminded, Answered, Targeted):
    """An organization here, or a name with a contact; taken by one person at a time, with a next step by a day."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, related_name="+", editable=False
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    name_key = models.CharField(max_length=330, blank=True, editable=False)  # both, as they are compared
    # The contact of a group, seen on this board alone.
    person = EncryptedTextField(blank=True, default="")
    address = EncryptedTextField(blank=True, default="")
    address_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    phone = EncryptedTextField(blank=True, default="")
    why = models.CharField(_("why them"), max_length=200, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.TO_CONTACT, editable=False)
    next_step = models.CharField(_("next step"), max_length=120, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    sleeps_until = models.DateField(null=True, editable=False)
    thanked_at = models.DateTimeField(null=True, editable=False)
    last_touch = models.CharField(max_length=10, blank=True, default="", editable=False)
    touched_at = models.DateTimeField(null=True, editable=False)
    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    endorsement = models.ForeignKey(Endorsement, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)  # the last sign of life of any kind

    objects = ProspectQuerySet.as_manager()

    class Meta(Targeted.Meta):
        abstract = False
        ordering = ["added_at", "pk"]
        constraints = [
            *Targeted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(organization=None) ^ models.Q(name=""), name="prospect_is_a_group_or_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=RESTING, sleeps_until__isnull=False)
                | (~models.Q(stage__in=RESTING) & models.Q(sleeps_until=None)),
                name="prospect_sleeps_until_a_day",
            ),
            *(
                models.UniqueConstraint(
                    fields=[*target, "organization"], name=f"one_prospect_per_group_and_{target[0]}"
                )
                for target in TARGETS
            ),
            *(
                models.UniqueConstraint(
                    fields=[*target, "address_index"],
                    condition=~models.Q(address_index=""),
                    name=f"one_prospect_per_address_and_{target[0]}",
                )
                for target in TARGETS
            ),
        ]
        indexes = [
            # A board by its lanes.
            models.Index(fields=["series", "stage"], name="prospects_of_series"),
            models.Index(fields=["demand", "stage"], name="prospects_of_demand"),
            models.Index(fields=["coalition", "stage"], name="prospects_of_coalition"),
            # What one person has taken: her desk, and what fell silent.
            models.Index(fields=["claimed_by", "stage"], name="prospects_of_person"),
            # Who answered by a letter to this address.
            models.Index(fields=["address_index"], name="prospects_by_address"),
        ]

    def __str__(self) -> str:
        return f"prospect {self.pk} of {self.series_id or self.demand_id or self.coalition_id}: {self.stage}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:prospect", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def enter(
        cls,
        board: Board,
        organization: Organization | None = None,
        *,
        by: User,
        name: str = "",
        town: str = "",
        address: str = "",
        takes: bool = False,
        **fields,
    ) -> "Prospect":
        """Put a group on the board: a listed one, or a name. The same group or address twice is the same prospect.

        Where it has answered already, or is asked, it begins in that lane. `takes`: she looks after it at once.
        """
        board.refuse_if_closed()
        cls._refuse_to_reach(board, organization)
        index = contact_index(address) if address else ""
        if known := cls.known(board, organization, index):
            return known
        prospect = cls(
            **board.where,
            organization=organization,
            name="" if organization else " ".join(name.split()),
            town="" if organization else " ".join(town.split()),
            address=address,
            address_index=index,
            added_by=by,
            **fields,
        )
        prospect.name_key = cls.key_of(prospect.name, prospect.town)
        prospect._stand_as_answered()
        prospect.full_clean(
            exclude=["series", "demand", "kept_by", "coalition", "organization"], validate_constraints=False
        )
        try:
            with transaction.atomic():
                prospect.save()
        except IntegrityError:
            return cls.known(board, organization, index)  # somebody added it in the same moment
        prospect._write(Touch.Kind.ENTERED, by=by)
        board.note("prospects_entered", by=by)
        if takes:
            prospect.take(by=by)
        return prospect

    @transaction.atomic
    def shift(self, stage: str, *, by: User | None, until: date | None = None, kind: str = Touch.Kind.MOVED) -> bool:
        """Put it in another stage; whether it went there now. Resting it sleeps until a day, ninety days ahead where
        none is named, and its next step is dropped, as it is with a yes."""
        sleeps = (until or timezone.localdate() + NO_HOLDS) if stage in RESTING else None
        columns = {"stage": stage, "sleeps_until": sleeps, "changed_at": timezone.now()}
        if stage not in OPEN:
            columns |= {"next_step": "", "due_on": None}
        elsewhere = Prospect.objects.filter(pk=self.pk).exclude(stage=stage, sleeps_until=sleeps)
        moved = elsewhere.update(**columns)
        self.refresh_from_db(fields=list(columns))
        if moved:
            self._write(kind, by=by, stage=stage)
        return bool(moved)

    @transaction.atomic
    def touch(
        self, kind: str, *, by: User | None, text: str = "", next_step: str = "", due_on: date | None = None
    ) -> None:
        """Write down what was said, and what comes next by when. A first word to the group makes it contacted."""
        self._write(kind, by=by, text=text)
        now = timezone.now()
        columns = {"changed_at": now}
        if kind in Touch.REACHING:
            columns |= {"last_touch": kind, "touched_at": now}
        if self.stage in OPEN:
            columns |= {"next_step": next_step, "due_on": due_on}
        Prospect.objects.filter(pk=self.pk).update(**columns)
        self.refresh_from_db(fields=list(columns))
        if kind in Touch.REACHING and self.stage == Stage.TO_CONTACT:
            self.shift(Stage.CONTACTED, by=by)

    @transaction.atomic
    def correct(self, *, by: User, **fields) -> None:
        """Change what stands on the card: name, town, contact, why, next step and day."""
        for column, value in fields.items():
            setattr(self, column, value)
        self.address_index = contact_index(self.address) if self.address else ""
        self.name_key = self.key_of(self.name, self.town)
        self.changed_at = timezone.now()
        try:
            with transaction.atomic():
                self.save(update_fields=[*fields, "address_index", "name_key", "changed_at"])
        except IntegrityError as error:
            raise ValidationError(_("Another group on this board has this address."), code="address_known") from error

    @transaction.atomic
    def thank(self, *, by: User) -> None:
        """Say that they were thanked for their answer. The second time nothing changes."""
        now = timezone.now()
        if Prospect.objects.filter(pk=self.pk, thanked_at=None).update(thanked_at=now, changed_at=now):
            self._write(Touch.Kind.THANKED, by=by)
        self.refresh_from_db(fields=["thanked_at", "changed_at"])

    @transaction.atomic
    def strike(self, *, by: User) -> None:
        """Take it off the board, with its contact and all that was noted."""
        self.board.note("prospects_struck", by=by)
        self.delete()

    @classmethod
    def purge(cls) -> int:
        """Erase what has had its time: of boards that closed, of silent groups, of those that asked for it."""
        return cls.objects.expire() + cls.objects.unwanted().forget()

    # Questions

    @classmethod
    def known(cls, board: Board, organization: Organization | None, index: str) -> "Prospect | None":
        """What is on the board already of this group, or under this address."""
        either = models.Q(pk=None)
        if organization:
            either |= models.Q(organization=organization)
        if index:
            either |= models.Q(address_index=index)
        return cls.objects.of(board).filter(either).first()

    @classmethod
    def namesake(cls, board: Board, name: str, town: str) -> "Prospect | None":
        """A name like it in the same town: perhaps the same group."""
        return cls.objects.of(board).filter(organization=None, name_key=cls.key_of(name, town)).first()

    @staticmethod
    def key_of(name: str, town: str) -> str:
        return f"{key(name)}|{key(town)[:120]}" if name else ""

    # Private steps

    @staticmethod
    def _refuse_to_reach(board: Board, organization: Organization | None) -> None:
        if organization and organization.pk == board.host.pk:
            raise ValidationError(_("That is your own group."), code="own")
        if organization and not organization.is_listed:
            raise ValidationError(_("This group is not listed yet."), code="not_listed")

    def _stand_as_answered(self) -> None:
        """Where the group stands with the target already, or was asked, it begins there."""
        standing = self.board.standing(self.organization or self.address)
        if isinstance(standing, Sponsorship | Endorsement):
            setattr(self, standing._meta.model_name, standing)
        if standing:
            asked = Stage.CONTACTED if standing.is_invitation else Stage.TALKING
            self.stage = Stage.SIGNED if standing.is_accepted else asked

    def _write(self, kind: str, *, by: User | None, **what) -> None:
        Touch.objects.create(prospect=self, kind=kind, by=by, **what)
