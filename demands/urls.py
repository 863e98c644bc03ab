"""Bodies and demands, in public and at the desk. The page of one demand shows dates and is in the room of events."""

from django.urls import path

from demands.views import adopting, models, seats

app_name = "demands"
urlpatterns = [
    path("demands/near/", models.near, name="near"),
    path("demands/models/", models.model_list, name="model-list"),
    path("demands/models/<slug:slug>/", models.model, name="model"),
    path("desk/demands/models/<slug:slug>/adopt/", adopting.model_adoption, name="model-adoption"),
    path("demands/<slug:slug>/seats/", seats.seats, name="seats"),
]
