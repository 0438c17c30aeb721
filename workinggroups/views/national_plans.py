"""National plans: the list, one plan, its entry, and who reads it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.paging import paged
from workinggroups.access.plans import can_enter, can_share, check_can_change, check_can_share, enters_for
from workinggroups.actions import plans as actions
from workinggroups.actions import plans_sharing as sharing
from workinggroups.forms.plans import AudienceForm, PlanFilter, PlanForm
from workinggroups.models import NationalPlan
from workinggroups.models.plans import Audience
from workinggroups.queries.plans import plans_for
from workinggroups.views.plans import FORM, carry_on, members_only, own_nation


@require_safe
def plans(request: SignedIn) -> HttpResponse:
    members_only(request)
    found = PlanFilter(request.GET, queryset=plans_for(request.user), request=request)
    page = paged(found.qs, request)
    context = {"filter": found, "page": page, "nation": enters_for(request.user), "tab": "plans"}
    return render(request, "workinggroups/plans/plans.html", context)


@require_safe
def plan(request: SignedIn, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    context = {
        "plan": found,
        "mine": can_enter(request.user, found.nation_id),
        "may_share": can_share(request.user, found.nation_id),
    }
    return render(request, "workinggroups/plans/plan.html", context)


@require_http_methods(FORM)
def create(request: SignedIn) -> HttpResponse:
    members_only(request)
    nation = own_nation(request.user)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.enter_plan(nation=nation, by=request.user, **form.particulars)
        messages.success(request, _("The plan is entered. Only your own delegation sees it."))
        return redirect("plans:plan", made.pk)
    status = 422 if form.is_bound else 200
    return render(request, "workinggroups/plans/plan_form.html", {"form": form, "nation": nation}, status=status)


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    check_can_change(request.user, found.nation_id, shared=found.audience != Audience.OWN)
    form = PlanForm(request.POST if request.method == "POST" else None, initial=PlanForm.values_of(found))
    status = 200
    if form.is_valid():
        try:
            actions.save_plan(plan=found, version=form.cleaned_data["version"], by=request.user, **form.particulars)
        except StaleVersion as stale:
            status = carry_on(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("plans:plan", found.pk)
    elif form.is_bound:
        status = 422
    context = {"form": form, "plan": found, "stale": status == 409}
    return render(request, "workinggroups/plans/plan_form.html", context, status=status)


@require_http_methods(FORM)
def share(request: SignedIn, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    check_can_share(request.user, found.nation_id)
    values = {"audience": found.audience, "nations": found.nations.all(), "version": found.version}
    form = AudienceForm(request.POST if request.method == "POST" else None, nation=found.nation, initial=values)
    status = 200
    if form.is_valid():
        try:
            sharing.share_plan(plan=found, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            status = carry_on(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("Done: it is shared as you chose."))
            return redirect("plans:plan", found.pk)
    elif form.is_bound:
        status = 422
    return render(request, "workinggroups/plans/share_plan.html", {"form": form, "plan": found}, status=status)


@require_POST
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    check_can_share(request.user, found.nation_id)
    sharing.withdraw_plan(plan=found, by=request.user)
    messages.success(request, _("Withdrawn: only your own delegation sees it from now on."))
    return redirect("plans:plan", found.pk)


@require_http_methods(FORM)
def delete(request: SignedIn, pk: int) -> HttpResponse:
    found = _plan(request, pk)
    check_can_change(request.user, found.nation_id, shared=found.audience != Audience.OWN)
    if request.method == "POST":
        actions.delete_plan(plan=found, by=request.user)
        messages.success(request, _("The plan is deleted."))
        return redirect("plans:plans")
    return render(request, "workinggroups/plans/delete_plan.html", {"plan": found})


def _plan(request: SignedIn, pk: int) -> NationalPlan:
    return get_object_or_404(plans_for(request.user), pk=pk)
