"""The plain pages: what the site says about itself, alike for everyone and kept by caches."""

from email.utils import parseaddr
from functools import wraps

from django.conf import settings
from django.http import JsonResponse
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView


def kept(view):
    """Kept by caches for a visitor; for a browser with a session the page names what is hers, and is not."""
    public, private = cache_control(public=True, max_age=300)(view), cache_control(private=True, no_cache=True)(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        return (private if settings.SESSION_COOKIE_NAME in request.COOKIES else public)(request, *args, **kwargs)

    return answer


def page(name: str):
    """A view that shows templates/pages/<name>.html."""
    told = {"contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1], "contact_keep_days": settings.CONTACT_KEEP_DAYS}
    return kept(require_safe(TemplateView.as_view(template_name=f"pages/{name}.html", extra_context=told)))


robots = kept(require_safe(TemplateView.as_view(template_name="pages/robots.txt", content_type="text/plain")))


@require_safe
@kept
def manifest(request):
    """What a phone needs to put the site among its apps. Nothing asks people to."""
    icon = {"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "name": settings.SITE_NAME,
            "short_name": settings.SITE_NAME,
            "start_url": "/",
            "display": "browser",
            "background_color": "#f0f1ee",
            "theme_color": "#f0f1ee",
            "icons": [icon],
        },
        content_type="application/manifest+json",
    )
