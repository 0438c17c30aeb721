from django.urls import path

from dipb_portal.search import views

urlpatterns = [path("search/", views.search, name="search")]
