"""Addresses of silence procedures, and of what is stated in them on one text."""

from django.urls import path

from recommendations.views import silence

app_name = "silences"
urlpatterns = [
    path("recommendations/<int:pk>/positions/", silence.for_text, name="for_text"),
    path("recommendations/<int:pk>/silence/", silence.open_, name="open"),
    path("silences/<int:pk>/", silence.detail, name="detail"),
    path("silences/<int:pk>/position/", silence.state, name="state"),
    path("silences/<int:pk>/break/", silence.break_, name="break"),
    path("silences/<int:pk>/lift/", silence.lift, name="lift"),
    path("silences/<int:pk>/extend/", silence.extend, name="extend"),
    path("silences/<int:pk>/withdraw/", silence.withdraw, name="withdraw"),
    path("silences/<int:pk>/action-sheet/", silence.action_sheet, name="action_sheet"),
]
