"""What a public body decides for: a town, a county, a state, a country, the district of a school board."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models.place import validate_time_zone


class Jurisdiction(models.Model):
    """A division of a country by its Open Civic Data id, which names it for every other program and never changes."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        STATE = "state", _("state")
        COUNTY = "county", _("county")
        PLACE = "place", _("town")
        SCHOOL_DISTRICT = "school_district", _("school district")
        OTHER = "other", _("other division")

    ocd_id = models.CharField(_("Open Civic Data id"), max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    region = models.CharField(_("state"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2)
    census_geoid = models.CharField(_("census id"), max_length=30, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        indexes = [
            # The divisions of one state by name, as somebody looks one up for a body.
            models.Index(fields=["country", "region", "kind", "name"], name="jurisdiction_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="jurisdiction_lies_on_earth_or_is_not_placed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
