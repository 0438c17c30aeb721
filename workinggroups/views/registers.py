"""The registers: their overview, a list and its downloads, an entry and its history."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.ui.exports import csv_response, workbook_response
from dipb_portal.ui.paging import paged
from workinggroups.access.registers import sides_of
from workinggroups.forms.register_filters import filter_for
from workinggroups.forms.registers import LinkForm
from workinggroups.queries.register_facts import exported
from workinggroups.queries.register_history import acts_on
from workinggroups.queries.registers import EntryFrame, cards_for, entries_of, rows_of, takes
from workinggroups.registers import REGISTERS, Register

DOWNLOADS = {"csv": csv_response, "xlsx": workbook_response}


def register_or_404(slug: str) -> Register:
    if slug not in REGISTERS:
        raise Http404
    return REGISTERS[slug]


def entry_or_404(request: SignedIn, slug: str, pk: int) -> Any:
    """The visible entry with the fields of its register."""
    return get_object_or_404(entries_of(register_or_404(slug), request.user), pk=pk)


@require_safe
def overview(request: SignedIn) -> HttpResponse:
    return render(request, "workinggroups/registers/overview.html", {"cards": cards_for(request.user)})


@require_safe
def entries(request: SignedIn, slug: str) -> HttpResponse:
    register = register_or_404(slug)
    found = filter_for(register)(request.GET, queryset=entries_of(register, request.user), request=request)
    page = paged(found.qs, request)
    context = {
        "register": register,
        "filter": found,
        "page": page,
        "rows": rows_of(page, register),
        "heads": [register.field(name).label for name in register.columns],
        "may_enter": takes(register, {side.source for side in sides_of(request.user)}),
    }
    return render(request, "workinggroups/registers/list.html", context)


@require_safe
def export(request: SignedIn, slug: str, format: str) -> HttpResponse:
    """The list as it is filtered, with every field, for a spreadsheet."""
    register = register_or_404(slug)
    if format not in DOWNLOADS:
        raise Http404
    found = filter_for(register)(request.GET, queryset=entries_of(register, request.user), request=request)
    header, rows = exported(found.qs, register, request.user)
    day = clock.today()
    return DOWNLOADS[format](f"{register.slug}-{day}", header, rows)


@require_safe
def detail(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    frame = EntryFrame(request.user, entry_or_404(request, slug, pk))
    return render(request, "workinggroups/registers/detail.html", shown(frame))


def shown(frame: EntryFrame, link_form: LinkForm | None = None) -> dict[str, Any]:
    """The context of an entry's page."""
    form = link_form or LinkForm(frame.user)
    return {"frame": frame, "entry": frame.entry, "register": frame.register, "link_form": form, "tab": "entry"}


@require_safe
def history(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """What happened to the entry; for who only reads a released entry there is no history."""
    frame = EntryFrame(request.user, entry_or_404(request, slug, pk))
    if not frame.may_read_history:
        raise Http404
    context = shown(frame) | {"acts": acts_on(frame.entry, request.user), "tab": "history"}
    return render(request, "workinggroups/registers/history.html", context)
