from django.urls import path

from boards.views import documents, filing, journal

app_name = "boards"
urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/export/", documents.export, name="documents_export"),
    path("documents/new/", filing.create, name="file_document"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/files/", filing.add_file, name="add_file"),
    path("documents/<int:pk>/language/", filing.add_language, name="add_language"),
    path("documents/<int:pk>/withdraw/", filing.withdraw, name="withdraw_document"),
    path("documents/<int:pk>/release/<slug:code>/", filing.release, name="release_document"),
    path("files/<int:pk>/", documents.download, name="download"),
    path("journal/", journal.entries, name="journal"),
]
