"""Pages whose address is a secret: it must not leak by referrer, cache or search engine."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render

HEADERS = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def private_link(view):
    """Decorate a view whose address holds a token, whatever it answers.

    What it does not find is said as a sentence about the link: a used, old or made-up one answers alike.
    """

    @wraps(view)
    def private(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = render(request, "outbox/dead_link.html", status=404)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return private
