"""One paragraph of the working text. Every button of its form saves the words first, so that nothing typed is lost."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards.enums import Denied, StaleVersion
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib.halves import halves
from dipb_portal.lib.richtext import plain, sanitise
from dipb_portal.ui.forms import go_on_from
from recommendations.access.permissions import check_can_edit
from recommendations.actions import paragraphs as actions
from recommendations.forms.paragraphs import (
    EditorRow,
    MoveForm,
    ParagraphForm,
    SplitForm,
    VersionForm,
    conflict_row,
    row_of,
)
from recommendations.models import Paragraph, Recommendation
from recommendations.views.drafting import draft_or_404
from recommendations.views.editor import no_working_text, show_editor, working_of

ROW = "recommendations/drafting/_row.html"


@require_POST
def add_first(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    working = working_of(text)
    if working is None:
        return no_working_text(request, text)
    return _to(actions.add_paragraph(revision=working, after=0, by=request.user))


@require_POST
def paragraph(request: SignedIn, pk: int, paragraph_pk: int) -> HttpResponse:
    """Save the paragraph, then do what the button says: its value is in "then"."""
    text = draft_or_404(request, pk)
    each = _paragraph(text, paragraph_pk)
    if each is None:
        return _kept(request, text, _("The paragraph was removed, or the revision issued, after you opened it."))
    form = ParagraphForm.of(each, request.POST)
    if not form.is_valid():
        return _show(request, row_of(each, form=form), 422)
    try:
        if form.says_more():
            each = actions.save_paragraph(paragraph=each, by=request.user, **form.cleaned_data)
        return _then(request, each)
    except StaleVersion as stale:
        theirs = _paragraph(text, stale.theirs.pk)
        return _show(request, conflict_row(theirs or each, form), 409)
    except Denied as denied:
        return _kept(request, text, denied.reason, 403)
    except ObjectDoesNotExist:
        return _kept(request, text, _("The paragraph was removed, or the revision issued, after you opened it."))
    except ValidationError as error:
        return _kept(request, text, " ".join(error.messages))


def _then(request: SignedIn, each: Paragraph) -> HttpResponse:
    what, pk = request.POST.get("then", "save"), each.revision.recommendation_id
    if what in ("split", "delete"):
        return redirect(f"recommendations:{what}", pk, each.pk)
    if what == "add":
        return _to(actions.add_paragraph(revision=each.revision, after=each.position, by=request.user))
    if what == "merge":
        actions.merge_with_next(paragraph=each, version=each.version, by=request.user)
    elif (to := _place(request, each, what)) is not None:
        actions.move_paragraph(paragraph=each, version=each.version, to=to, by=request.user)
    elif request.htmx:
        fresh = _paragraph(each.revision.recommendation, each.pk)
        return _show(request, row_of(fresh or each, saved=True))
    else:
        messages.success(request, _("Paragraph %(number)s is saved.") % {"number": each.position})
    return _to(each)


def _place(request: SignedIn, each: Paragraph, what: str) -> int | None:
    """The number a move is to; None where the button asks for none."""
    if what in ("up", "down"):
        return each.position + (1 if what == "down" else -1)
    form = MoveForm(request.POST)
    return form.cleaned_data["to"] if what == "move" and form.is_valid() else None


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: SignedIn, pk: int, paragraph_pk: int) -> HttpResponse:
    text, each = _mine(request, pk, paragraph_pk)
    if each is None:
        return _kept(request, text, _("The paragraph was removed, or the revision issued, after you opened it."))
    english, french = halves(each.text_en), halves(each.text_fr)
    initial = {"version": each.version, "first_en": english[0], "second_en": english[1]}
    initial |= {"first_fr": french[0], "second_fr": french[1]}
    form = SplitForm(request.POST if request.method == "POST" else None, initial=initial)
    theirs = None
    if form.is_valid():
        words = form.cleaned_data
        try:
            actions.split_paragraph(
                paragraph=each,
                version=words["version"],
                first=(words["first_en"], words["first_fr"]),
                second=(words["second_en"], words["second_fr"]),
                by=request.user,
            )
            return _to(each)
        except StaleVersion as stale:
            theirs = stale.theirs
            go_on_from(form, version=theirs.version)
            form.add_error(None, stale)
    context = {"text": text, "paragraph": each, "form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.is_bound else 200
    return render(request, "recommendations/drafting/split.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedIn, pk: int, paragraph_pk: int) -> HttpResponse:
    """Show what would go, and remove it; where it changed meanwhile, show it again."""
    text, each = _mine(request, pk, paragraph_pk)
    if each is None:
        return redirect("recommendations:edit", text.pk)
    form = VersionForm(request.POST if request.method == "POST" else None, initial={"version": each.version})
    if form.is_valid():
        try:
            actions.delete_paragraph(paragraph=each, version=form.cleaned_data["version"], by=request.user)
        except StaleVersion as stale:
            messages.warning(request, stale.message)
            return redirect("recommendations:delete", text.pk, each.pk)
        messages.success(request, _("The paragraph is deleted."))
        return redirect("recommendations:edit", text.pk)
    context = {"text": text, "paragraph": each, "form": form}
    return render(request, "recommendations/drafting/delete.html", context, status=422 if form.is_bound else 200)


def _paragraph(text: Recommendation, pk: int) -> Paragraph | None:
    """A paragraph of the text's working revision."""
    found = Paragraph.objects.filter(pk=pk, revision__recommendation=text, revision__issued_at=None)
    each = found.select_related("revision").first()
    if each:
        each.revision.recommendation = text
    return each


def _mine(request: SignedIn, pk: int, paragraph_pk: int) -> tuple[Recommendation, Paragraph | None]:
    text = draft_or_404(request, pk)
    check_can_edit(request.user, text)
    return text, _paragraph(text, paragraph_pk)


def _to(each: Paragraph) -> HttpResponse:
    """Back to the paragraph in the editor."""
    return redirect(reverse("recommendations:edit", args=[each.revision.recommendation_id], fragment=f"p{each.pk}"))


def _show(request: SignedIn, row: EditorRow, status: int = 200) -> HttpResponse:
    """The row alone where the page asks for it, else the editor with it."""
    working = row.paragraph.revision
    if not request.htmx:
        return show_editor(request, working, row, status)
    context = {"text": working.recommendation, "working": working, "row": row}
    return render(request, ROW, context, status=status)


def _kept(request: SignedIn, text: Recommendation, reason: str | Promise, status: int = 409) -> HttpResponse:
    """Nothing could be saved: say why, and give back what was typed, to be copied."""
    names = ("text_en", "text_fr", "first_en", "first_fr", "second_en", "second_fr")
    typed = [(name[-2:], plain(sanitise(request.POST[name]))) for name in names if request.POST.get(name)]
    context = {"text": text, "reason": reason, "typed": typed}
    page = render(request, "recommendations/drafting/kept.html", context, status=status)
    page["HX-Retarget"], page["HX-Reswap"] = "body", "innerHTML show:window:top"
    return page
