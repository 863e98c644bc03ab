"""What has coordinates and can be looked up by them."""

from typing import Self

from django.db import models
from django.db.models import Q

from places.distance import Box


class LocatedQuerySet(models.QuerySet):
    def inside(self, box: Box) -> Self:
        """Rows within the bounds of `places.distance.box`. Its corners reach farther than its radius."""
        rows = self.filter(latitude__range=(box.south, box.north))
        if box.crosses_date_line:
            return rows.filter(Q(longitude__gte=box.west) | Q(longitude__lte=box.east))
        return rows.filter(longitude__range=(box.west, box.east))
