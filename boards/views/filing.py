"""Papers of the library: file one, add a file or a language, release it, withdraw it."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boards.access import documents_visible_to
from boards.access.documents import check_can_keep, check_can_release, may_file
from boards.actions import filing as actions
from boards.enums import Denied
from boards.forms.filing import FileForm, LanguageForm, PaperForm, WithdrawForm
from boards.forms.refusals import refuse
from boards.models import Filing
from boards.queries.documents import filing_of
from boards.views.releases import outside_or_404, press_release
from dipb_portal.accounts.requests import SignedIn

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def create(request: SignedIn) -> HttpResponse:
    """File a paper: particulars, and a file, a text or both."""
    if not may_file(request.user):
        raise Http404
    form = PaperForm(*_sent(request), user=request.user)
    if form.is_valid():
        try:
            made = actions.file_document(
                body=form.cleaned_data["body"], paper=form.particulars, file=form.new_file, by=request.user
            )
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("The paper is filed as %(reference)s.") % {"reference": made.reference})
            return redirect("boards:document", made.pk)
    return _page(request, "create", form, {})


@require_http_methods(GET_OR_POST)
def add_file(request: SignedIn, pk: int) -> HttpResponse:
    """Add a file, or the next version of one."""
    filing = _kept(request, pk)
    form = FileForm(*_sent(request), initial={"file_language": filing.document.original_language})
    if form.is_valid():
        try:
            actions.add_file(filing=filing, file=form.new_file, by=request.user)  # type: ignore[arg-type] # a valid form has one
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The file is added; it is offered once it has been checked."))
            return redirect("boards:document", pk)
    return _page(request, "add_file", form, {"filing": filing})


@require_http_methods(GET_OR_POST)
def add_language(request: SignedIn, pk: int) -> HttpResponse:
    """Give the paper its title and text in the other language."""
    filing = _kept(request, pk)
    form = LanguageForm(request.POST if request.method == "POST" else None, document=filing.document)
    if form.is_valid():
        try:
            actions.add_language(filing=filing, language=form.language, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The other language is added."))
            return redirect("boards:document", pk)
    return _page(request, "add_language", form, {"filing": filing})


@require_http_methods(GET_OR_POST)
def withdraw(request: SignedIn, pk: int) -> HttpResponse:
    filing = _kept(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw_document(filing=filing, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The paper is withdrawn; its number stays."))
            return redirect("boards:document", pk)
    return _page(request, "withdraw", form, {"filing": filing})


@require_POST
def release(request: SignedIn, pk: int, code: str) -> HttpResponse:
    """Let an outside body read the paper, or no longer: the form says which."""
    filing = _filing(request, pk)
    body = outside_or_404(code)
    check_can_release(request.user, filing, body)
    press_release(
        request,
        body,
        partial(actions.release_document, filing=filing),
        partial(actions.take_back_release, filing=filing),
    )
    return redirect("boards:document", pk)


def _filing(request: SignedIn, pk: int) -> Filing:
    found = filing_of(get_object_or_404(documents_visible_to(request.user), pk=pk))
    if found is None:
        raise Http404
    return found


def _kept(request: SignedIn, pk: int) -> Filing:
    found = _filing(request, pk)
    check_can_keep(request.user, found)
    return found


def _sent(request: SignedIn) -> tuple[QueryDict | None, MultiValueDict[str, UploadedFile] | None]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _page(request: SignedIn, name: str, form: forms.Form, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, f"boards/documents/{name}.html", {"form": form, **context}, status=status)
