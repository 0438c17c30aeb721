"""Addresses of capacity levels."""

from django.urls import path

from workinggroups.views import capacity

app_name = "capacity"
urlpatterns = [
    path("", capacity.levels, name="list"),
    path("export/", capacity.export, name="export"),
    path("new/", capacity.create, name="create"),
    path("<int:pk>/", capacity.level, name="level"),
    path("<int:pk>/edit/", capacity.edit, name="edit"),
    path("<int:pk>/agree/", capacity.agree, name="agree"),
]
