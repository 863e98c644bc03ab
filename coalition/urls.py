"""The table of contents: which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("events.urls")),
    path("", include("orgs.urls")),
    path("", include("outbox.urls")),
    path("account/", include("allauth.urls")),
]

handler400 = "coalition.errors.bad_request"
handler403 = "coalition.errors.forbidden"
handler404 = "coalition.errors.not_found"
handler500 = "coalition.errors.server_error"
