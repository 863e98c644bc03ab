"""Public pages and feeds, the answers and signatures by link, and the organizer's desk."""

from django.urls import path, register_converter

from events import views
from events.converters import DayConverter

register_converter(DayConverter, "day")

app_name = "events"
urlpatterns = [
    path("", views.browse, name="home"),
    path("events/", views.browse, name="list"),
    path("events/<slug:slug>/", views.series, name="series"),
    path("events/<slug:slug>/answer/", views.answer_new, name="answer-new"),
    path("events/<slug:slug>/follow/", views.series_follow, name="series-follow"),
    path("events/<slug:slug>/co-sponsor/", views.sponsorship_request, name="sponsorship-request"),
    path("events/<slug:slug>/report/", views.series_report, name="series-report"),
    path("events/<slug:slug>/still-on/<str:token>/", views.still_on, name="still-on"),
    path("events/<slug:slug>/renewal/<str:token>/", views.renewal, name="renewal"),
    path("events/<slug:slug>/<day:day>/", views.occurrence, name="occurrence"),
    path("groups/", views.group_list, name="group-list"),
    path("groups/<slug:slug>/", views.group, name="group"),
    path("groups/<slug:slug>/follow/", views.group_follow, name="group-follow"),
    path("follows/", views.town_follow, name="town-follow"),
    path("follows/asked/", views.follow_asked, name="follow-asked"),
    # Feeds: a page's address with .ics in place of its last slash.
    path("feeds/", views.feeds, name="feeds"),
    path("events.ics", views.feed_all, name="feed-all"),
    path("events/<slug:slug>.ics", views.feed_series, name="feed-series"),
    path("events/<slug:slug>/<day:day>.ics", views.feed_occurrence, name="feed-occurrence"),
    path("groups/<slug:slug>.ics", views.feed_group, name="feed-group"),
    # Plain data: a page's address with .json in place of its last slash.
    path("events.json", views.data_all, name="data-all"),
    path("events/<slug:slug>.json", views.data_series, name="data-series"),
    path("events/<slug:slug>/<day:day>.json", views.data_occurrence, name="data-occurrence"),
    path("groups/<slug:slug>.json", views.data_group, name="data-group"),
    # By link alone: whoever holds it.
    path("answers/<str:token>/", views.answer, name="answer"),
    path("answers/<str:token>/reminder/", views.answer_reminder, name="answer-reminder"),
    path("answers/<str:token>/confirmation/", views.answer_confirmation, name="answer-confirmation"),
    path("answers/<str:token>/erasure/", views.answer_erasure, name="answer-erasure"),
    path("follows/<str:token>/", views.follows, name="follows"),
    path("follows/<str:token>/confirmation/", views.follow_confirmation, name="follow-confirmation"),
    path("follows/<str:token>/erasure/", views.follow_erasure, name="follows-erasure"),
    path("follows/<str:token>/<int:pk>/", views.follow_change, name="follow-change"),
    path("follows/<str:token>/<int:pk>/erasure/", views.follow_erasure, name="follow-erasure"),
    path("sign/<str:token>/", views.sign, name="sign"),
    path("sign/<str:token>/refusal/", views.sign_refusal, name="sign-refusal"),
    path("sign/<str:token>/withdrawal/", views.sign_withdrawal, name="sign-withdrawal"),
    path("account/follows/", views.account_follows, name="account-follows"),
    # The organizer's desk.
    path("desk/", views.desk, name="desk"),
    path("desk/import/", views.import_new, name="import"),
    path("desk/import/<int:pk>/", views.import_preview, name="import-preview"),
    path("desk/import/<int:pk>/columns/", views.import_columns, name="import-columns"),
    path("desk/imported/<int:pk>/keeping/", views.imported_keeping, name="imported-keeping"),
    path("desk/calendars/<int:pk>/look/", views.calendar_source_look, name="calendar-source-look"),
    path("desk/calendars/<int:pk>/deletion/", views.calendar_source_deletion, name="calendar-source-deletion"),
    path("desk/events/new/", views.series_new, name="series-new"),
    path("desk/events/<slug:slug>/", views.series_desk, name="series-desk"),
    path("desk/events/<slug:slug>/edit/", views.series_edit, name="series-edit"),
    path("desk/events/<slug:slug>/text/", views.series_text, name="series-text"),
    path("desk/events/<slug:slug>/duplicate/", views.series_duplicate, name="series-duplicate"),
    path("desk/events/<slug:slug>/extension/", views.series_extension, name="series-extension"),
    path("desk/events/<slug:slug>/confirmation/", views.series_confirmation, name="series-confirmation"),
    path("desk/events/<slug:slug>/renewal/", views.series_renewal, name="series-renewal"),
    path("desk/events/<slug:slug>/announcement/", views.series_announcement, name="series-announcement"),
    path("desk/events/<slug:slug>/submission/", views.series_submission, name="series-submission"),
    path("desk/events/<slug:slug>/cancellation/", views.series_cancellation, name="series-cancellation"),
    path("desk/events/<slug:slug>/deletion/", views.series_deletion, name="series-deletion"),
    path("desk/events/<slug:slug>/dates/<day:day>/", views.date_edit, name="date-edit"),
    path("desk/events/<slug:slug>/dates/<day:day>/cancellation/", views.date_cancellation, name="date-cancellation"),
    path("desk/events/<slug:slug>/dates/<day:day>/restoration/", views.date_restoration, name="date-restoration"),
    path("desk/events/<slug:slug>/sponsorships/", views.sponsorships, name="sponsorships"),
    path("sponsorships/<int:pk>/", views.sponsorship, name="sponsorship"),
    path("sponsorships/<int:pk>/acceptance/", views.sponsorship_acceptance, name="sponsorship-acceptance"),
    path("sponsorships/<int:pk>/refusal/", views.sponsorship_refusal, name="sponsorship-refusal"),
    path("sponsorships/<int:pk>/withdrawal/", views.sponsorship_withdrawal, name="sponsorship-withdrawal"),
    path("sponsorships/<int:pk>/revocation/", views.sponsorship_revocation, name="sponsorship-revocation"),
]
