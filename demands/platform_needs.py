"""What platforms want from a person: to sign, to welcome, to look at what came later."""

from django.urls import reverse
from django.utils.translation import gettext as _

from demands.models import PlatformSignature
from orgs import needs
from orgs.models import User
from orgs.needs import Act, Need
from orgs.waiting import LIVE, MOST, asked_when


def register_all() -> None:
    needs.register("names under platforms", signatures)
    needs.register("planks that came later", later_planks)


def signatures(user: User) -> list[Need]:
    """Groups that would like to sign what hers keeps, and keepers that ask hers."""
    waiting = PlatformSignature.objects.answerable_by(user).under_way().for_cards()
    return [_invited(one) if one.is_invitation else _requested(one) for one in waiting[:MOST]]


def later_planks(user: User) -> list[Need]:
    """What came to a platform after a group of hers had signed it."""
    signed = PlatformSignature.objects.signed_by(user).asked_about_planks().for_cards()
    return [
        Need(
            f"platform-planks:{one.pk}",
            _("“%(title)s” has planks that %(group)s has not signed") % _names(one),
            text=_("They were added since. Your name stands where it stood."),
            stock=one.platform.keeper.stock,
            acts=[Act(_("Look at them"), one.get_absolute_url())],
        )
        for one in signed[:MOST]
    ]


def _invited(asked: PlatformSignature) -> Need:
    return _need(
        asked,
        _("%(keeper)s asks %(group)s to sign a platform"),
        asked.platform.title,
        Act(_("Read and answer"), asked.get_absolute_url()),
    )


def _requested(asked: PlatformSignature) -> Need:
    return _need(
        asked,
        _("%(group)s would like to sign “%(title)s”"),
        "",
        Act(_("Welcome them"), reverse("demands:signature-acceptance", args=[asked.pk]), post=True),
        Act(_("Look first"), asked.get_absolute_url(), main=False),
    )


def _need(asked: PlatformSignature, headline: str, text: str, *acts: Act) -> Need:
    return Need(
        f"platform-signature:{asked.pk}",
        headline % _names(asked),
        text=" ".join(part for part in (f"{text}." if text else "", asked_when(asked.asked_at)) if part),
        stock=asked.platform.keeper.stock,
        due=needs.due_if_near(asked.open_until),
        acts=list(acts),
        weight=LIVE,
    )


def _names(asked: PlatformSignature) -> dict[str, str]:
    return {"keeper": asked.platform.keeper, "group": asked.organization, "title": asked.platform.title}
