"""The demand outlook as the reader may see it, and where nations might buy together."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access import rights_of
from boards.enums import Denied, IllegalTransition
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged
from workinggroups.access.outlook import check_can_join, check_can_move, check_can_propose, reads_releases
from workinggroups.access.plans import is_member, shares_for
from workinggroups.actions import joint as actions
from workinggroups.forms.outlook import MoveForm, OutlookFilter, ProposeForm
from workinggroups.models import JointCandidate
from workinggroups.queries.outlook import (
    candidates_for,
    categories_of,
    demand,
    lines_for,
    matches,
    on_the_table,
)
from workinggroups.views.plans import FORM, members_only

CATEGORIES = 2  # on a page, each with a row a nation


@require_safe
def outlook(request: SignedIn) -> HttpResponse:
    """By category and year, what is shared with the reader; industry and partners find what was released to them."""
    if not is_member(request.user):
        if reads_releases(request.user):
            return redirect("outlook:industry")
        raise Http404
    found = OutlookFilter(request.GET, queryset=lines_for(request.user), request=request)
    categories = list(categories_of(found.qs))
    page = paged(categories, request, CATEGORIES)
    demands = demand(found.qs.filter(requirement__category__in=list(page)))
    context = {"filter": found, "categories": categories, "page": page, "demands": demands, "tab": "outlook"}
    return render(request, "workinggroups/outlook/outlook.html", context)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    members_only(request)
    found = OutlookFilter(request.GET, queryset=lines_for(request.user), request=request)
    header = [_("Category"), _("Unit"), _("Nation"), _("Year"), _("Quantity")]
    rows = (
        [each.category, each.category.unit, nation, year, quantity]
        for each in demand(found.qs)
        for nation, quantities in each.rows
        for year, quantity in zip(each.years, quantities, strict=True)
        if quantity
    )
    return csv_response("demand-outlook", header, rows)


@require_safe
def harmonisation(request: SignedIn) -> HttpResponse:
    """Similar requirements among those the reader sees, and the candidates on the table."""
    members_only(request)
    found = OutlookFilter(request.GET, queryset=lines_for(request.user), request=request)
    context = {
        "filter": found,
        "page": paged(matches(found.qs), request, CATEGORIES),
        "candidates": on_the_table(candidates_for(request.user)),
        "may_propose": _can(check_can_propose, request.user),
        "tab": "harmonisation",
    }
    return render(request, "workinggroups/outlook/harmonisation.html", context)


@require_http_methods(FORM)
def propose(request: SignedIn) -> HttpResponse:
    members_only(request)
    check_can_propose(request.user)
    asked = {name: request.GET.get(name) for name in ("category", "first_year", "last_year")}
    form = ProposeForm(request.POST if request.method == "POST" else None, initial=asked)
    if form.is_valid():
        made = actions.propose_candidate(by=request.user, **form.cleaned_data)
        messages.success(request, _("The joint procurement is proposed. Nations join it of their own accord."))
        return redirect("outlook:candidate", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "workinggroups/outlook/propose.html", {"form": form}, status=status)


@require_safe
def candidate(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, _candidate(request, pk))


@require_POST
def join(request: SignedIn, pk: int) -> HttpResponse:
    return _do(request, pk, actions.join_candidate, _("Your nation has joined."))


@require_POST
def leave(request: SignedIn, pk: int) -> HttpResponse:
    return _do(request, pk, actions.leave_candidate, _("Your nation has left."))


@require_POST
def lead(request: SignedIn, pk: int) -> HttpResponse:
    return _do(request, pk, actions.lead_candidate, _("Your nation leads."))


@require_POST
def move(request: SignedIn, pk: int) -> HttpResponse:
    found = _candidate(request, pk)
    check_can_move(request.user, found)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, found, _("Choose a state."), 422)
    try:
        actions.move_candidate(candidate=found, state=form.cleaned_data["state"], by=request.user)
    except IllegalTransition:
        return _page(request, _candidate(request, pk), _("It is in another state now."), 409)
    messages.success(request, _("The state is changed."))
    return redirect("outlook:candidate", pk)


def _do(request: SignedIn, pk: int, act: Any, done: str) -> HttpResponse:
    found = _candidate(request, pk)
    check_can_join(request.user, found)
    try:
        act(candidate=found, by=request.user)
    except ValidationError as error:
        return _page(request, _candidate(request, pk), error.messages[0], 409)
    messages.success(request, done)
    return redirect("outlook:candidate", pk)


def _page(request: SignedIn, found: JointCandidate, problem: str = "", status: int = 200) -> HttpResponse:
    nation = shares_for(request.user)
    joined = nation in found.nations.all()
    lines = lines_for(request.user).filter(
        requirement__category=found.category, year__gte=found.first_year, year__lte=found.last_year
    )
    may_move = _can(check_can_move, request.user, found)
    context = {
        "candidate": found,
        "demands": demand(lines),
        "nation": nation,
        "joined": joined,
        "may_join": nation and _can(check_can_join, request.user, found),
        "may_lead": joined and found.lead is None,
        "moves": [
            (state, state.label) for state, sources in actions.SOURCES.items() if may_move and found.state in sources
        ],
        "may_draft": found.state != JointCandidate.State.DROPPED and rights_of(request.user).anywhere("draft_text"),
        "problem": problem,
    }
    return render(request, "workinggroups/outlook/candidate.html", context, status=status)


def _candidate(request: SignedIn, pk: int) -> JointCandidate:
    return get_object_or_404(candidates_for(request.user), pk=pk)


def _can(check: Any, *arguments: Any) -> bool:
    try:
        check(*arguments)
    except Denied:
        return False
    return True
