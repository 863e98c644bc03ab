"""The letters of this room."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization
from outbox import senders
from outbox.letters import Letter, Unwanted, register

LETTERS_A_DAY = 1_000
TRUSTED_AFTER = timedelta(days=30)  # of being listed; from then on nothing limits a group's letters


@register
class AccountLetter(Letter):
    """Codes and notices about an account: worded when written, since a code is known only then."""

    kind = "account"
    template = "orgs/mail/account"
    security = True

    def context(self, message) -> dict:
        return message.opened


@register
class GroupListed(Letter):
    """Tells the organizers of a group that the public sees it now."""

    kind = "group_listed"
    template = "orgs/mail/group_listed"
    title = _("news of your group")

    def context(self, message) -> dict:
        group = Organization.objects.listed().filter(pk=message.context["organization"]).first()
        if group is None:
            raise Unwanted("unlisted: the group is not listed any more")
        return {"group": group, "url": f"{settings.SITE_URL}{group.get_absolute_url()}"}


def _name(pk: str) -> str:
    return Organization.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


def _daily_limit(pk: str) -> int | None:
    trusted = Organization.objects.listed().filter(pk=pk, listed_at__lt=timezone.now() - TRUSTED_AFTER)
    return None if trusted.exists() else LETTERS_A_DAY


senders.register("organization", _name, daily=_daily_limit)
