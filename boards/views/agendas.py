"""The agenda editor of a meeting that lies ahead."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards.access import documents_visible_to
from boards.access.meetings import check_can_edit_agenda, papers_visible_to
from boards.actions import agendas as actions
from boards.actions.meetings import agenda_differs, revise_agenda
from boards.forms.agendas import CarryOverForm, ItemForm, PaperForm
from boards.models import Meeting
from boards.queries.meetings import lines_of, open_items_before
from boards.views.meeting_pages import (
    DONE,
    form_page,
    item_of,
    meeting_of,
    move_to,
    page,
    posted,
    press,
    submit,
    to_meeting,
)
from dipb_portal.accounts.requests import SignedIn


def _editor(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:agenda", meeting.pk)


@require_http_methods(["GET", "HEAD"])
def agenda(request: SignedIn, pk: int) -> HttpResponse:
    """All items with their times, to add to, order and change; what the previous meeting left open."""
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    lines = lines_of(meeting, request.user)
    context = {
        "lines": lines,
        "total": sum(line.item.minutes for line in lines),
        "planned": int((meeting.ends - meeting.starts).total_seconds() // 60),
        "numbers": range(1, len(lines) + 1),
        "carry_over": CarryOverForm(items=open_items_before(meeting)),
        "differs": agenda_differs(meeting),
    }
    return page(request, "agenda", meeting, context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    form = ItemForm(posted(request))
    status = submit(request, form, lambda: actions.add_item(meeting=meeting, by=request.user, **form.words))
    if status == DONE:
        messages.success(request, _("The item is on the agenda."))
        return _editor(meeting)
    title, button = _("Add an item"), _("Add the item")
    return form_page(request, meeting, form, status, title=title, button=button, back=_address(meeting), editor=True)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = item_of(request, pk, item)
    check_can_edit_agenda(request.user, row.meeting)
    form = ItemForm(posted(request), initial=ItemForm.initial_of(row))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        actions.save_item(item=row, version=version, by=request.user, **form.words)

    status = submit(request, form, act)
    if status == DONE:
        messages.success(request, _("The item is saved."))
        return _editor(row.meeting)
    title, button = _("Edit item %(number)d") % {"number": row.position}, _("Save the item")
    return form_page(
        request, row.meeting, form, status, title=title, button=button, back=_address(row.meeting), editor=True
    )


@require_POST
def move(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = item_of(request, pk, item)
    check_can_edit_agenda(request.user, row.meeting)
    done = _("The agenda has a new order.")
    move_to(request, lambda place: actions.move_item(item=row, to=place, by=request.user), done)
    return _editor(row.meeting)


@require_POST
def remove(request: SignedIn, pk: int, item: int) -> HttpResponse:
    row = item_of(request, pk, item)
    check_can_edit_agenda(request.user, row.meeting)
    press(request, lambda: actions.remove_item(item=row, by=request.user), _("The item is off the agenda."))
    return _editor(row.meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: SignedIn, pk: int, item: int) -> HttpResponse:
    """Put a document before the item, by its reference."""
    row = item_of(request, pk, item)
    check_can_edit_agenda(request.user, row.meeting)
    form = PaperForm(posted(request), documents=documents_visible_to(request.user))

    def act() -> None:
        document, note = form.cleaned_data["reference"], form.cleaned_data["note"]
        actions.attach_paper(item=row, document=document, note=note, by=request.user)

    status = submit(request, form, act)
    if status == DONE:
        messages.success(request, _("The paper is attached."))
        return _editor(row.meeting)
    title = _("Attach a paper to item %(number)d") % {"number": row.position}
    return form_page(
        request,
        row.meeting,
        form,
        status,
        title=title,
        button=_("Attach the paper"),
        back=_address(row.meeting),
    )


@require_POST
def detach(request: SignedIn, pk: int, paper: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    papers = papers_visible_to(request.user).select_related("item__meeting__body", "document")
    row = get_object_or_404(papers, pk=paper, item__meeting=meeting)
    press(request, lambda: actions.detach_paper(paper=row, by=request.user), _("The paper is taken off."))
    return _editor(meeting)


@require_POST
def carry_over(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    form = CarryOverForm(request.POST, items=open_items_before(meeting))
    if form.is_valid():
        items = form.cleaned_data["items"]
        done = _("The items are carried over.")
        press(request, lambda: actions.carry_over(meeting=meeting, items=items, by=request.user), done)
    else:
        messages.error(request, " ".join(map(str, form.errors.get("items", []))))
    return _editor(meeting)


@require_POST
def revise(request: SignedIn, pk: int) -> HttpResponse:
    meeting = meeting_of(request, pk)
    check_can_edit_agenda(request.user, meeting)
    done = _("The revised agenda is issued; everybody invited is told.")
    press(request, lambda: revise_agenda(meeting=meeting, by=request.user), done)
    return to_meeting(meeting)


def _address(meeting: Meeting) -> str:
    return reverse("meetings:agenda", args=[meeting.pk])
