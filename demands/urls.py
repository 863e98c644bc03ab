"""Bodies and demands, in public and at the desk. The page of one demand shows dates and is in the room of events."""

from django.urls import path

from demands.views import seats

app_name = "demands"
urlpatterns = [
    path("demands/<slug:slug>/seats/", seats.seats, name="seats"),
]
