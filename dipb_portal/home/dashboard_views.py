"""The dashboards: all of them small, one at a time large, its figures as CSV."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from boards.access import rights_of
from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.home.dashboards import DASHBOARDS, Dashboard
from dipb_portal.lib import clock
from dipb_portal.ui.exports import csv_response


class GroupForm(forms.Form):
    group = forms.ModelChoiceField(
        Body.objects.filter(kind=BodyKind.GROUP),
        label=_("Group"),
        required=False,
        empty_label=_("All groups"),
        to_field_name="code",
    )


@require_safe
def dashboards(request: SignedIn) -> HttpResponse:
    """Every picture the person may see, each leading to its own page."""
    return render(request, "home/dashboards/list.html", {"dashboards": _shown_to(request)})


@require_safe
def dashboard(request: SignedIn, slug: str) -> HttpResponse:
    """One picture, of all groups or of ?group=CAP; as CSV with ?format=csv."""
    board = next((each for each in _shown_to(request) if each.slug == slug), None)
    if board is None:
        raise Http404
    form = GroupForm(request.GET)
    group = form.cleaned_data["group"] if form.is_valid() else None
    chart = board.build(request.user, group)
    if request.GET.get("format") == "csv":
        return csv_response(f"dipb-{slug}", chart.header, chart.rows)
    context = {"dashboard": board, "chart": chart, "form": form, "dashboards": _shown_to(request)}
    context |= {"group": group, "now": clock.now()}  # for whoever has it on paper
    return render(request, "home/dashboards/detail.html", context, status=200 if form.is_valid() else 422)


def _shown_to(request: SignedIn) -> list[Dashboard]:
    """Raises Http404 for who reads no texts at all."""
    rights = rights_of(request.user)
    if not rights.anywhere("view_released"):
        raise Http404
    member = rights.anywhere("view_issued")
    return [each for each in DASHBOARDS.values() if member or not each.members_only]
