"""What becomes of this room's rows when a group is merged into another."""

from django.utils.translation import gettext_lazy as _

from events.models import Attendance, Brought, CalendarSource, Follow, Imported, Series, SeriesHandover, Sponsorship
from orgs import merging
from orgs.models import Organization
from orgs.models.movers import NOT_LISTED, end_offers, end_sign_ons

HOSTS = _("A sign-on to a series of one’s own ends: the group that stays calls for it.")
TWICE = _("Where both have signed on or were asked, the one that got further stands.")
FOLLOWED_BY_BOTH = _("What both have of one calendar stays once.")
ADDED_UP = _("What the links of both brought to one date is added up.")
FOLLOWED = _("Who follows both goes on following one.")


def move_series(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Everything that it called for goes on; what waited with a group in review waits for the people of the other.

    Whom it had asked to stand beside it then was not written to yet, and is asked anew.
    """
    series = Series.objects.filter(host=group)
    if not group.is_listed:
        # An address that was asked is erased with its thirty days, as always.
        end_sign_ons(journal, Sponsorship.objects.filter(series__host=group, invited_address="").awaiting())
    return journal.move(series, "host_id", into.pk)


def move_sponsorships(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Its name under a series becomes the other's, once under each; a host does not stand beside itself."""
    rows = Sponsorship.objects.filter(organization__in=[group.pk, into.pk])
    if not group.is_listed:
        theirs = rows.filter(organization=group)
        journal.leave(NOT_LISTED, end_sign_ons(journal, theirs.standing()))
    beside_itself = rows.filter(series__host=into)
    journal.leave(HOSTS, end_sign_ons(journal, beside_itself.standing()))
    if not group.is_listed:
        return 0
    behind = _behind(rows.standing().exclude(series__host=into), group, into)
    journal.leave(TWICE, end_sign_ons(journal, rows.filter(pk__in=behind)))
    staying = [*behind, *beside_itself.values_list("pk", flat=True)]
    return journal.move(rows.filter(organization=group).exclude(pk__in=staying), "organization_id", into.pk)


def _behind(standing, group: Organization, into: Organization) -> list[int]:
    """Of each two under one series the one that gives way: what waits before what is accepted, else the newcomer's."""
    by_series: dict[int, dict[int, Sponsorship]] = {}
    for row in standing:
        by_series.setdefault(row.series_id, {})[row.organization_id] = row
    both = [rows for rows in by_series.values() if len(rows) == 2]
    return [
        rows[into.pk].pk if rows[group.pk].is_accepted and rows[into.pk].is_pending else rows[group.pk].pk
        for rows in both
    ]


def move_follows(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """Who followed one hears of the other from now on, each once."""
    theirs, known = Follow.objects.filter(organization=group), Follow.objects.filter(organization=into)
    twice = theirs.filter(follower__in=known.confirmed().values("follower")) | theirs.filter(
        confirmed_at=None, follower__in=known.values("follower")
    )
    staying = list(twice.values_list("pk", flat=True))
    journal.leave(FOLLOWED, len(staying))
    return journal.move(theirs.exclude(pk__in=staying), "organization_id", into.pk)


def move_sources(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """The calendars of both are followed, one that both follow once."""
    known = list(CalendarSource.objects.filter(organization=into).values_list("address_index", flat=True))
    theirs = CalendarSource.objects.filter(organization=group)
    journal.leave(FOLLOWED_BY_BOTH, theirs.filter(address_index__in=known).count())
    return journal.move(theirs.exclude(address_index__in=known), "organization_id", into.pk)


def move_brought(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """What people came by the link of either is one number a date; what both brought to one date is added up."""
    theirs = Brought.objects.filter(organization=group)
    known = dict(Brought.objects.filter(organization=into).values_list("occurrence", "pk"))
    both = list(theirs.filter(occurrence__in=known, people__gt=0))
    for row in both:
        kept = Brought.objects.filter(pk=known[row.occurrence_id])
        journal.change(kept, people=kept.get().people + row.people)
    journal.change(theirs.filter(pk__in=[row.pk for row in both]), people=0)
    journal.leave(ADDED_UP, len(both))
    return journal.move(theirs.exclude(occurrence__in=known), "organization_id", into.pk)


def move_imported(journal: merging.Journal, group: Organization, into: Organization) -> int:
    """What was brought in is known again under the other; where both have an event, each keeps its own."""
    known = list(Imported.objects.filter(organization=into).values_list("key", flat=True))
    theirs = Imported.objects.filter(organization=group)
    twice = list(theirs.filter(key__in=known).values_list("pk", flat=True))
    journal.leave(FOLLOWED_BY_BOTH, len(twice))
    return journal.move(theirs.exclude(pk__in=twice), "organization_id", into.pk)


def register_all() -> None:
    merging.register("events.Upload.organization")
    merging.register("events.CalendarSource.organization", title=_("Calendars followed"), move=move_sources)
    merging.register("events.Imported.organization", title=_("Events brought in"), move=move_imported)
    merging.register("events.Series.host", title=_("Events"), move=move_series)
    merging.register("events.Sponsorship.organization", title=_("Sign-ons"), move=move_sponsorships)
    merging.register("events.Follow.organization", title=_("Follows by letter"), move=move_follows)
    merging.register("events.Watch.organization")
    came, move_came = _("Answers by its links"), merging.simply(Attendance, "via_id")
    merging.register("events.Attendance.via", title=came, move=move_came)
    merging.register("events.Brought.organization", title=_("Numbers of people brought"), move=move_brought)
    merging.register("events.SeriesHandover.organization", title=_("Offers to host"), move=end_offers(SeriesHandover))
    merging.register("events.SeriesHandover.to")  # goes with the other end
