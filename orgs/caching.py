"""Public pages are alike for all who are not signed in, and any cache may keep them for a moment."""

import hashlib
from collections.abc import Mapping
from functools import wraps

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from orgs.presence import brought_session


def public_page(view):
    """Let a visitor's copy be kept for some seconds; a signed-in reader's is hers alone."""

    @wraps(view)
    def kept(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if brought_session(request) or response.status_code != 200:
            patch_cache_control(response, private=True, no_store=True)
        else:
            patch_cache_control(response, public=True, max_age=0, s_maxage=10, stale_while_revalidate=30)
        return response

    return kept


def alike_for_all(view):
    """Say that a view answers the same whoever asks, and in the site's language: nobody's session is looked at."""
    view.is_alike_for_all = True
    return view


def validated(request, answer: HttpResponse, headers: Mapping[str, str]) -> HttpResponse:
    """The answer, or that it has not changed since: of these short ones the bytes are their own validator."""
    etag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag) or answer
    for name, value in {**headers, "ETag": etag}.items():
        answer.headers[name] = value
    return answer


class PrivatePagesMiddleware:
    """What is made for somebody with a session is kept by no cache, unless its view has said otherwise."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if brought_session(request) and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response
