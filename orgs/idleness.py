"""Accounts that nobody uses: after 24 months and two letters they are erased."""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from orgs.models import User
from outbox.models import Message

UNUSED = timedelta(days=730)
FIRST_BEFORE, LAST_BEFORE = timedelta(days=30), timedelta(days=7)
# Rung: the column that says when its letter was written.
FIRST, LAST = "first_notice_at", "last_notice_at"


def unused_since(moment: datetime):
    """Accounts that nobody has used since: no sign-in, and no session that lives. Operators are not among them."""
    used = Coalesce("last_login", "joined_at")
    idle = User.objects.annotate(used_at=used).filter(used_at__lt=moment, is_superuser=False)
    return idle.exclude(pk__in=UserSession.objects.values("user"))


def notice_idle_accounts() -> tuple[int, int]:
    """Write the letters that are due, and erase who did not come back; how many of each.

    Nobody is erased before both letters have had their time, however long the clock stood still; a
    sign-in makes both count for nothing.
    """
    now = timezone.now()
    written = _notice(unused_since(now - UNUSED + FIRST_BEFORE), FIRST, now)
    told = Q(first_notice_at__gt=F("used_at"), first_notice_at__lte=now - (FIRST_BEFORE - LAST_BEFORE))
    written += _notice(unused_since(now - UNUSED + LAST_BEFORE).filter(told), LAST, now)
    over = Q(last_notice_at__gt=F("used_at"), last_notice_at__lte=now - LAST_BEFORE)
    due = unused_since(now - UNUSED).filter(told, over)
    return written, sum(_erase_if_still(due, user) for user in list(due))


def erased_on(user: User, rung: str) -> datetime:
    """The day on which an account goes if nobody uses it, as the letter of a rung says it."""
    written = getattr(user, rung)
    return written + (FIRST_BEFORE if rung == FIRST else LAST_BEFORE)


@transaction.atomic
def _erase_if_still(due, user: User) -> int:
    """Each is asked again in her turn: many erasures take a while, and she may have come back meanwhile."""
    if not due.filter(pk=user.pk).select_for_update(of=("self",)).exists():
        return 0
    user.erase()
    return 1


def _notice(idle, rung: str, now: datetime) -> int:
    unwritten = idle.filter(Q(**{rung: None}) | Q(**{f"{rung}__lte": F("used_at")}))
    return sum(_write(user, rung, now) for user in unwritten)


@transaction.atomic
def _write(user: User, rung: str, now: datetime) -> int:
    mine = User.objects.filter(pk=user.pk, **{rung: getattr(user, rung)})
    if not mine.update(**{rung: now}):
        return 0  # another process was first
    Message.write(
        kind="account_idle",
        about=f"user:{user.pk}",
        to=user.email,
        context={"user": user.pk, "rung": rung},
        sequence=f"{rung}:{now:%Y%m%d}",
    )
    return 1
