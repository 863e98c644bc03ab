"""The tasks that most gatherings have, offered to a plan that has none yet. All of them can be changed."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

# What is to be done, and how many days before the gathering it should be.
USUAL = [
    (_("Ask the city whether a permit is needed"), 28),
    (_("Flyers: print and hand out"), 14),
    (_("Somebody to speak"), 10),
    (_("Marshals: six people in vests"), 7),
    (_("Sound and a power supply"), 7),
    (_("First aid"), 7),
    (_("Water, and shade or shelter"), 3),
    (_("Signs and banners"), 3),
    (_("Somebody who takes pictures, and asks before"), 3),
    (_("Clean up afterwards"), 0),
]


def usual_tasks(gathering: date | None, today: date) -> list[tuple[str, date | None]]:
    """Each with its day before a gathering; what should be done already is for today, and without one nothing is."""
    return [
        (str(title), max(today, gathering - timedelta(days=before)) if gathering else None) for title, before in USUAL
    ]
