from django.urls import path

from workinggroups.views import groups

app_name = "workinggroups"
urlpatterns = [
    path("", groups.groups, name="list"),
    path("<slug:code>/", groups.group, name="detail"),
]
