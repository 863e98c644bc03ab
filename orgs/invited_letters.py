"""Who reads a letter that asks a group to sign on: one of its organizers, the address that was asked, or one that it
was passed on to. Its context says which (`Asking.write_to_asked`)."""

from orgs.models import Asking, Organization, PassedOn, User
from outbox import reasons
from outbox.letters import Unwanted
from outbox.models import Suppression


def asked(signon: Asking, context: dict) -> tuple[User | None, PassedOn | None]:
    """Who of those asked reads it: an organizer who is one still, or somebody it was passed on to; else the address."""
    if pk := context.get("forward"):
        return None, _one(signon.forwards, pk, "forward")
    if not context["user"]:
        return None, None
    user = _one(User.objects.filter(is_active=True), context["user"], "account")
    if not Organization.objects.organized_by(user).filter(pk=signon.organization_id).exists():
        raise Unwanted("left: no longer an organizer of the group")
    return user, None


def why_asked(context: dict) -> str:
    """Why one of those asked reads it."""
    if context.get("forward"):
        return reasons.PASSED_ON
    return reasons.INVITED_GROUP if context["user"] else reasons.INVITED_ADDRESS


def refuse_stopped(message, invitation: str) -> None:
    """Who ended invitations has ended the reminders of them too."""
    if Suppression.objects.against(message.recipient_index, invitation, message.sender).exists():
        raise Unwanted("stopped: no invitations are wanted at the address")


def _one(rows, pk, what: str):
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Unwanted(f"gone: the {what} is no more")
    return found
