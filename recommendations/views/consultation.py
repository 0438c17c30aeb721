"""A round of comments: open it, look at it, close it; the comments tab of a text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import check, rights_of
from boards.enums import Denied, IllegalTransition
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib import clock
from recommendations.access.guards import newest_issued
from recommendations.access.permissions import (
    can,
    check_can_adjudicate,
    check_can_comment,
    check_can_submit_comments,
    side_of,
    why_not,
)
from recommendations.access.visibility import visible_to
from recommendations.actions.consultation import close_consultation, open_consultation
from recommendations.forms.consultation import OpenForm
from recommendations.lifecycle import TRANSITIONS
from recommendations.models import Consultation
from recommendations.queries.actors import actors_of
from recommendations.queries.consultation import (
    by_place,
    comments_shown,
    decisions_shown,
    rounds_of,
    rounds_visible_to,
    senders,
)
from recommendations.queries.frame import Frame

TEMPLATES = "recommendations/consultation"


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: SignedIn, pk: int) -> HttpResponse:
    """Choose who is asked and until when."""
    recommendation = get_object_or_404(visible_to(request.user).select_related("body"), pk=pk)
    check(request.user, "run_consultation", recommendation.body)
    sent, revision = request.method == "POST", newest_issued(recommendation)
    reason = why_not(request.user, TRANSITIONS["open_consultation"], recommendation)
    if reason and (revision is None or not sent):
        raise Denied(reason)
    form, status = OpenForm(recommendation, request.POST if sent else None), 200
    if sent:
        status = 422
        if form.is_valid():
            try:
                consultation = open_consultation(
                    recommendation=recommendation,
                    audiences=form.cleaned_data["audiences"],
                    closes_at=form.cleaned_data["closes_at"],
                    by=request.user,
                )
            except (Denied, IllegalTransition, ValidationError) as error:
                refuse(form, error)
                status = 409
            else:
                messages.success(request, _("The round of comments is open; those asked are told."))
                return redirect("consultations:detail", consultation.pk)
    context = {"form": form, "recommendation": recommendation, "revision": revision}
    return render(request, f"{TEMPLATES}/open.html", context, status=status)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The frozen text with the comments the person may read beside it, and what is asked of them."""
    consultation = round_seen_by(request, pk)
    user, owner = request.user, consultation.revision.recommendation.body
    comments = list(comments_shown(user).filter(consultation=consultation).order_by("serial", "pk"))
    runs = rights_of(user).has("run_consultation", owner) or rights_of(user).has("adjudicate", owner)
    context = {
        "consultation": consultation,
        "past": consultation.closed_at is None and clock.now() > consultation.closes_at,
        "places": by_place(consultation.revision, comments),
        "prepared": sum(comment.submitted_at is None for comment in comments),
        "side": side_of(user, consultation),
        "can_comment": can(check_can_comment, user, consultation),
        "can_submit": can(check_can_submit_comments, user, consultation),
        "can_close": consultation.closed_at is None and rights_of(user).has("run_consultation", owner),
        "can_adjudicate": can(check_can_adjudicate, user, consultation),
        "decisions_shown": decisions_shown(user, consultation),
        "senders": senders(consultation) if runs else [],
    }
    return render(request, f"{TEMPLATES}/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, pk: int) -> HttpResponse:
    """Close the round before its time, after a page that says what follows."""
    consultation = round_seen_by(request, pk)
    check(request.user, "run_consultation", consultation.revision.recommendation.body)
    if request.method == "POST":
        if close_consultation(consultation=consultation, by=request.user):
            messages.success(request, _("The round is closed."))
        else:
            messages.info(request, _("The round was closed already."))
        return redirect("consultations:detail", pk)
    if consultation.closed_at is not None:
        raise Denied(_("The round was closed already."))
    return render(request, f"{TEMPLATES}/close.html", {"consultation": consultation})


@require_safe
def for_text(request: SignedIn, pk: int) -> HttpResponse:
    """Every visible round on a text with its comments as a matrix."""
    texts = visible_to(request.user).select_related("body", "rapporteur")
    recommendation = get_object_or_404(texts, pk=pk)
    context = {
        "frame": Frame(request.user, recommendation),
        "tab": "comments",
        "rounds": rounds_of(recommendation, request.user),
        "actors": actors_of(recommendation, request.user),
    }
    return render(request, f"{TEMPLATES}/for_text.html", context)


def round_seen_by(request: SignedIn, pk: int) -> Consultation:
    """The round, or 404 where the person does not see it."""
    return get_object_or_404(rounds_visible_to(request.user), pk=pk)
