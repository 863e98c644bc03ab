"""Bodies and demands, in public and at the desk. The page of one demand shows dates and is in the room of events."""

app_name = "demands"
urlpatterns: list = []
