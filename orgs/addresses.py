"""Former addresses of groups lead to the present ones: people bookmark them, and calendars never look again."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from orgs.models import FormerSlug


def from_former_addresses(view):
    """Answer 301 where `slug` or `?group=` is a group's former one; the rest of the address is kept.

    Outermost of a view that is only read. A merge can be undone, so nobody is to remember the answer for long.
    """

    @wraps(view)
    def led(request, *args, **kwargs):
        if now := FormerSlug.leads_to(request.GET.get("group", "")):
            query = request.GET.copy()
            query["group"] = now
            return _moved(request.path, query)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            now = FormerSlug.leads_to(kwargs.get("slug", ""))
            if now is None:
                raise
            return _moved(reverse(request.resolver_match.view_name, kwargs=kwargs | {"slug": now}), request.GET)

    return led


def _moved(path: str, query) -> HttpResponsePermanentRedirect:
    answer = HttpResponsePermanentRedirect(f"{path}?{query.urlencode()}" if query else path)
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer
