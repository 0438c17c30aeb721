"""Addresses of silence procedures, and of what is stated in them on one text."""

from django.urls import path

from recommendations.views import silence

app_name = "silences"
urlpatterns = [
    path("recommendations/<int:pk>/positions/", silence.for_text, name="for_text"),
    path("recommendations/<int:pk>/silence/", silence.open_, name="open"),
    path("recommendations/silences/<int:pk>/", silence.detail, name="detail"),
    path("recommendations/silences/<int:pk>/position/", silence.state, name="state"),
    path("recommendations/silences/<int:pk>/break/", silence.break_, name="break"),
    path("recommendations/silences/<int:pk>/lift/", silence.lift, name="lift"),
    path("recommendations/silences/<int:pk>/extend/", silence.extend, name="extend"),
    path("recommendations/silences/<int:pk>/withdraw/", silence.withdraw, name="withdraw"),
    path("recommendations/silences/<int:pk>/action-sheet/", silence.action_sheet, name="action_sheet"),
]
