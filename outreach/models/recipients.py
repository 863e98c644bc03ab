"""Whom of a board a letter may be sent to, and why not the others."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from demands.models import Demand
from events.models import Series
from orgs.models import Organization, SignOn, User
from orgs.models.signon import NO_HOLDS
from outbox.contacts import contact_index, normalise
from outreach.models.board import Board
from outreach.models.prospect import Prospect
from outreach.stages import RESTING, Stage

MOST = 300


def mark(board: Board, prospects: Iterable[Prospect], *, user: User) -> list[Prospect]:
    """The same, each with `obstacle`, a sentence where no letter goes to it, and `is_others`, whether somebody else
    looks after it. Two queries, whatever the number."""
    rows = list(prospects)
    board.mark_refusals(rows)
    asked = _asked(board)
    for row in rows:
        row.obstacle = _unreachable(row, board) or _answered(row, asked) or _resting(row)
        row.is_others = row.is_open and row.claimed_by_id not in (None, user.pk)
    return rows


def refuse_resting(target: Series | Demand, who: Organization | str) -> None:
    """Raise ValidationError, which names the day, where the board of the target says that a group rests."""
    whom = {"organization": who} if isinstance(who, Organization) else {"address_index": contact_index(normalise(who))}
    today = timezone.localdate()
    row = Prospect.objects.of(Board(target)).filter(stage__in=RESTING, sleeps_until__gt=today, **whom).first()
    if row:
        words = _("%(group)s is not to be asked before %(day)s, as your outreach board says. Wake it there first.")
        names = {"group": row.shown_name, "day": date_format(row.sleeps_until, "j F Y")}
        raise ValidationError(words, code="resting", params=names)


def _unreachable(row: Prospect, board: Board) -> str:
    if row.is_refused:
        return _("asked us not to write")
    if row.refusal:
        return _("letters to this address come back")
    if row.organization and not row.organization.is_listed:
        return _("is not listed yet")
    if row.organization is None and board.is_of_coalition:
        return _("is not on this site yet; only a group here can join a coalition")
    return "" if row.organization or row.address else _("has no email address on its card")


def _answered(row: Prospect, asked: dict) -> str:
    signon = (
        asked.get(row.organization_id)
        or asked.get(row.address_index)
        or asked.get(("by", row.sponsorship_id or row.endorsement_id))
    )
    if signon is None:
        return _("said yes already") if row.is_signed else ""
    state, direction, at = signon
    day = date_format(timezone.localtime(at), "j F")
    if state == SignOn.State.ACCEPTED:
        return _("said yes already")
    if state == SignOn.State.DECLINED:
        return _("said no on %(day)s, and is not asked again for ninety days") % {"day": day}
    if direction == SignOn.Direction.INVITED:
        return _("was asked on %(day)s and has not answered") % {"day": day}
    return _("has asked to join; answer that instead")


def _resting(row: Prospect) -> str:
    if row.is_resting and not row.is_awake:
        return _("rests until %(day)s") % {"day": date_format(row.sleeps_until, "j F Y")}
    return ""


def _asked(board: Board) -> dict:
    """By group, by address and by the sign-on itself, since an address is erased with a yes: what is open or agreed,
    and a no that still holds."""
    found, states = {}, [SignOn.State.PENDING, SignOn.State.ACCEPTED, SignOn.State.DECLINED]
    for signon in board.signons().filter(state__in=states):
        no = signon.state == SignOn.State.DECLINED
        if no and not (signon.is_invitation and signon.decided_at > timezone.now() - NO_HOLDS):
            continue
        said = (signon.state, signon.direction, signon.decided_at if no else signon.asked_at)
        for who in {signon.organization_id, getattr(signon, "invited_index", ""), ("by", signon.pk)} - {None, ""}:
            if who not in found or not no:
                found[who] = said
    return found


def candidates(board: Board, *, user: User) -> list[Prospect]:
    """Those of a board that have not said yes, what is due first; three hundred at most, each marked."""
    rows = Prospect.objects.of(board).exclude(stage=Stage.SIGNED).select_related("organization__place", "claimed_by")
    return mark(board, rows.in_order()[:MOST], user=user)
