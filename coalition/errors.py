"""Error pages. They touch neither POST nor session, so that they cannot fail where the request did."""

from django.http import HttpResponse
from django.template import loader


def _page(request, template: str, status: int) -> HttpResponse:
    context = {"request_id": getattr(request, "id", "")}
    response = HttpResponse(loader.render_to_string(template, context), status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None):
    return _page(request, "errors/400.html", 400)


def forbidden(request, exception=None):
    return _page(request, "errors/403.html", 403)


def not_found(request, exception=None):
    return _page(request, "errors/404.html", 404)


def server_error(request):
    return _page(request, "errors/500.html", 500)


def csrf_failure(request, reason=""):
    return _page(request, "errors/csrf.html", 403)


class OnlyPressedMiddleware:
    """Who opens an address that only a button leads to reads where to go on; it would be an empty page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = _page(request, "errors/405.html", 405)
        page.headers["Allow"] = response.headers["Allow"]
        return page
