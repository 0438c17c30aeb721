"""Answers to invitations, and who was there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards.access.meetings import attendances_visible_to, check_can_answer, check_can_run
from boards.actions import attendance as actions
from boards.enums import Denied
from boards.forms.attendance import AnswerForm, AttendanceForm
from boards.queries.meetings import attendance_of
from boards.views.meeting_pages import DONE, form_page, meeting_of, page, posted, submit, to_meeting
from dipb_portal.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, pk: int, row: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    visible = attendances_visible_to(request.user).select_related("meeting__body", "nation", "body")
    attendance = get_object_or_404(visible, pk=row, meeting=meeting)
    check_can_answer(request.user, attendance)
    initial = {name: getattr(attendance, name) for name in ("answer", "names", "version")}
    form = AnswerForm(posted(request), initial=initial)
    status = submit(
        request,
        form,
        lambda: actions.answer_invitation(attendance=attendance, by=request.user, **form.cleaned_data),
    )
    if status == DONE:
        messages.success(request, _("The invitation is answered (%(who)s).") % {"who": attendance})
        return to_meeting(meeting, "attendance")
    title = _("Answer the invitation: %(who)s") % {"who": attendance}
    return form_page(request, meeting, form, status, title=title, button=_("Send the answer"), back=_back(meeting.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedIn, pk: int) -> HttpResponse:
    """How everybody invited was there: for the secretariat, on the day or after it."""
    meeting = meeting_of(request, pk)
    check_can_run(request.user, meeting.body)
    if meeting.state not in actions.RECORDED_IN:
        raise Denied(_("Attendance is recorded for meetings that were called."))
    form = AttendanceForm(posted(request), rows=attendance_of(meeting, request.user))
    status = submit(
        request,
        form,
        lambda: actions.record_attendance(meeting=meeting, presence=form.presence, by=request.user),
    )
    if status == DONE:
        messages.success(request, _("The attendance is recorded."))
        return to_meeting(meeting, "attendance")
    return page(request, "attendance", meeting, {"form": form}, status)


def _back(pk: int) -> str:
    return reverse("meetings:detail", args=[pk])
