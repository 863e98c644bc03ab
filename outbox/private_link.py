"""Pages whose address is a secret: it must not leak by referrer, cache or search engine."""

from functools import wraps

HEADERS = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def private_link(view):
    """Decorate a view whose address holds a token, whatever it answers."""

    @wraps(view)
    def private(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return private
