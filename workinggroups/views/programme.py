"""The programme of work: its items, their milestones, and what the Board waits for."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from boards.models import Body
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib.clock import today
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.forms import go_on_from
from dipb_portal.ui.paging import paged_around
from workinggroups.access.programme import check_can_keep
from workinggroups.actions import programme as actions
from workinggroups.forms.programme import ItemForm, MilestoneForm
from workinggroups.models import Milestone, WorkItem
from workinggroups.queries.programme import address_of, items_of, tasks_of
from workinggroups.views.groups import group_or_404, show

EDIT = "workinggroups/programme/edit.html"
ITEMS = 10  # on a page, each with its milestones


@require_safe
def programme(request: SignedIn, code: str) -> HttpResponse:
    body, day = group_or_404(request, code), today()
    page = paged_around("item", items_of(body, request.user), request, ITEMS)
    return show(request, body, "programme", page=page, tasks=tasks_of(body, request.user, day), day=day)


@require_safe
def export(request: SignedIn, code: str) -> HttpResponse:
    """Items and milestones, a line each, for a spreadsheet."""
    body = group_or_404(request, code)
    header = [_("Item in English"), _("Item in French"), _("Milestone in English"), _("Milestone in French")]
    rows: list[list[Any]] = []
    for item in items_of(body, request.user):
        rows.append([item.title_en, item.title_fr, "", "", item.due, item.get_status_display(), ""])
        rows += [
            [item.title_en, item.title_fr, each.title_en, each.title_fr, each.due, "", each.done_on]
            for each in item.milestones.all()
        ]
    return csv_response(f"programme-{body.code.lower()}", [*header, _("Due"), _("Status"), _("Reached on")], rows)


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: SignedIn, code: str, pk: int | None = None) -> HttpResponse:
    """Enter an item, or change one; what somebody else saved meanwhile stands beside what was typed."""
    body = group_or_404(request, code)
    found = get_object_or_404(WorkItem, pk=pk, body=body) if pk else None
    initial = ItemForm.values_of(found) if found else {}
    form = ItemForm(request.user, body, request.POST if request.method == "POST" else None, initial=initial)

    def save() -> WorkItem:
        return actions.save_item(body=body, item=found, by=request.user, **form.cleaned_data)

    heading = _("Edit the item") if found else _("Add an item")
    return _edited(request, body, form, save, heading, found)


@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: SignedIn, code: str, pk: int, milestone_pk: int | None = None) -> HttpResponse:
    """Enter a milestone of an item, or change one."""
    body = group_or_404(request, code)
    parent = get_object_or_404(WorkItem, pk=pk, body=body)
    found = get_object_or_404(Milestone, pk=milestone_pk, item=parent) if milestone_pk else None
    initial = MilestoneForm.values_of(found) if found else {}
    form = MilestoneForm(request.POST if request.method == "POST" else None, initial=initial)

    def save() -> WorkItem:
        return actions.save_milestone(item=parent, milestone=found, by=request.user, **form.cleaned_data).item

    heading = _("Edit the milestone") if found else _("Add a milestone")
    return _edited(request, body, form, save, heading, parent)


def _edited(
    request: SignedIn, body: Body, form: forms.Form, save: Any, heading: str, about: WorkItem | None
) -> HttpResponse:
    if request.method != "POST":
        check_can_keep(request.user, body)
    theirs, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            saved = save()
        except StaleVersion as stale:
            theirs, status = stale.theirs, 409
            go_on_from(form, version=theirs.version)
            form.add_error(None, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 403 if isinstance(error, Denied) else 422
        else:
            messages.success(request, _("The programme of work is saved."))
            return redirect(address_of(saved))
    back = address_of(about) if about else reverse("workinggroups:programme", args=[body.code])
    context = {"form": form, "heading": heading, "about": about, "theirs": theirs, "back": back}
    return show(request, body, "programme", status, EDIT, **context)


@require_POST
def reach(request: SignedIn, code: str, pk: int, milestone_pk: int) -> HttpResponse:
    """The milestone is reached today."""
    body = group_or_404(request, code)
    found = get_object_or_404(Milestone.objects.select_related("item__body"), pk=milestone_pk, item=pk, item__body=body)
    actions.reach(milestone=found, by=request.user)
    messages.success(request, _("The milestone is reached."))
    return redirect(address_of(found.item))
