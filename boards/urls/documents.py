from django.urls import path

from boards.views import documents, journal

app_name = "boards"
urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("journal/", journal.entries, name="journal"),
]
