"""Reports to the CNAD: the list, one report, its draft, the request for a packet, its issue."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boards.access import rights_of
from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from dipb_portal.ui.paging import ROWS, paged
from recommendations.access.followup import check_can_transmit
from recommendations.access.gates import report_gates
from recommendations.access.permissions import (
    can,
    check_can_build,
    check_can_draft_report,
    check_can_issue_packet,
)
from recommendations.access.visibility import reports_in_draft
from recommendations.actions import submission as actions
from recommendations.enums import Edition
from recommendations.forms.submission import BuildForm, CreateReportForm, ReportForm, actions_of
from recommendations.models import Submission
from recommendations.packets import progress
from recommendations.queries.examination import items_with_dispositions, transmission_of, way_of
from recommendations.queries.submission import (
    candidates_for,
    items_of,
    packets_of,
    parts_of,
    report_for,
    reports_for,
)


@require_safe
def reports(request: SignedIn) -> HttpResponse:
    _members_only(request)
    page = paged(reports_for(request.user), request)
    context = {"page": page, "may_draft": can(check_can_draft_report, request.user)}
    return render(request, "recommendations/submission/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedIn) -> HttpResponse:
    _members_only(request)
    check_can_draft_report(request.user)
    form = CreateReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        report = actions.create_submission(by=request.user, **form.cleaned_data)
        return redirect("submissions:edit", report.pk)
    return _page(request, "create", {"form": form}, 422 if form.is_bound else 200)


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    report = _report(request, pk)
    return _detail(request, report, BuildForm(initial={"key": uuid.uuid4(), "edition": Edition.PARALLEL}))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int) -> HttpResponse:
    """Write the draft; of two who write, the second sees both versions and loses nothing."""
    report = _report(request, pk)
    posted = request.POST if request.method == "POST" else None
    # Whoever saves what was issued meanwhile is refused by the action, with the words still on the page.
    check_can_draft_report(request.user, report if posted is None else None)
    form = ReportForm(posted, report=report, candidates=candidates_for(report, request.user))
    rows = actions_of(report, posted)
    theirs, status = None, 200
    if posted is not None and not (form.is_valid() & rows.is_valid()):
        status = 422
    elif posted is not None:
        try:
            _save(request, report, form, rows)
        except StaleVersion as stale:
            theirs, status = _stale(form, stale), 409
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The report is saved."))
            return redirect("submissions:edit" if "stay" in request.POST else "submissions:detail", report.pk)
    return _page(request, "edit", {"report": report, "form": form, "rows": rows, "theirs": theirs}, status)


def _save(request: SignedIn, report: Submission, form: ReportForm, rows: BaseFormSet) -> None:
    actions.save_submission(
        submission=report,
        version=form.cleaned_data["version"],
        texts=form.texts,
        recommendations=form.chosen,
        actions=rows.actions,  # type: ignore[attr-defined] # the form set's own
        by=request.user,
    )


def _stale(form: ReportForm, stale: StaleVersion) -> dict[str, Any]:
    """What somebody else saved; the form goes on from there, so that saving again is a decision."""
    theirs = stale.theirs
    assert isinstance(theirs, Submission)
    go_on_from(form, version=theirs.version)
    form.add_error(None, stale)
    return {"report": theirs, "items": items_of(theirs), "parts": parts_of(theirs)}


@require_POST
def build(request: SignedIn, pk: int) -> HttpResponse:
    report = _report(request, pk)
    check_can_build(request.user, report)
    form = BuildForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, form, 422)
    try:
        packet = actions.request_packet(submission=report, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        refuse(form, error)
        return _detail(request, report, form, 409)
    return redirect("submissions:packet", packet.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: SignedIn, pk: int) -> HttpResponse:
    """Say what issuing does and what stands against it, and issue."""
    report = _report(request, pk)
    problems: list[str] = []
    if request.method == "POST":
        try:
            actions.issue_submission(submission=report, by=request.user)
        except ValidationError as error:
            problems = error.messages
        except IllegalTransition:
            problems = [_("A recommendation has moved on meanwhile: look at the gates again.")]
        except Denied as denied:
            if not can(check_can_issue_packet, request.user, report):
                raise
            problems = [str(denied.reason)]
        else:
            messages.success(request, _("The report is issued; its packets are being built in every edition."))
            return redirect("submissions:detail", report.pk)
    else:
        check_can_issue_packet(request.user, report)
    context = {
        "report": report,
        "items": items_of(report),
        "gates": report_gates(report),
        "may_edit": can(check_can_draft_report, request.user, report),
        "problems": problems,
    }
    return _page(request, "issue", context, 409 if problems else 200)


def _detail(request: SignedIn, report: Submission, form: BuildForm, status: int = 200) -> HttpResponse:
    user = request.user
    drafts = reports_in_draft(user)
    gates = report_gates(report) if drafts and not report.is_issued else []
    transmission = transmission_of(report)
    context = {
        "report": report,
        "items": items_with_dispositions(report, user),
        "parts": parts_of(report),
        "packets": packets_of(report, user),
        "gates": gates,
        "complete": not any(gate.gaps for gate in gates),
        "form": form if can(check_can_build, user, report) else None,
        "may_edit": can(check_can_draft_report, user, report),
        "may_issue": can(check_can_issue_packet, user, report),
        "tables": _tables(request, report) if report.is_progress else [],
        "transmission": transmission,
        "way": way_of(report, transmission) if report.is_issued else [],
        "may_transmit": can(check_can_transmit, user, report),
        "may_dispose": transmission is not None and can(check_can_transmit, user, report),
    }
    return _page(request, "detail", context, status)


def _tables(request: SignedIn, report: Submission) -> list[dict[str, Any]]:
    """The account of a period, which may hold hundreds of rows: whole where the address asks for it."""
    most = None if "whole" in request.GET else ROWS
    return progress.shown(report, "fr" if get_language() == "fr" else "en", most)


def _members_only(request: SignedIn) -> None:
    """For industry, partners and auditors there are no reports."""
    if not (reports_in_draft(request.user) or rights_of(request.user).anywhere("view_issued")):
        raise Http404


def _report(request: SignedIn, pk: int) -> Submission:
    return get_object_or_404(report_for(request.user), pk=pk)


def _page(request: SignedIn, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"recommendations/submission/{name}.html", context, status=status)
