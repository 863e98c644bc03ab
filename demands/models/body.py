"""Who decides: a council, a board, an agency. Its people change, its seats stay."""

from typing import Self
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models.body_keeping import MOST_SEATS, Keeping
from demands.models.body_scopes import BodyQuerySet
from orgs.models import AuditEntry, Organization, User
from orgs.slugs import insert_under_free_slug
from places.models import Jurisdiction, Place


class Body(Keeping):
    """Somebody to whom a demand can be put. It is of no group: whoever puts a demand to it keeps it right."""

    class Kind(models.TextChoices):
        CITY_COUNCIL = "city_council", _("City, town or village council")
        TOWN_MEETING = "town_meeting", _("Town meeting or select board")
        MAYOR = "mayor", _("Mayor or city manager")
        COUNTY_BOARD = "county_board", _("County board or commission")
        SHERIFF = "sheriff", _("Sheriff or police chief")
        SCHOOL_BOARD = "school_board", _("School board")
        COLLEGE_BOARD = "college_board", _("University or college")
        SPECIAL_BOARD = "transit_or_utility_board", _("Transit, housing, water or hospital board")
        LEGISLATURE = "state_legislature", _("State legislature")
        GOVERNOR = "governor", _("Governor or attorney general")
        CONGRESS = "congress", _("Congress or parliament")
        AGENCY = "federal_agency", _("Federal agency or office")
        TRIBAL_COUNCIL = "tribal_council", _("Tribal council")
        COURT = "court_or_prosecutor", _("Prosecutor, court or parole board")
        COMPANY = "company", _("Employer, landlord, bank or company")
        ASSOCIATION = "coalition_itself", _("Association, union or congregation")
        OTHER = "parish_or_district_council_other", _("Parish, district or other council")

    name = models.CharField(_("name"), max_length=120, help_text=_("As it calls itself: “Akron City Council”."))
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=32, choices=Kind)
    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")  # where it meets
    website = models.URLField(_("website"), max_length=200, blank=True)
    agenda_url = models.URLField(_("where its agenda is published"), max_length=200, blank=True)
    how_to_speak = models.TextField(
        _("how to speak there"), max_length=500, blank=True, help_text=_("Signing up, by when, and for how long.")
    )
    votes_needed = models.PositiveSmallIntegerField(
        _("votes needed"), null=True, blank=True, help_text=_("Empty: more than half of the seats.")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # The group that wrote it down, and keeps the right to change it.
    written_for = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    # The group whose people wrote it down or changed it last, named on its page.
    changed_for = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    # Since when moderators alone change it.
    frozen_at = models.DateTimeField(null=True, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(
                "jurisdiction",
                "kind",
                models.functions.Lower("name"),
                name="one_body_of_a_name_and_kind_in_a_jurisdiction",
                violation_error_message=_("This body is here already."),
            ),
            models.CheckConstraint(
                condition=models.Q(votes_needed=None) | models.Q(votes_needed__gte=1),
                name="body_needs_a_vote_at_least",
                violation_error_message=_("At least one vote is needed."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("demands:body", args=[self.slug])

    @classmethod
    @transaction.atomic
    def write_down(
        cls, *, by: User | None, group: Organization, name: str, kind: str, place: Place, seats: int = 0, **fields
    ) -> Self:
        """Write a body down, on behalf of a group, with numbered seats. ValidationError where it is here already."""
        body = cls(name=name, kind=kind, place=place, written_for=group, changed_for=group, **fields)
        body.full_clean(exclude=["slug", "place", "changed_for"])
        if body.is_here_already():
            raise ValidationError(_("This body is here already."), code="here")
        insert_under_free_slug(body, name, otherwise="body")
        numbered = [Seat(body=body, name=str(_("Seat %d")) % number, order=number) for number in range(1, seats + 1)]
        Seat.objects.bulk_create(numbered[:MOST_SEATS])
        AuditEntry.record(group, "body_added", by=by, about=body.name)
        return body

    def freeze(self) -> None:
        """Moderators alone change what is said of it. The second time nothing changes."""
        Body.objects.filter(pk=self.pk, frozen_at=None).update(frozen_at=timezone.now())

    def thaw(self) -> None:
        Body.objects.filter(pk=self.pk).update(frozen_at=None)

    @property
    def keeper(self) -> Organization | None:
        """The group to whose coordinators moderators write about it."""
        return self.written_for or self.changed_for

    def is_here_already(self) -> bool:
        """Whether its town has one of this name and kind; where its jurisdiction is known a constraint says so."""
        town = {"place__locality": self.place.locality, "place__region": self.place.region}
        same = Body.objects.filter(kind=self.kind, name__iexact=self.name, **town).exclude(pk=self.pk)
        return same.exists()

    @property
    def time_zone(self) -> str:
        """By whose clock its hearings and votes begin."""
        return self.place.time_zone

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Seat(models.Model):
    """One vote in a body. Who holds it changes (`Term`); what was said and done in it stays with that term."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats", editable=False)
    name = models.CharField(_("seat"), max_length=80, help_text=_("“District 3”, “At large”, “Mayor”."))
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """Who holds a seat, from a day on, and until when where that is known."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="terms", editable=False)
    holder = models.CharField(_("who holds it"), max_length=120)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="term_does_not_end_before_it_begins",
                violation_error_message=_("A term does not end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["seat", "since"],
                name="one_term_begins_a_day",
                violation_error_message=_("Somebody holds this seat from that day already."),
            ),
        ]

    def __str__(self) -> str:
        return self.holder
