"""Groups on the site that may fit a board, each with the reasons: near, of a kind, stood together, asked the same."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from demands.models import Adopted, Demand, Endorsement
from events.models import Series, Sponsorship
from orgs.models import Organization, SignOn
from orgs.models.signon import NO_HOLDS
from outreach.models import Board, Prospect
from places.distance import box, km_between
from places.models import Place

SHOWN = 20
LOOKED_AT = 300  # of those around, the nearest; of earlier series, the latest
KM = 50


@dataclass
class Fit:
    """A group, and why it may be asked."""

    organization: Organization
    km: float | None = None
    together: list[str] = field(default_factory=list)  # sentences, the latest first
    is_of_kind: bool = False

    @property
    def rank(self) -> tuple:
        near = 0 if self.km is None else 2 if self.km <= 10 else 1
        score = 3 * bool(self.together) + min(len(self.together), 3) + near + self.is_of_kind
        return -score, self.km if self.km is not None else 1e6, self.organization.name, self.organization.pk

    @property
    def reasons(self) -> list[str]:
        said = self.together[:2]
        if self.km is not None:
            said = [*said, self._away()]
        return [*said, self.organization.get_kind_display()] if self.is_of_kind else said

    def _away(self) -> str:
        town = self.organization.place.locality
        if self.km < 1:
            return _("In %(town)s, as you are") % {"town": town}
        return _("In %(town)s, %(km)d km away") % {"town": town, "km": round(self.km)}


def fitting(board: Board, *, kind: str = "", km: int = KM) -> list[Fit]:
    """The groups that fit best, twenty at most and always in the same order; a fixed number of queries.

    Not those that were asked or are on the board, and not those that said no within ninety days. Without a `kind` any
    that is near or stood together with one of us before; with one those of the kind.
    """
    free = _free(board, kind)
    around = _around(free, board, km)
    together = _together(board)
    for pk, said in _endorsed(board).items():
        together[pk] = said + together.get(pk, [])
    fits = {pk: Fit(group, away) for pk, (group, away) in around.items()}
    missing = [pk for pk in together if pk not in fits][:LOOKED_AT]
    for group in free.filter(pk__in=missing).select_related("place"):
        fits[group.pk] = Fit(group)
    for pk, fit in fits.items():
        fit.together = list(dict.fromkeys(together.get(pk, ())))
        fit.is_of_kind = fit.organization.kind == (kind or board.host.kind)
    return sorted(fits.values(), key=lambda fit: fit.rank)[:SHOWN]


def _free(board: Board, kind: str) -> QuerySet:
    """Listed groups that are not on the board, were not asked, and did not say no lately."""
    signons = board.signons()
    taken = signons.standing() | signons.filter(
        state=SignOn.State.DECLINED, direction=SignOn.Direction.INVITED, decided_at__gt=timezone.now() - NO_HOLDS
    )
    on_board = Prospect.objects.of(board).exclude(organization=None)
    free = Organization.objects.listed().exclude(pk=board.host.pk)
    free = free.exclude(pk__in=taken.exclude(organization=None).order_by().values("organization"))
    free = free.exclude(pk__in=on_board.order_by().values("organization"))
    return free.filter(kind=kind) if kind else free


def _around(free: QuerySet, board: Board, km: int) -> dict[int, tuple[Organization, float]]:
    """Those within so many kilometres of the place of the target, the nearest few hundred."""
    place = board.place
    if place is None or place.latitude is None:
        return {}
    spot = (place.latitude, place.longitude)
    inside = free.filter(place__in=Place.objects.inside(box(*spot, km)))
    north, east = F("place__latitude") - spot[0], F("place__longitude") - spot[1]
    nearest = inside.select_related("place").order_by(north * north + east * east, "pk")[:LOOKED_AT]
    away = {group.pk: (group, km_between(*spot, group.place.latitude, group.place.longitude)) for group in nearest}
    return {pk: found for pk, found in away.items() if found[1] <= km}


def _together(board: Board) -> dict[int, list[str]]:
    """Who hosted or signed what one of us hosted or signed, where everybody sees it: sentences by group."""
    us = {board.host.pk: board.host.name} | dict(
        board.signons().public().order_by("pk").values_list("organization", "organization__name")[:LOOKED_AT]
    )
    shared: dict[int, set[int]] = defaultdict(set)
    titles: dict[int, tuple[date, str]] = {}
    ours = Sponsorship.objects.public().filter(organization__in=us).values("series")
    series = Series.objects.public().filter(Q(host__in=us) | Q(pk__in=ours)).order_by("-first_day", "pk")
    if isinstance(board.target, Series):
        series = series.exclude(pk=board.target.pk)
    for pk, host, title, day in series.values_list("pk", "host", "title", "first_day")[:LOOKED_AT]:
        titles[pk] = (day, title)
        shared[pk].add(host)
    for pk, group in Sponsorship.objects.public().filter(series__in=list(titles)).values_list("series", "organization"):
        shared[pk].add(group)
    return _said(shared, titles, us, board.host.pk)


def _endorsed(board: Board) -> dict[int, list[str]]:
    """Of the board of a demand: who leads or endorses one made of the same model elsewhere, and who endorses another
    that its lead leads; sentences by group. Three queries."""
    if not board.is_of_demand:
        return {}
    others = Demand.objects.public().exclude(pk=board.target.pk).select_related("body__place").order_by("-put_at", "pk")
    same = others.filter(adopted__text__model__in=Adopted.objects.filter(demand=board.target).values("text__model"))
    found = {demand.pk: demand for demand in others.filter(lead=board.host)[:LOOKED_AT]}
    elsewhere = {demand.pk: demand for demand in same.exclude(lead=board.host)[:LOOKED_AT]}
    said = defaultdict(list)
    for demand in elsewhere.values():
        said[demand.lead_id].append(_("Leads “%(demand)s” in %(town)s, which asks the same") % _names(demand))
    signed = Endorsement.objects.public().filter(demand__in=[*elsewhere, *found]).order_by("-decided_at", "pk")
    for pk, group in signed.values_list("demand", "organization"):
        if pk in elsewhere:
            words = _("Endorsed “%(demand)s” in %(town)s, which asks the same") % _names(elsewhere[pk])
        else:
            words = _("Endorsed “%(demand)s”, which you lead") % _names(found[pk])
        said[group].append(words)
    return said


def _names(demand: Demand) -> dict[str, str]:
    return {"demand": demand.title, "town": demand.body.place.locality or demand.body.name}


def _said(shared: dict, titles: dict, us: dict[int, str], host: int) -> dict[int, list[str]]:
    said = defaultdict(list)
    for pk in titles:
        partners = [one for one in us if one in shared[pk]]
        if not partners:
            continue
        names = {"series": titles[pk][1], "group": us[partners[0]]}
        words = _("Stood with you at “%(series)s”") if host in partners else _("Stood with %(group)s at “%(series)s”")
        for group in sorted(shared[pk] - us.keys()):
            said[group].append(words % names)
    return said
