"""Where a series meets."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.models.located import LocatedQuerySet
from places.spots import Spot, town_label
from places.zones import is_known_zone


def validate_time_zone(name: str) -> None:
    if not is_known_zone(name):
        raise ValidationError(_("“%(name)s” is not a time zone."), code="unknown_time_zone", params={"name": name})


class Place(models.Model):
    """Where people meet. Never edited: address, coordinates and time zone move together, so a change is a new row."""

    name = models.CharField(
        _("venue"), max_length=120, help_text=_("What people look for when they arrive: “Oak Plaza, north side”.")
    )
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    locality = models.CharField(_("town"), max_length=120, blank=True)
    region = models.CharField(_("state"), max_length=120, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=12, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])

    objects = LocatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [
            # What takes place near somewhere.
            models.Index(fields=["latitude", "longitude"], name="place_by_coordinates"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90)),
                name="place_latitude_is_on_earth",
                violation_error_message=_("A latitude lies between -90 and 90 degrees."),
            ),
            models.CheckConstraint(
                condition=Q(longitude__range=(-180, 180)),
                name="place_longitude_is_on_earth",
                violation_error_message=_("A longitude lies between -180 and 180 degrees."),
            ),
            models.CheckConstraint(
                condition=~Q(time_zone=""),
                name="place_has_a_time_zone",
                violation_error_message=_("A place needs a time zone."),
            ),
        ]

    def __str__(self) -> str:
        return self.one_line()

    @classmethod
    def at(cls, spot: Spot, *, name: str, street: str = "") -> Self:
        """A new, saved place at a spot. ValidationError if a name is empty or too long; each call makes a row."""
        place = cls(
            name=name,
            street=street,
            locality=spot.locality,
            region=spot.region,
            postal_code=spot.postal_code,
            country=spot.country,
            latitude=spot.latitude,
            longitude=spot.longitude,
            time_zone=spot.time_zone,
        )
        place.full_clean()
        place.save(force_insert=True)
        return place

    def one_line(self) -> str:
        """ "Oak Plaza, 12 Elm Street, Riverside, CA": what is empty, or the town again, is left out."""
        name = self.name if self.name != self.locality else ""
        return ", ".join(part for part in (name, self.street, self.town_line()) if part)

    def town_line(self) -> str:
        """ "Riverside, CA": no postcode, no country."""
        region = self.region if self.region != self.locality else ""
        return ", ".join(part for part in (self.locality, region) if part)

    def spot(self) -> Spot:
        """Where it lies, to make another place there. Its key is empty: it cannot be posted back."""
        return Spot(
            key="",
            label=town_label(self.locality, self.region, self.country, self.postal_code),
            locality=self.locality,
            region=self.region,
            country=self.country,
            postal_code=self.postal_code,
            latitude=self.latitude,
            longitude=self.longitude,
            time_zone=self.time_zone,
        )
