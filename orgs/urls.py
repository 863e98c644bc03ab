"""Groups, the coalitions they are in, the moderators' queue, and one's own account."""

from django.urls import path

from orgs import views

app_name = "orgs"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/letters/", views.letters, name="letter-choice"),
    path("account/sessions/<int:pk>/ending/", views.session_ending, name="session-ending"),
    path("account/data/", views.own_data, name="own-data"),
    path("account/data.json", views.own_data_json, name="own-data-json"),
    path("account/erasure/", views.erasure, name="erasure"),
    path("account/erased/", views.erased, name="erased"),
    path("account/reauthenticate/code/", views.fresh_code, name="fresh-code"),
    path("groups/new/", views.group_new, name="group-new"),
    path("desk/groups/<slug:slug>/", views.group_profile, name="group-profile"),
    path("desk/groups/<slug:slug>/name/", views.group_name, name="group-name"),
    path("desk/groups/<slug:slug>/record/", views.group_record, name="group-record"),
    path("desk/groups/<slug:slug>/record.csv", views.group_record_file, name="group-record-file"),
    path("desk/groups/<slug:slug>/coalitions/", views.group_coalitions, name="group-coalitions"),
    path("desk/groups/<slug:slug>/coalitions/requests/", views.affiliation_request, name="affiliation-request"),
    path(
        "desk/groups/<slug:slug>/coalitions/invitations/", views.affiliation_invitation, name="affiliation-invitation"
    ),
    path("desk/groups/<slug:slug>/coalitions/display/", views.coalition_display, name="coalition-display"),
    path("affiliations/<int:pk>/acceptance/", views.affiliation_acceptance, name="affiliation-acceptance"),
    path("affiliations/<int:pk>/refusal/", views.affiliation_refusal, name="affiliation-refusal"),
    path("affiliations/<int:pk>/revocation/", views.affiliation_revocation, name="affiliation-revocation"),
    path("affiliations/<int:pk>/withdrawal/", views.affiliation_withdrawal, name="affiliation-withdrawal"),
    path("affiliations/<int:pk>/ending/", views.affiliation_ending, name="affiliation-ending"),
    path("review/", views.review, name="review"),
    path("review/<slug:slug>/listing/", views.listing, name="listing"),
    path("review/groups/<slug:slug>/merge/", views.merge_new, name="merge-new"),
    path("review/merges/<int:pk>/", views.merge, name="merge"),
    path("review/merges/<int:pk>/reversal/", views.merge_reversal, name="merge-reversal"),
]
