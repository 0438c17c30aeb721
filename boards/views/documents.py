"""Numbered documents: the list, one document, its files."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boards.access.documents import can_keep, files_visible_to, may_file, releasable_to
from boards.actions.filing import SUFFIX
from boards.forms.documents import DocumentFilter
from boards.models import Document
from boards.queries.documents import (
    audience_of,
    citing,
    documents_for,
    documents_with_files,
    files_of,
    filing_of,
    knows_releases,
    meeting_of,
    missing_languages,
    waiting_for_check,
)
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import storage
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import ROWS, paged

MOST_EXPORTED = 5_000


@require_safe
def documents(request: SignedIn) -> HttpResponse:
    found = DocumentFilter(request.GET, queryset=documents_with_files(request.user), request=request)
    page = paged(found.qs, request)
    context = {"filter": found, "page": page, "may_file": may_file(request.user)}
    return render(request, "boards/documents/list.html", context)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    """The list as filtered, for a spreadsheet."""
    found = DocumentFilter(request.GET, queryset=documents_for(request.user), request=request)
    header = [
        _("Reference"), _("Kind"), _("Title, English"), _("Title, French"), _("Body"), _("Originator"), _("Marking"),
        _("Date"), _("With a file"), _("Withdrawn"),
    ]  # fmt: skip
    return csv_response("documents", header, [_row(document) for document in found.qs[:MOST_EXPORTED]])


def _row(document: Any) -> list[Any]:
    filing = getattr(document, "filing", None)
    return [
        document.reference,
        document.called,
        document.title_en,
        document.title_fr,
        document.body.acronym,
        filing.originator if filing else document.body.acronym,
        filing.get_marking_display() if filing else "",
        document.dated,
        _("yes") if document.has_file else _("no"),
        _("yes") if document.withdrawn_at else _("no"),
    ]


@require_safe
def document(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(documents_for(request.user), pk=pk)
    return render(request, "boards/documents/detail.html", page_of(request, found))


def page_of(request: SignedIn, found: Document) -> dict[str, Any]:
    """What the page of one document shows to this reader."""
    filing = filing_of(found)
    keeper = can_keep(request.user, filing)
    files = files_of(found, request.user, keeper=keeper)
    released = audience_of(found) if filing and knows_releases(request.user, found) else []
    return {
        "document": found,
        "filing": filing,
        "meeting": meeting_of(found, request.user),
        "files": files,
        "keeper": keeper and found.withdrawn_at is None,
        "awaited": filing is not None and not files.current and waiting_for_check(found),
        "missing": missing_languages(files.current, found) if filing else [],
        "released": released,
        "releasable": [(body, body in released) for body in releasable_to(request.user, filing)],
        "citing": citing(found, request.user)[:ROWS],
    }


@require_safe
def download(request: SignedIn, pk: int) -> FileResponse:
    """The file under its own name, as an attachment that no cache keeps."""
    found = get_object_or_404(files_visible_to(request.user), pk=pk)
    try:
        content = storage.path(found.sha256, SUFFIX).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.media_type)
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
