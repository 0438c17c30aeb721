"""The summary record of a meeting: drafted and issued by whoever runs the meeting."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards.access.meetings import check_can_keep_record
from boards.actions import records as actions
from boards.forms.records import RecordForm
from boards.views.meeting_pages import DONE, meeting_of, page, posted, submit, to_meeting
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedIn, pk: int) -> HttpResponse:
    """Save the draft; "issue" saves and issues it."""
    meeting = meeting_of(request, pk)
    check_can_keep_record(request.user, meeting)
    initial = {"text_en": meeting.record_en, "text_fr": meeting.record_fr, "version": meeting.record_version}
    form, issue = RecordForm(posted(request), initial=initial), "issue" in request.POST

    def act() -> None:
        saved = actions.save_record(meeting=meeting, by=request.user, **form.cleaned_data)
        if issue:
            # The draft is kept where issuing is refused: the form then goes on from what was saved.
            go_on_from(form, version=saved.record_version)
            actions.issue_record(meeting=saved, by=request.user)

    status = submit(request, form, act)
    if status == DONE:
        messages.success(request, _("The summary record is issued.") if issue else _("The draft is saved."))
        return to_meeting(meeting)
    theirs = meeting_of(request, pk) if hasattr(form, "theirs") else None
    return page(request, "record", meeting, {"form": form, "theirs": theirs}, status)
