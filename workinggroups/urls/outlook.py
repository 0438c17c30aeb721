"""Addresses of the demand outlook, its releases to industry, and joint procurement."""

from django.urls import path

from workinggroups.views import industry, outlook

app_name = "outlook"
urlpatterns = [
    path("", outlook.outlook, name="outlook"),
    path("export/", outlook.export, name="export"),
    path("harmonisation/", outlook.harmonisation, name="harmonisation"),
    path("harmonisation/propose/", outlook.propose, name="propose"),
    path("candidates/<int:pk>/", outlook.candidate, name="candidate"),
    path("candidates/<int:pk>/join/", outlook.join, name="join"),
    path("candidates/<int:pk>/leave/", outlook.leave, name="leave"),
    path("candidates/<int:pk>/lead/", outlook.lead, name="lead"),
    path("candidates/<int:pk>/move/", outlook.move, name="move"),
    path("industry/", industry.industry, name="industry"),
    path("industry/release/", industry.make, name="make"),
    path("industry/<int:pk>/", industry.release, name="release"),
    path("industry/<int:pk>/export/", industry.export, name="release_export"),
]
