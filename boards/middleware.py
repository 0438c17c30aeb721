"""A session ends when the person's last seat ends."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from boards.access import rights_of
from dipb_portal.accounts.unsent import to_the_door


class LiveSeatMiddleware:
    """Sign out, at their next request, people who sit nowhere any more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and not rights_of(request.user):
            logout(request)
            messages.info(request, _("You hold no seat at present. Contact the secretariat."))
            return to_the_door(request)
        return self.get_response(request)
