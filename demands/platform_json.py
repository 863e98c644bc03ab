"""A platform as plain data, for whoever builds something of their own on it. Nothing here is not on its page."""

from dataclasses import asdict

from django.conf import settings

from demands import platform_page
from demands.demands_json import a_row
from demands.models import Platform


def the_platform(platform: Platform, number: int) -> dict:
    """Its planks, who signs which, and one page of towns with the demands that carry each plank."""
    planks = platform_page.planks_of(platform)
    under = platform_page.under(platform, planks)
    page, towns = platform_page.town_by_town(planks, number)
    in_part = [{"group": _group(signed.organization), "planks": numbers} for signed, numbers in under.in_part]
    return {
        "edition": 1,
        "title": platform.title,
        "summary": platform.summary,
        "keeper": _group(platform.keeper),
        "closed": platform.is_closed,
        "planks": [_plank(standing) for standing in platform_page.standings(planks, under)],
        "signed": {"whole": [_group(signed.organization) for signed in under.whole], "in_part": in_part},
        "towns": [_town(town) for town in towns],
        "next": page.next_page_number() if page.has_next() else None,
        "url": _whole(platform.get_absolute_url()),
        "uid": str(platform.uid),
    }


def _plank(standing: platform_page.Standing) -> dict:
    plank = standing.plank
    return {
        "number": standing.number,
        "title": plank.title,
        "text": plank.text,
        "model": (plank.model and plank.model.is_public and _whole(plank.model.get_absolute_url())) or None,
        "tally": asdict(standing.tally),
    }


def _town(town: platform_page.Town) -> dict:
    return {
        "name": town.name,
        "planks": [{"number": cell.number, "demands": [a_row(row) for row in cell.demands]} for cell in town.cells],
    }


def _group(group) -> dict:
    return {"name": group.name, "url": _whole(group.get_absolute_url())}


def _whole(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
