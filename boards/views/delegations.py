"""Who represents whom, on any day; and what a delegation keeps itself."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access.delegations import can_keep_delegation, check_can_end, delegation_of, sees_who_sits
from boards.actions import delegations as actions
from boards.enums import Denied
from boards.forms.delegations import AsOfForm, EndForm, ExpertForm, MailboxForm
from boards.forms.refusals import refuse
from boards.models import Delegation, Mailbox, Nation, Seat
from boards.queries.delegations import experts_of, represented, tenures_of
from dipb_portal.accounts.requests import SignedIn


@require_safe
def people(request: SignedIn) -> HttpResponse:
    """Who represents whom in a body, now or as of the evening of a past day."""
    if not sees_who_sits(request.user):
        raise Http404
    form = AsOfForm(request.GET)
    if not form.is_valid():
        return render(request, "boards/delegations/people.html", {"form": form}, status=422)
    officers, nations = represented(form.chosen_body, form.instant)
    context = {
        "form": form,
        "body": form.chosen_body,
        "day": form.chosen_day,
        "officers": officers,
        "nations": nations,
    }
    return render(request, "boards/delegations/people.html", context)


@require_safe
def nation(request: SignedIn, alpha3: str) -> HttpResponse:
    """Everybody who ever sat for the nation."""
    if not sees_who_sits(request.user):
        raise Http404
    nation = get_object_or_404(Nation, alpha3=alpha3)
    return render(request, "boards/delegations/nation.html", {"nation": nation, "seats": tenures_of(nation)})


@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: SignedIn) -> HttpResponse:
    """The delegation of the person: its experts, its limits and, to keep them, a form for one more expert."""
    nation = _own(request)
    form = ExpertForm(request.POST or None, initial={"language": request.user.language})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            user = actions.seat_expert(nation=nation, by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("%(name)s is seated, and is told by mail.") % {"name": user.name})
            return redirect("people:delegation")
    return _page(request, nation, status, expert_form=form)


@require_POST
def add_mailbox(request: SignedIn) -> HttpResponse:
    nation = _own(request)
    form = MailboxForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            mailbox = actions.add_mailbox(nation=nation, address=form.cleaned_data["address"], by=request.user)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("%(address)s gets copies from now on.") % {"address": mailbox.address})
            return redirect("people:delegation")
    return _page(request, nation, status, mailbox_form=form)


@require_POST
def remove_mailbox(request: SignedIn, pk: int) -> HttpResponse:
    mailbox = get_object_or_404(Mailbox, pk=pk, nation=_own(request))
    actions.remove_mailbox(mailbox=mailbox, by=request.user)
    messages.success(request, _("%(address)s gets no more copies.") % {"address": mailbox.address})
    return redirect("people:delegation")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, pk: int) -> HttpResponse:
    """End the seat of an expert of the own delegation, saying why."""
    seats = Seat.objects.live().filter(nation=_own(request), role="expert").select_related("user", "body", "nation")
    seat = get_object_or_404(seats, pk=pk)
    check_can_end(request.user, seat)
    form = EndForm(request.POST or None)
    if form.is_valid():
        actions.end_expert(seat=seat, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("The seat of %(name)s has ended.") % {"name": seat.user.name})
        return redirect("people:delegation")
    status = 422 if form.is_bound else 200
    return render(request, "boards/delegations/end.html", {"seat": seat, "form": form}, status=status)


def _own(request: SignedIn) -> Nation:
    nation = delegation_of(request.user)
    if nation is None:
        raise Http404
    return nation


def _page(
    request: SignedIn,
    nation: Nation,
    status: int,
    *,
    expert_form: ExpertForm | None = None,
    mailbox_form: MailboxForm | None = None,
) -> HttpResponse:
    context = {
        "nation": nation,
        "limits": Delegation.objects.filter(nation=nation).first() or Delegation(nation=nation),
        "seats": experts_of(nation),
        "mailboxes": nation.mailboxes.filter(removed_at=None).select_related("added_by"),
        "may_keep": can_keep_delegation(request.user, nation),
        "expert_form": expert_form or ExpertForm(initial={"language": request.user.language}),
        "mailbox_form": mailbox_form or MailboxForm(),
        "failed": expert_form if expert_form and expert_form.is_bound else mailbox_form,
    }
    return render(request, "boards/delegations/delegation.html", context, status=status)
