"""What this room keeps of a person's words to moderators: reports, cases of her own, and what she said in cases."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs.models import Case, CaseAct, Report, User
from orgs.personal import register_part
from orgs.reviewing import keys_concerning
from outbox.contacts import contact_index


def register_all() -> None:
    register_part(_("What you reported"), export=_reports, erase=_withdraw_reports)
    register_part(_("What you wrote to moderators"), export=_words, erase=_forget_words)


def _reports(user: User) -> list[dict]:
    rows = Report.objects.filter(pk__in=_hers(user)).order_by("at", "pk")
    return [
        {"page": row.path, "reason": row.get_reason_display(), "words": row.text, "contact": row.contact, "at": row.at}
        for row in rows
    ]


def _withdraw_reports(user: User) -> int:
    """That a page was reported, and why, stays with the case."""
    return Report.objects.filter(pk__in=_hers(user)).update(text="", contact="", reporter=None)


def _hers(user: User) -> list[int]:
    """Those of her account, and those signed out that left an address of hers: few are kept, each is read."""
    indexes = {contact_index(address) for address in user.confirmed_addresses()}
    rows = Report.objects.filter(Q(reporter=user) | ~Q(contact="")).order_by("pk")
    return [row.pk for row in rows if row.reporter_id == user.pk or contact_index(row.contact) in indexes]


def _words(user: User) -> list[dict]:
    own = Case.objects.filter(opened_by=user).select_related("organization").order_by("pk")
    acts = CaseAct.objects.filter(by=user).exclude(text="").select_related("case__organization").order_by("pk")
    opened = [
        {"group": row.organization.name, "about": row.nature.title, "at": row.opened_at, "words": row.text}
        for row in own
    ]
    return opened + [
        {"group": row.case.organization.name, "about": row.get_act_display(), "at": row.at, "words": row.text}
        for row in acts
    ]


def _forget_words(user: User) -> int:
    """What she asked for herself is asked no more. What she said for a group, or as a moderator, stays without her."""
    own = Case.objects.filter(opened_by=user, kind__in=keys_concerning("opener"))
    forgotten = CaseAct.objects.filter(by=user, case__in=own).update(text="")
    pks = list(own.values_list("pk", flat=True))
    Case.objects.filter(pk__in=pks).pending().update(state=Case.State.CLOSED, decided_at=timezone.now())
    return forgotten + Case.objects.filter(pk__in=pks).update(text="", subject="")
