"""Addresses of what follows from the decisions of the CNAD."""

from django.urls import path

from recommendations.views import followup, followup_actions

app_name = "followup"
urlpatterns = [
    path("", followup.actions, name="list"),
    path("export/", followup.export_actions, name="export"),
    path("picture/", followup.picture, name="picture"),
    path("nations/<slug:alpha3>/", followup.nation, name="nation"),
    path("recommendations/<int:pk>/", followup.for_text, name="for_text"),
    path("recommendations/<int:pk>/add/", followup.add, name="add"),
    path("recommendations/<int:pk>/close/", followup.close, name="close"),
    path("actions/<int:pk>/", followup_actions.action, name="action"),
    path("actions/<int:pk>/edit/", followup_actions.edit, name="edit"),
    path("actions/<int:pk>/status/", followup_actions.note, name="note"),
    path("actions/<int:pk>/report/", followup_actions.report, name="report"),
]
