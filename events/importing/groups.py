"""The groups on the site by name and town, so that a file makes none twice and signs for nobody's."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from events.importing.wanted import name_key
from orgs.models import Membership, Organization
from places.models import Place
from places.spelling import key
from places.spots import Spot


@dataclass
class Known:
    """A group that is here. One with people, or made by somebody, is theirs: no file speaks for it."""

    pk: int
    name: str
    state: str
    is_of_people: bool
    region: str

    def refuse_to_speak(self) -> None:
        """Raise the reason why a file may not use this name: has_people, not_free."""
        if self.is_of_people:
            sentence = _("“%(name)s” is here already and has its own people: invite it on the site.")
            raise ValidationError(sentence, code="has_people", params={"name": self.name})
        if self.state not in (Organization.State.DRAFT, Organization.State.LISTED):
            sentence = _("“%(name)s” is here already: %(state)s. A file cannot change that.")
            label = str(Organization.State(self.state).label).lower()
            raise ValidationError(sentence, code="not_free", params={"name": self.name, "state": label})


class Groups:
    """Every group by its name and town, read once; those made meanwhile are added."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, str], list[Known]] = {}
        self.by_pk: dict[int, Known] = {}
        people = Membership.objects.filter(organization=OuterRef("pk"))
        rows = Organization.objects.order_by("pk").annotate(has_people=Exists(people))
        fields = ("pk", "name", "state", "created_by", "has_people", "place__locality", "place__region")
        for pk, name, state, maker, has_people, locality, region in rows.values_list(*fields).iterator(2_000):
            self._add(Known(pk, name, state, has_people or maker is not None, key(region or "")), locality or "")

    def find(self, name: str, spot: Spot) -> Known | None:
        """The group of this name in this town; one that says no town may be meant too. One with people goes first."""
        here = self._by_name.get((name_key(name), key(spot.locality)), [])
        region = key(spot.region)
        same = [known for known in here if not (known.region and region) or known.region == region]
        same += self._by_name.get((name_key(name), ""), []) if spot.locality else []
        return min(same, key=lambda known: (not known.is_of_people, known.pk), default=None)

    def take(self, name: str, spot: Spot) -> Organization:
        """The group of this name in this town, made as a draft where there is none. Refused where it is people's."""
        if known := self.find(name, spot):
            known.refuse_to_speak()
            return Organization.objects.get(pk=known.pk)
        place = Place.at(spot, name=spot.locality or spot.label or name)
        group = Organization.draft(name=name, kind=Organization.Kind.OTHER, place=place)
        self._add(Known(group.pk, group.name, group.state, False, key(spot.region)), spot.locality)
        return group

    def show(self, group: Organization) -> None:
        """List a draft on the word of whoever runs the site. The second time nothing changes."""
        if group.is_listed:
            return
        group.submit(by=None)
        group.enlist(by=None)
        self.by_pk[group.pk].state = group.state

    def _add(self, known: Known, locality: str) -> None:
        self._by_name.setdefault((name_key(known.name), key(locality)), []).append(known)
        self.by_pk[known.pk] = known
