"""A platform: what groups ask of many towns together, plank by plank in an order."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.plank import MOST_PLANKS, Plank
from demands.models.plank import WORDS as PLANK_WORDS
from demands.models.platform_scopes import PlatformQuerySet
from demands.models.putting import Putting
from orgs import wording
from orgs.models import AuditEntry, Organization, User
from orgs.models.revised import Revised
from orgs.slugs import insert_under_free_slug

WORDS = ("title", "summary", "about")


class Platform(Putting, Revised):
    """Planks in an order, kept by one group and signed by others in whole or in part."""

    GROUP, WHAT, FIRST = "keeper", "platform", "first_platform"
    REFUSALS = {
        "put": _("This platform is public already."),
        "not_put": _("This platform is not under way."),
        "not_closed": _("This platform is not closed."),
        "leading": _("This group keeps a platform. Close it first."),
    }

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUT = "put", _("Open for signing")
        CLOSED = "closed", _("Closed")

    keeper = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("what it is for, in one sentence"), max_length=240)
    about = models.TextField(_("introduction"), max_length=10_000, blank=True)

    state = models.CharField(max_length=6, choices=State, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    put_at = models.DateTimeField(null=True, editable=False)
    put_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_note = models.CharField(max_length=200, blank=True, default="", editable=False)

    objects = PlatformQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(put_at__isnull=False), name="platform_put_is_dated"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="draft") | models.Q(shown_at__isnull=True), name="platform_draft_is_not_shown"
            ),
            models.CheckConstraint(
                condition=models.Q(withheld_at__isnull=True) | models.Q(shown_at__isnull=False),
                name="platform_withheld_was_shown",
            ),
        ]
        indexes = [
            # A group's desk, and the public list.
            models.Index(fields=["keeper", "state"], name="platform_of_keeper"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("demands:platform", args=[self.slug])

    # Verbs

    @classmethod
    @transaction.atomic
    def draft(cls, *, keeper: Organization, by: User | None, title: str, **fields) -> "Platform":
        """A platform without planks that only its keeper's people see."""
        platform = cls(keeper=keeper, created_by=by, title=title, **fields)
        platform.full_clean(exclude=["slug", "keeper", "created_by"])
        insert_under_free_slug(platform, title, otherwise="platform")
        AuditEntry.record(keeper, "platform_drafted", by=by, about=platform.title)
        return platform

    @transaction.atomic
    def rename(self, *, by: User | None, **words) -> None:
        """Say anew what it is called and for. Once another group stands under it, every word stays."""
        before = self.locked()
        others = any(wording.has_other_words(getattr(before, name), words[name]) for name in WORDS if name in words)
        if others and self.signatures.standing().exists():
            said = _("Groups have signed these words. Mend capitals and commas, or begin a platform of other words.")
            raise ValidationError(said, code="signed")
        for name, value in words.items():
            setattr(self, name, value)
        self.full_clean(exclude=["slug", "keeper", "created_by"])
        self.save(update_fields=list(words))
        self.revise()
        AuditEntry.record(self.keeper, "platform_reworded", by=by, about=self.title)

    @transaction.atomic
    def put(self, *, by: User | None) -> None:
        """Let others read and sign it. Refused without a plank."""
        if not self.planks.standing().exists():
            raise ValidationError(_("Add a plank first: there is nothing to sign yet."), code="no_planks")
        super().put(by=by)

    @transaction.atomic
    def discard(self, *, by: User) -> None:
        """Throw a draft away for good. What others could sign is closed instead."""
        if not self.locked().is_draft:
            raise ValidationError(self.REFUSALS["put"], code="put")
        AuditEntry.record(self.keeper, "platform_discarded", by=by, about=self.title)
        self.delete()

    @transaction.atomic
    def add_plank(self, *, by: User | None, **fields) -> Plank:
        """One thing more, after the others. Who has signed is told, and has not signed it until it says so."""
        platform = self.locked()
        standing = platform.planks.standing()
        if standing.count() >= MOST_PLANKS:
            raise ValidationError(
                _("A platform has %(most)d planks at most."), code="too_many", params={"most": MOST_PLANKS}
            )
        last = standing.aggregate(last=models.Max("order"))["last"] or 0
        plank = Plank.lay(platform, order=last + 1, **fields)
        AuditEntry.record(platform.keeper, "plank_added", by=by, about=platform.title)
        return plank

    @classmethod
    def revise_all_with(cls, organization: Organization) -> None:
        """A group's name appeared or went: the platforms that it keeps or has signed have changed."""
        signed = cls.signatures.rel.related_model.objects.accepted().filter(organization=organization)
        named = cls.objects.filter(models.Q(keeper=organization) | models.Q(pk__in=signed.values("platform")))
        named.update(revision=models.F("revision") + 1, changed_at=timezone.now())

    def tell_turned(self) -> None:
        """Nothing else hangs on what became of it."""

    def end_offers(self) -> None:
        """Nobody is offered to keep it."""

    # Questions

    def as_read(self) -> str:
        """A mark of all that a group signs, its own words and those of its planks; with other words it is another."""
        planks = self.planks.standing().values_list("pk", *PLANK_WORDS, "model", "demand")
        said = [[getattr(self, name) for name in WORDS], sorted(map(list, planks))]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]

    def refuse_unread(self, mark: str) -> None:
        """Refused where somebody has read other words than stand now. Without a mark nothing is said of it."""
        if mark and mark != self.as_read():
            said = _("This platform has changed since you opened it. Read it again.")
            raise ValidationError(said, code="changed")

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_announced(self) -> bool:
        """Whether groups can sign it now, as far as they see it."""
        return self.state == self.State.PUT

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED
