"""What nations need over the years: the list, one requirement, its entry, and who sees which of its lines."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.forms import go_on_from
from dipb_portal.ui.paging import paged
from workinggroups.access.plans import (
    can_enter,
    can_share,
    check_can_change,
    check_can_enter,
    check_can_share,
    enters_for,
    is_member,
)
from workinggroups.actions import plans as actions
from workinggroups.actions import plans_sharing as sharing
from workinggroups.forms.plans import GridForm, RequirementFilter, RequirementForm, SharingForm
from workinggroups.models import Requirement, RequirementLine
from workinggroups.queries.plans import own_requirements, requirements_for, table_of, years_of

FORM = ["GET", "HEAD", "POST"]
GRID = 6  # requirements on a page, each with a field a year


def members_only(request: SignedIn) -> None:
    """For industry, partners and auditors there are no requirements of single nations."""
    if not is_member(request.user):
        raise Http404


def own_nation(user: User) -> Nation:
    """The nation the person prepares entries for. Raises Denied where there is none."""
    nation = enters_for(user)
    if nation is None:
        raise Denied(_("Only national delegations enter requirements and plans."))
    return nation


@require_safe
def requirements(request: SignedIn) -> HttpResponse:
    members_only(request)
    found = RequirementFilter(request.GET, queryset=requirements_for(request.user), request=request)
    page = paged(found.qs, request)
    shown = list(page)
    years = years_of(shown)
    context = {
        "filter": found,
        "page": page,
        "years": years,
        "rows": table_of(shown, years),
        "nation": enters_for(request.user),
        "tab": "requirements",
    }
    return render(request, "workinggroups/plans/list.html", context)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    """The filtered list, a row for each visible line."""
    members_only(request)
    found = RequirementFilter(request.GET, queryset=requirements_for(request.user), request=request)
    header = [_("Nation"), _("Category"), _("Unit"), _("Description"), _("Certainty"), _("Year"), _("Quantity")]
    rows = (_row(each, line) for each in found.qs for line in each.seen)
    return csv_response("requirements", header, rows)


def _row(each: Requirement, line: RequirementLine) -> list[Any]:
    what = [each.nation, each.category, each.category.unit, _described(each)]
    return [*what, each.get_certainty_display(), line.year, line.quantity]


def _described(requirement: Requirement) -> str:
    return requirement.description or requirement.description_en or requirement.description_fr


@require_safe
def requirement(request: SignedIn, pk: int) -> HttpResponse:
    found = _requirement(request, pk)
    mine = can_enter(request.user, found.nation_id)
    context = {
        "requirement": found,
        "lines": found.seen,  # type: ignore[attr-defined] # as prefetched
        "mine": mine,
        "may_share": can_share(request.user, found.nation_id),
        "shared": any(line.is_shared for line in found.seen),  # type: ignore[attr-defined] # as prefetched
        "total": sum(line.quantity for line in found.seen),  # type: ignore[attr-defined] # as prefetched
    }
    return render(request, "workinggroups/plans/requirement.html", context)


@require_http_methods(FORM)
def create(request: SignedIn) -> HttpResponse:
    members_only(request)
    nation = own_nation(request.user)
    form = RequirementForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = actions.enter_requirement(nation=nation, quantities=form.quantities, by=request.user, **form.particulars)
        messages.success(request, _("The requirement is entered. Only your own delegation sees it."))
        return redirect("plans:requirement", made.pk)
    return _form_page(request, "requirement_form", form, {"nation": nation})


@require_http_methods(FORM)
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Change a requirement; of two who write, the second is told and loses nothing."""
    found = _requirement(request, pk)
    check_can_enter(request.user, found.nation_id)
    form = RequirementForm(request.POST if request.method == "POST" else None, requirement=found)
    status = 0
    if form.is_valid():
        try:
            actions.save_requirement(
                requirement=found,
                version=form.cleaned_data["version"],
                quantities=form.quantities,
                by=request.user,
                **form.particulars,
            )
        except StaleVersion as stale:
            status = carry_on(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The requirement is saved."))
            return redirect("plans:requirement", found.pk)
    return _form_page(request, "requirement_form", form, {"requirement": found, "stale": status == 409}, status)


def carry_on(form: forms.Form, stale: StaleVersion) -> int:
    """Say that somebody saved before; the form goes on from there, so that saving again is a decision."""
    go_on_from(form, version=stale.theirs.version)
    form.add_error(None, _("Somebody else saved this after you opened it. Compare, and save again if yours is right."))
    return 409


@require_http_methods(FORM)
def grid(request: SignedIn) -> HttpResponse:
    """The nation's quantities in one table of categories and years, some requirements a page."""
    members_only(request)
    nation = own_nation(request.user)
    page = paged(own_requirements(nation), request, GRID)
    form = GridForm(request.POST if request.method == "POST" else None, requirements=list(page))
    status = 0
    if form.is_valid():
        try:
            actions.save_quantities(changes=form.changes, by=request.user)
        except StaleVersion as stale:
            refuse(form, ValidationError(_stale_words(stale.theirs)))
            status = 409
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The quantities are saved."))
            return redirect(request.get_full_path())
    return _form_page(request, "grid", form, {"nation": nation, "page": page}, status)


def _stale_words(theirs: Requirement) -> str:
    return _("Somebody else saved “%(what)s” meanwhile; nothing was saved. Open the table again.") % {
        "what": _described(theirs)
    }


@require_http_methods(FORM)
def share(request: SignedIn, pk: int) -> HttpResponse:
    found = _requirement(request, pk)
    check_can_share(request.user, found.nation_id)
    form = SharingForm(request.POST if request.method == "POST" else None, requirement=found)
    status = 0
    if form.is_valid():
        data = form.cleaned_data
        try:
            sharing.share_lines(
                requirement=found,
                version=data["version"],
                lines=data["lines"],
                audience=data["audience"],
                nations=data["nations"],
                industry=data["industry"],
                by=request.user,
            )
        except StaleVersion as stale:
            status = carry_on(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("Done: it is shared as you chose."))
            return redirect("plans:requirement", found.pk)
    context = {"requirement": found, "lines": found.seen}  # type: ignore[attr-defined] # as prefetched
    return _form_page(request, "share", form, context, status)


@require_POST
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    """Make every line the delegation's own again, at once."""
    found = _requirement(request, pk)
    check_can_share(request.user, found.nation_id)
    try:
        sharing.withdraw_lines(requirement=found, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Withdrawn: only your own delegation sees it from now on."))
    return redirect("plans:requirement", found.pk)


@require_http_methods(FORM)
def delete(request: SignedIn, pk: int) -> HttpResponse:
    """Ask, and delete a requirement with its lines."""
    found = _requirement(request, pk)
    shared = any(line.is_shared for line in found.seen)  # type: ignore[attr-defined] # as prefetched
    check_can_change(request.user, found.nation_id, shared=shared)
    if request.method == "POST":
        actions.delete_requirement(requirement=found, by=request.user)
        messages.success(request, _("The requirement is deleted."))
        return redirect("plans:list")
    return render(request, "workinggroups/plans/delete.html", {"requirement": found, "shared": shared})


def _requirement(request: SignedIn, pk: int) -> Requirement:
    return get_object_or_404(requirements_for(request.user), pk=pk)


def _form_page(
    request: SignedIn, name: str, form: forms.Form, context: dict[str, Any], status: int = 0
) -> HttpResponse:
    """The page of a form, 422 where it was sent and does not hold, unless `status` says otherwise."""
    status = status or (422 if form.is_bound and form.errors else 200)
    return render(request, f"workinggroups/plans/{name}.html", {"form": form, **context}, status=status)
