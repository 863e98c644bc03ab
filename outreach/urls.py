"""The outreach of a series or a coalition: its board, and the page of each prospect."""

from django.urls import path, register_converter

from outreach import views
from outreach.converters import TargetConverter

register_converter(TargetConverter, "target")

app_name = "outreach"
urlpatterns = [
    path("desk/outreach/", views.boards, name="boards"),
    path("desk/outreach/<target:kind>/<slug:slug>/", views.board, name="board"),
    path("desk/outreach/<target:kind>/<slug:slug>/new/", views.prospect_new, name="prospect-new"),
    path("desk/outreach/<target:kind>/<slug:slug>/fitting/", views.fitting, name="fitting"),
    path("desk/outreach/<target:kind>/<slug:slug>/letters/", views.appeals, name="appeals"),
    path("desk/outreach/<target:kind>/<slug:slug>/letters/new/", views.appeal_new, name="appeal-new"),
    path("desk/outreach/<target:kind>/<slug:slug>/sheet/", views.sheet_new, name="sheet-new"),
    path("desk/outreach/sheets/<int:pk>/", views.sheet, name="sheet"),
    path("desk/outreach/sheets/<int:pk>/deletion/", views.sheet_deletion, name="sheet-deletion"),
    path("desk/outreach/letters/<int:pk>/", views.appeal, name="appeal"),
    path("desk/outreach/letters/<int:pk>/edit/", views.appeal_edit, name="appeal-edit"),
    path("desk/outreach/letters/<int:pk>/groups/", views.appeal_groups, name="appeal-groups"),
    path("desk/outreach/letters/<int:pk>/test/", views.appeal_test, name="appeal-test"),
    path("desk/outreach/letters/<int:pk>/sending/", views.appeal_sending, name="appeal-sending"),
    path("desk/outreach/letters/<int:pk>/deletion/", views.appeal_deletion, name="appeal-deletion"),
    path("desk/outreach/<int:pk>/", views.prospect, name="prospect"),
    path("desk/outreach/<int:pk>/edit/", views.prospect_edit, name="prospect-edit"),
    path("desk/outreach/<int:pk>/touches/", views.touches, name="touches"),
    path("desk/outreach/<int:pk>/claim/", views.prospect_claim, name="prospect-claim"),
    path("desk/outreach/<int:pk>/release/", views.prospect_release, name="prospect-release"),
    path("desk/outreach/<int:pk>/stage/", views.prospect_stage, name="prospect-stage"),
    path("desk/outreach/<int:pk>/thanks/", views.prospect_thanks, name="prospect-thanks"),
    path("desk/outreach/<int:pk>/deletion/", views.prospect_deletion, name="prospect-deletion"),
]
