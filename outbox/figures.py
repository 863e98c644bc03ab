"""The figures of this room: the clock, the broker, the mail server and the letters."""

import time
from datetime import timedelta

from django.db import connection
from django.db.models import Count, Min, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox import health, senders, wake
from outbox.health import Figure, ago
from outbox.models import Bounce, Heartbeat, Message, Pause
from outbox.states import FAILED, SENT

SWEEP_AT_MOST = timedelta(minutes=5)
PURGE_AT_MOST = timedelta(hours=26)
WAIT_AT_MOST = timedelta(minutes=30)
DATABASE_AT_MOST = 200  # milliseconds
COMPLAINTS = 0.003  # of all letters; what large providers bear
NAMED = 5
FEW, SHARE = 5, 0.05  # so many refused letters a day are nothing, or so large a part of all


def database() -> Figure:
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    took = round((time.monotonic() - started) * 1000)
    words = {"took": took, "kind": connection.display_name}
    return Figure(_("%(kind)s, answers in %(took)s ms.") % words, took <= DATABASE_AT_MOST)


def broker() -> Figure:
    if wake.is_reachable():
        return Figure(_("It answers."), is_well=True)
    return Figure(_("It does not answer."), is_well=False, remedy=_("Letters wait for the sweep; look at Redis."))


def sweep() -> Figure:
    return _beat(Heartbeat.SWEEP, SWEEP_AT_MOST, _("Worker or clock stand still: start them again."))


def purge() -> Figure:
    return _beat(Heartbeat.PURGE, PURGE_AT_MOST, _("What is to be erased stays. The worker’s log says why."))


def mail_server() -> Figure:
    away = Heartbeat.last(Heartbeat.MAIL_SERVER_AWAY)
    if away is None:
        return Figure(_("It was reached at the last try."), is_well=True)
    remedy = _("Letters wait for three days. Look at the server and at EMAIL_URL.")
    return Figure(_("It could not be reached, %(ago)s.") % {"ago": ago(away)}, is_well=False, remedy=remedy)


def oldest_letter() -> Figure:
    found = Message.objects.due().aggregate(oldest=Min("due_at"), number=Count("pk"))
    if not found["number"]:
        return Figure(_("No letter waits."), is_well=True)
    words = {"number": found["number"], "ago": ago(found["oldest"])}
    said = ngettext(
        "%(number)s letter is due, since %(ago)s.",
        "%(number)s letters are due, the oldest since %(ago)s.",
        words["number"],
    )
    well = now() - found["oldest"] <= WAIT_AT_MOST
    return Figure(said % words, well, remedy="" if well else _("See mail server, broker and sweep."))


def failed_letters() -> Figure:
    ended = Message.objects.filter(finished_at__gt=now() - timedelta(days=1))
    found = ended.aggregate(failed=Count("pk", filter=Q(state=FAILED)), sent=Count("pk", filter=Q(state=SENT)))
    said = _("%(failed)s failed and %(sent)s sent within a day.") % found
    well = found["failed"] <= max(FEW, SHARE * (found["failed"] + found["sent"]))
    return Figure(said, well, remedy="" if well else _("The server’s answers stand in the rows’ reasons."))


def returned_letters() -> Figure:
    """What came back within a week, of how many."""
    week = now() - timedelta(days=7)
    sent = Message.objects.filter(state=SENT, finished_at__gt=week).count()
    kinds = dict(Bounce.objects.filter(at__gt=week).values_list("kind").annotate(number=Count("pk")))
    hard, soft, complained = (kinds.get(kind, 0) for kind in (Bounce.HARD, Bounce.SOFT, Bounce.COMPLAINT))
    said = _("%(hard)s came back for good, %(soft)s for now, %(complained)s were reported, of %(sent)s within a week.")
    well = hard <= max(FEW, SHARE * sent) and complained <= max(1, COMPLAINTS * sent)
    words = {"hard": hard, "soft": soft, "complained": complained, "sent": sent}
    return Figure(said % words, well, remedy="" if well else _("See whose letters wait, and the domain’s records."))


def paused_senders() -> Figure:
    waiting = list(Pause.objects.open().order_by("-began_at").values_list("sender", flat=True)[:NAMED])
    if not waiting:
        return Figure(_("Nobody’s letters wait."), is_well=True)
    names = ", ".join(senders.name_of(sender) or sender for sender in waiting)
    remedy = _("Too many came back. Look at the group’s page in review; the clock ends it after a week.")
    return Figure(_("Letters of %(names)s wait.") % {"names": names}, is_well=False, remedy=remedy)


def register_all() -> None:
    for name, title, find in [
        ("database", gettext_lazy("Database"), database),
        ("broker", gettext_lazy("Broker"), broker),
        ("sweep", gettext_lazy("Last sweep of letters"), sweep),
        ("mail-server", gettext_lazy("Mail server"), mail_server),
        ("oldest-letter", gettext_lazy("Letters that wait"), oldest_letter),
        ("failed-letters", gettext_lazy("Letters refused"), failed_letters),
        ("returned-letters", gettext_lazy("Letters that came back"), returned_letters),
        ("paused-senders", gettext_lazy("Groups whose letters wait"), paused_senders),
        ("purge", gettext_lazy("Last erasing of what is over"), purge),
    ]:
        health.register(name, title, find)


def _beat(name: str, at_most: timedelta, remedy: str) -> Figure:
    at = Heartbeat.last(name)
    well = at is not None and abs(now() - at) <= at_most
    return Figure(ago(at).capitalize() + ".", well, remedy="" if well else remedy)
