"""The journal, for those whose role reads it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boards.access import rights_of
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.audit import journal
from dipb_portal.audit.words import kind, verb
from dipb_portal.ui.paging import paged


@require_safe
def entries(request: SignedIn) -> HttpResponse:
    if not rights_of(request.user).anywhere("view_journal"):
        raise Http404
    newest = journal.Newest()
    page = paged(newest, request)
    rows = [(entry, verb(entry.verb), kind(entry.object_type)) for entry in page]
    return render(request, "boards/journal.html", {"page": page, "rows": rows, "head": newest})
