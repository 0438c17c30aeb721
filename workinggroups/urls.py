from django.urls import path

from workinggroups import views

app_name = "workinggroups"
urlpatterns = [
    path("", views.groups, name="list"),
    path("<slug:code>/", views.group, name="detail"),
]
