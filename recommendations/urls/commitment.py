"""Addresses of what a recommendation carries beside its text."""

from django.urls import path

from recommendations.views import commitment

app_name = "commitments"
urlpatterns = [
    path("recommendations/<int:pk>/commitment/", commitment.for_text, name="for_text"),
    path("recommendations/<int:pk>/commitment/edit/", commitment.edit, name="edit"),
    path("recommendations/<int:pk>/implications/", commitment.implications, name="implications"),
    path("recommendations/<int:pk>/sponsors/join/", commitment.join, name="join"),
    path("recommendations/<int:pk>/sponsors/leave/", commitment.leave, name="leave"),
]
