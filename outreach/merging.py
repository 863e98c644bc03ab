"""What becomes of this room's rows when a group is merged into another."""

from django.utils.translation import gettext_lazy as _

from orgs import merging
from orgs.models import Organization
from outreach.models import Appeal, Prospect, Sheet

ON_BOTH = _("A group that is on both boards, or on one board under both names, stays there once.")


def move_named(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Who wanted to reach the one wants to reach the other; where both are on a board, that one stays."""
    theirs = Prospect.objects.filter(organization=group)
    staying = _staying(theirs, Prospect.objects.filter(organization=into), into)
    journal.leave(ON_BOTH, len(staying))
    return journal.move(theirs.exclude(pk__in=staying), "organization_id", into.pk)


def _staying(theirs, known, into: Organization) -> list[int]:
    """On a board where the other is, or on a board of the other itself, which does not reach for itself."""
    twice = theirs.filter(coalition=into) | theirs.filter(kept_by=into)
    for column in ("series", "demand", "coalition"):
        targets = set(known.values_list(column, flat=True)) - {None}
        twice |= theirs.filter(**{f"{column}__in": targets})
    return list(twice.values_list("pk", flat=True))


def move_board(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Two coalitions that are one have one board: what is on both stays once."""
    theirs, known = (Prospect.objects.filter(coalition=one) for one in (group, into))
    staying = set(_twice(theirs, known, group, into))
    journal.leave(ON_BOTH, len(staying))
    return journal.move(theirs.exclude(pk__in=staying), "coalition_id", into.pk)


def move_kept(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """The boards of what the one held are those of the other; where both held one thing they are one board."""
    theirs, known = (Prospect.objects.filter(kept_by=one) for one in (group, into))
    staying = set(theirs.filter(organization__in=[group.pk, into.pk]).values_list("pk", flat=True))
    for column in ("series", "demand"):
        both = known.filter(**{f"{column}__in": theirs.values(column)}).values_list(column, flat=True).distinct()
        for target in both:
            on = {column: target}
            staying |= set(_twice(theirs.filter(**on), known.filter(**on), group, into))
    journal.leave(ON_BOTH, len(staying))
    return journal.move(theirs.exclude(pk__in=staying), "kept_by_id", into.pk)


def _twice(theirs, known, group: Organization, into: Organization) -> list[int]:
    """What of the one board is on the other as well, and what means the two groups themselves."""
    groups = set(known.values_list("organization", flat=True)) - {None}
    indexes = set(known.values_list("address_index", flat=True)) - {""}
    twice = theirs.filter(organization__in=[*groups, into.pk, group.pk]) | theirs.filter(address_index__in=indexes)
    return list(twice.values_list("pk", flat=True))


def move_letters(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """What the one coalition wrote to several stands with the other."""
    return journal.move(Appeal.objects.filter(coalition=group), "coalition_id", into.pk)


def move_sheets(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """A file that somebody is looking at goes on with the other."""
    return journal.move(Sheet.objects.filter(coalition=group), "coalition_id", into.pk)


def move_kept_letters(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """What the one wrote for what it hosted stands with the other."""
    return journal.move(Appeal.objects.filter(kept_by=group), "kept_by_id", into.pk)


def move_kept_sheets(journal: merging.Journal, group: Organization, into: Organization) -> int:
    return journal.move(Sheet.objects.filter(kept_by=group), "kept_by_id", into.pk)


def register_all() -> None:
    merging.register("outreach.Sheet.kept_by", title=_("Files that are looked at"), move=move_kept_sheets)
    merging.register("outreach.Sheet.coalition", title=_("Files that are looked at"), move=move_sheets)
    title = _("Groups to reach")
    merging.register("outreach.Appeal.coalition", title=_("Letters to several groups"), move=move_letters)
    merging.register("outreach.Appeal.kept_by", title=_("Letters to several groups"), move=move_kept_letters)
    merging.register("outreach.Prospect.coalition", title=title, move=move_board)
    merging.register("outreach.Prospect.kept_by", title=title, move=move_kept)
    merging.register("outreach.Prospect.organization", title=title, move=move_named)
