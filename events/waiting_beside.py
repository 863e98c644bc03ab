"""What groups ask of each other about series, for the desks of their people: to stand beside, to read anew, to host."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.models import SeriesHandover, Sponsorship
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need
from orgs.waiting import LIVE, MOST, asked_when, day


def register_all() -> None:
    needs.register("sign-ons", sign_ons)
    needs.register("changed texts", changed_texts)
    needs.register("hosting", hostings)


def sign_ons(user: User) -> list[Need]:
    """Groups that would like to stand beside what she hosts, and hosts that invite hers."""
    waiting = Sponsorship.objects.answerable_by(user).running().for_cards()
    return [_invited(one) if one.is_invitation else _requested(one) for one in waiting[:MOST]]


def _invited(asking: Sponsorship) -> Need:
    series = asking.series
    return Need(
        f"sponsorship:{asking.pk}",
        _("%(host)s invites %(group)s") % {"host": series.host, "group": asking.organization},
        text=f"{series.title}. {asked_when(asking.asked_at)}",
        stock=series.stock,
        due=needs.due_if_near(asking.open_until),
        acts=[Act(_("Read and answer"), reverse("events:sponsorship", args=[asking.pk]))],
        weight=LIVE,
    )


def _requested(asking: Sponsorship) -> Need:
    names = {"group": asking.organization, "title": asking.series.title}
    return Need(
        f"sponsorship:{asking.pk}",
        _("%(group)s would like to join “%(title)s”") % names,
        text=asked_when(asking.asked_at),
        stock=asking.series.stock,
        due=needs.due_if_near(asking.open_until),
        acts=[
            Act(_("Welcome them"), reverse("events:sponsorship-acceptance", args=[asking.pk]), post=True),
            Act(_("Look first"), reverse("events:sponsorship", args=[asking.pk]), main=False),
        ],
        weight=LIVE,
    )


def changed_texts(user: User) -> list[Need]:
    """What her groups have signed and what has been worded anew since."""
    signed = Sponsorship.objects.withdrawable_by(user).running().asked_again().for_cards()
    return [
        Need(
            f"text:{asking.pk}",
            _("Does %(group)s stand by the new words of “%(title)s”?")
            % {"group": asking.organization, "title": asking.series.title},
            text=_("What it says has changed since you signed."),
            stock=asking.series.stock,
            acts=[Act(_("Read what changed"), asking.link(user))],
            weight=LIVE,
        )
        for asking in signed[:MOST]
    ]


def hostings(user: User) -> list[Need]:
    """Series that other groups offer hers to host."""
    return [
        Need(
            f"hosting:{offer.pk}",
            _("Will %(group)s host “%(title)s”?") % {"group": offer.to, "title": offer.series.title},
            text=_("%(host)s offers it to you, until %(day)s.")
            % {"host": offer.organization, "day": day(offer.open_until)},
            stock=offer.series.stock,
            due=needs.due_if_near(offer.open_until),
            acts=[Act(_("Read and answer"), offer.get_absolute_url())],
            weight=LIVE,
        )
        for offer in SeriesHandover.objects.answerable_by(user).for_cards()[:MOST]
    ]
