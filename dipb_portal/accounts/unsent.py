"""Who is not signed in comes to the door; what was sent is handed back, as no page stays in a cache to return to."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure as plain_failure
from django_htmx.http import HttpResponseClientRedirect

from dipb_portal.lib.richtext import plain, sanitise

# What a field that is chosen or ticked sends, a day or an address: nobody's words.
_CODE = re.compile(r"[a-z0-9_]*([.:@+-][a-z0-9_]+)*|[A-Z]{1,3}")
_HIDDEN = ("csrfmiddlewaretoken", "next")


def hand_back(request: HttpRequest) -> HttpResponse | None:
    """A page with the words that a form of the portal sent; None where it sent none.

    Another site's form gets none of it: nobody is to be shown here what somebody else wrote.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") != "same-origin":
        return None
    fields = [values for name, values in request.POST.lists() if "password" not in name and name not in _HIDDEN]
    sent = [value for values in fields for value in values if not _CODE.fullmatch(value.strip())]
    words = [plain(sanitise(value)) if value.startswith("<") else value for value in sent]
    if not any(words):
        return None
    came_from = request.headers.get("Referer", "")
    back = came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else "/"
    return render(request, "account/unsent.html", {"words": words, "back": back}, status=403)


def to_the_door(request: HttpRequest) -> HttpResponse:
    """What was written, else the door, and from there back to the page where it can be asked for again."""
    if unsent := hand_back(request):
        return unsent
    door = redirect_to_login(request.get_full_path() if request.method in ("GET", "HEAD") else "/")
    return HttpResponseClientRedirect(door.url) if request.headers.get("HX-Request") else door


class SignInMiddleware(LoginRequiredMiddleware):
    """Nobody comes further without having signed in."""

    def handle_no_permission(  # type: ignore[override] # any response answers a request
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponse:
        return to_the_door(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token of a page is of another session, as after signing in anew in another window."""
    return hand_back(request) or plain_failure(request, reason)
