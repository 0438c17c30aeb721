"""Addresses of the demand outlook, its releases to industry, and joint procurement."""

from django.urls import path

from workinggroups.views import industry, outlook

app_name = "outlook"
urlpatterns = [
    path("", outlook.outlook, name="outlook"),
    path("export/", outlook.export, name="export"),
    path("harmonisation/", outlook.harmonisation, name="harmonisation"),
    path("harmonisation/propose/", outlook.propose, name="propose"),
    path("harmonisation/<int:pk>/", outlook.candidate, name="candidate"),
    path("harmonisation/<int:pk>/join/", outlook.join, name="join"),
    path("harmonisation/<int:pk>/leave/", outlook.leave, name="leave"),
    path("harmonisation/<int:pk>/lead/", outlook.lead, name="lead"),
    path("harmonisation/<int:pk>/move/", outlook.move, name="move"),
    path("industry/", industry.industry, name="industry"),
    path("industry/release/", industry.make, name="make"),
    path("industry/<int:pk>/", industry.release, name="release"),
    path("industry/<int:pk>/export/", industry.export, name="release_export"),
]
