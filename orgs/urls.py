"""Groups, their people, the coalitions they are in, the moderators' queue, and one's own account."""

from django.urls import include, path

from orgs import views

PEOPLE = [
    path("", views.people, name="people"),
    path("name/", views.membership_name, name="membership-name"),
    path("departure/", views.membership_departure, name="membership-departure"),
    path("handover/", views.handover_new, name="handover-new"),
    path("invitations/", views.invitations, name="invitations"),
    path("invitations/<int:pk>/letter/", views.invitation_letter, name="invitation-letter"),
    path("invitations/<int:pk>/revocation/", views.invitation_revocation, name="invitation-revocation"),
    path("requests/<int:pk>/acceptance/", views.join_acceptance, name="join-acceptance"),
    path("requests/<int:pk>/refusal/", views.join_refusal, name="join-refusal"),
    path("changes/<int:pk>/", views.coordinator_change, name="coordinator-change"),
    path("changes/<int:pk>/stop/", views.coordinator_change_stop, name="coordinator-change-stop"),
    path("<int:pk>/", views.membership, name="membership"),
    path("<int:pk>/removal/", views.membership_removal, name="membership-removal"),
    path("<int:pk>/coordination/", views.membership_coordination, name="membership-coordination"),
]

app_name = "orgs"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/letters/", views.letters, name="letter-choice"),
    path("account/letters/resumption/", views.letters_resumption, name="letters-resumption"),
    path("account/sessions/<int:pk>/ending/", views.session_ending, name="session-ending"),
    path("account/data/", views.own_data, name="own-data"),
    path("account/data.json", views.own_data_json, name="own-data-json"),
    path("account/erasure/", views.erasure, name="erasure"),
    path("account/erased/", views.erased, name="erased"),
    path("account/reauthenticate/code/", views.fresh_code, name="fresh-code"),
    path("groups/new/", views.group_new, name="group-new"),
    path("groups/<slug:slug>/report/", views.group_report, name="group-report"),
    path("desk/groups/<slug:slug>/", views.group_profile, name="group-profile"),
    path("desk/groups/<slug:slug>/name/", views.group_name, name="group-name"),
    path("desk/groups/<slug:slug>/record/", views.group_record, name="group-record"),
    path("desk/groups/<slug:slug>/record.csv", views.group_record_file, name="group-record-file"),
    path("desk/groups/<slug:slug>/letters/", views.group_letters, name="group-letters"),
    path("desk/groups/<slug:slug>/letters/<slug:kind>/", views.group_letter, name="group-letter"),
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
    # A group before the moderators, and what they asked or decided.
    path("desk/groups/<slug:slug>/standing/", views.group_standing, name="group-standing"),
    path("desk/groups/<slug:slug>/submission/", views.group_submission, name="group-submission"),
    path("desk/groups/<slug:slug>/retirement/", views.group_retirement, name="group-retirement"),
    path("desk/groups/<slug:slug>/revival/", views.group_revival, name="group-revival"),
    path("desk/cases/<int:pk>/", views.case_own, name="case-own"),
    path("desk/cases/<int:pk>/answer/", views.case_answer, name="case-answer"),
    path("desk/cases/<int:pk>/appeal/", views.case_appeal, name="case-appeal"),
    # The moderators' side.
    path("groups/<slug:slug>/join/", views.membership_request, name="membership-request"),
    path(
        "groups/<slug:slug>/join/withdrawal/",
        views.membership_request_withdrawal,
        name="membership-request-withdrawal",
    ),
    path("groups/<slug:slug>/claim/", views.claim, name="claim"),
    # The people of a group, at its desk.
    path("desk/groups/<slug:slug>/people/", include(PEOPLE)),
    path("handovers/<int:pk>/", views.handover, name="handover"),
    path("handovers/<int:pk>/acceptance/", views.handover_acceptance, name="handover-acceptance"),
    path("handovers/<int:pk>/refusal/", views.handover_refusal, name="handover-refusal"),
    path("handovers/<int:pk>/withdrawal/", views.handover_withdrawal, name="handover-withdrawal"),
    path("desk/invitations/<int:pk>/acceptance/", views.own_invitation_acceptance, name="own-invitation-acceptance"),
    path("desk/invitations/<int:pk>/refusal/", views.own_invitation_refusal, name="own-invitation-refusal"),
    # By link alone: whoever holds it, and to say yes the address too.
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("invitations/<str:token>/acceptance/", views.invitation_acceptance, name="invitation-acceptance"),
    path("invitations/<str:token>/refusal/", views.invitation_refusal, name="invitation-refusal"),
    path("review/", views.review, name="review"),
    path("review/health/", views.review_health, name="review-health"),
    path("review/decided/", views.review_decided, name="review-decided"),
    path("review/<int:pk>/", views.review_case, name="review-case"),
    path("review/<int:pk>/claim/", views.review_claim, name="review-claim"),
    path("review/<int:pk>/release/", views.review_release, name="review-release"),
    path("review/<int:pk>/question/", views.review_question, name="review-question"),
    path("review/<int:pk>/confirmation/", views.review_confirmation, name="review-confirmation"),
    path("review/<int:pk>/refusal/", views.review_refusal, name="review-refusal"),
    path("review/<int:pk>/reversal/", views.review_reversal, name="review-reversal"),
    path("review/groups/<slug:slug>/", views.review_group, name="review-group"),
    path("review/groups/<slug:slug>/suspension/", views.review_suspension, name="review-suspension"),
    path("review/groups/<slug:slug>/reinstatement/", views.review_reinstatement, name="review-reinstatement"),
    path("review/groups/<slug:slug>/letters/", views.review_letters, name="review-letters"),
    path("review/groups/<slug:slug>/merge/", views.merge_new, name="merge-new"),
    path("review/merges/<int:pk>/", views.merge, name="merge"),
    path("review/merges/<int:pk>/reversal/", views.merge_reversal, name="merge-reversal"),
]
