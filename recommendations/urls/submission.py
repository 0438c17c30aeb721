"""Addresses of reports to the CNAD and of their packets."""

from django.urls import path

from recommendations.views import examination, packets, submission

app_name = "submissions"
urlpatterns = [
    path("", submission.reports, name="list"),
    path("new/", submission.create, name="create"),
    path("<int:pk>/", submission.detail, name="detail"),
    path("<int:pk>/edit/", submission.edit, name="edit"),
    path("<int:pk>/build/", submission.build, name="build"),
    path("<int:pk>/issue/", submission.issue, name="issue"),
    path("<int:pk>/transmission/", examination.transmission, name="transmission"),
    path("items/<int:pk>/decision/", examination.dispose, name="dispose"),
    path("packets/<int:pk>/", packets.packet, name="packet"),
    path("packets/<int:pk>/progress/", packets.progress, name="progress"),
    path("packets/<int:pk>/download/", packets.download, name="download"),
]
