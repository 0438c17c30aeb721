"""Addresses of the register of the Board's advice."""

from django.urls import path

from recommendations.views import advice

app_name = "advice"
urlpatterns = [
    path("advice/", advice.register, name="list"),
    path("advice/new/", advice.ask, name="ask"),
    path("advice/<int:pk>/", advice.detail, name="detail"),
    path("advice/<int:pk>/accept/", advice.accept, name="accept"),
    path("advice/<int:pk>/begin/", advice.begin, name="begin"),
    path("advice/<int:pk>/send/", advice.send, name="send"),
    path("advice/<int:pk>/close/", advice.close, name="close"),
]
