"""Who sits in the councils of the sample: offices and no names, for nobody is made up here."""

from datetime import date

from demands.models import Body, Term
from demands.models.body_division import division_of

# Of each body: what its first seats are called, and how its members are named on its page.
WARDS = {"council": ("Ward %d", 10), "falls": ("Ward %d", 8)}
AT_LARGE = "At large %d"


def fill(bodies: dict[str, Body], since: date) -> None:
    """Wards and seats at large with their members, and the divisions the bodies decide for; a last seat is empty."""
    for key, body in bodies.items():
        division = division_of(body.kind, body.place.spot())
        Body.objects.filter(pk=body.pk).update(jurisdiction=division)
        body.jurisdiction = division
        if key in WARDS:
            _seat(body, *WARDS[key], since)


def _seat(body: Body, ward: str, wards: int, since: date) -> None:
    seats = list(body.seats.all())
    for number, seat in enumerate(seats, 1):
        seat.name = ward % number if number <= wards else AT_LARGE % (number - wards)
    body.seats.bulk_update(seats, ["name"])
    Term.objects.bulk_create(Term(seat=seat, holder=f"Member for {seat.name}", since=since) for seat in seats[:wards])
    Term.objects.bulk_create(
        Term(seat=seat, holder=f"Member {seat.name.lower()}", since=since) for seat in seats[wards:-1]
    )
