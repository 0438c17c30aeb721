"""A delegation's or body's own comments: prepare, change, discard, submit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from recommendations.access.permissions import (
    check_can_comment,
    check_can_edit_comment,
    check_can_submit_comments,
    side_of,
)
from recommendations.actions.consultation import delete_comment, save_comment, submit_comments
from recommendations.forms.consultation import GENERAL, CommentForm, SubmitForm
from recommendations.models import Comment, Consultation
from recommendations.queries.consultation import comments_shown, prepared_for
from recommendations.views.consultation import TEMPLATES, round_seen_by

WORDS = ("type", "language", "text", "proposed_text", "rationale", "version")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedIn, pk: int, comment_pk: int | None = None) -> HttpResponse:
    """Prepare a comment, or change one; whatever refuses it, what was typed stays on the page."""
    consultation = round_seen_by(request, pk)
    seen = comments_shown(request.user).filter(consultation=consultation)
    comment = seen.filter(pk=comment_pk).first() if comment_pk else None
    if request.method == "POST":
        return _save(request, consultation, comment, gone=bool(comment_pk and comment is None))
    if comment_pk:
        comment = get_object_or_404(seen, pk=comment_pk)
        check_can_edit_comment(request.user, comment)
    check_can_comment(request.user, consultation)
    form = CommentForm(consultation.revision, initial=_initial(request, consultation, comment))
    return _page(request, consultation, comment, form)


def _initial(request: SignedIn, consultation: Consultation, comment: Comment | None) -> dict[str, object]:
    if comment:
        paragraph = comment.paragraph.position if comment.paragraph else GENERAL
        return {"paragraph": paragraph, **{name: getattr(comment, name) for name in WORDS}}
    return {"paragraph": request.GET.get("paragraph", GENERAL), "language": get_language()}


def _save(request: SignedIn, consultation: Consultation, comment: Comment | None, gone: bool) -> HttpResponse:
    if side_of(request.user, consultation) is None:
        check_can_comment(request.user, consultation)
    form = CommentForm(consultation.revision, request.POST)
    theirs, status = None, 422
    if form.is_valid():
        try:
            if gone:
                raise Comment.DoesNotExist
            saved = save_comment(consultation=consultation, comment=comment, by=request.user, **form.cleaned_data)
        except StaleVersion as error:
            theirs, status = get_object_or_404(comments_shown(request.user), pk=error.theirs.pk), 409
            go_on_from(form, version=theirs.version)
            refuse(form, error)
        except Comment.DoesNotExist:
            comment, status = None, 404
            form.add_error(None, _("This comment is no longer there. What you wrote can be saved as a new one."))
        except (Denied, ValidationError) as error:
            status = 403 if isinstance(error, Denied) else 409
            refuse(form, error)
        else:
            messages.success(request, _("The comment is saved for your delegation. It is not submitted yet."))
            return redirect(reverse("consultations:detail", args=[consultation.pk], fragment=f"c{saved.pk}"))
    return _page(request, consultation, comment, form, status, theirs)


def _page(
    request: SignedIn,
    consultation: Consultation,
    comment: Comment | None,
    form: CommentForm,
    status: int = 200,
    theirs: Comment | None = None,
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "comment": comment,
        "form": form,
        "theirs": theirs,
        "side": side_of(request.user, consultation),
    }
    return render(request, f"{TEMPLATES}/comment.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: SignedIn, pk: int, comment_pk: int) -> HttpResponse:
    """Give up a comment that was not submitted, after a page that shows it."""
    consultation = round_seen_by(request, pk)
    comment = get_object_or_404(comments_shown(request.user).filter(consultation=consultation), pk=comment_pk)
    check_can_edit_comment(request.user, comment)
    if request.method == "POST":
        try:
            delete_comment(comment=comment, by=request.user)
        except Comment.DoesNotExist:
            messages.info(request, _("The comment was discarded already."))
        else:
            messages.success(request, _("The comment is discarded."))
        return redirect("consultations:detail", pk)
    return render(request, f"{TEMPLATES}/discard.html", {"consultation": consultation, "comment": comment})


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: SignedIn, pk: int) -> HttpResponse:
    """Read what the delegation prepared and submit it for the nation or body."""
    consultation = round_seen_by(request, pk)
    check_can_submit_comments(request.user, consultation)
    side = side_of(request.user, consultation)
    assert side is not None  # check_can_submit_comments raises otherwise
    prepared = list(prepared_for(request.user, consultation))
    form, status = SubmitForm(prepared, request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                count = submit_comments(
                    consultation=consultation, comments=form.cleaned_data["comments"], by=request.user
                )
            except (Denied, ValidationError) as error:
                refuse(form, error)
                status = 409
            else:
                messages.success(request, _submitted(count, side[0].name))
                return redirect("consultations:detail", pk)
    context = {"consultation": consultation, "form": form, "side": side}
    return render(request, f"{TEMPLATES}/submit.html", context, status=status)


def _submitted(count: int, name: str) -> str:
    if not count:
        return _("These comments were submitted already.")
    return ngettext(
        "%(count)d comment is submitted for %(name)s.", "%(count)d comments are submitted for %(name)s.", count
    ) % {"count": count, "name": name}
