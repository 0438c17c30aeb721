"""What the Board asks of its groups: the list, one task, a new one, and what becomes of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import documents_visible_to, rights_of
from boards.access.meetings import decisions_visible_to
from boards.access.taskings import check_can_change, steps_for, why_not
from boards.actions import taskings as actions
from boards.enums import Denied, IllegalTransition, TaskingState
from boards.forms.refusals import refuse
from boards.forms.taskings import CorrectionForm, ExtensionForm, StepForm, TaskForm, TaskingFilter
from boards.lifecycle import TASKING_STEPS
from boards.models import Decision, Document, Tasking
from boards.queries.sheet_wording import sentence
from boards.queries.taskings import WORDS, history_of, taskings_for
from boards.views.meeting_pages import DONE, posted, submit
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.audit.words import verb
from dipb_portal.lib.clock import today
from dipb_portal.ui.exports import csv_response
from dipb_portal.ui.paging import paged


def tasking_or_404(request: SignedIn, pk: int) -> Tasking:
    return get_object_or_404(taskings_for(request.user, today()), pk=pk)


def _found(request: SignedIn) -> TaskingFilter:
    day = today()
    return TaskingFilter(request.GET, queryset=taskings_for(request.user, day), request=request, day=day)


@require_safe
def taskings(request: SignedIn) -> HttpResponse:
    found = _found(request)
    context = {
        "filter": found,
        "page": paged(found.qs, request),
        "may_set": rights_of(request.user).anywhere("set_tasks"),
    }
    return render(request, "boards/taskings/list.html", context)


@require_safe
def export(request: SignedIn) -> HttpResponse:
    """The list as filtered, for a spreadsheet."""
    header = [_("Group"), _("Title in English"), _("Title in French"), _("Due"), _("State"), _("Late")]
    rows = [
        [each.body.acronym, each.title_en, each.title_fr, each.due, each.get_state_display(), _late(each)]
        for each in _found(request).qs
    ]
    return csv_response("taskings", header, rows)


def _late(tasking: Tasking) -> str:
    return _("Late") if tasking.late else ""  # type: ignore[attr-defined] # as annotated


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    tasking = tasking_or_404(request, pk)
    user = request.user
    context = {
        "tasking": tasking,
        "decision": _decision(request, tasking),
        "answer": _answer(request, tasking),
        "acts": [(act, verb(act.entry.verb)) for act in history_of(tasking)],
        "steps": steps_for(user, tasking),
        "may_change": tasking.state == TaskingState.OPEN and rights_of(user).has("set_tasks", tasking.body),
    }
    return render(request, "boards/taskings/detail.html", context)


def _decision(request: SignedIn, tasking: Tasking) -> Decision | None:
    """The decision the task rests on, where the person may read it."""
    if tasking.decision_id is None:
        return None
    visible = decisions_visible_to(request.user).select_related("item__meeting__body")
    return visible.filter(pk=tasking.decision_id).first()


def _answer(request: SignedIn, tasking: Tasking) -> Document | None:
    """The paper that answers, where the person may read it."""
    if tasking.answered_by_id is None:
        return None
    return documents_visible_to(request.user).filter(pk=tasking.answered_by_id).first()


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedIn) -> HttpResponse:
    """Record a task; with ?decision=… from the decision it rests on."""
    if not rights_of(request.user).anywhere("set_tasks"):
        raise Denied(_("Only the secretariat and the chair of the Board record tasks."))
    form = TaskForm(request.user, request.POST if request.method == "POST" else None, initial=_initial(request))
    if form.is_valid():
        try:
            made = actions.set_task(by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("The task is set; those who answer for the group are told."))
            return redirect("taskings:detail", made.pk)
    return render(request, "boards/taskings/create.html", {"form": form}, status=422 if form.is_bound else 200)


def _initial(request: SignedIn) -> dict[str, Any]:
    chosen = request.GET.get("decision", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        return {}
    decision = decisions_visible_to(request.user).filter(pk=chosen).select_related("item__meeting__body").first()
    if decision is None:
        return {}
    return {
        "decision": decision.pk,
        "body": decision.addressee_id,
        "due": decision.due,
        "text_en": sentence(decision, "en"),
        "text_fr": sentence(decision, "fr"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: SignedIn, pk: int) -> HttpResponse:
    tasking = tasking_or_404(request, pk)
    if request.method != "POST":
        check_can_change(request.user, tasking)
    form = ExtensionForm(request.POST if request.method == "POST" else None, initial={"due": tasking.due})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.extend(tasking=tasking, by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 403 if isinstance(error, Denied) else 422
        else:
            messages.success(request, _("The deadline is extended."))
            return redirect("taskings:detail", pk)
    return render(request, "boards/taskings/extend.html", {"tasking": tasking, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, pk: int) -> HttpResponse:
    """Other words for an open task, with the reason."""
    tasking = tasking_or_404(request, pk)
    check_can_change(request.user, tasking)
    initial = {name: getattr(tasking, name) for name in (*WORDS, "version")}
    form = CorrectionForm(posted(request), initial=initial)
    status = submit(request, form, lambda: actions.correct(tasking=tasking, by=request.user, **form.cleaned_data))
    if status == DONE:
        messages.success(request, _("The words of the task are corrected; those who answer for the group are told."))
        return redirect("taskings:detail", pk)
    return render(request, "boards/taskings/correct.html", {"tasking": tasking, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedIn, pk: int, name: str) -> HttpResponse:
    """Answer, close, open again or let lapse, with the words the step asks for."""
    tasking = tasking_or_404(request, pk)
    taken = TASKING_STEPS.get(name)
    if taken is None:
        raise Http404
    if not rights_of(request.user).has(taken.permission, tasking.body):
        raise Denied(_("Your role does not include this step."))
    form = StepForm(request.user, taken, request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            actions.perform(tasking=tasking, name=name, by=request.user, **form.cleaned_data)
        except (Denied, IllegalTransition, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": taken.label})
            return redirect("taskings:detail", pk)
    context = {"tasking": tasking, "form": form, "step": taken, "reason": why_not(request.user, taken, tasking)}
    return render(request, "boards/taskings/step.html", context, status=status)
