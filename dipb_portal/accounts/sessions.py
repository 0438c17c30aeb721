"""Sessions end: after some idle time, and after a working day in all. Nothing of them stays in a cache."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dipb_portal.accounts.unsent import to_the_door

STARTED = "started_at"
SEEN = "seen_at"
# How stale the note of the last visit may be; spares a write on every request.
PRECISION = timedelta(minutes=1)


class SessionLimitMiddleware:
    """Signs out whoever was idle for SESSION_IDLE or signed in for SESSION_LIFETIME; forbids caching."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        ended = request.user.is_authenticated and self._ended(request)
        response = self._signed_out(request, ended) if ended else self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _ended(self, request: HttpRequest) -> str:
        """The reason why the session is over, or nothing; then the visit is noted."""
        now = timezone.now().timestamp()
        session = request.session
        if now - session.setdefault(STARTED, now) >= settings.SESSION_LIFETIME.total_seconds():
            hours = settings.SESSION_LIFETIME // timedelta(hours=1)
            return ngettext(
                "You were signed out after %(hours)s hour. Sign in to continue.",
                "You were signed out after %(hours)s hours. Sign in to continue.",
                hours,
            ) % {"hours": hours}
        idle = now - session.setdefault(SEEN, now)
        if idle >= settings.SESSION_IDLE.total_seconds():
            return _("You were signed out after %(minutes)s minutes without activity. Sign in to continue.") % {
                "minutes": settings.SESSION_IDLE // timedelta(minutes=1)
            }
        if idle >= PRECISION.total_seconds():
            session[SEEN] = now
        return ""

    def _signed_out(self, request: HttpRequest, reason: str) -> HttpResponse:
        logout(request)
        messages.info(request, reason)
        return to_the_door(request)
