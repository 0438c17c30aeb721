"""The inbox: what happened, newest first."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.notifications.following import follow, named_by, unfollow
from dipb_portal.notifications.messages import told
from dipb_portal.notifications.models import Notification
from dipb_portal.ui.paging import paged


@require_safe
def inbox(request: SignedIn) -> HttpResponse:
    page = paged(Notification.objects.filter(user=request.user), request)
    rows = [(each, each.notification.read_at is None) for each in told(request.user, page)]
    return render(request, "notifications/inbox.html", {"page": page, "rows": rows})


@require_POST
def mark_read(request: SignedIn) -> HttpResponse:
    Notification.objects.filter(user=request.user, read_at=None).update(read_at=clock.now())
    return redirect("notifications:inbox")


@require_POST
def follow_object(request: SignedIn) -> HttpResponse:
    """Follow what a page's button names, or no longer (`leave` posted)."""
    if name := request.POST.get("object"):
        try:
            object_type, pk = named_by(name)
        except ValueError:
            raise Http404 from None
        (unfollow if "leave" in request.POST else follow)(request.user, object_type, pk)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "notifications:inbox")
