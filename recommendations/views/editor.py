"""The working text as a whole: open it, edit it, head it, issue it, give it up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from recommendations.access.guards import text_gaps
from recommendations.access.permissions import can, check_can_edit, check_can_issue
from recommendations.actions import drafting
from recommendations.forms.drafting import HeadingForm, ReasonForm
from recommendations.forms.paragraphs import EditorRow, ParagraphForm, editor_rows
from recommendations.models import Paragraph, Recommendation, Revision
from recommendations.views.drafting import draft_or_404


def working_of(text: Recommendation) -> Revision | None:
    working = text.revisions.filter(issued_at=None).first()
    if working:
        working.recommendation = text
    return working


def show_editor(request: SignedIn, working: Revision, row: EditorRow | None = None, status: int = 200) -> HttpResponse:
    """The editor page; `row` takes the place of its paragraph's."""
    rows = [row if row and row.paragraph.pk == each.paragraph.pk else each for each in editor_rows(working)]
    context = {
        "text": working.recommendation,
        "working": working,
        "rows": rows,
        "row": row,
        "media": ParagraphForm().media,
        "may_issue": can(check_can_issue, request.user, working.recommendation),
    }
    return render(request, "recommendations/drafting/edit.html", context, status=status)


def no_working_text(request: SignedIn, text: Recommendation) -> HttpResponse:
    messages.info(request, _("There is no working text: start a revision."))
    return redirect("recommendations:detail", text.pk)


@require_POST
def revise(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    drafting.start_revision(recommendation=text, by=request.user)
    return redirect("recommendations:edit", text.pk)


@require_safe
def edit(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    check_can_edit(request.user, text)
    working = working_of(text)
    return show_editor(request, working) if working else no_working_text(request, text)


@require_http_methods(["GET", "HEAD", "POST"])
def heading(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    working = working_of(text)
    if request.method != "POST":
        check_can_edit(request.user, text)
    if working is None:
        return no_working_text(request, text)
    form = HeadingForm(request.POST if request.method == "POST" else None, initial=HeadingForm.values_of(working))
    theirs, status = None, 422 if form.is_bound else 200
    if form.is_valid():
        try:
            drafting.save_heading(revision=working, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            theirs, status = _heading_of(stale.theirs), 409
            go_on_from(form, version=theirs["version"])
            form.add_error(None, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The heading is saved."))
            return redirect("recommendations:edit", text.pk)
    context = {"text": text, "working": working, "form": form, "theirs": theirs}
    return render(request, "recommendations/drafting/heading.html", context, status=status)


def _heading_of(working: Any) -> dict[str, Any]:
    """What somebody else saved, with choices in words."""
    text = working.recommendation
    fields = HeadingForm.base_fields
    chosen = {name: dict(fields[name].choices) for name in ("subject", "objectives", "goals")}  # type: ignore[attr-defined] # all three are choices
    return {
        "version": working.version,
        "title_en": working.title_en,
        "title_fr": working.title_fr,
        "subject": chosen["subject"][text.subject],
        "objectives": [chosen["objectives"][value] for value in text.objectives],
        "goals": [chosen["goals"][value] for value in text.goals],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    check_can_issue(request.user, text)
    working = working_of(text)
    if working is None:
        return no_working_text(request, text)
    gaps, status = text_gaps(working), 200
    if request.method == "POST":
        try:
            issued = drafting.issue_revision(recommendation=text, by=request.user)
        except ValidationError as error:
            gaps, status = error.messages, 422
        else:
            messages.success(request, _("Issued as %(reference)s.") % {"reference": issued})
            return redirect("recommendations:detail", text.pk)
    context = {"text": text, "working": working, "gaps": gaps, "stale": _stale(working)}
    return render(request, "recommendations/drafting/issue.html", context, status=status)


def _stale(working: Revision) -> list[Paragraph]:
    language = working.recommendation.original_language
    return [paragraph for paragraph in working.paragraphs.all() if paragraph.is_stale(language)]


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    check_can_edit(request.user, text)
    working = working_of(text)
    if working is None:
        return no_working_text(request, text)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            drafting.discard_revision(revision=working, by=request.user, why=form.cleaned_data["why"])
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("The working text is discarded."))
            return redirect("recommendations:detail", text.pk)
    context = {"text": text, "working": working, "form": form}
    return render(request, "recommendations/drafting/discard.html", context, status=422 if form.is_bound else 200)
