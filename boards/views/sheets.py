"""Decisions, and the decision sheet: drafted, circulated, commented, issued."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access.meetings import (
    check_can_comment_on_sheet,
    check_can_decide,
    check_can_run,
    decisions_visible_to,
    is_member,
    sheet_comments_visible_to,
    steps_for,
)
from boards.actions import sheets as actions
from boards.enums import Denied, MeetingState
from boards.forms.sheets import CirculateForm, CommentAnswerForm, DecisionForm, SheetCommentForm
from boards.models import Decision, Meeting
from boards.queries.sheet_wording import decision_sheet
from boards.views.meeting_pages import (
    DONE,
    form_page,
    item_of,
    meeting_of,
    move_to,
    page,
    posted,
    press,
    reader_language,
    submit,
    to_meeting,
)
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, default_deadline


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = item_of(request, pk, item)
    check_can_decide(request.user, row.meeting)
    form = DecisionForm(posted(request))
    status = submit(request, form, lambda: actions.enter_decision(item=row, by=request.user, **form.words))
    if status == DONE:
        messages.success(request, _("The decision is entered."))
        return to_meeting(row.meeting, f"item-{row.pk}")
    title = _("Enter a decision on item %(number)d") % {"number": row.position}
    back, button = reverse("meetings:detail", args=[row.meeting_id]), _("Enter the decision")
    return form_page(request, row.meeting, form, status, title=title, button=button, back=back, lede=row.title)


def _decision(request: SignedIn, pk: int, decision: int) -> Decision:
    visible = decisions_visible_to(request.user).select_related("item__meeting__body", "addressee")
    row = get_object_or_404(visible, pk=decision, item__meeting=meeting_of(request, pk))
    check_can_decide(request.user, row.item.meeting)
    return row


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int, decision: int) -> HttpResponse:
    row = _decision(request, pk, decision)
    form = DecisionForm(posted(request), initial=DecisionForm.initial_of(row))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        actions.save_decision(decision=row, version=version, by=request.user, **form.words)

    status = submit(request, form, act)
    meeting, back = row.item.meeting, _place_of(row)
    if status == DONE:
        messages.success(request, _("The decision is saved."))
        return redirect(back)
    title = _("Edit decision %(number)d (%(letter)s)") % {"number": row.item.position, "letter": row.letter}
    button = _("Save the decision")
    return form_page(request, meeting, form, status, title=title, button=button, back=back, lede=row.item.title)


@require_POST
def move(request: SignedIn, pk: int, decision: int) -> HttpResponse:
    row, done = _decision(request, pk, decision), _("The decisions have a new order.")
    move_to(request, lambda place: actions.move_decision(decision=row, to=place, by=request.user), done)
    return redirect(_on_sheet(row))


@require_POST
def remove(request: SignedIn, pk: int, decision: int) -> HttpResponse:
    row = _decision(request, pk, decision)
    press(request, lambda: actions.remove_decision(decision=row, by=request.user), _("The decision is struck."))
    return redirect(_on_sheet(row))


def _place_of(decision: Decision) -> str:
    """Where the decision is worked on: at its item while the meeting goes on, on the sheet once it was held."""
    if decision.item.meeting.state == MeetingState.HELD:
        return _on_sheet(decision)
    return reverse("meetings:detail", args=[decision.item.meeting_id], fragment=f"item-{decision.item_id}")


def _on_sheet(decision: Decision) -> str:
    return reverse("meetings:sheet", args=[decision.item.meeting_id], fragment=f"decision-{decision.pk}")


def _may(check: Callable[[], object]) -> bool:
    try:
        check()
    except Denied:
        return False
    return True


def _sheet_of(request: SignedIn, pk: int) -> Meeting:
    """The meeting whose draft the person may read: members, once it is circulated; who runs it, before."""
    meeting = meeting_of(request, pk)
    if not is_member(request.user, meeting):
        raise Http404
    if not meeting.sheet_circulated_at:
        check_can_run(request.user, meeting.body)
    return meeting


@require_safe
def sheet(request: SignedIn, pk: int) -> HttpResponse:
    """The decision sheet in both languages as it stands, and what nations said of the draft."""
    meeting, user = _sheet_of(request, pk), request.user
    if meeting.decision_sheet_id:
        return redirect("boards:document", meeting.decision_sheet_id)
    decisions = list(decisions_visible_to(user).filter(item__meeting=meeting).select_related("item", "addressee"))
    now = clock.now()
    comments = sheet_comments_visible_to(user).filter(meeting=meeting)
    context = {
        "decisions": decisions,
        "texts": [(language, decision_sheet(meeting, decisions, language)) for language in ("en", "fr")],
        "comments": comments.select_related("nation", "decision__item", "made_by", "answered_by"),
        "may_comment": _may(lambda: check_can_comment_on_sheet(user, meeting, now)),
        "may_decide": _may(lambda: check_can_decide(user, meeting)),
        "held": meeting.state == MeetingState.HELD,
        "step": next((each for each in steps_for(user, meeting, now) if each.step.name == "issue_sheet"), None),
    }
    return page(request, "sheet", meeting, context)


@require_http_methods(["GET", "HEAD", "POST"])
def circulate(request: SignedIn, pk: int) -> HttpResponse:
    meeting = _sheet_of(request, pk)
    check_can_decide(request.user, meeting)
    usual = default_deadline(clock.now()).astimezone(BRUSSELS)
    form = CirculateForm(posted(request), initial={"day": usual.date(), "hour": usual.time()})
    if meeting.sheet_closes_at:
        done = _("The time for comments is extended; all members are told.")
        title = button = _("Extend the time for comments")
    else:
        done = _("The draft is circulated; all members are told.")
        title, button = _("Circulate the decision sheet in draft"), _("Circulate the draft")

    def act() -> None:
        actions.circulate_sheet(meeting=meeting, closes_at=form.closes_at, by=request.user)

    status = submit(request, form, act)
    if status == DONE:
        messages.success(request, done)
        return redirect("meetings:sheet", meeting.pk)
    back = reverse("meetings:sheet", args=[meeting.pk])
    return form_page(request, meeting, form, status, title=title, button=button, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: SignedIn, pk: int) -> HttpResponse:
    meeting = _sheet_of(request, pk)
    nation = check_can_comment_on_sheet(request.user, meeting)
    form = SheetCommentForm(
        posted(request),
        meeting=meeting,
        initial={"language": reader_language(), "decision": request.GET.get("decision")},
    )
    status = submit(
        request, form, lambda: actions.comment_on_sheet(meeting=meeting, by=request.user, **form.cleaned_data)
    )
    if status == DONE:
        messages.success(request, _("The comment is with the secretariat (%(nation)s).") % {"nation": nation})
        return redirect("meetings:sheet", meeting.pk)
    title, button = _("Comment on the decision sheet"), _("Send the comment")
    back = reverse("meetings:sheet", args=[meeting.pk])
    return form_page(request, meeting, form, status, title=title, button=button, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedIn, pk: int, comment: int) -> HttpResponse:
    meeting = _sheet_of(request, pk)
    visible = sheet_comments_visible_to(request.user).select_related("meeting__body", "nation")
    row = get_object_or_404(visible, pk=comment, meeting=meeting)
    check_can_decide(request.user, meeting)
    form = CommentAnswerForm(posted(request), initial={"answer": row.answer})
    status = submit(request, form, lambda: actions.answer_comment(comment=row, by=request.user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, _("The comment is answered."))
        return redirect("meetings:sheet", meeting.pk)
    title, button = _("Answer the comment of %(nation)s") % {"nation": row.nation}, _("Save the answer")
    back = reverse("meetings:sheet", args=[meeting.pk])
    return form_page(request, meeting, form, status, title=title, button=button, back=back, quoted=row)


@require_POST
def issue(request: SignedIn, pk: int) -> HttpResponse:
    meeting = _sheet_of(request, pk)
    check_can_run(request.user, meeting.body)
    done = _("The decision sheet is issued; the meeting is closed.")
    press(request, lambda: actions.issue_sheet(meeting=meeting, by=request.user), done)
    return to_meeting(meeting)
