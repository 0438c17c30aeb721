"""What was sent into a session that had ended is handed back: no page stays in a cache to return to."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as plain_failure

from dipb_portal.lib.richtext import plain, sanitise


def hand_back(request: HttpRequest) -> HttpResponse | None:
    """A page with the words that a form of the portal sent; None where it sent none.

    Another site's form gets none of it: nobody is to be shown here what somebody else wrote.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return None
    sent = [value for name, values in request.POST.lists() if "password" not in name for value in values]
    words = [plain(sanitise(value)) if value.startswith("<") else value for value in sent if " " in value.strip()]
    if not words or request.headers.get("HX-Request"):
        return None
    came_from = request.headers.get("Referer", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else "/"
    return render(request, "account/unsent.html", {"words": words, "back": back}, status=403)


class SignInMiddleware(LoginRequiredMiddleware):
    """Who is not signed in comes to the door, and is handed back what was sent."""

    def handle_no_permission(  # type: ignore[override] # any response answers a request
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        return hand_back(request) or super().handle_no_permission(request, view_func)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a page is of another session, as after signing in anew in another window."""
    return hand_back(request) or plain_failure(request, reason)
