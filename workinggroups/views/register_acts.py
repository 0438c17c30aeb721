"""What is done in the registers: enter, change, move on, link, join, report, release."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.forms.refusals import refuse
from boards.models import Body
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from workinggroups.access.registers import (
    check_can_edit,
    check_can_link,
    check_can_release,
    check_can_stand,
    check_can_state_implementation,
    released_bodies,
    sides_of,
    takes_step,
    why_not,
)
from workinggroups.actions import registers as actions
from workinggroups.enums import Stand
from workinggroups.forms.registers import EntryForm, EntryReasonForm, EntryReleaseForm, ImplementationForm, LinkForm
from workinggroups.lifecycle import ENTRY_STEPS
from workinggroups.models import EntryLink, Implementation
from workinggroups.queries.register_history import conflict_of
from workinggroups.queries.registers import EntryFrame, takes
from workinggroups.views.registers import entry_or_404, register_or_404, shown

FORM = ["GET", "HEAD", "POST"]
# What is said when a nation put its name to an entry, and when it took it back.
TAKEN = {
    (Stand.SPONSORS, True): gettext_lazy("Your nation co-sponsors the entry."),
    (Stand.SPONSORS, False): gettext_lazy("Your nation no longer co-sponsors the entry."),
    (Stand.REUSES, True): gettext_lazy("Your nation reuses the practice."),
    (Stand.REUSES, False): gettext_lazy("Your nation no longer reuses the practice."),
}


def _status(form: Any) -> int:
    return 422 if form.is_bound else 200


def _back(entry: Any, slug: str) -> HttpResponse:
    return redirect("registers:detail", slug, entry.pk)


@require_http_methods(FORM)
def create(request: SignedIn, slug: str) -> HttpResponse:
    register = register_or_404(slug)
    if not takes(register, {side.source for side in sides_of(request.user)}):
        raise Denied(_("You make no entries in this register."))
    form = EntryForm(register, request.user, None, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.create_entry(
                register=register,
                body=form.cleaned_data["body"],
                side=form.side,
                organisation=form.cleaned_data.get("organisation", ""),
                values=form.values(),
                by=request.user,
            )
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("%(entry)s is a draft. Submit it when it is ready.") % {"entry": made})
            return _back(made, slug)
    context = {"register": register, "form": form}
    return render(request, "workinggroups/registers/create.html", context, status=_status(form))


@require_http_methods(FORM)
def edit(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """Change an entry; where somebody saved meanwhile, both versions are shown and nothing typed is lost."""
    entry = entry_or_404(request, slug, pk)
    register = register_or_404(slug)
    check_can_edit(request.user, entry)
    form = EntryForm(register, request.user, entry, request.POST if request.method == "POST" else None)
    conflict: list[Any] = []
    status = _status(form)
    if form.is_valid():
        values, version = form.values(), form.cleaned_data["version"]
        try:
            actions.save_entry(entry=entry, version=version, values=values, by=request.user)
        except StaleVersion as stale:
            conflict, status = conflict_of(stale.theirs, values, register, request.user), 409
            go_on_from(form, version=stale.theirs.version)
            refuse(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("Saved."))
            return _back(entry, slug)
    context = {"register": register, "entry": entry, "form": form, "conflict": conflict}
    return render(request, "workinggroups/registers/edit.html", context, status=status)


@require_http_methods(FORM)
def step(request: SignedIn, slug: str, pk: int, name: str) -> HttpResponse:
    """Say what a step does, ask for the reason where it owes one, and take it."""
    entry = entry_or_404(request, slug, pk)
    if name not in ENTRY_STEPS:
        raise Http404
    taken = ENTRY_STEPS[name]
    frame = EntryFrame(request.user, entry)
    if not takes_step(request.user, taken, entry):
        raise Denied(_("Your role does not include this step."))
    form = EntryReasonForm(request.POST if request.method == "POST" else None)
    if not taken.needs_why:
        del form.fields["why"]
    status = _status(form)
    if form.is_valid():
        try:
            actions.perform(entry=entry, step=name, by=request.user, why=form.cleaned_data.get("why", ""))
        except (Denied, IllegalTransition) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, str(taken.done))
            return _back(entry, slug)
    context = shown(frame) | {"form": form, "step": taken, "reason": why_not(request.user, taken, entry)}
    return render(request, "workinggroups/registers/step.html", context, status=status)


@require_http_methods(FORM)
def link(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    entry = entry_or_404(request, slug, pk)
    check_can_link(request.user, entry)
    form = LinkForm(request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.link(
                source=entry,
                target=form.cleaned_data["target"],
                relation=form.cleaned_data["relation"],
                by=request.user,
            )
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("Linked."))
            return _back(entry, slug)
    context = shown(EntryFrame(request.user, entry), form) | {"form": form}
    return render(request, "workinggroups/registers/link.html", context, status=_status(form))


@require_POST
def unlink(request: SignedIn, slug: str, pk: int, link_pk: int) -> HttpResponse:
    entry = entry_or_404(request, slug, pk)
    visible = [linked.link.pk for linked in EntryFrame(request.user, entry).links]
    row = get_object_or_404(EntryLink.objects.filter(pk__in=visible), pk=link_pk)
    actions.unlink(link=row, by=request.user)
    messages.success(request, _("The link is taken away."))
    return _back(entry, slug)


@require_POST
def stand(request: SignedIn, slug: str, pk: int, name: str) -> HttpResponse:
    """Put the nation's name to the entry, or take it back (`leave` posted)."""
    entry = entry_or_404(request, slug, pk)
    if name not in register_or_404(slug).stands:
        raise Http404
    check_can_stand(request.user, entry)
    joins = "leave" not in request.POST
    actions.take_stand(entry=entry, stand=Stand(name), joins=joins, by=request.user)
    messages.success(request, TAKEN[Stand(name), joins])
    return _back(entry, slug)


@require_http_methods(FORM)
def implementation(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """What the person's nation says of a standard."""
    entry = entry_or_404(request, slug, pk)
    if not register_or_404(slug).by_nation:
        raise Http404
    nation = check_can_state_implementation(request.user, entry)
    present = Implementation.objects.filter(standard=entry, nation=nation).first()
    initial = present.__dict__ if present else {}
    form = ImplementationForm(request.POST if request.method == "POST" else None, initial=initial)
    status = _status(form)
    if form.is_valid():
        try:
            actions.state_implementation(standard=entry, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            present, status = stale.theirs, 409
            go_on_from(form, version=present.version if present else 0)
            refuse(form, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("Saved."))
            return _back(entry, slug)
    frame = EntryFrame(request.user, entry)
    context = shown(frame) | {"form": form, "nation": nation, "present": present}
    return render(request, "workinggroups/registers/implementation.html", context, status=status)


@require_http_methods(FORM)
def release(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    entry = entry_or_404(request, slug, pk)
    check_can_release(request.user, entry)
    initial = {"bodies": released_bodies(entry)}
    form = EntryReleaseForm(entry, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        chosen: list[Body] = list(form.cleaned_data["bodies"])
        actions.release(entry=entry, bodies=chosen, by=request.user)
        messages.success(request, _("The release is saved."))
        return _back(entry, slug)
    context = shown(EntryFrame(request.user, entry)) | {"form": form}
    return render(request, "workinggroups/registers/release.html", context, status=_status(form))
