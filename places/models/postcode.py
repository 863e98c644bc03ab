"""The postcodes of the gazetteer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.distance import box, km_between
from places.models.located import LocatedQuerySet
from places.spelling import key
from places.spots import Spot, town_label

COUNTY_WITHIN = 30  # km around a town in which a postcode says its county


class PostcodeQuerySet(LocatedQuerySet):
    def county_of(self, spot: Spot) -> str:
        """The county of a spot in the US as postcodes have it, "" where none is near: its own, its town's, the nearest.

        One query.
        """
        area = box(spot.latitude, spot.longitude, COUNTY_WITHIN)
        near = self.inside(area).filter(country="US", region=spot.region).exclude(county="")
        ranked = [
            (
                row.code != spot.postal_code,
                key(row.place) != key(spot.locality),
                km_between(spot.latitude, spot.longitude, row.latitude, row.longitude),
                row.county,
            )
            for row in near
        ]
        return min(ranked)[-1] if ranked else ""


class Postcode(models.Model):
    """A postcode and the town it is delivered from. Replaced when the files change: nothing may point here."""

    country = models.CharField(_("country"), max_length=2, default="US")
    code = models.CharField(_("postcode"), max_length=12)
    place = models.CharField(_("town"), max_length=120)
    region = models.CharField(_("state"), max_length=120, blank=True)
    county = models.CharField(_("county"), max_length=120, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    time_zone = models.CharField(_("time zone"), max_length=64)

    objects = PostcodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="postcode_is_known_once"),
        ]

    def __str__(self) -> str:
        return town_label(self.place, self.region, self.country, self.code)

    def spot(self) -> Spot:
        return Spot(
            key=f"postcode:{self.country}:{self.code}",
            label=str(self),
            locality=self.place,
            region=self.region,
            country=self.country,
            postal_code=self.code,
            latitude=self.latitude,
            longitude=self.longitude,
            time_zone=self.time_zone,
        )
