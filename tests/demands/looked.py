"""Pages of demands, bodies, models and endorsements for `tests/test_looks.py` to look at, in public and at the desk."""

from django.urls import reverse

from demands.models import Action, Body, Demand, Endorsement, ModelDemand
from orgs.models import User

LIBRARY, BUS = "every-branch-library-open-six-days-a-week", "keep-the-night-bus"
DESK = f"/desk/demands/{LIBRARY}/"
PUBLIC = [
    "/demands/?q=library",
    "/demands/?stage=won&near=Nowhereville",
    "/demands/near/",
    "/demands/near/?near=Akron,+OH",
    "/demands/models/",
    "/demands/models/sanctuary-city/",
    "/demands/models/sanctuary-city/?near=Akron,+OH",
    f"/demands/{LIBRARY}/",
    f"/demands/{LIBRARY}/text/",
    f"/demands/{LIBRARY}/report/",
    f"/demands/{BUS}/",
    "/bodies/",
    "/bodies/?q=nobody",
    "/bodies/?near=Akron,+OH",
]


def public() -> list[str]:
    return [*PUBLIC, *(body.get_absolute_url() for body in Body.objects.order_by("pk")[:2])]


def at_desk(name: str) -> list[str]:
    """What this person finds at the desk of her demands, and what waits for her there."""
    user = User.objects.get(email=f"{name}@example.org")
    pages = [action.get_absolute_url() for action in Action.objects.confirmable_by(user)[:2]]
    pages += [reverse("demands:endorsement", args=[row.pk]) for row in Endorsement.objects.answerable_by(user)[:2]]
    return pages + (_of_lead() if name == "ada" else [f"/demands/{LIBRARY}/endorse/"] if name == "bo" else [])


def _of_lead() -> list[str]:
    demand = Demand.objects.get(slug=LIBRARY)
    body = demand.body
    seat, action = body.seats.first(), demand.actions.confirmed().first()
    model = ModelDemand.objects.get(slug="sanctuary-city")
    desk = ["", "text/", "closing/", "actions/", "actions/new/", "seats/", "endorsements/", "hearings/new/"]
    return [
        "/desk/demands/new/",
        "/desk/demands/models/new/",
        reverse("demands:model-adoption", args=[model.slug]),
        *(f"{DESK}{page}" for page in desk),
        f"{DESK}actions/{action.pk}/",
        f"{DESK}actions/{action.pk}/correction/",
        f"{DESK}seats/{seat.pk}/",
        "/desk/bodies/new/",
        "/desk/bodies/new/?town=Akron,+OH&kind=school_board",
        reverse("demands:body-desk", args=[body.slug]),
        reverse("demands:body-seat", args=[body.slug, seat.pk]),
    ]
