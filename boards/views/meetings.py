"""Meetings: the list, one meeting, planning, calling, holding, cancelling."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access import documents_visible_to, rights_of
from boards.access.meetings import (
    Speaker,
    attendances_answered_by,
    check_can_edit_agenda,
    check_can_run,
    check_can_state,
    is_member,
    meetings_visible_to,
    steps_for,
    why_not,
)
from boards.actions import meetings as actions
from boards.enums import Denied, MeetingFormat, MeetingState
from boards.forms.meetings import PLACES, CallForm, CancelForm, MeetingFilter, MeetingForm, PlanForm, SeriesForm
from boards.lifecycle import AGENDA_STATES, DECISION_STATES, MEETING_STEPS
from boards.models import Body, Meeting
from boards.queries.meetings import (
    attendance_of,
    counts_of,
    lines_of,
    neighbours,
    stages_of,
    usually_invited,
    with_body,
)
from boards.views.meeting_pages import DONE, form_page, meeting_of, page, posted, press, submit, to_meeting
from dipb_portal.accounts.models import User
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, day_of, is_working_day
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged


def _found(request: SignedIn) -> MeetingFilter:
    visible = with_body(meetings_visible_to(request.user))
    return MeetingFilter(request.GET, queryset=visible, request=request, now=clock.now())


@require_safe
def meetings(request: SignedIn) -> HttpResponse:
    found = _found(request)
    context = {
        "filter": found,
        "page": paged(found.qs, request),
        "may_plan": rights_of(request.user).anywhere("run_meetings"),
        "member": rights_of(request.user).anywhere("view_issued"),
    }
    return page(request, "list", None, context)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    """The meetings of the list as a table."""
    rows = [
        [
            meeting.name,
            meeting.body.acronym,
            meeting.starts.astimezone(BRUSSELS),
            meeting.ends.astimezone(BRUSSELS),
            meeting.place,
            meeting.get_state_display(),
        ]
        for meeting in _found(request).qs[:5000]
    ]
    return csv_response("meetings", [_("Meeting"), _("Body"), _("Begins"), _("Ends"), _("Place"), _("State")], rows)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    meeting, user = meeting_of(request, pk), request.user
    rights, now = rights_of(user), clock.now()
    runs = rights.has("run_meetings", meeting.body)
    rows, answerable = attendance_of(meeting, user), _answerable(user, meeting)
    before, after = neighbours(meeting, user)
    member, speaker = is_member(user, meeting), _speaker(user, meeting)
    lines = lines_of(meeting, user)
    context: dict[str, Any] = {
        "now": now,
        "lines": lines,
        "rows": rows,
        "counts": counts_of(rows),
        "answerable": answerable,
        "invitation": None if runs else next((row for row in rows if row.pk in answerable), None),
        "stages": stages_of(meeting),
        "before": before,
        "after": after,
        "happened": meeting.state in (MeetingState.HELD, MeetingState.CLOSED),
        "member": member,
        "runs": runs,
        "steps": [offered for offered in steps_for(user, meeting, now) if offered.step.name != "issue_sheet"],
        "may_edit": runs and meeting.state in AGENDA_STATES,
        "may_decide": runs and meeting.state in DECISION_STATES,
        "may_state": speaker is not None,
        "stated": {each.item_id for line in lines for each in line.statements if speaker and speaker.said(each)},
        "agenda_differs": runs and meeting.state == MeetingState.CALLED and actions.agenda_differs(meeting),
        "shows_draft": member
        and meeting.state in DECISION_STATES
        and (runs or meeting.sheet_circulated_at is not None),
    }
    papers = Q(pk=meeting.agenda_id) | Q(pk=meeting.decision_sheet_id) | Q(pk=meeting.record_id)
    context["papers"] = documents_visible_to(user).filter(papers).order_by("issued_at", "pk")
    return page(request, "detail", meeting, context)


def _answerable(user: User, meeting: Meeting) -> set[int]:
    """The ids of the invitations the person may answer now."""
    if meeting.state != MeetingState.CALLED:
        return set()
    return set(attendances_answered_by(user, meeting).values_list("pk", flat=True))


def _speaker(user: User, meeting: Meeting) -> Speaker | None:
    """For whom the person may give statements now."""
    try:
        return check_can_state(user, meeting)
    except Denied:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: SignedIn) -> HttpResponse:
    return _plan(request, PlanForm, _("Plan a meeting"), _("Plan the meeting"))


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: SignedIn) -> HttpResponse:
    return _plan(request, SeriesForm, _("Plan a series of meetings"), _("Plan the meetings"))


def _plan(request: SignedIn, form_class: type[PlanForm], title: str, button: str) -> HttpResponse:
    bodies = rights_of(request.user).bodies("run_meetings")
    if not bodies:
        raise Denied(_("Only the secretariat and the chairs run meetings."))
    initial = {f"place_{language}": place for language, place in PLACES.items()} | {
        "begins": "09:30",
        "ends": "12:30",
        "body": request.GET.get("body"),
    }
    form = form_class(posted(request), bodies=bodies, initial=initial)
    planned: list[Meeting] = []

    def act() -> None:
        body: Body = form.cleaned_data["body"]
        check_can_run(request.user, body)
        planned.extend(actions.plan_meetings(body=body, times=form.times, by=request.user, **form.words))

    status = submit(request, form, act)
    if status == DONE:
        said = ngettext("The meeting is planned.", "%(count)d meetings are planned.", len(planned))
        messages.success(request, said % {"count": len(planned)})
        if not is_working_day(day_of(planned[0].starts)):  # a series moves to the next one by itself
            messages.warning(request, _("It falls on a day that is no working day in Brussels."))
        return to_meeting(planned[0]) if len(planned) == 1 else redirect("meetings:list")
    return form_page(request, None, form, status, title=title, button=button, back=reverse("meetings:list"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    form = MeetingForm(posted(request), initial=MeetingForm.initial_of(meeting))

    def act() -> None:
        starts, ends = form.times[0]
        version = form.cleaned_data["version"] or 0
        actions.save_meeting(meeting=meeting, version=version, by=request.user, starts=starts, ends=ends, **form.words)

    status = submit(request, form, act)
    if status == DONE:
        messages.success(request, _("The meeting is saved."))
        return to_meeting(meeting)
    lede = _("Everybody invited is told of a change of time or place.") if meeting.called_at else ""
    title, button = _("Edit the meeting"), _("Save the meeting")
    return form_page(request, meeting, form, status, title=title, button=button, back=_back(meeting), lede=lede)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_run(request.user, meeting.body)
    initial = {}
    if meeting.format == MeetingFormat.PARTNER:
        partners, bodies = usually_invited()
        initial = {"partners": list(partners), "bodies": list(bodies)}
    form = CallForm(posted(request), meeting=meeting, initial=initial)
    if request.method != "POST" and (reason := why_not(request.user, MEETING_STEPS["call"], meeting, clock.now())):
        raise Denied(reason)
    status = submit(request, form, lambda: actions.call_meeting(meeting=meeting, by=request.user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, _("The meeting is called: the agenda is numbered, the invitations are sent."))
        return to_meeting(meeting)
    lede = _("The agenda is numbered and all Allies are invited. A later change of time or place is told to everybody.")
    title = button = _("Call the meeting")
    return form_page(request, meeting, form, status, title=title, button=button, back=_back(meeting), lede=lede)


@require_POST
def hold(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_run(request.user, meeting.body)
    done = _("The meeting is recorded as held.")
    press(request, lambda: actions.hold_meeting(meeting=meeting, by=request.user), done)
    return to_meeting(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    form = CancelForm(posted(request))
    status = submit(
        request, form, lambda: actions.cancel_meeting(meeting=meeting, by=request.user, why=form.cleaned_data["why"])
    )
    if status == DONE:
        messages.success(request, _("The meeting is cancelled."))
        return to_meeting(meeting)
    title = button = _("Cancel the meeting")
    return form_page(request, meeting, form, status, title=title, button=button, back=_back(meeting))


def _back(meeting: Meeting) -> str:
    return reverse("meetings:detail", args=[meeting.pk])
