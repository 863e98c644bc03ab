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
    series, coalitions = (set(known.values_list(column, flat=True)) - {None} for column in ("series", "coalition"))
    own = theirs.filter(coalition=into) | theirs.filter(series__host=into)
    twice = theirs.filter(series__in=series) | theirs.filter(coalition__in=coalitions)
    return list((own | twice).values_list("pk", flat=True))


def move_board(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Two coalitions that are one have one board: what is on both stays once."""
    theirs, known = (Prospect.objects.filter(coalition=one) for one in (group, into))
    groups = set(known.values_list("organization", flat=True)) - {None}
    indexes = set(known.values_list("address_index", flat=True)) - {""}
    twice = (
        theirs.filter(organization__in=[*groups, into.pk])
        | theirs.filter(address_index__in=indexes)
        | theirs.filter(organization=group)
    )
    staying = list(twice.values_list("pk", flat=True))
    journal.leave(ON_BOTH, len(staying))
    return journal.move(theirs.exclude(pk__in=staying), "coalition_id", into.pk)


def move_letters(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """What the one coalition wrote to several stands with the other."""
    return journal.move(Appeal.objects.filter(coalition=group), "coalition_id", into.pk)


def move_sheets(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """A file that somebody is looking at goes on with the other."""
    return journal.move(Sheet.objects.filter(coalition=group), "coalition_id", into.pk)


def register_all() -> None:
    merging.register("outreach.Sheet.coalition", title=_("Files that are looked at"), move=move_sheets)
    title = _("Groups to reach")
    merging.register("outreach.Appeal.coalition", title=_("Letters to several groups"), move=move_letters)
    merging.register("outreach.Prospect.coalition", title=title, move=move_board)
    merging.register("outreach.Prospect.organization", title=title, move=move_named)
