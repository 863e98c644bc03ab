"""The link by which one group brings people to a series: it names the group, never whoever opens it."""

from urllib.parse import urlencode

from orgs.models import FormerSlug, Organization

PARAMETER = "via"
LONGEST = 80


def link(series, group: Organization) -> str:
    """The address that the group passes on. Its slug is the code: readable, and one a series."""
    return f"{series.get_absolute_url()}?{urlencode({PARAMETER: group.slug})}"


def group_of(series, code: str) -> Organization | None:
    """The group that a code names, by its slug or a former one: the host, or a listed group that has signed on.

    None for everything else, so that a code tells nothing of who was asked, has left or is not listed yet.
    """
    if not code or len(code) > LONGEST or "\0" in code:
        return None
    named = _beside(series).filter(slug=code).first()
    if named is None and (now := FormerSlug.leads_to(code)):
        named = _beside(series).filter(slug=now).first()
    return named


def _beside(series):
    signed = series.sponsorships.public().values("organization")
    listed = Organization.objects.listed()
    return listed.filter(pk__in=signed) | listed.filter(pk=series.host_id)
