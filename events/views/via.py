"""Pages opened by the link of a group: the code is known and stands alone, or the address is cleaned of it."""

from functools import wraps
from urllib.parse import urlencode

from django.shortcuts import redirect

from events.models import Series, referral


def by_known_links(view):
    """Hand the view `via`, the group that the code of the address names; lead every other spelling to a known one.

    So a page has as many addresses with a code as groups stand by it, and no cache can be filled with others.
    """

    @wraps(view)
    def opened(request, slug, **kwargs):
        if referral.PARAMETER not in request.GET:
            return view(request, slug, **kwargs)
        series = Series.objects.public().announced().filter(slug=slug).first()
        group = referral.group_of(series, request.GET.get(referral.PARAMETER)) if series else None
        clean = urlencode({referral.PARAMETER: group.slug}) if group else ""
        if clean and request.META["QUERY_STRING"] == clean:
            return view(request, slug, via=group, **kwargs)
        return redirect(f"{request.path}?{clean}" if clean else request.path)

    return opened
