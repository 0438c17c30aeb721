"""The perspective of a nation or of the staff on an item."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards.access.meetings import check_can_state, statements_visible_to
from boards.actions import statements as actions
from boards.forms.statements import StatementForm
from boards.views.meeting_pages import DONE, form_page, item_of, posted, press, reader_language, submit, to_meeting
from dipb_portal.accounts.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = item_of(request, pk, item)
    speaker = check_can_state(request.user, row.meeting)
    said = statements_visible_to(request.user).filter(item=row, nation=speaker.nation, body=speaker.body).first()
    form = StatementForm(
        posted(request),
        initial={
            "language": said.language if said else reader_language(),
            "text": said.text if said else "",
            "version": said.version if said else 0,
        },
    )
    status = submit(request, form, lambda: actions.make_statement(item=row, by=request.user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, _("The statement is on the item (%(who)s).") % {"who": speaker.name})
        return to_meeting(row.meeting, f"item-{row.pk}")
    return form_page(
        request,
        row.meeting,
        form,
        status,
        title=_("Statement of %(who)s") % {"who": speaker.name},
        button=_("Save the statement"),
        back=reverse("meetings:detail", args=[row.meeting_id]),
        lede=f"{row.position}. {row.title}",
        editor=True,
        withdrawable=reverse("meetings:unstate", args=[row.meeting_id, row.pk]) if said else "",
    )


@require_POST
def withdraw(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = item_of(request, pk, item)
    check_can_state(request.user, row.meeting)
    done = _("The statement is withdrawn.")
    press(request, lambda: actions.withdraw_statement(item=row, by=request.user), done)
    return to_meeting(row.meeting, f"item-{row.pk}")
