"""The table of contents: which room answers which address."""

from django.urls import include, path

from coalition import pages

urlpatterns = [
    path("", include("events.urls")),
    path("", include("orgs.urls")),
    path("", include("outbox.urls")),
    path("account/", include("allauth.urls")),
    path("about/", pages.page("about"), name="about"),
    path("privacy/", pages.page("privacy"), name="privacy"),
    path("accessibility/", pages.page("accessibility"), name="accessibility"),
    path("conduct/", pages.page("conduct"), name="conduct"),
    path("robots.txt", pages.robots, name="robots"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
]

handler400 = "coalition.errors.bad_request"
handler403 = "coalition.errors.forbidden"
handler404 = "coalition.errors.not_found"
handler500 = "coalition.errors.server_error"
