"""What industry was told of demand: which releases there were, when, by whom, to whom, and what they say."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged
from workinggroups.access.outlook import check_can_release, is_secretariat, reads_releases
from workinggroups.access.plans import is_member
from workinggroups.actions.outlook import release_outlook
from workinggroups.forms.outlook import ReleaseForm
from workinggroups.models import OutlookRelease
from workinggroups.queries.outlook import releases_for, told_by
from workinggroups.views.plans import FORM


@require_safe
def industry(request: SignedIn) -> HttpResponse:
    """The release in force, and all of them."""
    _readers_only(request)
    releases = releases_for(request.user)
    page = paged(releases, request)
    current = releases.first()
    context = {
        "page": page,
        "current": current,
        "told": told_by(current) if current else [],
        "may_release": is_secretariat(request.user),
        "next_from": current and current.next_from > clock.today() and current.next_from,
        "member": is_member(request.user),
        "tab": "industry",
    }
    return render(request, "workinggroups/outlook/industry.html", context)


@require_safe
def release(request: SignedIn, pk: int) -> HttpResponse:
    found = _release(request, pk)
    context = {
        "release": found,
        "told": told_by(found),
        "newest": releases_for(request.user).first() == found,
        "member": is_member(request.user),
    }
    return render(request, "workinggroups/outlook/release.html", context)


@require_safe
def export(request: SignedIn, pk: int) -> HttpResponse:
    found = _release(request, pk)
    header = [_("Category"), _("Unit"), _("Year"), _("Figure"), _("As released on")]
    rows = (
        [
            told.category,
            told.category.unit,
            cell.year,
            cell.shown,
            cell.since and cell.since.released_on,
        ]
        for told in told_by(found)
        for cell in told.published
    )
    return csv_response(f"demand-{found.year}-{found.quarter}", header, rows)


@require_http_methods(FORM)
def make(request: SignedIn) -> HttpResponse:
    """Release what nations let industry have. There is no preview, on purpose: it would be one more release."""
    _readers_only(request)
    check_can_release(request.user)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        try:
            made = release_outlook(bodies=form.cleaned_data["bodies"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The demand outlook is released."))
            return redirect("outlook:release", made.pk)
    elif form.is_bound:
        status = 422
    return render(request, "workinggroups/outlook/make.html", {"form": form}, status=status)


def _readers_only(request: SignedIn) -> None:
    """For auditors and administrators there are no releases."""
    if not reads_releases(request.user):
        raise Http404


def _release(request: SignedIn, pk: int) -> OutlookRelease:
    return get_object_or_404(releases_for(request.user), pk=pk)
