from django.contrib.auth.decorators import login_not_required
from django.urls import path

from dipb_portal.home import dashboard_views, health, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("handover/", views.handover, name="handover"),
    path("dashboards/", dashboard_views.dashboards, name="dashboards"),
    path("dashboards/<slug:slug>/", dashboard_views.dashboard, name="dashboard"),
    path("overview/", views.overview, name="overview"),
    path("health/live", login_not_required(health.live), name="live"),
    path("health/ready", login_not_required(health.Ready.as_view()), name="ready"),
]
