"""Every address of the portal."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# One door for everybody: the admin's own would know neither the throttle nor the second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as allauth documents it

urlpatterns = [
    path("", include("dipb_portal.accounts.urls")),
    path("", include("dipb_portal.ui.urls")),
    path("", include("dipb_portal.home.urls")),
    path("", include("dipb_portal.search.urls")),
    path("", include("boards.urls.documents")),
    path("recommendations/", include("recommendations.urls.drafting")),
    path("", include("recommendations.urls.consultation")),
    path("", include("recommendations.urls.silence")),
    path("", include("recommendations.urls.commitment")),
    path("", include("recommendations.urls.advice")),
    path("", include("recommendations.urls.industry")),
    path("reports/", include("recommendations.urls.submission")),
    path("books/", include("recommendations.urls.books")),
    path("follow-up/", include("recommendations.urls.followup")),
    path("people/", include("boards.urls.delegations")),
    path("meetings/", include("boards.urls.meetings")),
    path("taskings/", include("boards.urls.taskings")),
    path("groups/", include("workinggroups.urls.groups")),
    path("debates/", include("workinggroups.urls.debates")),
    path("registers/", include("workinggroups.urls.registers")),
    path("links/", include("recommendations.urls.links")),
    path("plans/", include("workinggroups.urls.plans")),
    path("outlook/", include("workinggroups.urls.outlook")),
    path("capacity/", include("workinggroups.urls.capacity")),
    path("notifications/", include("dipb_portal.notifications.urls")),
    path("admin/", admin.site.urls),
]
