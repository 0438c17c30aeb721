from django.urls import path

from recommendations.views import links

app_name = "links"
urlpatterns = [
    path("recommendation/<int:pk>/", links.for_text, name="for_text"),
    path("recommendation/<int:pk>/add/", links.add_to_text, name="add_to_text"),
    path("entry/<int:pk>/add/", links.add_to_entry, name="add_to_entry"),
    path("<int:pk>/remove/", links.remove, name="remove"),
]
