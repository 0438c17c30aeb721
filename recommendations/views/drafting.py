"""Texts: the list, one text with its history and documents, a new one, and the steps of its lifecycle."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import rights_of
from boards.enums import Denied, IllegalTransition
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.paging import paged
from recommendations.access.permissions import why_not
from recommendations.access.visibility import visible_to
from recommendations.actions import drafting
from recommendations.actions.transitions import perform
from recommendations.forms.drafting import CreateForm, ReasonForm, TextFilter
from recommendations.lifecycle import TRANSITIONS
from recommendations.models import Recommendation, Revision
from recommendations.queries.drafting import changes_of, lines_of, texts_for
from recommendations.queries.frame import Frame
from recommendations.queries.history import acts_on, documents_of, told
from recommendations.queries.releases import releases_of


def text_or_404(request: SignedIn, pk: int) -> Recommendation:
    visible = visible_to(request.user).select_related("body__parent", "rapporteur")
    return get_object_or_404(visible, pk=pk)


def draft_or_404(request: SignedIn, pk: int) -> Recommendation:
    """A text whose drafts the person reads: for everybody else its working text does not exist."""
    text = text_or_404(request, pk)
    if not rights_of(request.user).has("view_drafts", text.body):
        raise Http404
    return text


@require_safe
def texts(request: SignedIn) -> HttpResponse:
    found = TextFilter(request.GET, queryset=texts_for(request.user), request=request)
    page = paged(found.qs, request)
    may_create = rights_of(request.user).anywhere("draft_text")
    context = {"filter": found, "page": page, "may_create": may_create}
    return render(request, "recommendations/drafting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedIn) -> HttpResponse:
    if not rights_of(request.user).anywhere("draft_text"):
        raise Denied(_("Only the secretariat, chairs of groups and rapporteurs start a text."))
    initial = {name: request.GET.get(name) for name in ("tasking", "body", "title_en", "title_fr")}
    form = CreateForm(request.user, request.POST or None, initial=initial)
    if form.is_valid():
        made = drafting.create(by=request.user, **form.cleaned_data)
        return redirect("recommendations:edit", made.pk)
    return render(request, "recommendations/drafting/create.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The newest issued revision, or ?revision=n; with ?view=changes as a redline against the one before."""
    frame = Frame(request.user, text_or_404(request, pk))
    revision = _chosen(frame, request.GET.get("revision"))
    revision.recommendation = frame.recommendation
    previous = next((each for each in frame.revisions if each.number < revision.number), None)
    changes = previous is not None and request.GET.get("view") == "changes"
    context = {
        "frame": frame,
        "tab": "text",
        "revision": revision,
        "previous": previous,
        "changes": changes,
        "lines": changes_of(previous, revision, request.user)
        if changes and previous
        else lines_of(revision, request.user),
    }
    return render(request, "recommendations/drafting/detail.html", context)


def _chosen(frame: Frame, number: str | None) -> Revision:
    if number is None:
        return frame.newest
    for revision in frame.revisions:
        if str(revision.number) == number:
            return revision
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """Say what a step of the lifecycle does, ask for the reason where it owes one, and take it."""
    text = text_or_404(request, pk)
    transition = TRANSITIONS.get(name)
    if transition is None or not transition.offered:
        raise Http404
    if not rights_of(request.user).has(str(transition.permission), text.body):
        raise Denied(_("Your role does not include this step."))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not transition.needs_why:
        del form.fields["why"]
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            perform(text, name, by=request.user, why=form.cleaned_data.get("why", ""))
        except (Denied, IllegalTransition) as error:
            _refuse_step(form, error)
            status = 409
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": transition.label})
            return redirect("recommendations:detail", text.pk)
    context: dict[str, Any] = {
        "frame": Frame(request.user, text),
        "form": form,
        "transition": transition,
        "reason": why_not(request.user, transition, text),
    }
    return render(request, "recommendations/drafting/step.html", context, status=status)


def _refuse_step(form: ReasonForm, error: Denied | IllegalTransition) -> None:
    if isinstance(error, Denied):
        refuse(form, error)
    else:
        form.add_error(None, _("The text is in another state now: somebody took a step before you."))


@require_safe
def history(request: SignedIn, pk: int) -> HttpResponse:
    frame = Frame(request.user, text_or_404(request, pk))
    page = paged(acts_on(frame.recommendation, request.user), request)
    context = {"frame": frame, "tab": "history", "page": page, "acts": [told(entry) for entry in page]}
    return render(request, "recommendations/drafting/history.html", context)


@require_safe
def documents(request: SignedIn, pk: int) -> HttpResponse:
    frame = Frame(request.user, text_or_404(request, pk))
    rights, body = rights_of(request.user), frame.recommendation.body
    context = {
        "frame": frame,
        "tab": "documents",
        "documents": documents_of(frame.recommendation, request.user),
        "releases": releases_of(frame.issued) if rights.has("view_issued", body) else [],
        "may_release": rights.has("issue_revision", body),
    }
    return render(request, "recommendations/drafting/documents.html", context)
