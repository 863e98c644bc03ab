"""What demands keep about one person, to fetch. Her name goes with her account; what she entered stays.

What nobody has confirmed is taken back: without her name nobody can tell who else looked at it.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from demands.models import Action, Demand, DemandHandover, Endorsement, Evidence, ModelText, Platform, PlatformSignature
from demands.models.seat_claim import SeatClaim
from demands.models.seat_reply import SeatReply
from demands.models.stance import Stance
from orgs.models import User
from orgs.personal import register_part


def register_all() -> None:
    register_part(_("Demands you drafted, put to a body or promised a step for"), export=_demands)
    register_part(_("What you entered or confirmed about demands"), export=_actions, erase=_drop)
    register_part(_("Evidence you added or took away"), export=_evidence)
    register_part(_("Model demands you wrote"), export=_models)
    register_part(_("What you entered about seats"), export=_stances)
    register_part(_("Endorsements you asked for or answered"), export=_endorsements, erase=_unsign)
    register_part(_("Offers to lead a demand that you made or answered"), export=_handovers)
    register_part(_("Platforms you drafted or opened"), export=_platforms)
    register_part(_("Platforms you signed for a group, or answered about"), export=_signatures)
    register_part(_("What you replied as the holder of a seat"), export=_replies, erase=_forget_replies)
    register_part(_("Whom you said you would talk to"), export=_talks, erase=_give_back)


def _demands(user: User) -> list[dict]:
    hers = Demand.objects.filter(Q(created_by=user) | Q(put_by=user) | Q(next_step_by=user)).order_by("pk")
    return [
        {
            "demand": row.title,
            "you drafted it": row.created_at if row.created_by_id == user.pk else None,
            "you put it": row.put_at if row.put_by_id == user.pk else None,
            "your next step": row.next_step if row.next_step_by_id == user.pk else "",
        }
        for row in hers
    ]


def _actions(user: User) -> list[dict]:
    hers = Action.objects.filter(Q(entered_by=user) | Q(confirmed_by=user) | Q(dropped_by=user))
    return [
        {
            "demand": row.demand.title,
            "what": row.get_kind_display(),
            "on": row.on,
            "you entered": row.entered_at if row.entered_by_id == user.pk else None,
            "you confirmed": row.confirmed_at if row.confirmed_by_id == user.pk else None,
            "you took back": row.dropped_at if row.dropped_by_id == user.pk else None,
        }
        for row in hers.select_related("demand").order_by("pk")
    ]


def _drop(user: User) -> int:
    waiting = Action.objects.unconfirmed().filter(entered_by=user)
    demands = list(Demand.objects.filter(pk__in=waiting.values("demand")).order_by("pk"))
    dropped = waiting.update(dropped_at=timezone.now())
    for demand in demands:
        demand.restage()
    return dropped


def _evidence(user: User) -> list[dict]:
    rows = Evidence.objects.filter(Q(added_by=user) | Q(taken_by=user)).select_related("action__demand")
    return [
        {
            "demand": row.action.demand.title,
            "evidence": str(row),
            "you added it": row.added_at if row.added_by_id == user.pk else None,
            "you took it away": row.taken_at if row.taken_by_id == user.pk else None,
        }
        for row in rows.order_by("pk")
    ]


def _models(user: User) -> list[dict]:
    rows = ModelText.objects.filter(written_by=user).select_related("model").order_by("pk")
    return [{"model": row.model.name, "version": row.number, "written": row.since} for row in rows]


def _stances(user: User) -> list[dict]:
    rows = Stance.objects.filter(entered_by=user).select_related("demand", "seat").order_by("pk")
    return [
        {"demand": row.demand.title, "seat": str(row.seat), "entered": row.entered_at, "it": row.get_value_display()}
        for row in rows
    ]


def _endorsements(user: User) -> list[dict]:
    acted = Endorsement.objects.filter(Q(asked_by=user) | Q(decided_by=user))
    return [
        {
            "demand": row.demand.title,
            "group": row.organization.name if row.organization else "",
            "state": row.get_state_display(),
            "you asked": row.asked_at if row.asked_by_id == user.pk else None,
            "you answered": row.decided_at if row.decided_by_id == user.pk else None,
            "signed as": row.signed_as if row.decided_by_id == user.pk else "",
        }
        for row in acted.select_related("demand", "organization").order_by("pk")
    ]


def _unsign(user: User) -> int:
    """The group stays named where it endorsed; the name of the person who signed goes."""
    return Endorsement.objects.filter(decided_by=user).exclude(signed_as="").update(signed_as="")


def _handovers(user: User) -> list[dict]:
    acted = DemandHandover.objects.acted_on_by(user).for_cards()
    return [{"demand": row.demand.title} | row.part_of(user) for row in acted]


def _platforms(user: User) -> list[dict]:
    hers = Platform.objects.filter(Q(created_by=user) | Q(put_by=user)).order_by("pk")
    return [
        {
            "platform": row.title,
            "you drafted it": row.created_at if row.created_by_id == user.pk else None,
            "you opened it": row.put_at if row.put_by_id == user.pk else None,
        }
        for row in hers
    ]


def _signatures(user: User) -> list[dict]:
    acted = PlatformSignature.objects.filter(Q(asked_by=user) | Q(decided_by=user))
    return [
        {
            "platform": row.platform.title,
            "group": row.organization.name,
            "state": row.get_state_display(),
            "you asked": row.asked_at if row.asked_by_id == user.pk else None,
            "you answered": row.decided_at if row.decided_by_id == user.pk else None,
        }
        for row in acted.select_related("platform", "organization").order_by("pk")
    ]


def _talks(user: User) -> list[dict]:
    rows = SeatClaim.objects.filter(claimed_by=user).select_related("demand", "seat").order_by("pk")
    return [
        {"demand": row.demand.title, "seat": str(row.seat), "since": row.taken_at, "note": row.note} for row in rows
    ]


def _give_back(user: User) -> int:
    """With her account goes whom she talked to; the seats are free for others at once."""
    return SeatClaim.objects.filter(claimed_by=user).delete()[0]


def _replies(user: User) -> list[dict]:
    rows = SeatReply.objects.of_person(user).select_related("demand", "term__seat").order_by("pk")
    return [
        {"demand": row.demand.title, "seat": str(row.term.seat), "written": row.asked_at, "text": row.text}
        | {"state": row.get_state_display(), "address": row.contact}
        for row in rows
    ]


def _forget_replies(user: User) -> int:
    """What stands was said in office and goes on standing, without her address; the rest is erased."""
    hers = SeatReply.objects.of_person(user)
    kept = list(hers.filter(state="accepted").values_list("pk", flat=True))
    erased = hers.exclude(pk__in=kept).delete()[0]
    return erased + SeatReply.objects.filter(pk__in=kept).update(contact="", contact_index="")
