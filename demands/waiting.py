"""What waits for a person in this room, for her desk: to endorse, to welcome, to read anew."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from demands.models import Action, Demand, DemandHandover, Endorsement
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need
from orgs.waiting import LIVE, MOST, asked_when, day

PATIENCE = timedelta(days=3)


def register_all() -> None:
    needs.register("endorsements", endorsements)
    needs.register("entries to confirm", entries_to_confirm)
    needs.register("changed texts of demands", changed_texts)
    needs.register("leads of demands", leads)


def endorsements(user: User) -> list[Need]:
    """Groups that would like to endorse what hers leads, and leads that ask hers."""
    waiting = Endorsement.objects.answerable_by(user).under_way().for_cards()
    return [_invited(one) if one.is_invitation else _requested(one) for one in waiting[:MOST]]


def entries_to_confirm(user: User) -> list[Need]:
    """What somebody else entered; to moderators only what has waited for three days, so that groups come first."""
    waiting = Action.objects.confirmable_by(user).select_related("demand__lead", "entered_for").order_by("entered_at")
    if user.is_moderator:
        before = timezone.now() - PATIENCE
        waiting = waiting.filter(Q(entered_at__lt=before) | Q(demand__in=Demand.objects.editable_by(user).values("pk")))
    return [_entered(action) for action in waiting[:MOST]]


def _entered(action: Action) -> Need:
    said = {"group": action.entered_for or action.demand.lead, "what": action.get_kind_display()}
    return Need(
        f"action:{action.pk}",
        _("%(group)s entered: %(what)s. Look at the minutes and confirm") % said,
        text=f"{action.demand.title}. {asked_when(action.entered_at)}",
        stock=action.demand.lead.stock,
        acts=[Act(_("Look at it"), action.get_absolute_url())],
        weight=LIVE,
    )


def _invited(asking: Endorsement) -> Need:
    demand = asking.demand
    names = {"lead": demand.lead, "group": asking.organization}
    return Need(
        f"endorsement:{asking.pk}",
        _("%(lead)s asks %(group)s to endorse a demand") % names,
        text=f"{demand.title}. {asked_when(asking.asked_at)}",
        stock=demand.lead.stock,
        due=needs.due_if_near(asking.open_until),
        acts=[Act(_("Read and answer"), asking.get_absolute_url())],
        weight=LIVE,
    )


def _requested(asking: Endorsement) -> Need:
    names = {"group": asking.organization, "title": asking.demand.title}
    return Need(
        f"endorsement:{asking.pk}",
        _("%(group)s would like to endorse “%(title)s”") % names,
        text=asked_when(asking.asked_at),
        stock=asking.demand.lead.stock,
        due=needs.due_if_near(asking.open_until),
        acts=[
            Act(_("Welcome them"), reverse("demands:endorsement-acceptance", args=[asking.pk]), post=True),
            Act(_("Look first"), asking.get_absolute_url(), main=False),
        ],
        weight=LIVE,
    )


def changed_texts(user: User) -> list[Need]:
    """What her groups have endorsed and what has been worded anew since."""
    signed = Endorsement.objects.withdrawable_by(user).under_way().asked_again().for_cards()
    return [
        Need(
            f"demand-text:{asking.pk}",
            _("Does %(group)s stand by the new words of “%(title)s”?")
            % {"group": asking.organization, "title": asking.demand.title},
            text=_("What it says has changed since you signed."),
            stock=asking.demand.lead.stock,
            acts=[Act(_("Read what changed"), asking.get_absolute_url())],
            weight=LIVE,
        )
        for asking in signed[:MOST]
    ]


def leads(user: User) -> list[Need]:
    """Demands that other groups offer hers to lead."""
    return [
        Need(
            f"lead:{offer.pk}",
            _("Will %(group)s lead “%(title)s”?") % {"group": offer.to, "title": offer.demand.title},
            text=_("%(lead)s offers it to you, until %(day)s.")
            % {"lead": offer.organization, "day": day(offer.open_until)},
            stock=offer.organization.stock,
            due=needs.due_if_near(offer.open_until),
            acts=[Act(_("Read and answer"), offer.get_absolute_url())],
            weight=LIVE,
        )
        for offer in DemandHandover.objects.answerable_by(user).for_cards()[:MOST]
    ]
