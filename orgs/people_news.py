"""What letters say about people and their places in groups: a headline and sentences, handed what they are about."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ROLE_MEANS = {
    "coordinator": gettext_lazy("Coordinators do everything, and look after who belongs to the group."),
    "organizer": gettext_lazy("Organizers announce, move and cancel dates, and sign for the group."),
    "member": gettext_lazy("Members read the inside of the group and see who belongs to it."),
}

Words = tuple[str, list[str]]


def day(moment) -> str:
    return date_format(moment, "j F Y")


def hour(moment) -> str:
    return date_format(moment, "l j F, H:i e")


def invitation(group, role: str, until) -> Words:
    if role == "organizer":
        offer = _("A coordinator of %(group)s asks whether you would like to be one of its organizers.")
    else:
        offer = _("A coordinator of %(group)s asks whether you would like to be a member.")
    return _("%(group)s invites you") % {"group": group}, [
        offer % {"group": group},
        str(ROLE_MEANS[role]),
        _("The link is for this address alone, works once, and is open until %(day)s. It only shows; nothing happens "
          "until you press.") % {"day": day(until)},
        _("If you do nothing, the invitation ends then and this address is erased."),
    ]  # fmt: skip


def invitation_answered(group, who: str, role: str, *, accepted: bool) -> Words:
    if not accepted:
        return _("An invitation to %(group)s was declined") % {"group": group}, [
            _("Whoever was invited said no. The address is erased, and nobody else is told.")
        ]
    headline = _("%(who)s joined %(group)s") % {"who": who, "group": group}
    return headline, [_("The invitation was accepted."), str(ROLE_MEANS[role])]


def join_asked(group, who: str, until) -> Words:
    return _("%(who)s would like to join %(group)s") % {"who": who, "group": group}, [
        _("Let this person in, or decline. Either way an answer goes out. The request ends on %(day)s.")
        % {"day": day(until)}
    ]


def join_answered(group, role: str, again, *, accepted: bool) -> Words:
    if accepted:
        return _("You belong to %(group)s now") % {"group": group}, [
            _("The group has let you in."),
            str(ROLE_MEANS[role]),
        ]
    return _("%(group)s has declined your request") % {"group": group}, [
        _("No reason is asked of them. You can ask again from %(day)s on.") % {"day": day(again)}
    ]


def membership(group, act: str) -> Words:
    if act == "removed":
        return _("You no longer belong to %(group)s") % {"group": group}, [
            _("A coordinator has ended your place in the group. Your account stays as it is.")
        ]
    if act == "organizer":
        return _("You are an organizer of %(group)s now") % {"group": group}, [str(ROLE_MEANS[act])]
    return _("You are a member of %(group)s now") % {"group": group}, [str(ROLE_MEANS["member"])]


AFTERWARDS = {
    "organizer": gettext_lazy("%(who)s stays as an organizer."),
    "member": gettext_lazy("%(who)s stays as a member."),
    "gone": gettext_lazy("%(who)s leaves the group."),
}


def handover_offered(group, who: str, afterwards: str, until) -> Words:
    return _("%(who)s asks whether you will coordinate %(group)s") % {"who": who, "group": group}, [
        str(ROLE_MEANS["coordinator"]),
        _("With your yes the place is yours at once.") + " " + AFTERWARDS[afterwards] % {"who": who},
        _("The offer is open until %(day)s. You can say no without a reason.") % {"day": day(until)},
    ]


def handover_answered(group, giver: str, taker: str, afterwards: str, *, accepted: bool) -> Words:
    if not accepted:
        return _("%(who)s would rather not coordinate %(group)s") % {"who": taker, "group": group}, [
            _("Everything stays as it was. You can ask somebody else.")
        ]
    return _("%(who)s coordinates %(group)s now") % {"who": taker, "group": group}, [
        _("%(giver)s offered the place and %(taker)s said yes.") % {"giver": giver, "taker": taker}
        + " "
        + AFTERWARDS[afterwards] % {"who": giver}
    ]


CHANGES = {
    ("promote", "asked"): gettext_lazy("%(whom)s is to become a coordinator of %(group)s"),
    ("lower", "asked"): gettext_lazy("%(whom)s is to coordinate %(group)s no more"),
    ("remove", "asked"): gettext_lazy("%(whom)s is to be removed from %(group)s"),
    ("promote", "stopped"): gettext_lazy("Stopped: %(whom)s does not become a coordinator of %(group)s"),
    ("lower", "stopped"): gettext_lazy("Stopped: %(whom)s goes on coordinating %(group)s"),
    ("remove", "stopped"): gettext_lazy("Stopped: %(whom)s stays in %(group)s"),
    ("promote", "done"): gettext_lazy("%(whom)s is a coordinator of %(group)s now"),
    ("lower", "done"): gettext_lazy("%(whom)s coordinates %(group)s no more"),
    ("remove", "done"): gettext_lazy("%(whom)s was removed from %(group)s"),
    ("promote", "void"): gettext_lazy("Not done: %(whom)s does not become a coordinator of %(group)s"),
    ("lower", "void"): gettext_lazy("Not done: %(whom)s goes on coordinating %(group)s"),
    ("remove", "void"): gettext_lazy("Not done: %(whom)s stays in %(group)s"),
}


def coordinator_change(group, act: str, turn: str, *, whom: str, who: str, stopped_by: str, due) -> Words:
    headline = CHANGES[act, turn] % {"whom": whom, "group": group}
    if turn == "asked":
        return headline, [
            _("%(who)s asked for this. It takes effect on %(hour)s unless a coordinator stops it before.")
            % {"who": who, "hour": hour(due)},
            _("If it is right, you need do nothing. If not, one press stops it."),
        ]
    if turn == "stopped":
        return headline, [_("%(who)s stopped it. Everything stays as it was.") % {"who": stopped_by}]
    if turn == "done":
        return headline, [_("It was announced three days ago, and nobody stopped it.")]
    return headline, [_("When the time had come it was no longer possible. Everything stays as it was.")]


def claimed(group, who: str) -> Words:
    return _("%(who)s coordinates %(group)s now") % {"who": who, "group": group}, [
        _("Nobody coordinated the group any more. A moderator has looked at the case and agreed.")
    ]


def claim_confirmed(group) -> Words:
    return _("You coordinate %(group)s now") % {"group": group}, [
        str(ROLE_MEANS["coordinator"]),
        _("Everybody in the group is told."),
    ]
