"""What follows from the decisions of the CNAD: all actions, as a list and drawn; of one nation; of one text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import rights_of
from boards.enums import Denied, IllegalTransition
from boards.forms.refusals import refuse
from boards.models import Nation
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged
from recommendations.access.followup import check_can_close, check_can_set_action
from recommendations.access.permissions import can
from recommendations.access.visibility import visible_to
from recommendations.actions import followup as acts
from recommendations.enums import State
from recommendations.forms.followup import ActionFilter, ActionForm, CloseForm
from recommendations.models import Recommendation
from recommendations.queries.examination import dispositions_of
from recommendations.queries.followup import (
    actions_for,
    actions_on,
    asking_nations,
    by_nation,
    by_owner,
    export,
    matrix,
    owed_by,
)
from recommendations.queries.frame import Frame


@require_safe
def actions(request: SignedIn) -> HttpResponse:
    found = _found(request)
    page = paged(found.qs, request)
    nations = [seat.nation for seat in rights_of(request.user).seats if seat.nation]
    context = {"filter": found, "page": page, "own_nation": nations[0] if nations else None}
    return render(request, "recommendations/followup/list.html", context)


@require_safe
def export_actions(request: SignedIn) -> HttpResponse:
    header, rows = export(_found(request).qs)
    return csv_response("follow-up", header, rows)


@require_safe
def picture(request: SignedIn) -> HttpResponse:
    """The actions drawn by owner and by nation; without a filter those of texts still in follow-up."""
    found = _found(request)
    shown = list(found.qs if request.GET else found.qs.filter(recommendation__state=State.FOLLOW_UP))
    charts = [by_owner(shown), by_nation(shown, request.user)]
    return render(request, "recommendations/followup/picture.html", {"filter": found, "charts": charts})


def _found(request: SignedIn) -> ActionFilter:
    if not rights_of(request.user).anywhere("view_issued"):
        raise Http404
    return ActionFilter(request.GET, queryset=actions_for(request.user), request=request)


@require_safe
def nation(request: SignedIn, alpha3: str) -> HttpResponse:
    """What is asked of one Ally, and what it reported."""
    if not rights_of(request.user).anywhere("view_issued"):
        raise Http404
    ally = get_object_or_404(Nation, alpha3=alpha3, ally=True)
    page = paged(owed_by(ally, request.user), request)
    context = {
        "nation": ally,
        "page": page,
        "own": ally.pk in rights_of(request.user).own_nations,
        "nations": Nation.objects.filter(ally=True).protocol_order(),
    }
    return render(request, "recommendations/followup/nation.html", context)


def text_or_404(request: SignedIn, pk: int) -> Recommendation:
    """A text whose follow-up the person may read: for industry and partners there is none."""
    members = rights_of(request.user).bodies("view_issued")
    visible = visible_to(request.user).filter(body__in=members).select_related("body__parent", "rapporteur")
    return get_object_or_404(visible, pk=pk)


@require_safe
def for_text(request: SignedIn, pk: int) -> HttpResponse:
    text = text_or_404(request, pk)
    rows = actions_on(text, request.user)
    asking = asking_nations(rows)
    found = list(dispositions_of(text, request.user))
    context = {
        "frame": Frame(request.user, text),
        "tab": "followup",
        "current": [each for each in found if each.superseded_at is None],
        "corrected": [each for each in found if each.superseded_at is not None],
        "actions": rows,
        "asking": asking,
        "lines": matrix(asking, request.user),
        "may_add": can(check_can_set_action, request.user, text),
        "may_close": can(check_can_close, request.user, text),
    }
    return render(request, "recommendations/followup/for_text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, pk: int) -> HttpResponse:
    text = text_or_404(request, pk)
    check_can_set_action(request.user, text)
    form = ActionForm(request.POST if request.method == "POST" else None, initial={"version": 0})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            acts.set_action(recommendation=text, by=request.user, **said)
        except (Denied, IllegalTransition, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The action is set; its owner is told."))
            return redirect("followup:for_text", text.pk)
    context = {"frame": Frame(request.user, text), "tab": "followup", "form": form}
    return render(request, "recommendations/followup/add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, pk: int) -> HttpResponse:
    text = text_or_404(request, pk)
    check_can_close(request.user, text)
    form = CloseForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            acts.close_text(recommendation=text, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        except (Denied, IllegalTransition) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The text is closed."))
            return redirect("followup:for_text", text.pk)
    open_ones = [action for action in actions_on(text, request.user) if action.is_open]
    context = {"frame": Frame(request.user, text), "tab": "followup", "form": form, "open_ones": open_ones}
    return render(request, "recommendations/followup/close.html", context, status=status)
