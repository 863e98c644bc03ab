"""What becomes of this room's rows when a group is merged into another."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from orgs import merging
from orgs.models.affiliation import Affiliation
from orgs.models.case import Case
from orgs.models.membership import Membership
from orgs.models.merge import FormerSlug
from orgs.models.name import OrganizationName
from orgs.models.signon import SignOn
from outbox.models import Suppression

RANKS = [Membership.Role.MEMBER, Membership.Role.ORGANIZER, Membership.Role.COORDINATOR]
IN_BOTH = _("Who belongs to both keeps one membership, with the higher of the two roles.")
ALREADY_CALLED = _("The group that stays bears this name already.")
SETTLED = _("What waited for a moderator about the group that ends is closed.")
NOT_LISTED = _("Nobody has listed the group that ends: its people, its sign-ons and its coalitions stay with it.")
OFFERED = _("An offer to hand something over, or to take it on, ends: it is made anew.")
BELONGS = _("Where both belong together already, or would close a circle of coalitions, the membership ends.")


def end_sign_ons(journal: merging.Journal, rows) -> int:
    """What waits expires, what was accepted is withdrawn, as of now; nobody is written to."""
    number = 0
    for state, ended in ((SignOn.State.PENDING, SignOn.State.EXPIRED), (SignOn.State.ACCEPTED, SignOn.State.WITHDRAWN)):
        number += journal.change(rows.filter(state=state), state=ended, decided_at=timezone.now())
    return number


def end_offers(model) -> Callable:
    """Nobody offered anything to, or with, the group that stays: what waits is offered anew."""

    def move(journal: merging.Journal, group, into) -> int:
        waiting = model.objects.pending().of_group(group)
        journal.leave(OFFERED, journal.change(waiting, state=model.State.VOID, decided_at=timezone.now()))
        return 0

    return move


def move_affiliations(journal: merging.Journal, group, into) -> int:
    """Its coalitions and its members are the other's, but where that could not have been agreed; the past stays."""
    theirs = Affiliation.objects.standing().of_group(group)
    if not group.is_listed:
        journal.leave(NOT_LISTED, end_sign_ons(journal, theirs))
        return 0
    return sum(_move_affiliation(journal, row, group, into) for row in sorted(theirs, key=lambda row: row.is_pending))


def _move_affiliation(journal: merging.Journal, row: Affiliation, group, into) -> int:
    column = "organization_id" if row.organization_id == group.pk else "coalition_id"
    pair = {"organization_id": row.organization_id, "coalition_id": row.coalition_id} | {column: into.pk}
    this = Affiliation.objects.filter(pk=row.pk)
    known = Affiliation.objects.standing().filter(**pair)
    if row.is_accepted:
        journal.leave(BELONGS, end_sign_ons(journal, known.awaiting()))
    sides = {one.pk: one for one in (row.coalition, row.organization, into)}
    try:
        Affiliation._refuse_place(sides[pair["coalition_id"]], sides[pair["organization_id"]])
        fits = not known.exists()
    except ValidationError:
        fits = False
    if fits:
        return journal.move(this, column, into.pk)
    journal.leave(BELONGS, end_sign_ons(journal, this))
    return 0


def move_memberships(journal: merging.Journal, group, into) -> int:
    """Everybody comes along; who is in both has the higher role.

    Not from a group that no moderator has listed: whoever registers one twin more would look after the true one.
    """
    if not group.is_listed:
        journal.leave(NOT_LISTED, Membership.objects.filter(organization=group).count())
        return 0
    known = {membership.user_id: membership for membership in Membership.objects.filter(organization=into)}
    theirs = Membership.objects.filter(organization=group)
    both = list(theirs.filter(user__in=known))
    for membership in both:
        if RANKS.index(membership.role) > RANKS.index(known[membership.user_id].role):
            rows = Membership.objects.filter(pk=known[membership.user_id].pk)
            journal.change(rows, role=membership.role)
    journal.leave(IN_BOTH, len(both))
    # She chose to be named by the one group, and not by the other.
    journal.change(theirs.filter(is_named=True), is_named=False, public_name="")
    return journal.move(theirs.exclude(user__in=known), "organization_id", into.pk)


def move_names(journal: merging.Journal, group, into) -> int:
    """By each name of the group that ends the other is found from now on."""
    borne = set(OrganizationName.objects.filter(organization=into).values_list("name", flat=True))
    names = list(OrganizationName.objects.filter(organization=group))
    new = [row for row in names if row.name not in borne]
    for row in new:
        former = OrganizationName(organization=into, name=row.name, key=row.key, is_former=True)
        journal.make(former, "organization_id", "name", "is_former")
    journal.leave(ALREADY_CALLED, len(names) - len(new))
    return len(new)


def move_cases(journal: merging.Journal, group, into) -> int:
    """What waits about one of its series goes along; what waits about the group itself is closed."""
    waiting = Case.objects.pending().filter(organization=group)
    about_it = waiting.filter(subject="")
    moved = journal.move(waiting.exclude(subject=""), "organization_id", into.pk)
    journal.leave(SETTLED, journal.change(about_it, state=Case.State.CLOSED, decided_at=timezone.now()))
    return moved


def move_refusals(journal: merging.Journal, group, into) -> int:
    """Who wants no letters of the group that ends wants none of it under its new name."""
    refused = list(Suppression.objects.filter(sender=group.letters_key))
    kept = set(Suppression.objects.filter(sender=into.letters_key).values_list("recipient_index", "kind"))
    new = [row for row in refused if (row.recipient_index, row.kind) not in kept]
    for row in new:
        made = Suppression(
            recipient_index=row.recipient_index, kind=row.kind, sender=into.letters_key, reason=row.reason
        )
        journal.make(made, "recipient_index", "kind", "sender")
    return len(new)


def register_all() -> None:
    merging.register("orgs.Membership.organization", title=_("People"), move=move_memberships)
    affiliations = _("Memberships of coalitions")
    merging.register("orgs.Affiliation.organization", title=affiliations, move=move_affiliations)
    merging.register("orgs.Affiliation.coalition")  # goes with the other end
    merging.register("orgs.OrganizationName.organization", title=_("Names"), move=move_names)
    merging.register("orgs.Case.organization", title=_("Cases that wait"), move=move_cases)
    merging.register(
        "orgs.FormerSlug.organization",
        title=_("Former addresses"),
        move=merging.simply(FormerSlug, "organization_id"),
    )
    merging.register("outbox.Suppression.sender", title=_("Addresses that want no letters"), move=move_refusals)
    # These say what was of the group that ended, and stay with it; its record is read beside the other's.
    merging.register("orgs.LetterSetting.organization")
    for key in ("orgs.AuditEntry.organization", "orgs.Organization.resembles", "orgs.Merge.group", "orgs.Merge.into"):
        merging.register(key)
    # What people asked each other ends with the group: its people ask anew where they are now.
    for asked in ("Invitation", "JoinRequest", "Handover", "CoordinatorChange"):
        merging.register(f"orgs.{asked}.organization")
