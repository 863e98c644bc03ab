"""Demands on a map: a pin for each town, its shape and its words by where they stand there."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from demands.models import Demand
from places.landmarks import name_towns
from places.maps import Map, draw

# The shape of a pin, and what the key under the map says of it.
SHAPES = {
    "double": gettext_lazy("A hearing or vote is set"),
    "round": gettext_lazy("Under way"),
    "dashed": gettext_lazy("Unconfirmed"),
    "square": gettext_lazy("Won"),
    "diamond": gettext_lazy("Not won, or given up"),
}


def demand_map(demands: Sequence[Demand], spot=None, km: float = 0) -> Map:
    """Pins in the order of the list; where a town has several, the first of them gives the shape. One query at most."""
    drawn = draw(demands, lambda demand: demand.body.place, spot, km)
    for pin in drawn.pins:
        pin.shape = shape(pin.first)
        pin.title = _title(pin)
    drawn.key = {name: words for name, words in SHAPES.items() if any(pin.shape == name for pin in drawn.pins)}
    return name_towns(drawn)


def shape(demand: Demand) -> str:
    if demand.is_won:
        return "square"
    if demand.is_closed or not demand.is_undecided:
        return "diamond"
    if demand.decision_is_ahead or (demand.decision_is_moved and demand.moved_to):
        return "double"
    return "dashed" if demand.is_unheard else "round"


def _title(pin) -> str:
    """What is there, in words: "Akron, OH. 2 demands. Public hearing: 1; Won: 1"."""
    stands: dict[str, int] = {}
    for demand in pin.rows:
        words = str(SHAPES[shape(demand)])
        stands[words] = stands.get(words, 0) + 1
    if len(pin.rows) == 1:
        return f"{pin.heading}. {pin.first.title}. {next(iter(stands))}"
    count = ngettext("%(number)d demand", "%(number)d demands", len(pin.rows)) % {"number": len(pin.rows)}
    counted = "; ".join(_("%(stands)s: %(number)d") % {"stands": words, "number": n} for words, n in stands.items())
    return f"{pin.heading}. {count}. {counted}"
