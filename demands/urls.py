"""Bodies and demands, in public and at the desk. The page of one demand shows dates and is in the room of events."""

from django.urls import path

from demands.views import adopting, desk, editor, endorsed, endorsements, models, report, seats, texts

app_name = "demands"
urlpatterns = [
    path("demands/near/", models.near, name="near"),
    path("demands/models/", models.model_list, name="model-list"),
    path("demands/models/<slug:slug>/", models.model, name="model"),
    path("desk/demands/models/<slug:slug>/adopt/", adopting.model_adoption, name="model-adoption"),
    path("demands/<slug:slug>/seats/", seats.seats, name="seats"),
    path("demands/<slug:slug>/report/", report.demand_report, name="demand-report"),
    path("desk/demands/new/", editor.demand_new, name="demand-new"),
    path("desk/demands/<slug:slug>/", desk.demand_desk, name="demand-desk"),
    path("desk/demands/<slug:slug>/edit/", editor.demand_edit, name="demand-edit"),
    path("desk/demands/<slug:slug>/facts/", desk.demand_facts, name="demand-facts"),
    path("desk/demands/<slug:slug>/putting/", desk.demand_putting, name="demand-putting"),
    path("desk/demands/<slug:slug>/submission/", desk.demand_submission, name="demand-submission"),
    path("desk/demands/<slug:slug>/deletion/", desk.demand_deletion, name="demand-deletion"),
    path("desk/demands/<slug:slug>/closing/", desk.demand_closing, name="demand-closing"),
    path("desk/demands/<slug:slug>/resumption/", desk.demand_resumption, name="demand-resumption"),
    path("desk/demands/<slug:slug>/next-step/", desk.demand_next_step, name="demand-next-step"),
    path("desk/demands/<slug:slug>/review/", desk.demand_review, name="demand-review"),
    path("desk/demands/<slug:slug>/review/day/", desk.demand_review_day, name="demand-review-day"),
    path("desk/demands/<slug:slug>/asking/", desk.demand_asking, name="demand-asking"),
    path("demands/<slug:slug>/text/", texts.demand_texts, name="demand-texts"),
    path("demands/<slug:slug>/endorse/", endorsements.demand_endorse, name="demand-endorse"),
    path("desk/demands/<slug:slug>/endorsements/", endorsements.demand_endorsements, name="demand-endorsements"),
    path(
        "desk/demands/<slug:slug>/texts/<int:number>/blanking/", texts.demand_text_blanking, name="demand-text-blanking"
    ),
    path("endorsements/<int:pk>/", endorsed.endorsement, name="endorsement"),
    path("endorsements/<int:pk>/acceptance/", endorsements.endorsement_acceptance, name="endorsement-acceptance"),
    path("endorsements/<int:pk>/refusal/", endorsements.endorsement_refusal, name="endorsement-refusal"),
    path("endorsements/<int:pk>/revocation/", endorsements.endorsement_revocation, name="endorsement-revocation"),
    path("endorsements/<int:pk>/renewal/", endorsements.endorsement_renewal, name="endorsement-renewal"),
    path("endorsements/<int:pk>/note/", endorsed.endorsement_note, name="endorsement-note"),
    path("endorsements/<int:pk>/text/", endorsed.endorsement_text, name="endorsement-text"),
    path("endorsements/<int:pk>/withdrawal/", endorsed.endorsement_withdrawal, name="endorsement-withdrawal"),
]
