"""The towns of the gazetteer and the names they are known by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.models.located import LocatedQuerySet
from places.regions import region, region_names
from places.spots import Spot, town_label


class Town(models.Model):
    """A town as GeoNames has it, by its geonameid. Replaced when the files change: nothing may point here."""

    geonameid = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    admin1 = models.CharField(_("code of the state"), max_length=20, blank=True)
    admin1_name = models.CharField(_("name of the state"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    time_zone = models.CharField(_("time zone"), max_length=64)
    population = models.PositiveBigIntegerField(_("population"))

    objects = LocatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("town")
        verbose_name_plural = _("towns")
        indexes = [
            # The nearest town to typed coordinates.
            models.Index(fields=["latitude", "longitude"], name="town_by_coordinates"),
        ]

    def __str__(self) -> str:
        return town_label(self.name, self.region, self.country)

    @property
    def region(self) -> str:
        return region(self.admin1, self.admin1_name, self.country)

    @property
    def region_names(self) -> frozenset[str]:
        """The keys by which its state or country may be named."""
        return region_names(self.admin1, self.admin1_name, self.country)

    def spot(self) -> Spot:
        return Spot(
            key=f"town:{self.pk}",
            label=str(self),
            locality=self.name,
            region=self.region,
            country=self.country,
            postal_code="",
            latitude=self.latitude,
            longitude=self.longitude,
            time_zone=self.time_zone,
        )


class TownName(models.Model):
    """A name of a town in the form of `places.spelling.key`; the main name is looked up before the others."""

    town = models.ForeignKey(Town, on_delete=models.DB_CASCADE, related_name="names", verbose_name=_("town"))
    key = models.CharField(_("key"), max_length=120)
    is_main = models.BooleanField(_("main name"))

    class Meta:
        verbose_name = _("name of a town")
        verbose_name_plural = _("names of towns")
        indexes = [
            # Every lookup of what somebody typed.
            models.Index(fields=["key"], name="town_by_key"),
        ]

    def __str__(self) -> str:
        return self.key
