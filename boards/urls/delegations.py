from django.urls import path

from boards.views import delegations

app_name = "people"
urlpatterns = [
    path("", delegations.people, name="list"),
    path("delegation/", delegations.delegation, name="delegation"),
    path("delegation/seats/<int:pk>/end/", delegations.end, name="end"),
    path("delegation/mailboxes/", delegations.add_mailbox, name="add_mailbox"),
    path("delegation/mailboxes/<int:pk>/remove/", delegations.remove_mailbox, name="remove_mailbox"),
    path("<slug:alpha3>/", delegations.nation, name="nation"),
]
