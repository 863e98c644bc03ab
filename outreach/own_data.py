"""What this room keeps about one person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orgs import personal
from orgs.models import User
from outbox.contacts import contact_index
from outreach.models import Appeal, Prospect, Sheet, Touch


def _work(user: User) -> list[dict]:
    """What she did on the boards of her groups; the contacts and words in it are about others."""
    rows = Touch.objects.filter(by=user).select_related(
        "prospect__organization", "prospect__series", "prospect__demand"
    )
    return [
        {"group": row.prospect.shown_name, "what": row.get_kind_display(), "at": row.at}
        for row in rows.select_related("prospect__coalition").order_by("at", "pk")
    ]


def _as_contact(user: User) -> list[dict]:
    """Where her address stands as that of a group that somebody wants to reach."""
    return [
        {"for": row.board.title, "by": row.board.host.name, "named": row.person, "telephone": row.phone}
        for row in _of_address(user).with_targets().order_by("pk")
    ]


def _drop_contact(user: User) -> int:
    """With her account goes what others kept to reach her."""
    rows = Prospect.objects.filter(pk__in=list(_of_address(user).values_list("pk", flat=True)))
    erased = rows.forget()
    rows.update(address_index="")
    return erased


def _of_address(user: User):
    indexes = [contact_index(address) for address in user.confirmed_addresses()]
    return Prospect.objects.filter(~Q(address=""), address_index__in=indexes)


def _letters(user: User) -> list[dict]:
    """What she wrote to several groups at once."""
    hers = Appeal.objects.filter(Q(begun_by=user) | Q(sent_by=user)).for_page().order_by("changed_at", "pk")
    return [{"for": row.board.title, "letter": row.letter, "sent_at": row.sent_at} for row in hers]


def _sheets(user: User) -> list[dict]:
    """Files that she is looking at; what they say is about others."""
    return [{"file": row.name, "made_at": row.made_at} for row in Sheet.objects.filter(made_by=user).order_by("pk")]


def register_all() -> None:
    personal.register_part(_("Spreadsheets of groups that you are looking at"), export=_sheets)
    personal.register_part(_("What you wrote to several groups"), export=_letters)
    personal.register_part(_("What you did to reach groups"), export=_work)
    personal.register_part(_("Where you are asked for a group"), export=_as_contact, erase=_drop_contact)
