"""The words in which the record of a group tells of its outreach. Whom it wants to reach is on its board alone."""

from django.utils.translation import gettext_lazy as _

from orgs.chronicle import SIGN_ONS, register_words

# Once a day for each person and board; `_beside` where a co-host's people did it.
OUTREACH = {
    "prospects_entered": _("%(who)s added groups to the outreach for “%(about)s”"),
    "prospects_entered_beside": _("%(party)s added groups to the outreach for “%(about)s”"),
    "appeals_sent": _("%(who)s wrote to several groups for “%(about)s”"),
    "appeals_sent_beside": _("%(party)s wrote to several groups for “%(about)s”"),
    "prospects_struck": _("%(who)s removed groups from the outreach for “%(about)s”"),
    "prospects_struck_beside": _("%(party)s removed groups from the outreach for “%(about)s”"),
}


def register_all() -> None:
    register_words(OUTREACH, topic=SIGN_ONS)
