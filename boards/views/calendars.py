"""Meetings for calendar programmes: one as a file, all of a person's under a secret address."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access import rights_of
from boards.access.meetings import meetings_visible_to
from boards.actions import calendars as actions
from boards.enums import MeetingState
from boards.models import CalendarFeed, Meeting
from boards.views.meeting_pages import meeting_of, page
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock

if TYPE_CHECKING:  # 12 MB that a web process need not hold before somebody asks
    from icalendar import Event

_SIGNER = Signer(salt="boards.calendars")
KEPT = timedelta(days=366)  # how long past meetings stay in the feed
STATUS = {MeetingState.PLANNED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def address_of(feed: CalendarFeed) -> str:
    """What stands in the address: the secret, signed."""
    return _SIGNER.sign(feed.secret)


def _event(meeting: Meeting, host: str, stamp: datetime) -> "Event":
    """Title, time and place, and nothing else."""
    from icalendar import Event

    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{host}")
    event.add("dtstamp", stamp)
    event.add("sequence", meeting.version)
    event.add("dtstart", meeting.starts)
    event.add("dtend", meeting.ends)
    event.add("summary", meeting.name)
    event.add("location", capfirst(meeting.place))
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    return event


def _calendar(request: HttpRequest, meetings: Iterable[Meeting]) -> HttpResponse:
    from icalendar import Calendar

    calendar, stamp = Calendar(), clock.now()
    calendar.add("prodid", "-//DIPB//Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Meetings of the DIPB"))
    for meeting in meetings:
        calendar.add_component(_event(meeting, request.get_host(), stamp))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    add_never_cache_headers(response)
    return response


@require_safe
def one(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    response = _calendar(request, [meeting])
    response["Content-Disposition"] = f'attachment; filename="meeting-{meeting.pk}.ics"'
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """All meetings the owner of the address sees at this instant, in the owner's language.

    Without a live seat, or after the address was renewed or revoked, there is no such page.
    """
    try:
        secret = _SIGNER.unsign(token)
    except BadSignature:
        raise Http404 from None
    found = CalendarFeed.objects.select_related("user").filter(secret=secret).first()
    if found is None or not rights_of(found.user):
        raise Http404
    visible = meetings_visible_to(found.user).filter(ends__gt=clock.now() - KEPT).select_related("body")
    with override(found.user.language):
        return _calendar(request, visible)


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: SignedIn) -> HttpResponse:
    """The person's address: shown, made, renewed."""
    if request.method == "POST":
        actions.renew_feed(by=request.user)
        messages.success(request, _("The address is made. An older one does not work any more."))
        return redirect("meetings:subscription")
    found = CalendarFeed.objects.filter(user=request.user).first()
    address = ""
    if found:
        address = request.build_absolute_uri(reverse("meetings:feed", args=[address_of(found)]))
    return page(request, "subscription", None, {"feed": found, "address": address})


@require_POST
def revoke(request: SignedIn) -> HttpResponse:
    actions.end_feed(by=request.user)
    messages.success(request, _("The address is revoked."))
    return redirect("meetings:subscription")
