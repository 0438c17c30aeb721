"""Advice asked of the Board: the register, one request, and the acts on it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import rights_of
from boards.enums import Denied
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib.deadlines import day_of
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged
from recommendations.access.advice import (
    asks_for,
    check_can_ask,
    check_can_begin,
    check_can_keep,
    check_can_send,
    check_can_take_back,
    keeps_register,
)
from recommendations.access.permissions import can
from recommendations.access.visibility import visible_to
from recommendations.actions import advice as actions
from recommendations.forms.advice import AcceptForm, AskedFilter, AskForm, BeginForm, ClosingForm
from recommendations.models import AdviceAsked
from recommendations.queries.advice import answer_of, asked_for, label_of

TEMPLATES = "recommendations/advice"


@require_safe
def register(request: SignedIn) -> HttpResponse:
    readers_only(request)
    found = AskedFilter(request.GET, queryset=asked_for(request.user), request=request)
    if request.GET.get("format") == "csv":
        return _csv(found)
    page = paged(found.qs, request)
    rows = [(asked, label_of(asked)) for asked in page]
    context = {"filter": found, "page": page, "rows": rows, "may_ask": can(check_can_ask, request.user)}
    return render(request, f"{TEMPLATES}/list.html", context)


def _csv(found: AskedFilter) -> HttpResponse:
    header = [_("Subject"), _("Asked by"), _("Letter"), _("Received on"), _("Group"), _("Due"), _("State")]
    rows = (
        (str(each), each.asker, each.letter, each.received_on, each.group or "", each.due, label_of(each))
        for each in found.qs
    )
    return csv_response("advice", header, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn) -> HttpResponse:
    """Record a request, or ask the Board for one's nation."""
    readers_only(request)
    check_can_ask(request.user)
    nation = None if keeps_register(request.user) else asks_for(request.user)
    form = AskForm(nation, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        values = {"received_on": form.today, **form.cleaned_data}
        asked = actions.ask_board(by=request.user, **values)
        messages.success(request, _("The request is in the register."))
        return redirect("advice:detail", asked.pk)
    return render(request, f"{TEMPLATES}/ask.html", {"form": form, "nation": nation}, status=status)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    user = request.user
    context = {
        "asked": asked,
        "state": label_of(asked),
        "answer": answer_of(asked, user),
        "may_accept": asked.recommendation_id is None and can(check_can_keep, user, asked),
        "may_begin": can(check_can_begin, user, asked),
        "may_send": can(check_can_send, user, asked),
        "may_close": can(check_can_take_back, user, asked),
    }
    return render(request, f"{TEMPLATES}/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: SignedIn, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    check_can_keep(request.user, asked)
    present = {"group": asked.group_id, "day": day_of(asked.due)} if asked.due else {}
    form = AcceptForm(request.POST if request.method == "POST" else None)
    form.initial.update(present)

    def act() -> None:
        actions.accept(asked=asked, group=form.cleaned_data["group"], due=form.deadline, by=request.user)

    return _act(request, "accept", asked, form, act, _("The request is accepted; the group has been told."))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: SignedIn, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    check_can_begin(request.user, asked)
    form = BeginForm(asked, visible_to(request.user), request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.begin(asked=asked, recommendation=form.cleaned_data["text"], by=request.user)

    return _act(request, "begin", asked, form, act, _("The advice is being drafted."))


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    check_can_take_back(request.user, asked)
    form = ClosingForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.take_back(asked=asked, why=form.cleaned_data["why"], by=request.user)

    return _act(request, "close", asked, form, act, _("The request is closed."))


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedIn, pk: int) -> HttpResponse:
    asked = _asked(request, pk)
    check_can_send(request.user, asked)
    form = Form(request.POST if request.method == "POST" else None)
    return _act(
        request,
        "send",
        asked,
        form,
        lambda: actions.send(asked=asked, by=request.user),
        _("The advice is sent."),
    )


def _act(
    request: SignedIn, name: str, asked: AdviceAsked, form: Form, act: Callable[[], Any], said: str
) -> HttpResponse:
    """Show the form, or take the act and lead back to the request; what is refused is said on the form."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act()
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, said)
            return redirect("advice:detail", asked.pk)
    context = {"asked": asked, "form": form, "answer": answer_of(asked, request.user)}
    return render(request, f"{TEMPLATES}/{name}.html", context, status=status)


def readers_only(request: SignedIn) -> None:
    """For partners and auditors there is no advice, of the Board or of industry."""
    rights = rights_of(request.user)
    if not (rights.anywhere("view_issued") or rights.anywhere("give_advice")):
        raise Http404


def _asked(request: SignedIn, pk: int) -> AdviceAsked:
    return get_object_or_404(asked_for(request.user), pk=pk)
