"""A demand: what groups ask of a body, in words of their own."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.body import Body
from demands.models.demand_text import WordedDemand
from demands.models.onward import Onward
from demands.models.putting import Putting
from demands.models.scopes import DemandQuerySet
from demands.models.staged import Staged
from demands.models.tending import Tended
from orgs.models import AuditEntry, Organization, User
from orgs.models.revised import Revised
from orgs.slugs import insert_under_free_slug


class Demand(Putting, WordedDemand, Staged, Tended, Onward, Revised):
    """One thing asked of one body. A group leads it; what happened to it is its actions."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", _("Resolution")
        ORDINANCE = "ordinance", _("Ordinance or law")
        POLICY = "policy", _("Policy")
        BUDGET = "budget", _("Budget line")
        APPOINTMENT = "appointment", _("Appointment")
        STATEMENT = "statement", _("Statement")
        CONTRACT = "contract", _("Contract or agreement")

    class Topic(models.TextChoices):
        RACE = "race", _("Racial justice and memorials")
        POLICE = "police", _("Police accountability")
        PEACE = "peace", _("War, peace and foreign policy")
        DEMOCRACY = "democracy", _("Voting rights and democracy")
        LGBTQ = "lgbtq", _("LGBTQ equality")
        SANCTUARY = "sanctuary", _("Sanctuary and immigration")
        LABOR = "labor", _("Wages, jobs and labor contracts")
        HEALTH = "health", _("Health care")
        PUBLIC_SERVICES = "public_services", _("Public services and jobs")
        PRISONS = "prisons", _("Jails, prisons and bail")
        ENVIRONMENT = "environment", _("Environment, water and land")
        GUNS = "guns", _("Gun-safety law")
        HOUSING = "housing", _("Affordable housing and homelessness")
        CLIMATE = "climate", _("Climate and fossil fuels")
        REPRODUCTIVE = "reproductive", _("Reproductive rights")
        PUBLIC_HEALTH = "public_health", _("Public-health rules")
        SCHOOLS = "schools", _("Public schools and teachers’ pay")
        DIVESTMENT = "divestment", _("Divestment and institutions")
        OFFICIALS = "officials", _("Removal or censure of an official")
        TRANSPORT = "transport", _("Public transport and street safety")
        RESOLUTIONS = "resolutions", _("A council’s or board’s own statement")
        ANIMALS = "animals", _("Animal protection")
        RENT = "rent", _("Rent control and tenants")
        COLLEGE = "college", _("Tuition, student debt and public college")
        CHILD_CARE = "child_care", _("Child care and family leave")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUT = "put", _("Put to the body")
        CLOSED = "closed", _("Closed")

    lead = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="demands")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("what we ask, in one sentence"), max_length=240)
    about = models.TextField(_("the text"), max_length=20_000, blank=True)
    kind = models.CharField(_("what it asks for"), max_length=12, choices=Kind, default=Kind.RESOLUTION)
    topic = models.CharField(_("what it is about"), max_length=16, choices=Topic, default=Topic.OTHER)
    identifier = models.CharField(_("file number"), max_length=60, blank=True)

    state = models.CharField(max_length=6, choices=State, default=State.DRAFT, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    put_at = models.DateTimeField(null=True, editable=False)
    put_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_note = models.CharField(max_length=200, blank=True, default="", editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(put_at__isnull=False), name="demand_put_is_dated"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="draft") | models.Q(shown_at__isnull=True), name="demand_draft_is_not_shown"
            ),
            models.CheckConstraint(
                condition=models.Q(withheld_at__isnull=True) | models.Q(shown_at__isnull=False),
                name="demand_withheld_was_shown",
            ),
        ]
        indexes = [
            # Lists by what is decided next, and by where they stand.
            models.Index(fields=["state", "decision_on"], name="demand_by_decision"),
            models.Index(fields=["outcome", "stage"], name="demand_by_standing"),
            # A group's desk.
            models.Index(fields=["lead", "state"], name="demand_of_lead"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:demand", args=[self.slug])

    # Verbs

    @classmethod
    @transaction.atomic
    def draft(
        cls,
        *,
        lead: Organization,
        body: Body,
        by: User | None,
        title: str,
        components: list[str] | None = None,
        **fields,
    ) -> "Demand":
        """A demand that only its lead's people see, with the components it can be won by."""
        demand = cls(lead=lead, body=body, created_by=by, title=title, **fields)
        demand.full_clean(exclude=["slug", "lead", "body", "created_by", "next_step_by"])
        insert_under_free_slug(demand, title, otherwise="demand")
        demand.set_components(components or [])
        AuditEntry.record(lead, "demand_drafted", by=by, about=demand.title)
        return demand

    @transaction.atomic
    def rewrite(self, *, by: User | None, components: list[str] | None = None, **fields) -> None:
        """Change a draft in any way. What was put to a body is changed in versions."""
        if not self.locked().is_draft:
            raise ValidationError(_("This demand was already put to the body."), code="put")
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean(exclude=["slug", "lead", "body", "created_by", "next_step_by"])
        self.save(update_fields=list(fields))
        if components is not None:
            self.set_components(components)
        self.revise()
        AuditEntry.record(self.lead, "demand_rewritten", by=by, about=self.title, fields=sorted(fields))

    @transaction.atomic
    def discard(self, *, by: User) -> None:
        """Throw a draft away for good. What was put to a body is closed instead."""
        if not self.locked().is_draft:
            raise ValidationError(_("This demand was already put to the body."), code="put")
        AuditEntry.record(self.lead, "demand_discarded", by=by, about=self.title)
        self.delete()

    # Questions

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_announced(self) -> bool:
        """Whether it was put to its body and is not closed."""
        return self.state == self.State.PUT

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def time_zone(self) -> str:
        return self.body.time_zone

    def lead_for(self, user: User) -> Organization | None:
        """The lead, where this person organizes it; None for a moderator."""
        return Organization.objects.organized_by(user).filter(pk=self.lead_id).first()

    def group_confirming(self, user: User) -> Organization | None:
        """For which group this person confirms what was entered; None for a moderator."""
        acting = Organization.objects.organized_by(user)
        backing = acting.filter(pk__in=self.endorsements.accepted().values("organization"))
        return self.lead_for(user) or backing.first()
