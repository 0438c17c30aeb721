"""Industry's advice on a revision: the requests, one of them, its draft, its giving, what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from dipb_portal.ui.forms import go_on_from
from dipb_portal.ui.paging import paged
from recommendations.access.advice import (
    bodies_to_ask,
    check_can_advise,
    check_can_request,
    check_can_say_taken,
    check_can_withdraw,
)
from recommendations.access.guards import newest_issued
from recommendations.access.permissions import can
from recommendations.actions import industry as actions
from recommendations.forms.advice import ClosingForm, DraftForm, RequestForm, TakenForm, VersionForm
from recommendations.queries.advice import Line, lines, requests_for
from recommendations.queries.frame import Frame
from recommendations.views.advice import readers_only
from recommendations.views.drafting import text_or_404

TEMPLATES = "recommendations/industry"
REQUESTS = 10  # on a page, each with its text and its advice


@require_safe
def requests(request: SignedIn) -> HttpResponse:
    readers_only(request)
    page = paged(requests_for(request.user), request, REQUESTS)
    context = {"page": page, "lines": lines(page.object_list, request.user, clock.now())}
    return render(request, f"{TEMPLATES}/list.html", context)


@require_safe
def for_text(request: SignedIn, pk: int) -> HttpResponse:
    """Every visible request on a text, with the advice given."""
    readers_only(request)
    text = text_or_404(request, pk)
    found = requests_for(request.user).filter(revision__recommendation=text)
    context = {
        "frame": Frame(request.user, text),
        "tab": "advice",
        "lines": lines(found, request.user, clock.now()),
        "may_request": can(check_can_request, request.user, text) and newest_issued(text) is not None,
    }
    return render(request, f"{TEMPLATES}/for_text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedIn, pk: int) -> HttpResponse:
    """Ask a body of industry for its advice on the newest revision that is released to it."""
    text = text_or_404(request, pk)
    check_can_request(request.user, text)
    revision = newest_issued(text)
    if revision is None:
        raise Denied(_("No revision has been issued."))
    bodies = bodies_to_ask(revision)
    form = RequestForm(bodies, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            made = actions.request_advice(
                revision=revision,
                body=form.cleaned_data["body"],
                question_en=form.cleaned_data["question_en"],
                question_fr=form.cleaned_data["question_fr"],
                deadline=form.deadline,
                by=request.user,
            )
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The advice is requested; the liaisons have been told."))
            return redirect("industry:detail", made.pk)
    context = {"frame": Frame(request.user, text), "form": form, "revision": revision, "bodies": bodies.exists()}
    return render(request, f"{TEMPLATES}/ask.html", context, status=status)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    line = _line(request, pk)
    user = request.user
    context = {
        "line": line,
        "may_advise": can(check_can_advise, user, line.request),
        "may_withdraw": can(check_can_withdraw, user, line.request),
        "may_say_taken": can(check_can_say_taken, user, line.request),
    }
    return render(request, f"{TEMPLATES}/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedIn, pk: int) -> HttpResponse:
    """The draft all liaisons of the body share; of two who write, the second sees both versions."""
    line = _line(request, pk)
    posted = request.POST if request.method == "POST" else None
    if posted is None or not line.drafts:
        check_can_advise(request.user, line.request)
    form = DraftForm(posted, draft=line.advice, language=get_language() or "en")
    theirs, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.save_draft(request=line.request, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            theirs, status = stale.theirs, 409
            go_on_from(form, version=theirs.version if theirs else 0)
            form.add_error(None, stale)
        except Denied as denied:
            refuse(form, denied)
            status = 409
        else:
            messages.success(request, _("The draft is saved. Your fellow liaisons can go on from here."))
            return redirect("industry:detail", line.request.pk)
    context = {"line": line, "form": form, "theirs": theirs}
    return render(request, f"{TEMPLATES}/write.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: SignedIn, pk: int) -> HttpResponse:
    """Show the draft once more, and give it."""
    line = _line(request, pk)
    check_can_advise(request.user, line.request)
    version = line.advice.version if line.advice else 0
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": version})

    def act() -> None:
        actions.give(request=line.request, version=form.cleaned_data["version"], by=request.user)

    return _act(request, "give", line, form, act, _("The advice is given and frozen."))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    line = _line(request, pk)
    check_can_withdraw(request.user, line.request)
    form = ClosingForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.withdraw_request(request=line.request, why=form.cleaned_data["why"], by=request.user)

    return _act(request, "withdraw", line, form, act, _("The request is withdrawn."))


@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: SignedIn, pk: int) -> HttpResponse:
    """Say how the advice was taken into account."""
    line = _line(request, pk)
    check_can_say_taken(request.user, line.request)
    asked = line.request
    initial = {"version": asked.version, "taken_en": asked.taken_en, "taken_fr": asked.taken_fr}
    form = TakenForm(request.POST if request.method == "POST" else None, initial=initial)

    def act() -> None:
        actions.say_taken(request=asked, by=request.user, **form.cleaned_data)

    return _act(request, "taken", line, form, act, _("Saved: how the advice was taken into account."))


def _act(request: SignedIn, name: str, line: Line, form: Form, act: Callable[[], Any], said: str) -> HttpResponse:
    """Show the form, or take the act and lead back to the request; what is refused is said on the form."""
    theirs, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act()
        except StaleVersion as stale:
            theirs, status = stale.theirs, 409
            go_on_from(form, version=theirs.version)
            form.add_error(None, stale)
            line = _line(request, line.request.pk)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, said)
            return redirect("industry:detail", line.request.pk)
    context = {"line": line, "form": form, "theirs": theirs}
    return render(request, f"{TEMPLATES}/{name}.html", context, status=status)


def _line(request: SignedIn, pk: int) -> Line:
    found = get_object_or_404(requests_for(request.user), pk=pk)
    return lines([found], request.user, clock.now())[0]
