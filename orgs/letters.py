"""The letters of this room."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from orgs.models import Organization
from outbox.letters import Letter, Unwanted, register


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
