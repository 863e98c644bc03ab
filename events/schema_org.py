"""A date as schema.org tells it to search engines: only what stands on its page."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"


def script(row, organizations: Sequence, demands: Sequence = ()) -> SafeString:
    """The JSON of a date, safe inside a script element."""
    return _inside_script(event(row, organizations, demands))


def group_script(organization, dates: Sequence, members: Sequence, coalitions: Sequence) -> SafeString:
    """The JSON of a group, its dates and whom it belongs with, safe inside a script element."""
    return _inside_script(group(organization, dates, members, coalitions))


def _inside_script(found: dict) -> SafeString:
    """No character in it can end the element."""
    text = json.dumps(found, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return mark_safe(text)  # noqa: S308 - every character that could close the script is escaped above


def event(row, organizations: Sequence, demands: Sequence = ()) -> dict:
    """`organizations` are the host and who is named beside it, `demands` what it is held for. A cancelled date
    keeps its start."""
    series, (host, *others) = row.series, organizations
    found = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": series.title,
        "description": series.summary or series.title,
        "startDate": row.starts_local.isoformat(),
        "endDate": row.ends_local.isoformat(),
        "eventStatus": f"{CONTEXT}/{_status(row)}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "location": _place(row.where),
        "organizer": _organization(host),
        "url": f"{settings.SITE_URL}{row.get_absolute_url()}",
        "superEvent": {
            "@type": "EventSeries",
            "name": series.title,
            "url": f"{settings.SITE_URL}{series.get_absolute_url()}",
        },
    }
    if others:
        found["sponsor"] = [_organization(other) for other in others]
    if demands:
        found["about"] = [_demand(demand) for demand in demands]
    if row.is_moved and not row.is_off:
        found["previousStartDate"] = row.ruled_start.isoformat()
    return found


def group(organization, dates: Sequence, members: Sequence = (), coalitions: Sequence = ()) -> dict:
    """What stands on a group's page; what is not known is left out. Only dates that everybody sees are named."""
    found = {"@context": CONTEXT} | _organization(organization)
    known = {
        "alternateName": [row.name for row in organization.names.all() if not row.is_main],
        "location": _place(organization.place) if organization.place else None,
        "knowsLanguage": organization.languages,
        "email": organization.contact_email,
        "telephone": organization.contact_phone,
        "sameAs": organization.website,
        "member": [_organization(other) for other in members],
        "memberOf": [_organization(other) for other in coalitions],
        "event": [_bare(event(row, [row.series.host])) for row in dates if row.series.is_public],
    }
    return found | {name: value for name, value in known.items() if value}


def _bare(found: dict) -> dict:
    return {name: value for name, value in found.items() if name != "@context"}


def _status(row) -> str:
    if row.is_cancelled:
        return "EventCancelled"
    if row.is_postponed:
        return "EventPostponed"
    return "EventRescheduled" if row.is_moved else "EventScheduled"


def _place(place) -> dict:
    address = {
        "streetAddress": place.street,
        "addressLocality": place.locality,
        "addressRegion": place.region,
        "postalCode": place.postal_code,
        "addressCountry": place.country,
    }
    return {
        "@type": "Place",
        "name": place.name,
        "address": {"@type": "PostalAddress"} | {key: value for key, value in address.items() if value},
        "geo": {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude},
    }


def _organization(organization) -> dict:
    url = f"{settings.SITE_URL}{organization.get_absolute_url()}"
    return {"@type": "Organization", "name": organization.name, "url": url}


def demand_script(demand) -> SafeString:
    """The JSON of a demand, safe inside a script element.

    A CreativeWork and no Legislation: what groups ask for is no law, and must not be found as one.
    """
    found = (
        {"@context": CONTEXT}
        | _demand(demand)
        | {
            "abstract": demand.summary,
            "genre": str(demand.get_kind_display()),
            "creativeWorkStatus": str(demand.get_stage_display()),
            "author": _organization(demand.lead),
            "audience": {"@type": "GovernmentOrganization", "name": demand.body.name},
            "dateModified": demand.changed_at.isoformat(),
        }
    )
    if demand.identifier:
        found["identifier"] = demand.identifier
    return _inside_script(found)


def _demand(demand) -> dict:
    return {"@type": "CreativeWork", "name": demand.title, "url": f"{settings.SITE_URL}{demand.get_absolute_url()}"}
