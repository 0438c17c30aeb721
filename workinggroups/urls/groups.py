from django.urls import path

from workinggroups.views import debates, groups, mandates, programme

app_name = "workinggroups"
urlpatterns = [
    path("", groups.groups, name="list"),
    path("<slug:code>/", groups.group, name="detail"),
    path("<slug:code>/mandate/", mandates.mandate, name="mandate"),
    path("<slug:code>/mandate/amend/", mandates.amend, name="amend"),
    path("<slug:code>/programme/", programme.programme, name="programme"),
    path("<slug:code>/programme/export/", programme.export, name="programme_export"),
    path("<slug:code>/programme/new/", programme.item, name="item_new"),
    path("<slug:code>/programme/<int:pk>/", programme.item, name="item"),
    path("<slug:code>/programme/<int:pk>/milestones/new/", programme.milestone, name="milestone_new"),
    path("<slug:code>/programme/<int:pk>/milestones/<int:milestone_pk>/", programme.milestone, name="milestone"),
    path("<slug:code>/programme/<int:pk>/milestones/<int:milestone_pk>/reached/", programme.reach, name="reach"),
    path("<slug:code>/debates/", debates.of_group, name="debates"),
    path("<slug:code>/debates/new/", debates.create, name="debate_new"),
    path("<slug:code>/members/", groups.members, name="members"),
    path("<slug:code>/documents/", groups.documents, name="documents"),
]
