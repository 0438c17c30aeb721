"""The button that lets an outside body read something, or no longer."""

from collections.abc import Callable

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from boards.access.documents import OUTSIDE
from boards.models import Body
from boards.views.meeting_pages import press
from dipb_portal.accounts.requests import SignedIn


def outside_or_404(code: str) -> Body:
    return get_object_or_404(Body, code=code, kind__in=OUTSIDE)


def press_release(
    request: SignedIn, body: Body, release: Callable[..., object], take_back: Callable[..., object]
) -> None:
    """The form says which of the two acts it is; each is called with the outside `body` and who acts (`by`)."""
    if "end" in request.POST:
        act, told = take_back, _("No longer released to %(body)s.")
    else:
        act, told = release, _("Released to %(body)s.")
    press(request, lambda: act(body=body, by=request.user), told % {"body": body.name})
