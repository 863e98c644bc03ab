"""The table of contents: which room answers which address."""

from allauth.account import views as account
from django.urls import include, path

from coalition import pages
from orgs import views as orgs
from orgs.pace import evenly

urlpatterns = [
    path("", include("orgs.urls")),
    path("", include("demands.urls")),
    path("", include("events.urls")),
    path("", include("outreach.urls")),
    path("", include("planning.urls")),
    path("", include("outbox.urls")),
    # These answer alike, in words and in time, whether or not an address is known.
    path("account/signup/", evenly(orgs.signup), name="account_signup"),
    path("account/login/code/", evenly(account.request_login_code), name="account_request_login_code"),
    path("account/password/reset/", evenly(account.password_reset), name="account_reset_password"),
    path("account/", include("allauth.urls")),
    path("about/", pages.page("about"), name="about"),
    path("about/listing/", pages.page("listing"), name="about-listing"),
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
