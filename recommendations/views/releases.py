"""Which issued revision of a text is read outside the Board: shown and changed beside its documents."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from boards.views.releases import outside_or_404, press_release
from dipb_portal.accounts.requests import SignedIn
from recommendations.access.releases import check_can_release
from recommendations.access.visibility import issued_revisions_visible_to
from recommendations.actions import releases as actions


@require_POST
def release(request: SignedIn, pk: int, number: int, code: str) -> HttpResponse:
    """Let an outside body read the revision, or no longer: the form says which."""
    visible = issued_revisions_visible_to(request.user).select_related("recommendation__body")
    revision = get_object_or_404(visible, recommendation=pk, number=number)
    body = outside_or_404(code)
    check_can_release(request.user, revision, body)
    press_release(
        request,
        body,
        partial(actions.release_revision, revision=revision),
        partial(actions.take_back_release, revision=revision),
    )
    return redirect("recommendations:documents", pk)
