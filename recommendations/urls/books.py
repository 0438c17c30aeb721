"""Addresses of the books of meetings."""

from django.urls import path

from recommendations.views import books

app_name = "books"
urlpatterns = [
    path("of/<int:meeting>/", books.build, name="build"),
    path("<int:pk>/", books.detail, name="detail"),
    path("<int:pk>/progress/", books.progress, name="progress"),
    path("<int:pk>/download/", books.download, name="download"),
    path("<int:pk>/archive/", books.archive, name="archive"),
]
