"""One follow-up action: what it says, how it stands, what nations report on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from recommendations.access.followup import check_can_keep, reports_for
from recommendations.access.permissions import can
from recommendations.actions import followup as acts
from recommendations.forms.followup import ActionForm, ImplementationForm, NoteForm
from recommendations.models import FollowUpAction
from recommendations.queries.followup import actions_for, matrix, reports_on


def _action(request: SignedIn, pk: int) -> FollowUpAction:
    related = actions_for(request.user).select_related("disposition__item__revision__document", "created_by")
    return get_object_or_404(related, pk=pk)


@require_safe
def action(request: SignedIn, pk: int) -> HttpResponse:
    found = _action(request, pk)
    reports = list(reports_on(found, request.user))
    context = {
        "action": found,
        "notes": found.notes.select_related("noted_by"),
        "lines": matrix([found], request.user),
        "reports": [each for each in reports if each.superseded_at is None and each.text],
        "earlier": [each for each in reports if each.superseded_at is not None],
        "may_keep": can(check_can_keep, request.user, found.recommendation),
        "may_report": can(reports_for, request.user, found),
    }
    return render(request, "recommendations/followup/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int) -> HttpResponse:
    found = _action(request, pk)
    check_can_keep(request.user, found.recommendation)
    form = ActionForm(request.POST if request.method == "POST" else None, initial=ActionForm.values_of(found))
    return _acted(request, found, form, "edit", acts.change_action, _("The action is saved."))


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: SignedIn, pk: int) -> HttpResponse:
    found = _action(request, pk)
    check_can_keep(request.user, found.recommendation)
    known = {"status": found.status, "version": found.version}
    form = NoteForm(request.POST if request.method == "POST" else None, initial=known)
    return _acted(request, found, form, "note", acts.note_status, _("The status is recorded."))


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SignedIn, pk: int) -> HttpResponse:
    """Report for the person's nation, or decline to."""
    found = _action(request, pk)
    nation = reports_for(request.user, found)
    said = found.reports.current().filter(nation=nation).first()
    names = ("status", "planned_by", "text", "language")
    known = {name: getattr(said, name) for name in names} if said else {"language": get_language()}
    form = ImplementationForm(request.POST if request.method == "POST" else None, initial=known)
    done = _("The report of %(nation)s is recorded.") % {"nation": nation.name}
    return _acted(request, found, form, "report", acts.report_implementation, done, nation=nation)


def _acted(
    request: SignedIn, found: FollowUpAction, form: forms.Form, name: str, act: Any, done: str, **context: Any
) -> HttpResponse:
    """Act on a valid form; what an action refuses is said on it, with nothing typed lost."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act(action=found, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            status = 409
            go_on_from(form, version=stale.theirs.version)
            form.add_error(None, _("Somebody else changed this action after you opened it. It is shown as it stands."))
        except ValidationError as error:
            refuse(form, error)
        except Denied as denied:
            refuse(form, denied)
            status = 409
        else:
            messages.success(request, done)
            return redirect("followup:action", found.pk)
    found = _action(request, found.pk)
    return render(
        request, f"recommendations/followup/{name}.html", {"action": found, "form": form, **context}, status=status
    )
