"""The names a group is known by, and those like a typed one."""

from collections.abc import Iterable
from threading import Lock

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from orgs.likeness import NOWHERE, Name, Names, Town
from orgs.spelling import key, plain_key

MOST_OTHERS = 5
MOST_NEAR = 5
TAIL = 100  # rows read again at each look-up, so that what was written meanwhile is known


class OrganizationNameQuerySet(models.QuerySet):
    """Names by whose they are and by what they say."""

    def others(self):
        """What a group calls itself beside its name."""
        return self.filter(is_main=False, is_former=False)

    def former(self):
        return self.filter(is_former=True)

    def like(self, text: str, place=None, *, of, most: int = MOST_NEAR) -> list["OrganizationName"]:
        """The names most like a text, one for each of the groups `of`, the likest first.

        `place` says where the group is that is meant: one elsewhere is less likely the same. Two queries, and one
        more for the first call of a process. Each name comes with its group.
        """
        town = Town.of(place.locality, place.region) if place else NOWHERE
        likely = _known.like(text, town)
        rows = self.filter(pk__in=[name.pk for name in likely], organization__in=of)
        by_pk = {row.pk: row for row in rows.select_related("organization__place")}
        best: dict[int, OrganizationName] = {}
        for name in likely:
            if row := by_pk.get(name.pk):
                best.setdefault(row.organization_id, row)
        return list(best.values())[:most]

    def like_each(self, texts: Iterable[str], *, of) -> dict[str, models.Model]:
        """For each of many texts the one of the groups `of` that has the likest name, where there is one. Two queries
        whatever the number, and one more for the first call of a process."""
        likely = _known.like_each(texts)
        pks = {name.pk for names in likely.values() for name in names}
        rows = {
            row.pk: row for row in self.filter(pk__in=pks, organization__in=of).select_related("organization__place")
        }
        found = {
            text: next((rows[name.pk] for name in names if name.pk in rows), None) for text, names in likely.items()
        }
        return {text: row.organization for text, row in found.items() if row}

    @staticmethod
    def search(text: str) -> list[int]:
        """The keys of the groups, in any state, that somebody may look for by this text; the likeliest first. A query,
        and one more for the first call of a process."""
        return _known.search(text)


class OrganizationName(models.Model):
    """One name of one group. Never edited: processes keep what they have read, so a change is a new row."""

    organization = models.ForeignKey("orgs.Organization", on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=200)
    is_main = models.BooleanField(default=False)
    is_former = models.BooleanField(default=False)

    objects = OrganizationNameQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=models.Q(is_main=True), name="one_main_name_per_organization"
            ),
            models.UniqueConstraint(fields=["organization", "name"], name="a_group_bears_a_name_once"),
            models.CheckConstraint(condition=~models.Q(is_main=True, is_former=True), name="main_name_is_not_former"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def restate(cls, organization, others: list[str] | None = None) -> None:
        """Write down anew what a group is called: its name, what else it calls itself, what it was called.

        Without `others` these stay. A name it bore before becomes a former one once it is no other.
        """
        old = list(cls.objects.filter(organization=organization))
        if others is None:
            others = [row.name for row in old if not row.is_main and not row.is_former]
        former = [row.name for row in old if row.is_former or (row.is_main and organization.is_listed)]
        cls.objects.filter(organization=organization).delete()
        rows: dict[str, OrganizationName] = {}
        for name, said in [(organization.name, {"is_main": True})] + [(name, {}) for name in others]:
            rows.setdefault(name, cls(organization=organization, name=name, key=key(name), **said))
        for name in former:
            rows.setdefault(name, cls(organization=organization, name=name, key=key(name), is_former=True))
        cls.objects.bulk_create(rows.values())

    @classmethod
    def refuse_names_of_others(cls, organization, names: list[str]) -> None:
        """What a group newly calls itself is no other group's own name: that one has not said that they are one."""
        borne = cls.objects.filter(organization=organization).values_list("key", flat=True)
        new = {key(name): name for name in names}
        own = cls.objects.filter(
            is_main=True, organization__state__in=["listed", "in_review"], key__in=new.keys() - set(borne)
        )
        if taken := own.exclude(organization=organization).first():
            said = _("“%(name)s” is the name of another group here.")
            refusal = ValidationError(said, code="name_of_another", params={"name": new[taken.key]})
            raise ValidationError({"also_called": refusal})

    @staticmethod
    def reads_otherwise(name: str) -> bool:
        """Whether a name is read as other letters than it is written with: a Cyrillic "а", a nought for an "o"."""
        return key(name) != plain_key(name)


def cleaned_others(text: str) -> list[str]:
    """What a group calls itself beside its name, as typed with commas or line ends between."""
    parts = [" ".join(part.split()) for line in text.splitlines() for part in line.split(",")]
    names = list(dict.fromkeys(part for part in parts if part))
    if len(names) > MOST_OTHERS:
        raise ValidationError(
            _("Five other names are the most. Keep those that people look for."), code="too_many_names"
        )
    if any(len(name) > 120 for name in names):
        raise ValidationError(_("A name has at most 120 characters."), code="too_long")
    return names


class _Known:
    """All names, kept in this process from the first look-up on. Each look-up reads the newest rows again."""

    def __init__(self):
        self._lock = Lock()
        self.forget()

    def forget(self) -> None:
        self._names = Names()
        self._tail: dict[int, tuple] = {}
        self._last = 0

    def like(self, text: str, town: Town) -> list[Name]:
        with self._lock:
            self._catch_up()
            return [name for _score, name in self._names.like(text, town)]

    def like_each(self, texts: Iterable[str]) -> dict[str, list[Name]]:
        with self._lock:
            self._catch_up()
            return {text: [name for _score, name in self._names.like(text)[:MOST_NEAR]] for text in set(texts)}

    def search(self, text: str) -> list[int]:
        with self._lock:
            self._catch_up()
            return self._names.search(text)

    def _catch_up(self) -> None:
        """Read what is new. Rows become visible in any order, and where a transaction failed a number may be given
        anew: then all is read again. What was deleted stays here, and is found in no query."""
        newest = self._rows(self._last - TAIL)
        if max(newest, default=0) < self._last or any(self._tail.get(pk, row) != row for pk, row in newest.items()):
            self.forget()
            newest = self._rows(0)
        for pk, (group, name_key, locality, region) in newest.items():
            if pk not in self._tail:
                self._names.add(Name(pk, group, name_key, Town.of(locality, region)))
        self._last = max(newest, default=0)
        self._tail = {pk: row for pk, row in newest.items() if pk > self._last - TAIL}

    @staticmethod
    def _rows(since: int) -> dict[int, tuple]:
        rows = (
            OrganizationName.objects.filter(pk__gt=since)
            .order_by("pk")
            .values_list("pk", "organization", "key", "organization__place__locality", "organization__place__region")
        )
        return {pk: (group, text, town or "", region or "") for pk, group, text, town, region in rows}


_known = _Known()
