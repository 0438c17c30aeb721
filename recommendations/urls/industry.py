"""Addresses of the advice of industry, and of what is requested on one text."""

from django.urls import path

from recommendations.views import industry

app_name = "industry"
urlpatterns = [
    path("advice/industry/", industry.requests, name="list"),
    path("advice/industry/<int:pk>/", industry.detail, name="detail"),
    path("advice/industry/<int:pk>/write/", industry.write, name="write"),
    path("advice/industry/<int:pk>/give/", industry.give, name="give"),
    path("advice/industry/<int:pk>/withdraw/", industry.withdraw, name="withdraw"),
    path("advice/industry/<int:pk>/taken/", industry.taken, name="taken"),
    path("recommendations/<int:pk>/advice/", industry.for_text, name="for_text"),
    path("recommendations/<int:pk>/advice/new/", industry.ask, name="ask"),
]
