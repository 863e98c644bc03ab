"""What was answered about a group beside the host, in the words of a letter.

`own` says that the letter goes to the organizers of the group, otherwise to those of the host.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def headline(sponsorship, *, own: bool) -> str:
    """One line without a full stop, for the subject and the heading."""
    words = _words(sponsorship)
    if sponsorship.state == "accepted":
        if own and not sponsorship.is_invitation:
            return _("%(host)s welcomes you: %(title)s") % words
        return _("%(group)s stands with %(title)s") % words
    if sponsorship.state == "declined":
        return _("Not this time: %(group)s and %(title)s") % words
    return _("%(group)s is no longer named on %(title)s") % words


def opening(sponsorship, *, own: bool) -> str:
    """The first sentence: who said what."""
    words = _words(sponsorship)
    if sponsorship.state == "accepted":
        return _accepted(sponsorship, own) % words
    if sponsorship.state == "declined":
        if sponsorship.is_invitation:
            return _("%(group)s has declined the invitation to %(title)s.") % words
        return _("%(host)s has declined the request of %(group)s to be named on %(title)s.") % words
    return _("%(group)s has withdrawn from %(title)s.") % words


def promises(sponsorship) -> list[str]:
    """What a group that signed takes on, and when its name appears; one sentence each."""
    if not sponsorship.is_accepted:
        return []
    said = []
    if tasks := sponsorship.task_labels:
        said.append(_("It takes on: %(tasks)s.") % {"tasks": ", ".join(tasks)})
    if people := sponsorship.pledge:
        hopes = ngettext("It hopes to bring %(people)s person.", "It hopes to bring %(people)s people.", people)
        said.append(hopes % {"people": people})
    if not sponsorship.organization.is_listed:
        said.append(_("The group is named once it is listed."))
    return said


def who(sponsorship) -> str:
    """By whom, as a sentence of its own; "" where nobody is known by name."""
    name = sponsorship.decided_by.name if sponsorship.decided_by else ""
    if sponsorship.state == "accepted" and sponsorship.is_invitation:
        name, sentence = sponsorship.signed_name, _("Signed by: %(name)s")
    elif sponsorship.state == "withdrawn":
        sentence = _("Withdrawn by: %(name)s")
    else:
        sentence = _("Answered by: %(name)s")
    return sentence % {"name": name} if name else ""


def _accepted(sponsorship, own: bool) -> str:
    if own and not sponsorship.is_invitation:
        return {
            "co_host": _("%(host)s welcomes %(group)s as co-host of %(title)s."),
            "endorse": _("%(host)s welcomes %(group)s, which endorses %(title)s."),
        }.get(sponsorship.level, _("%(host)s welcomes %(group)s as co-sponsor of %(title)s."))
    return {
        "co_host": _("%(group)s has signed on as co-host of %(title)s."),
        "endorse": _("%(group)s has signed on: it endorses %(title)s."),
    }.get(sponsorship.level, _("%(group)s has signed on as co-sponsor of %(title)s."))


def _words(sponsorship) -> dict[str, str]:
    group = sponsorship.organization
    return {
        "group": group.name if group else _("The group you asked"),
        "host": sponsorship.series.host.name,
        "title": sponsorship.series.title,
    }
