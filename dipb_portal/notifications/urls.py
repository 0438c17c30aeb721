from django.urls import path

from dipb_portal.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.mark_read, name="mark_read"),
    path("follow/", views.follow_object, name="follow"),
]
