"""A recommendation's links to entries of the registers, and the trace from obstacle to implementation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.enums import Denied
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from recommendations.access.links import links_visible_to, may_link_entry, may_link_text
from recommendations.actions.links import link_entry, unlink_entry
from recommendations.forms.links import EntryOfTextForm, TextOfEntryForm
from recommendations.queries.frame import Frame
from recommendations.queries.links import chain_of_text, entries_linked_to
from recommendations.views.drafting import text_or_404
from workinggroups.access.registers import entries_visible_to
from workinggroups.registers import register_of

FORM = ["GET", "HEAD", "POST"]


@require_safe
def for_text(request: SignedIn, pk: int) -> HttpResponse:
    text = text_or_404(request, pk)
    context = {
        "frame": Frame(request.user, text),
        "tab": "links",
        "entries": entries_linked_to(text, request.user),
        "chain": chain_of_text(text, request.user),
        "may_link": may_link_text(request.user, text),
    }
    return render(request, "recommendations/links/for_text.html", context)


@require_http_methods(FORM)
def add_to_text(request: SignedIn, pk: int) -> HttpResponse:
    """Link an entry to a recommendation."""
    text = text_or_404(request, pk)
    if not may_link_text(request.user, text):
        raise Denied(_("Only who drafts the text links it here; from the entry’s page its own side may."))
    form = EntryOfTextForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid() and _linked(request, form, text, form.cleaned_data["entry"]):
        return redirect("links:for_text", text.pk)
    context = {"frame": Frame(request.user, text), "form": form}
    return render(request, "recommendations/links/add_to_text.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM)
def add_to_entry(request: SignedIn, pk: int) -> HttpResponse:
    """Link a recommendation to an entry."""
    entry = get_object_or_404(entries_visible_to(request.user), pk=pk)
    if not may_link_entry(request.user, entry):
        raise Denied(_("Only its own side and the moderators link an entry."))
    form = TextOfEntryForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid() and _linked(request, form, form.cleaned_data["recommendation"], entry):
        return redirect("registers:detail", register_of(entry).slug, entry.pk)
    context = {"entry": entry, "register": register_of(entry), "form": form}
    return render(request, "recommendations/links/add_to_entry.html", context, status=422 if form.is_bound else 200)


def _linked(request: SignedIn, form: Any, text: Any, entry: Any) -> bool:
    try:
        link_entry(recommendation=text, entry=entry, bearing=form.cleaned_data["bearing"], by=request.user)
    except (Denied, ValidationError) as error:
        refuse(form, error)
        return False
    messages.success(request, _("Linked."))
    return True


@require_POST
def remove(request: SignedIn, pk: int) -> HttpResponse:
    """Take a link away; back to the page the button stood on (`from`)."""
    link = get_object_or_404(links_visible_to(request.user).select_related("entry", "recommendation"), pk=pk)
    unlink_entry(link=link, by=request.user)
    messages.success(request, _("The link is taken away."))
    if request.POST.get("from") == "entry":
        return redirect("registers:detail", register_of(link.entry).slug, link.entry_id)
    return redirect("links:for_text", link.recommendation_id)
