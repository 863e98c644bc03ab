"""An organization: what the screen calls a group."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models.audit import AuditEntry
from orgs.models.listing import Listing, when_listed, when_submitted
from orgs.models.membership import Membership
from orgs.models.name import OrganizationName
from orgs.models.profile import Profile, when_shown
from orgs.models.reach import Reach
from orgs.models.umbrella import Umbrella, UmbrellaQuerySet
from orgs.models.user import User
from orgs.slugs import insert_under_free_slug
from outbox.models import Message
from places.models import Place


class Stock(models.TextChoices):
    """The paper a group or a series is printed on, everywhere."""

    GOLD = "gold", _("Gold")
    ROSE = "rose", _("Rose")
    MINT = "mint", _("Mint")
    SKY = "sky", _("Sky")
    LILAC = "lilac", _("Lilac")
    CLAY = "clay", _("Clay")


class OrganizationQuerySet(UmbrellaQuerySet):
    """Groups by their state and by who may do what with them. Every other scope rests on these."""

    def listed(self):
        """Those that the public sees."""
        return self.filter(state=Organization.State.LISTED)

    def known(self):
        """Those that a newcomer is told of when she types their name: seen by the public, or about to be."""
        return self.filter(state__in=[Organization.State.LISTED, Organization.State.IN_REVIEW])

    def mergeable(self):
        """Those that a moderator may make part of another."""
        return self.known()

    def mergeable_by(self, user: User | AnonymousUser):
        """The same for this moderator, who decides nothing about her own groups."""
        if not (user.pk and user.is_active and user.is_moderator):
            return self.none()
        return self.mergeable().exclude(pk__in=user.memberships.values("organization"))

    def working(self):
        """Those whose people may act: listed or on the way there."""
        return self.filter(state__in=Organization.WORKING)

    def of_member(self, user: User | AnonymousUser, *, roles=tuple(Membership.Role)):
        """Those that this person belongs to, in one of the roles."""
        if not (user.pk and user.is_active):
            return self.none()
        # One filter, and so one join: the role must be this person's own.
        return self.working().filter(memberships__user=user.pk, memberships__role__in=roles)

    def organized_by(self, user: User | AnonymousUser):
        """Those that this person may act for: the one statement of who organizes what."""
        return self.of_member(user, roles=Membership.ORGANIZING)

    def looked_after_by(self, user: User | AnonymousUser):
        """Those that this person coordinates, the suspended and retired too: she answers moderators for them."""
        if not (user.pk and user.is_active):
            return self.none()
        return self.filter(memberships__user=user.pk, memberships__role=Membership.Role.COORDINATOR)

    def moderated_by(self, user: User | AnonymousUser):
        """Those on whose standing a moderator may decide: all but her own."""
        if not (user.pk and user.is_active and user.is_moderator):
            return self.none()
        return self.exclude(pk__in=self.model.objects.filter(memberships__user=user.pk).values("pk"))

    def coordinated_by(self, user: User | AnonymousUser):
        """Those whose people and standing this person looks after."""
        return self.of_member(user, roles=[Membership.Role.COORDINATOR])

    def recorded_for(self, user: User | AnonymousUser):
        """Those whose record this person may read: she looks after them, or moderates what has left the drafts."""
        own = models.Q(pk__in=self.model.objects.coordinated_by(user).values("pk"))
        if user.pk and user.is_active and user.is_moderator:
            return self.filter(own | ~models.Q(state=Organization.State.DRAFT))
        return self.filter(own)

    def coordinated_only_by(self, user: User | AnonymousUser):
        """Those that would have no coordinator without this person."""
        others = Membership.objects.filter(role=Membership.Role.COORDINATOR, user__is_active=True).exclude(user=user.pk)
        return self.coordinated_by(user).exclude(pk__in=others.values("organization"))

    def orphaned(self):
        """Those that nobody coordinates any more, or nobody yet: whoever can make a case may take over."""
        return self.working().exclude(pk__in=Membership.objects.coordinating().values("organization"))

    def visible_to(self, user: User | AnonymousUser):
        if not user.pk:
            return self.listed()
        own = models.Q(pk__in=self.model.objects.of_member(user).values("pk"))
        if user.is_active and user.is_moderator:
            return self.filter(own | ~models.Q(state=Organization.State.DRAFT))
        return self.filter(own | models.Q(state=Organization.State.LISTED))


class Organization(Umbrella, Profile, Listing, Reach):
    """A group that acts under its own name: it hosts, co-sponsors and endorses."""

    class Kind(models.TextChoices):
        UNION = "union", _("Union local")
        TENANTS = "tenants", _("Tenants’ union")
        STUDENTS = "students", _("Student group")
        CONGREGATION = "congregation", _("Congregation or faith group")
        NEIGHBOURS = "neighbours", _("Neighborhood association")
        MUTUAL_AID = "mutual_aid", _("Mutual aid group")
        PARENTS = "parents", _("Parents or school group")
        CIVIL_RIGHTS = "civil_rights", _("Civil rights group")
        MIGRANTS = "migrants", _("Migrants’ group")
        PEACE = "peace", _("Peace group")
        CLIMATE = "climate", _("Climate or environment group")
        HEALTH = "health", _("Health group")
        CULTURE = "culture", _("Arts or culture group")
        PROFESSION = "profession", _("Professional association")
        PARTY = "party", _("Party or electoral club")
        COALITION = "coalition", _("Coalition or federation of groups")
        OTHER = "other", _("Another kind of group")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        LISTED = "listed", _("Listed")
        SUSPENDED = "suspended", _("Suspended")
        RETIRED = "retired", _("Retired")

    WORKING = (State.DRAFT, State.IN_REVIEW, State.LISTED)

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    about = models.TextField(_("purpose"), max_length=10_000, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    stock = models.CharField(_("color of paper"), max_length=10, choices=Stock, default=Stock.GOLD)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    listed_at = models.DateTimeField(null=True, editable=False)
    listed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="listed") | models.Q(listed_at__isnull=False),
                name="organization_listing_is_dated",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="in_review") | models.Q(submitted_at__isnull=False),
                name="organization_review_is_dated",
            ),
        ]
        indexes = [
            # The review queue, oldest first, and the list of groups by name.
            models.Index(fields=["state", "submitted_at"], name="organization_queue"),
            models.Index(fields=["state", "name"], name="organization_list"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:group", args=[self.slug])

    # Verbs

    @classmethod
    @transaction.atomic
    def draft(
        cls, *, name: str, kind: str, by: User | None = None, also_called: Sequence[str] = (), **fields
    ) -> "Organization":
        """A group that is known by name only: seen by nobody but those who made it."""
        group = cls(name=name.strip(), kind=kind, created_by=by, **fields)
        group.full_clean(exclude=["slug", "created_by", "place", "resembles"])
        insert_under_free_slug(group, group.name, otherwise="group")
        OrganizationName.restate(group, list(also_called))
        return group

    @classmethod
    @transaction.atomic
    def register(cls, *, name: str, kind: str, by: User, **fields) -> "Organization":
        """A group registered by one of its people, who coordinates it and sends it to review."""
        group = cls.draft(name=name, kind=kind, by=by, **fields)
        Organization.objects.filter(pk=group.pk).update(resembles=group._likest())
        Membership.objects.create(organization=group, user=by, role=Membership.Role.COORDINATOR)
        AuditEntry.record(group, "group_registered", by=by)
        group._await_review()
        return group

    @transaction.atomic
    def submit(self, *, by: User | None) -> None:
        """Send a draft to review. The second time nothing changes."""
        if self._await_review():
            AuditEntry.record(self, "group_submitted", by=by)

    @transaction.atomic
    def enlist(self, *, by: User | None) -> None:
        """Show the group to the public and let its waiting letters go."""
        now = timezone.now()
        listed = Organization.objects.filter(pk=self.pk, state=self.State.IN_REVIEW).update(
            state=self.State.LISTED, listed_at=now, listed_by=by, changed_at=now
        )
        self.refresh_from_db()
        if not listed:
            raise ValidationError(_("This group is not waiting for review."), code="not_in_review")
        AuditEntry.record(self, "group_listed", by=by)
        for follow in [*when_listed, *when_shown]:
            follow(self)
        Message.objects.release(self.letters_key)
        for organizer in self.organizers():
            Message.write(
                kind="group_listed",
                about=f"organization:{self.pk}",
                to=organizer.email,
                context={"organization": self.pk, "user": organizer.pk},
                sequence=f"{now:%Y%m%d%H%M%S}",
            )

    @classmethod
    def release_letters_of_listed(cls) -> int:
        """Letters held for groups that are listed by now; how many were let go. The second time none."""
        held = Message.objects.waiting().exclude(held_for="").values_list("held_for", flat=True).distinct()
        pks = [int(key.partition(":")[2]) for key in held if key.startswith("organization:")]
        return sum(Message.objects.release(group.letters_key) for group in cls.objects.listed().filter(pk__in=pks))

    def locked(self) -> "Organization":
        """The row as it is now, held until the transaction ends: who changes its people waits for each other.

        Whoever only names the group in a row of another table does not wait.
        """
        return Organization.objects.select_for_update(no_key=True).get(pk=self.pk)

    # Questions

    @property
    def is_listed(self) -> bool:
        return self.state == self.State.LISTED

    @property
    def is_working(self) -> bool:
        """Whether its people may act: neither suspended nor retired."""
        return self.state in self.WORKING

    @property
    def is_in_review(self) -> bool:
        return self.state == self.State.IN_REVIEW

    @property
    def letters_key(self) -> str:
        return f"organization:{self.pk}"

    @property
    def held_for(self) -> str:
        """What its letters wait for: nothing once it is listed."""
        return "" if self.is_listed else self.letters_key

    @property
    def initials(self) -> str:
        """Two letters for its sign: of the first words that are not small ones."""
        words = (
            [word for word in self.name.split() if word[0].isalpha() and len(word) > 3] or self.name.split() or ["?"]
        )
        return "".join(word[0] for word in words[:2]).upper()

    def organizers(self):
        """The people who may act for it."""
        return self._people(Membership.ORGANIZING)

    def coordinators(self):
        """The people who look after its people."""
        return self._people([Membership.Role.COORDINATOR])

    # Private steps

    def _await_review(self) -> bool:
        """Whether it was a draft until now."""
        now = timezone.now()
        submitted = Organization.objects.filter(pk=self.pk, state=self.State.DRAFT).update(
            state=self.State.IN_REVIEW, submitted_at=now, changed_at=now
        )
        self.refresh_from_db()
        for follow in when_submitted if submitted else ():
            follow(self)
        return bool(submitted)

    def _people(self, roles):
        having = Membership.objects.filter(organization=self, role__in=roles)
        return User.objects.filter(pk__in=having.values("user"), is_active=True).order_by("pk")
