"""A spreadsheet of groups that somebody would put on a board: kept until she says which, a day at most."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization, OrganizationName, User
from outbox.contacts import EncryptedTextField, contact_index
from outreach.models.board import Board, Targeted
from outreach.models.prospect import Prospect
from outreach.rows import Row, read

KEPT = timedelta(days=1)
MOST_TICKS = 150  # on one page, since no more than 200 fields are taken at once


class Verdict(StrEnum):
    NEW = "new"
    DOUBT = "doubt"  # may be a group of this site
    HERE = "here"
    REFUSED = "refused"


class Judged(NamedTuple):
    """A row and what would become of it."""

    row: Row
    verdict: Verdict
    sentence: str = ""
    group: Organization | None = None  # that it may be


class SheetQuerySet(models.QuerySet):
    def usable_by(self, user: User):
        """Her own of the last day, while she sees the board."""
        return self.filter(Board.within(user), made_by=user, made_at__gt=timezone.now() - KEPT)


class Sheet(Targeted):
    """The file as it came, encrypted. One for each person and board; gone when it is taken."""

    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name = models.CharField(max_length=120)
    content = EncryptedTextField()

    objects = SheetQuerySet.as_manager()

    class Meta(Targeted.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("outreach:sheet", args=[self.pk])

    # Verbs

    @classmethod
    @transaction.atomic
    def keep(cls, board: Board, data: bytes, *, owner: User, name: str) -> "Sheet":
        """Keep a file to be looked at; it takes the place of the one before. Refused where it is no sheet of groups."""
        read(data)
        cls.objects.filter(**board.where, made_by=owner).delete()
        name = "".join(sign for sign in name if sign.isprintable())[:120]
        return cls.objects.create(**board.where, made_by=owner, name=name, content=data.decode("latin-1"))

    @transaction.atomic
    def enter_all(self, *, by: User, without: Collection[int] = (), groups: Mapping[int, int | None]) -> int:
        """Put the rows on the board, and erase the file; how many came. Of two who press at once the first does it.

        New rows come but for those `without`. A row in doubt comes where `groups` says by its number which group it
        is, or None: another one.
        """
        self.board.refuse_if_closed()
        if not Sheet.objects.filter(pk=self.pk).delete()[0]:
            raise ValidationError(_("This file was brought in already."), code="taken")
        number = 0
        for judged in self.judged():
            row, group = judged.row, None
            if judged.verdict == Verdict.DOUBT and row.number in groups:
                group = judged.group if groups[row.number] else None
            elif judged.verdict != Verdict.NEW or row.number in without:
                continue
            Prospect.enter(self.board, group, by=by, name=row.name, town=row.town, **row.contact)
            number += 1
        return number

    @classmethod
    def purge(cls) -> int:
        return cls.objects.filter(made_at__lte=timezone.now() - KEPT).delete()[0]

    # Questions

    def judged(self) -> list[Judged]:
        """Each row with what would become of it: known by its address, its name or the group that it is. Some
        queries, whatever the number of rows."""
        rows, known = read(self.content.encode("latin-1")), _Known(self.board)
        listed = Organization.objects.listed()
        names = [row.name for row in rows if not row.refusal]
        likely = OrganizationName.objects.like_each(names, of=listed)
        return [known.judge(row, likely.get(row.name)) for row in rows]


class _Known:
    """What is on a board already, and what of the file was seen so far."""

    def __init__(self, board: Board):
        self.host = board.host
        rows = Prospect.objects.of(board).values_list("name_key", "address_index", "organization")
        keys, indexes, groups = zip(*rows, strict=True) if (rows := list(rows)) else ((), (), ())
        self.keys, self.indexes, self.groups = set(keys), set(indexes) - {""}, set(groups)
        self.seen: set[str] = set()

    def judge(self, row: Row, group: Organization | None) -> Judged:
        if row.refusal:
            return Judged(row, Verdict.REFUSED, row.refusal)
        key, index = Prospect.key_of(row.name, row.town), contact_index(row.address) if row.address else ""
        if key in self.seen or (index and index in self.seen):
            return Judged(row, Verdict.REFUSED, str(_("It is in the file twice.")))
        self.seen |= {key, index}
        if group and group.pk == self.host.pk:
            return Judged(row, Verdict.REFUSED, str(_("That is your own group.")))
        if index in self.indexes:
            return Judged(row, Verdict.HERE, str(_("Its address is on the board already.")))
        if key in self.keys or (group and group.pk in self.groups):
            return Judged(row, Verdict.HERE, str(_("It is on the board already.")))
        return Judged(row, Verdict.DOUBT, group=group) if group else Judged(row, Verdict.NEW)
