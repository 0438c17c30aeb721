"""Capacity levels: the list with its chart, one level, its entry, and the group's agreement."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access import rights_of
from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged
from workinggroups.access.capacity import bodies_kept_by, check_can_keep
from workinggroups.actions import capacity as actions
from workinggroups.forms.capacity import LevelFilter, LevelForm
from workinggroups.models import CapacityLevel
from workinggroups.models.capacity import Level
from workinggroups.queries.capacity import chart_of, levels_for
from workinggroups.views.plans import FORM, carry_on

LEVELS = 10  # on a page, each with its chart


@require_safe
def levels(request: SignedIn) -> HttpResponse:
    _members_only(request)
    found = LevelFilter(request.GET, queryset=levels_for(request.user), request=request)
    page = paged(found.qs, request, LEVELS)
    context = {
        "filter": found,
        "page": page,
        "rows": [(level, chart_of(level)) for level in page],
        "may_draft": bool(bodies_kept_by(request.user)),
    }
    return render(request, "workinggroups/capacity/list.html", context)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    _members_only(request)
    found = LevelFilter(request.GET, queryset=levels_for(request.user), request=request)
    header = [_("Category"), _("Unit"), _("Condition"), _("Required"), _("Current"), _("Missing"), _("Months")]
    header += [_("As of"), _("State")]
    rows = (_row(level, each) for level in found.qs for each in level.levels)
    return csv_response("capacity-levels", header, rows)


def _row(level: CapacityLevel, each: Level) -> list[Any]:
    of = [level.category, level.unit, each.label]
    return [*of, each.required, each.current, each.missing, level.horizon, level.as_of, level.get_state_display()]


@require_safe
def level(request: SignedIn, pk: int) -> HttpResponse:
    found = _level(request, pk)
    context = {
        "level": found,
        "chart": chart_of(found),
        "may_keep": found.body_id in bodies_kept_by(request.user),
        "may_draft": rights_of(request.user).anywhere("draft_text"),
    }
    return render(request, "workinggroups/capacity/level.html", context)


@require_http_methods(FORM)
def create(request: SignedIn) -> HttpResponse:
    _members_only(request)
    if not bodies_kept_by(request.user):
        raise Denied(_("Only those who draft for the group keep its capacity levels."))
    form = LevelForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.draft_level(by=request.user, **form.values)
        messages.success(request, _("The level is drafted."))
        return redirect("capacity:level", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "workinggroups/capacity/form.html", {"form": form}, status=status)


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _level(request, pk)
    check_can_keep(request.user, found.body_id)
    form = LevelForm(request.user, request.POST if request.method == "POST" else None, level=found)
    status = 200
    if form.is_valid():
        try:
            actions.save_level(level=found, version=form.cleaned_data["version"], by=request.user, **form.values)
        except StaleVersion as stale:
            status = carry_on(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The level is saved, as a draft."))
            return redirect("capacity:level", found.pk)
    elif form.is_bound:
        status = 422
    context = {"form": form, "level": found}
    return render(request, "workinggroups/capacity/form.html", context, status=status)


@require_POST
def agree(request: SignedIn, pk: int) -> HttpResponse:
    """Record the group's agreement on what stood on the page."""
    found = _level(request, pk)
    check_can_keep(request.user, found.body_id)
    version = request.POST.get("version", "")
    try:
        actions.agree_level(level=found, version=int(version) if version.isdecimal() else 0, by=request.user)
    except (StaleVersion, IllegalTransition):
        messages.error(request, _("The level was changed meanwhile: look at it again."))
    else:
        messages.success(request, _("The level is agreed."))
    return redirect("capacity:level", pk)


def _members_only(request: SignedIn) -> None:
    if not (rights_of(request.user).anywhere("view_issued") or bodies_kept_by(request.user)):
        raise Http404


def _level(request: SignedIn, pk: int) -> CapacityLevel:
    return get_object_or_404(levels_for(request.user), pk=pk)
