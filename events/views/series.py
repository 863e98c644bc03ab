"""The page people share, and the page of one date."""

import datetime
from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events import desk_links, farewell, schema_org
from events.forms import AnswerForm, FollowForm
from events.models import Follow, Occurrence, Series, Sponsorship, referral
from events.models.naming import signatures, standing
from events.subscribe import Copy, Subscription
from events.views.via import by_known_links
from orgs.caching import public_page
from orgs.models import Organization
from orgs.presence import is_signed_in

STRIPS = 8
MOST_DATES = 60
MOST_PAST = 400
ONE_DAY = timedelta(days=1)


@public_page
@require_safe
@by_known_links
def series(request, slug, via=None):
    found = get_object_or_404(_visible(request), slug=slug)
    if found.is_over:
        return render(request, "events/series_over.html", over_context(request, found))
    return render(request, "events/series.html", series_context(request, found, via=via))


def over_context(request, found: Series) -> dict:
    """What stays of a series that has ended: what was held, who stood together, and what its host does next."""
    history = found.history()
    dates = list(found.occurrences.kept().with_rules().order_by("-starts_at")[:MOST_PAST])
    held = [date for date in dates if date.state == Occurrence.State.HELD]
    return page_context(request, found) | {
        "history": history,
        "count": farewell.count(history) if history.number > 1 else "",
        "sentence": farewell.sentence(history),
        "dates": dates,
        "strips": held[:STRIPS][::-1],
        "next_dates": _next_of(found.host),
    }


def _next_of(host: Organization) -> list[Occurrence]:
    """The next date of each of its first three series."""
    first: dict[int, Occurrence] = {}
    for date in Occurrence.objects.public().hosted_next_by(host)[:MOST_DATES]:
        first.setdefault(date.series_id, date)
    return list(first.values())[:3]


def series_context(request, found: Series, form: AnswerForm | None = None, via: Organization | None = None) -> dict:
    """All that the page of a series shows, with the answer as it was typed where there is one.

    `via` is the group by whose link it was opened.
    """
    dates = _dates(found)
    going = [date for date in dates if not date.is_off]
    first = [going[0].original_day] if going else []
    return page_context(request, found, via) | {
        "copy": Copy(going[0]) if going and found.is_public else None,
        "dates": dates,
        "strips": dates[:STRIPS],
        "next": going[0] if going else None,
        "changes": [] if found.is_cancelled else [date for date in dates if date.is_changed],
        "coming": found.attendances.for_date(going[0]).people() if going and going[0].pk else 0,
        "answer_form": form or AnswerForm(series=found, initial={"on": first} | _carried(via)),
        "follow_form": FollowForm.of_series(),
        "followed": is_signed_in(request) and Follow.objects.of_person(request.user).filter(series=found).exists(),
    }


def _dates(found: Series) -> list[Occurrence]:
    """What is still to come; of a draft, whose dates are no rows yet, what its rule says."""
    if found.is_draft:
        return found.all_dates(found.today(), found.cadence.until + ONE_DAY)[:MOST_DATES]
    return list(found.occurrences.kept().to_come().with_rules().order_by("starts_at")[:MOST_DATES])


@public_page
@require_safe
@by_known_links
def occurrence(request, slug, day, via=None):
    found = get_object_or_404(_visible(request), slug=slug)
    date = found.occurrences.kept().with_rules().filter(original_day=day).first()
    if date is None:
        raise Http404
    form = AnswerForm(series=found, initial={"on": [date.original_day]} | _carried(via))
    shared = page_context(request, found, via, day=date.original_day)
    context = shared | {
        "date": date,
        "copy": None if date.is_off or date.is_past or not found.is_public else Copy(date),
        "coming": found.attendances.for_date(date).people(),
        "json_ld": schema_org.script(date, shared["organizations"], shared["what_for"]) if found.is_public else "",
        "answer_form": form,
    }
    return render(request, "events/occurrence.html", context)


def page_context(request, found: Series, via: Organization | None = None, *, day: datetime.date | None = None) -> dict:
    """What the page of a series and that of one of its dates both show; of a date only who stands by it."""
    signed = signatures(found)
    sponsors = standing(signed, day) if day else [one for one in signed if not one.is_asked_again]
    signed_in = is_signed_in(request)
    return {
        "series": found,
        "subscription": Subscription.of_series(found) if found.is_public else None,
        "cosponsors": [signed for signed in sponsors if signed.level != Sponsorship.Level.ENDORSE],
        "endorsers": [signed for signed in sponsors if signed.level == Sponsorship.Level.ENDORSE],
        "organizations": [found.host, *(signed.organization for signed in sponsors)],
        "via": via,
        "what_for": found.shown_demands(),
        "carried": f"?{referral.PARAMETER}={via.slug}" if via else "",
        "said": [one for one in sponsors if one.note or not one.is_whole],
        "of_earlier_text": [one for one in signed if one.is_asked_again],
        "inside": desk_links.of_series(found, set()) if signed_in and _is_inside(request.user, found) else [],
        "editable": signed_in and Organization.objects.organized_by(request.user).filter(pk=found.host_id).exists(),
    }


def _is_inside(user, found: Series) -> bool:
    """Whether a group of hers plans it."""
    return Series.objects.seen_inside_by(user).filter(pk=found.pk).exists()


def _carried(via: Organization | None) -> dict[str, str]:
    return {referral.PARAMETER: via.slug} if via else {}


def _visible(request):
    visible = Series.objects.visible_to(request.user) if is_signed_in(request) else Series.objects.public()
    return visible.select_related("host", "place", "imported__source")
