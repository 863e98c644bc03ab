"""What is here of earlier imports: which series, and who stands under them."""

from dataclasses import dataclass, field

from events.importing.wanted import Wanted, name_key
from events.models import Series, Sponsorship
from places.spelling import key


@dataclass
class Standing:
    """A series that was brought in. `signed` has the newest state of each group asked beside its host."""

    pk: int
    is_draft: bool
    host: int
    host_name: str
    locality: str
    signed: dict[int, str] = field(default_factory=dict)

    def is_of(self, wanted: Wanted) -> bool:
        """Whether a row of the same id means this series: the host or the town is the same."""
        same_host = name_key(self.host_name) == name_key(wanted.groups[0])
        return same_host or key(self.locality) == key(wanted.spot.locality)


def standings() -> dict[str, Standing]:
    """Everything that was brought in, by source key. Two queries."""
    fields = ("source_key", "pk", "state", "host", "host__name", "place__locality")
    found = {
        source: Standing(pk, state == Series.State.DRAFT, host, name, locality)
        for source, pk, state, host, name, locality in Series.objects.exclude(source_key="").values_list(*fields)
    }
    by_pk = {standing.pk: standing for standing in found.values()}
    signed = Sponsorship.objects.exclude(series__source_key="").filter(organization__isnull=False).order_by("pk")
    for series, group, state in signed.values_list("series", "organization", "state"):
        if series in by_pk:
            by_pk[series].signed[group] = state
    return found
