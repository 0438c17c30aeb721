"""A group's mandate: what the Board has charged it with, now and before."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access.meetings import decisions_visible_to
from boards.enums import Denied
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib.clock import today
from workinggroups.access.programme import check_can_charge, mandates_visible_to
from workinggroups.actions import mandates as actions
from workinggroups.forms.programme import MandateForm
from workinggroups.views.groups import group_or_404, show


@require_safe
def mandate(request: SignedIn, code: str) -> HttpResponse:
    """The mandate in force, those to come, and the earlier ones."""
    body, day = group_or_404(request, code), today()
    found = list(mandates_visible_to(request.user).filter(body=body))
    decisions = decisions_visible_to(request.user).filter(pk__in=[each.decision_id for each in found])
    by_pk = {each.pk: each for each in decisions.select_related("item__meeting__body")}
    rows = [(each, by_pk.get(each.decision_id or 0)) for each in found]
    begun, ahead = ([row for row in rows if (row[0].since > day) is later] for later in (False, True))
    return show(request, body, "mandate", mandates=begun, ahead=ahead)


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: SignedIn, code: str) -> HttpResponse:
    """Put new terms of reference in force, starting from the present words."""
    body = group_or_404(request, code)
    if request.method != "POST":
        check_can_charge(request.user, body)
    present = body.mandates.first()
    initial = {"text_en": present.text_en, "text_fr": present.text_fr} if present else {}
    form = MandateForm(request.user, request.POST if request.method == "POST" else None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.adopt(body=body, by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 403 if isinstance(error, Denied) else 422
        else:
            messages.success(request, _("The mandate is recorded."))
            return redirect("workinggroups:mandate", code)
    return show(request, body, "mandate", status, "workinggroups/mandates/amend.html", form=form)
