"""The book of a meeting: ask for it, see how far it is, take it away."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from boards.access.meetings import meetings_visible_to
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import storage
from recommendations.access.books import audiences_open_to
from recommendations.actions.books import request_book
from recommendations.enums import Edition, PacketState
from recommendations.models import Packet
from recommendations.packets.book_files import SUFFIX
from recommendations.queries.books import book_for, filename_of, is_stale
from recommendations.queries.packets import Progress
from recommendations.views.packets import STOP_POLLING


@require_POST
def build(request: SignedIn, meeting: int) -> HttpResponse:
    """Ask for the book in an edition, for one of the audiences the person belongs to."""
    found = get_object_or_404(meetings_visible_to(request.user), pk=meeting)
    code, edition = request.POST.get("audience", ""), request.POST.get("edition", "")
    audiences = {audience.code if audience else "": audience for audience in audiences_open_to(request.user, found)}
    if code not in audiences or edition not in Edition.values:
        raise Http404
    packet = request_book(meeting=found, audience=audiences[code], edition=edition, by=request.user)
    return redirect("books:detail", packet.pk)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    found = book_for(request.user, pk)
    context = {"packet": found, "progress": Progress(found), "stale": is_stale(found)}
    return render(request, "recommendations/books/detail.html", context)


@require_safe
def progress(request: SignedIn, pk: int) -> HttpResponse:
    """The part of the page that moves, for htmx; anybody else is sent to the page."""
    found = book_for(request.user, pk)
    if not request.htmx:
        return redirect("books:detail", found.pk)
    shown = Progress(found)
    if request.GET.get("seen") == shown.mark:
        return HttpResponse(status=204)
    context = {"packet": found, "progress": shown}
    status = STOP_POLLING if shown.ended else 200
    return render(request, "recommendations/submission/_progress.html", context, status=status)


@require_safe
def download(request: SignedIn, pk: int) -> FileResponse:
    """The book as one PDF."""
    found = book_for(request.user, pk)
    return _file(found, found.sha256, ".pdf", "application/pdf")


@require_safe
def archive(request: SignedIn, pk: int) -> FileResponse:
    """The book with the files of its papers."""
    found = book_for(request.user, pk)
    return _file(found, found.archive_sha256, SUFFIX, "application/zip")


def _file(found: Packet, digest: str, suffix: str, content_type: str) -> FileResponse:
    if found.state != PacketState.DONE:
        raise Http404
    try:
        file = storage.path(digest, suffix).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=filename_of(found, suffix), content_type=content_type)
    response["Cache-Control"] = "no-store"
    return response
