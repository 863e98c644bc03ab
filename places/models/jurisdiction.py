"""What a public body decides for: a town, a county, a state, a country, the district of a school board."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places import divisions
from places.divisions import Division
from places.models.place import validate_time_zone
from places.models.postcode import Postcode
from places.spots import Spot


class Around(NamedTuple):
    """The divisions a spot lies in, each None where there is none with an id we know."""

    town: "Jurisdiction | None"
    county: "Jurisdiction | None"
    state: "Jurisdiction | None"
    country: "Jurisdiction | None"


class JurisdictionQuerySet(models.QuerySet):
    """Divisions around a spot of the gazetteer. A row is made the first time it is asked for, then found."""

    def around(self, spot: Spot) -> Around:
        """All four at once."""
        county = self.of_county(spot)
        return Around(self._of_town(spot, county), county, self.of_state(spot), self.of_country(spot))

    def of_town(self, spot: Spot) -> "Jurisdiction | None":
        """Who governs the town. None where the list of its state was imported and does not have it: nobody does."""
        return self._of_town(spot, self.of_county(spot))

    def of_county(self, spot: Spot) -> "Jurisdiction | None":
        if spot.country == "PR":
            return self._kept(divisions.municipio(spot.region))
        if spot.country != "US" or spot.region not in divisions.STATES:
            return None
        return self._kept(divisions.county(spot.region, Postcode.objects.county_of(spot)))

    def of_state(self, spot: Spot) -> "Jurisdiction | None":
        return self._kept(divisions.state(spot.region, spot.country))

    def of_country(self, spot: Spot) -> "Jurisdiction | None":
        return self._kept(divisions.country(spot.country))

    def _of_town(self, spot: Spot, county: "Jurisdiction | None") -> "Jurisdiction | None":
        if spot.country == "PR":
            return county
        if spot.country != "US":
            return self._imported(spot)
        division = divisions.town(spot.region, spot.locality)
        if not division or division.kind != Jurisdiction.Kind.PLACE:
            return self._kept(division)
        return self._listed(division, county) or self._kept_at(division, spot)

    def _listed(self, town: Division, county: "Jurisdiction | None") -> "Jurisdiction | None":
        """The row there is: of the state, or of a county, as townships and the towns of some states are."""
        ids = [town.ocd_id]
        if county:
            ids.append(f"{county.ocd_id}/{town.ocd_id.rpartition('/')[2]}")
        return min(self.filter(ocd_id__in=ids), key=lambda row: ids.index(row.ocd_id), default=None)

    def _kept_at(self, town: Division, spot: Spot) -> "Jurisdiction | None":
        listed = self.filter(country="US", region=town.region, kind=Jurisdiction.Kind.PLACE)
        if listed.exclude(census_geoid="").exists():
            return None
        where = {"latitude": spot.latitude, "longitude": spot.longitude, "time_zone": spot.time_zone}
        return self._kept(town, **where)

    def _imported(self, spot: Spot) -> "Jurisdiction | None":
        """A town outside the US, where a list of its country was imported and has one of that name in that region."""
        rows = self.filter(country=spot.country, kind=Jurisdiction.Kind.PLACE, name=spot.locality)
        found = list(rows.filter(Q(region=spot.region) | Q(region=""))[:2]) if spot.locality else []
        return found[0] if len(found) == 1 else None

    def _kept(self, division: Division | None, **where) -> "Jurisdiction | None":
        if not division:
            return None
        facts = division._asdict()
        return self.get_or_create(ocd_id=facts.pop("ocd_id"), defaults=facts | where)[0]


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

    objects = JurisdictionQuerySet.as_manager()

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
