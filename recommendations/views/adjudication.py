"""The adjudication workbench: decide on the comments of a closed round and circulate the decisions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from boards.enums import Denied, StaleVersion
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import Problem
from dipb_portal.ui.paging import paged
from recommendations.access.permissions import check_can_adjudicate
from recommendations.actions.consultation import Ruling, adjudicate_all, finish_adjudication
from recommendations.enums import CommentType, Decision
from recommendations.forms.adjudication import CommentFilter, DecisionForm, Row
from recommendations.models import Comment, Consultation
from recommendations.queries.adjudication import left_to_decide, senders_in, submitted_in
from recommendations.queries.consultation import by_place
from recommendations.views.consultation import TEMPLATES, round_seen_by

PAGE = 40  # comments a page: what is decided leaves it, so that the next ones follow


@require_http_methods(["GET", "HEAD", "POST"])
def adjudicate(request: SignedIn, pk: int) -> HttpResponse:
    """Show the comments the filter asks for; save the decisions of one paragraph, all of them or none."""
    consultation = round_seen_by(request, pk)
    check_can_adjudicate(request.user, consultation)
    if request.method != "POST":
        return _workbench(request, consultation)
    forms = [DecisionForm(comment, request.POST) for comment in _named(request, consultation)]
    if any(form.errors for form in forms):
        return _workbench(request, consultation, forms, 422)
    rulings = [Ruling(form.comment, **form.cleaned_data) for form in forms if form.decides]
    try:
        adjudicate_all(consultation=consultation, rulings=rulings, by=request.user)
    except StaleVersion as error:
        # What was decided meanwhile is shown beside what was about to be.
        fresh = [DecisionForm(comment, request.POST) for comment in _named(request, consultation)]
        for form in fresh:
            if form.comment.pk == error.theirs.comment_id:
                form.add_error("decision", _("Somebody else decided on this comment meanwhile"))
        return _workbench(request, consultation, fresh, 409)
    saved = ngettext("%(n)d decision is saved.", "%(n)d decisions are saved.", len(rulings)) % {"n": len(rulings)}
    messages.success(request, saved if rulings else _("Nothing was decided: choose a decision first."))
    return redirect(f"{request.get_full_path()}#{_anchor(consultation, forms)}")


def _named(request: SignedIn, consultation: Consultation) -> list[Comment]:
    """The comments the request names; 404 unless all of them were submitted in this round."""
    named = request.POST.getlist("comment")
    if not all(pk.isdecimal() and len(pk) < 19 for pk in named):
        raise Http404
    comments = list(submitted_in(consultation).filter(pk__in=named))
    if not named or len(comments) != len(set(named)):
        raise Http404
    return comments


def _anchor(consultation: Consultation, forms: list[DecisionForm]) -> str:
    """Where the deciding goes on: here while something is left here, then in the next place."""
    paragraph = forms[0].comment.paragraph
    here = paragraph.position if paragraph else 0
    left = [position or 0 for position in left_to_decide(consultation).by_place]
    place = next((position for position in left if position >= here), left[0] if left else here)
    return f"p{place}" if place else "general"


def _workbench(
    request: SignedIn, consultation: Consultation, sent: list[DecisionForm] | None = None, status: int = 200
) -> HttpResponse:
    """The page; decisions that were `sent` and not saved stay on it as they were typed."""
    found = CommentFilter(request.GET, consultation, senders_in(consultation), queryset=submitted_in(consultation))
    page = paged(found.qs, request, PAGE)
    forms = {form.comment.pk: form for form in sent or []}
    comments = {comment.pk: comment for comment in page} | {pk: form.comment for pk, form in forms.items()}
    context: dict[str, Any] = {
        "consultation": consultation,
        "filter": found,
        "page": page,
        "groups": [
            (place, [Row(comment, forms.get(comment.pk)) for comment in place.comments])
            for place in by_place(consultation.revision, comments.values())
            if place.comments
        ],
        "left": left_to_decide(consultation),
        "decisions": [(each.value, str(each.label), each.owes_explanation) for each in Decision],
        "problems": [problem for form in forms.values() for problem in _problems(form)],
    }
    return render(request, f"{TEMPLATES}/workbench.html", context, status=status)


def _problems(form: DecisionForm) -> list[Problem]:
    comment = form.comment
    return [
        Problem(_("Comment %(serial)s: %(error)s") % {"serial": comment.serial, "error": error}, f"c{comment.pk}")
        for errors in form.errors.values()
        for error in errors
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def accept_administrative(request: SignedIn, pk: int) -> HttpResponse:
    """Accept, after a page that lists them, the administrative comments still to be decided."""
    consultation = round_seen_by(request, pk)
    check_can_adjudicate(request.user, consultation)
    if request.method == "POST":
        open_ones = [comment for comment in _named(request, consultation) if not hasattr(comment, "adjudication")]
        rulings = [Ruling(comment, Decision.ACCEPT) for comment in open_ones]
        try:
            adjudicate_all(consultation=consultation, rulings=rulings, by=request.user)
        except StaleVersion:
            messages.error(request, _("Somebody else decided on one of these comments meanwhile. Nothing was saved."))
            return redirect("consultations:accept", pk)
        count = len(rulings)
        messages.success(
            request, ngettext("%(n)d comment is accepted.", "%(n)d comments are accepted.", count) % {"n": count}
        )
        return redirect("consultations:adjudicate", pk)
    comments = submitted_in(consultation).filter(type=CommentType.ADMINISTRATIVE, adjudication=None)
    return render(request, f"{TEMPLATES}/accept.html", {"consultation": consultation, "comments": comments})


@require_http_methods(["GET", "HEAD", "POST"])
def circulate(request: SignedIn, pk: int) -> HttpResponse:
    """Circulate the decisions, once every comment has one."""
    consultation = round_seen_by(request, pk)
    check_can_adjudicate(request.user, consultation)
    if request.method == "POST":
        try:
            finish_adjudication(consultation=consultation, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("consultations:adjudicate", pk)
        messages.success(request, _("The decisions are circulated; those who commented are told."))
        return redirect("consultations:detail", pk)
    left = left_to_decide(consultation)
    if left.left:
        raise Denied(_("Comments still to be decided: %(left)s.") % {"left": left.left})
    return render(request, f"{TEMPLATES}/circulate.html", {"consultation": consultation, "left": left})
