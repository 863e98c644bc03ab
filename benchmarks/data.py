"""Groups and weekly series in a fresh database, to measure on: python -m benchmarks.data [SERIES]"""

import os
import sys
from datetime import time, timedelta

GROUPS = 200
TOWNS = [
    ("Akron", "OH", 41.0814, -81.5190, "America/New_York"),
    ("Madison", "WI", 43.0731, -89.4012, "America/Chicago"),
    ("Boise", "ID", 43.6150, -116.2023, "America/Boise"),
    ("Tucson", "AZ", 32.2226, -110.9747, "America/Phoenix"),
]


def make(count: int) -> None:
    """So many announced series of listed groups, each weekly for three months, on every day and at many hours."""
    from django.db import transaction
    from django.utils import timezone

    from events.models import Series
    from events.recurrence import Cadence, Step
    from orgs.models import Membership, Organization, User

    ada = User.objects.create_user("ada@example.org", "ada-has-a-password", name="Ada")
    now = timezone.now()
    hosts = []
    with transaction.atomic():
        for number in range(min(GROUPS, count)):
            group = Organization.draft(name=f"Neighbours {number + 1}", kind="tenants", by=ada, place=_place(number))
            Organization.objects.filter(pk=group.pk).update(state="listed", listed_at=now, submitted_at=now)
            group.refresh_from_db()
            Membership.objects.get_or_create(organization=group, user=ada, defaults={"role": "coordinator"})
            hosts.append(group)
    for number in range(count):
        first = timezone.localdate() + timedelta(days=1 + number % 7)
        series = Series.draft(
            host=hosts[number % len(hosts)],
            by=ada,
            title=f"Vigil {number + 1} for a roof over every head",
            kind="vigil",
            cadence=Cadence((Step("week", first, 1, (first.weekday(),)),), first + timedelta(weeks=12)),
            place=_place(number),
            start_time=time(8 + number % 12, 15 * (number % 4)),
            minutes=90,
        )
        series.announce(by=ada)


def _place(number: int):
    from places.models import Place

    town, region, latitude, longitude, zone = TOWNS[number % len(TOWNS)]
    return Place.objects.create(
        name=f"Plaza {number + 1}",
        locality=town,
        region=region,
        country="US",
        latitude=latitude,
        longitude=longitude,
        time_zone=zone,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings")
    import django

    django.setup()
    make(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
