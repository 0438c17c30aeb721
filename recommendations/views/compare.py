"""Any two revisions of a text, compared."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dipb_portal.accounts.requests import SignedIn
from recommendations.queries.compare import compare_revisions
from recommendations.queries.frame import Frame
from recommendations.views.drafting import text_or_404


@require_safe
def compare(request: SignedIn, pk: int, old: int, new: int) -> HttpResponse:
    """The redline from revision number `old` to `new`; both must be the person's to read."""
    frame = Frame(request.user, text_or_404(request, pk))
    by_number = {revision.number: revision for revision in frame.revisions}
    if old not in by_number or new not in by_number:
        raise Http404
    before, after = by_number[old], by_number[new]
    context = {
        "frame": frame,
        "comparison": compare_revisions(before, after),
        "sides": [
            (_("From"), [(each, each.number != old and _address(pk, each.number, new)) for each in frame.revisions]),
            (_("To"), [(each, each.number != new and _address(pk, old, each.number)) for each in frame.revisions]),
        ],
    }
    return render(request, "recommendations/drafting/compare.html", context)


def _address(pk: int, old: int, new: int) -> str:
    return reverse("recommendations:compare", args=[pk, old, new])
