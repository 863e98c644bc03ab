"""Groups: their list, registering one, and the moderators' queue."""

from django.urls import path

from orgs import views

app_name = "orgs"
urlpatterns = [
    path("account/reauthenticate/code/", views.fresh_code, name="fresh-code"),
    path("groups/new/", views.group_new, name="group-new"),
    path("desk/groups/<slug:slug>/", views.group_profile, name="group-profile"),
    path("desk/groups/<slug:slug>/name/", views.group_name, name="group-name"),
    path("desk/groups/<slug:slug>/record/", views.group_record, name="group-record"),
    path("desk/groups/<slug:slug>/record.csv", views.group_record_file, name="group-record-file"),
    path("review/", views.review, name="review"),
    path("review/<slug:slug>/listing/", views.listing, name="listing"),
]
