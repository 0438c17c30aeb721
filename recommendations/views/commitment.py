"""What a recommendation carries: what is to be done, what it implies, who stands behind it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access import rights_of
from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from recommendations.access.commitment import check_can_commit, check_can_weigh
from recommendations.access.permissions import can
from recommendations.actions import commitment as actions
from recommendations.forms.commitment import CommitmentForm, ImplicationsForm, milestones_of
from recommendations.models import Implication, Recommendation
from recommendations.queries.commitment import carried_by, commitment_of, implications_of
from recommendations.queries.frame import Frame
from recommendations.views.drafting import text_or_404

TEMPLATES = "recommendations/commitment"


@require_safe
def for_text(request: SignedIn, pk: int) -> HttpResponse:
    text = _text(request, pk)
    context = {
        "frame": Frame(request.user, text),
        "tab": "commitment",
        "carried": carried_by(text, request.user),
        "may_commit": can(check_can_commit, request.user, text),
        "may_weigh": can(check_can_weigh, request.user, text),
    }
    return render(request, f"{TEMPLATES}/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Say what is to be done; of two who write, the second sees both versions."""
    text = _text(request, pk)
    posted = request.POST if request.method == "POST" else None
    # Whoever saves what was frozen meanwhile is refused by the action, with the words still on the page.
    if posted is None:
        check_can_commit(request.user, text)
    mine = commitment_of(text)
    form = CommitmentForm(request.user, posted, text=text, mine=mine)
    rows = milestones_of(mine, posted)
    theirs, status = None, 200
    if posted is not None and not (form.is_valid() & rows.is_valid()):
        status = 422
    elif posted is not None:
        try:
            actions.save_commitment(
                recommendation=text,
                version=form.cleaned_data["version"],
                form=form.cleaned_data["form"],
                values=form.values,
                milestones=rows.rows,  # type: ignore[attr-defined] # the form set's own
                levels=form.cleaned_data["levels"],
                standards=form.cleaned_data["standards"],
                by=request.user,
            )
        except StaleVersion as stale:
            theirs, status = carried_by(text, request.user), 409
            go_on_from(form, version=stale.theirs.version if stale.theirs else 0)
            form.add_error(None, stale)
        except Denied as denied:
            refuse(form, denied)
            status = 409
        else:
            messages.success(request, _("What is to be done is saved."))
            return redirect("commitments:edit" if "stay" in request.POST else "commitments:for_text", text.pk)
    context = {"frame": Frame(request.user, text), "form": form, "rows": rows, "theirs": theirs}
    return render(request, f"{TEMPLATES}/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def implications(request: SignedIn, pk: int) -> HttpResponse:
    """Say what the text implies, area by area."""
    text = _text(request, pk)
    posted = request.POST if request.method == "POST" else None
    if posted is None:
        check_can_weigh(request.user, text)
    form = ImplicationsForm(posted, rows=implications_of(text))
    theirs: list[Implication] = []
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.save_implications(recommendation=text, rows=form.rows, by=request.user)
        except StaleVersion as stale:
            theirs, status = _stale(form, stale), 409
        except Denied as denied:
            refuse(form, denied)
            status = 409
        else:
            messages.success(request, _("The implications are saved."))
            return redirect("commitments:for_text", text.pk)
    context = {"frame": Frame(request.user, text), "form": form, "theirs": theirs}
    return render(request, f"{TEMPLATES}/implications.html", context, status=status)


def _stale(form: ImplicationsForm, stale: StaleVersion) -> list[Implication]:
    """What somebody else saved; the form goes on from there, so that saving again is a decision."""
    go_on_from(form, **{f"{row.area}_version": row.version for row in stale.theirs})
    form.add_error(None, stale)
    return list(stale.theirs)


@require_POST
def join(request: SignedIn, pk: int) -> HttpResponse:
    text = _text(request, pk)
    return _sponsor(request, text, actions.co_sponsor, _("Your nation co-sponsors the text."))


@require_POST
def leave(request: SignedIn, pk: int) -> HttpResponse:
    text = _text(request, pk)
    return _sponsor(request, text, actions.stop_co_sponsoring, _("Your nation no longer co-sponsors the text."))


def _sponsor(request: SignedIn, text: Recommendation, act: Any, said: str) -> HttpResponse:
    act(recommendation=text, by=request.user)
    messages.success(request, said)
    return redirect("commitments:for_text", text.pk)


def _text(request: SignedIn, pk: int) -> Recommendation:
    """A text for members: for industry and partners, what stands beside it does not exist."""
    text = text_or_404(request, pk)
    if not rights_of(request.user).has("view_issued", text.body):
        raise Http404
    return text
