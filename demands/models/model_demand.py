"""A demand that any town may make its own: from the library, or proposed by a group."""

from collections.abc import Iterable
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.library import Entry
from demands.models.adopted import Adopted
from demands.models.body import Body
from demands.models.demand import Demand
from demands.models.model_text import ModelText
from demands.models.rewording import FIRST, Reworded
from orgs.models import AuditEntry, Case, Organization, User
from orgs.slugs import insert_under_free_slug

LONGEST_TEXT = Demand._meta.get_field("about").max_length
MOST_WAITING = 3  # proposals of one group


class ModelDemandQuerySet(models.QuerySet):
    """Models by who may see them and make them their own."""

    def public(self):
        """Those of the library, and those that moderators let stand; none of a group that is suspended."""
        accepted = models.Q(state=ModelDemand.State.ACCEPTED) & ~models.Q(proposed_by__state="suspended")
        return self.filter(models.Q(state=ModelDemand.State.LIBRARY) | accepted)

    def visible_to(self, user):
        """The public ones, those that one's own groups have proposed, and all for a moderator."""
        if user.pk and user.is_active and user.is_moderator:
            return self.all()
        own = Organization.objects.of_member(user).values("pk")
        return self.filter(pk__in=self.public().values("pk")) | self.filter(proposed_by__in=own)

    def editable_by(self, user):
        """Those that a listed group which one organizes has proposed."""
        acting = Organization.objects.organized_by(user).listed()
        return self.filter(proposed_by__in=acting.values("pk")).exclude(state=ModelDemand.State.LIBRARY)

    def called(self, words: str):
        """Those whose name bears every word."""
        for word in words.split()[:8]:
            self = self.filter(name__icontains=word)
        return self

    def with_texts(self):
        """With the words that hold now, in one more query."""
        newest = ModelText.objects.newest()
        return self.select_related("proposed_by").prefetch_related(
            models.Prefetch("texts", queryset=newest, to_attr="newest")
        )

    @transaction.atomic
    def load(self, entries: Iterable[Entry]) -> list[str]:
        """Take the library up; the slugs of what is new or says something else now. The second time none.

        Nothing that a group proposed is touched, nor is what a newer library leaves out.
        """
        return [entry.slug for entry in entries if ModelDemand._take_up(entry)]


class ModelDemand(Reworded):
    """A demand in general words, in versions. A town that adopts one has a draft of its own from then on."""

    class State(models.TextChoices):
        LIBRARY = "library", _("From the library")
        PROPOSED = "proposed", _("Waits for a moderator")
        ACCEPTED = "accepted", _("Proposed by a group")
        DECLINED = "declined", _("Not shown")
        TAKEN_OFF = "off", _("Not offered any more")

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    topic = models.CharField(_("what it is about"), max_length=16, choices=Demand.Topic)
    state = models.CharField(max_length=8, choices=State, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    proposed_by = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ModelDemandQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("demands:model", args=[self.slug])

    # Verbs

    @classmethod
    @transaction.atomic
    def put_forward(cls, *, group: Organization, name: str, topic: str, by: User, **words) -> Self:
        """A listed group offers its demand to others; a moderator looks at it first."""
        group.locked()
        model = cls(name=name, topic=topic, state=cls.State.PROPOSED, proposed_by=group)
        model.check_room()
        model.full_clean(exclude=["slug", "proposed_by"])
        insert_under_free_slug(model, name, otherwise="model")
        model._add(words, by=by)
        AuditEntry.record(group, "model_proposed", by=by, about=name)
        Case.open(FIRST, group, subject=model.case_subject, by=by)
        return model

    @transaction.atomic
    def decide_proposal(self, state: str) -> None:
        """What a moderator decided about a proposal; of the library nothing is decided."""
        ModelDemand.objects.filter(pk=self.pk).exclude(state=self.State.LIBRARY).update(state=state)
        self.refresh_from_db()

    @transaction.atomic
    def adopt_for(
        self, *, group: Organization, body: Body, said: dict[str, str], by: User, after: Demand | None = None
    ) -> Demand:
        """A draft of the group's own with everything filled in, after one that was won. The second time it is
        that."""
        group.locked()
        text = self.text
        same = Demand.objects.filter(adopted__text__model=self, lead=group, body=body).exclude(state="closed")
        if existing := same.first():
            return existing
        words = text.filled(body, said)
        if len(words["about"]) > LONGEST_TEXT:
            raise ValidationError(_("With what you wrote in, the text is too long. Use fewer words."), code="too_long")
        demand = Demand.draft(
            lead=group,
            body=body,
            by=by,
            kind=text.kind_for(body),
            topic=self.topic,
            after=after,
            components=text.components,
            **words,
        )
        Adopted.objects.create(demand=demand, text=text, said=said, answered=text.number)
        return demand

    # Questions

    def check_room(self) -> None:
        """ValidationError where so many of its group wait for a moderator that one more would be too many."""
        waiting = ModelDemand.objects.filter(proposed_by=self.proposed_by, state=self.State.PROPOSED)
        if waiting.count() >= MOST_WAITING:
            raise ValidationError(_("Three models of your group wait for a moderator already."), code="too_many")

    @property
    def text(self) -> ModelText:
        """The words that hold now."""
        newest = getattr(self, "newest", None)
        return newest[0] if newest else self.texts.get(number=self.version)

    @property
    def is_public(self) -> bool:
        """As the scope of that name says it: not while the group that proposed it is suspended."""
        if self.state == self.State.LIBRARY:
            return True
        return self.state == self.State.ACCEPTED and not (self.proposed_by and self.proposed_by.state == "suspended")

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def is_taken_off(self) -> bool:
        return self.state == self.State.TAKEN_OFF

    @property
    def case_subject(self) -> str:
        return f"model:{self.pk}"

    def next_ones(self) -> list["ModelDemand"]:
        """What often comes next, in the order of the model."""
        slugs = self.text.next
        found = {model.slug: model for model in ModelDemand.objects.public().filter(slug__in=slugs)}
        return [found[slug] for slug in slugs if slug in found]

    # Private steps

    @classmethod
    def _take_up(cls, entry: Entry) -> bool:
        """Whether something was new."""
        model, is_new = cls.objects.get_or_create(
            slug=entry.slug, defaults={"name": entry.name, "topic": entry.topic, "state": cls.State.LIBRARY}
        )
        if model.state != cls.State.LIBRARY:
            return False
        cls.objects.filter(pk=model.pk).update(name=entry.name, topic=entry.topic)
        if not is_new and model.text.words == entry.words:
            return False
        model._hold(model._add(entry.words, by=None).number)
        return True
