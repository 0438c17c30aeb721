"""A packet: how far its build is, and the file."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import storage
from recommendations.enums import PacketState
from recommendations.models import Packet
from recommendations.queries.packets import Progress, filename_of, head_of, packets_for

STOP_POLLING = 286  # htmx's own status: show this answer and ask no more


@require_safe
def packet(request: SignedIn, pk: int) -> HttpResponse:
    found = _packet(request, pk)
    position, digest = head_of(found)
    context = {"packet": found, "progress": Progress(found), "head": {"position": position, "digest": digest}}
    return render(request, "recommendations/submission/packet.html", context)


@require_safe
def progress(request: SignedIn, pk: int) -> HttpResponse:
    """The part of the page that moves, for htmx; anybody else is sent to the page."""
    found = _packet(request, pk)
    if not request.htmx:
        return redirect("submissions:packet", found.pk)
    shown = Progress(found)
    if request.GET.get("seen") == shown.mark:
        return HttpResponse(status=204)
    context = {"packet": found, "progress": shown}
    status = STOP_POLLING if shown.ended else 200
    return render(request, "recommendations/submission/_progress.html", context, status=status)


@require_safe
def download(request: SignedIn, pk: int) -> FileResponse:
    """The file, as an attachment that no cache keeps."""
    found = _packet(request, pk)
    if found.state != PacketState.DONE:
        raise Http404
    try:
        file = storage.path(found.sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, as_attachment=True, filename=filename_of(found), content_type="application/pdf")
    response["Cache-Control"] = "no-store"
    return response


def _packet(request: SignedIn, pk: int) -> Packet:
    return get_object_or_404(packets_for(request.user), pk=pk)
