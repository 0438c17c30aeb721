"""Which issued revision of a text is read outside the Board: shown and changed beside its documents."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boards.access.documents import OUTSIDE
from boards.models import Body
from boards.views.meeting_pages import press
from dipb_portal.accounts.requests import SignedIn
from recommendations.access.releases import check_can_release
from recommendations.access.visibility import issued_revisions_visible_to
from recommendations.actions import releases as actions


@require_POST
def release(request: SignedIn, pk: int, number: int, code: str) -> HttpResponse:
    """Let an outside body read the revision, or no longer: the form says which."""
    visible = issued_revisions_visible_to(request.user).select_related("recommendation__body")
    revision = get_object_or_404(visible, recommendation=pk, number=number)
    body = get_object_or_404(Body, code=code, kind__in=OUTSIDE)
    check_can_release(request.user, revision, body)
    if "end" in request.POST:
        act, told = actions.take_back_release, _("No longer released to %(body)s.")
    else:
        act, told = actions.release_revision, _("Released to %(body)s.")
    press(request, lambda: act(revision=revision, body=body, by=request.user), told % {"body": body.name})
    return redirect("recommendations:documents", pk)
