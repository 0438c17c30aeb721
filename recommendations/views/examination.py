"""What becomes of an issued report: its way to the CNAD, and what was decided on each of its texts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from recommendations.access.followup import check_can_dispose, check_can_transmit
from recommendations.access.visibility import submissions_visible_to
from recommendations.actions import examination as acts
from recommendations.forms.followup import DispositionForm, TransmissionForm
from recommendations.models import Disposition, SubmissionItem
from recommendations.queries.examination import transmission_of
from recommendations.queries.submission import report_for


@require_http_methods(["GET", "HEAD", "POST"])
def transmission(request: SignedIn, pk: int) -> HttpResponse:
    report = get_object_or_404(report_for(request.user), pk=pk)
    check_can_transmit(request.user, report)
    known = TransmissionForm.values_of(transmission_of(report))
    form = TransmissionForm(request.POST if request.method == "POST" else None, initial=known)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            acts.record_transmission(submission=report, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The way of the report is recorded."))
            return redirect("submissions:detail", report.pk)
    context = {"report": report, "form": form}
    return render(request, "recommendations/examination/transmission.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def dispose(request: SignedIn, pk: int) -> HttpResponse:
    """Record what the CNAD decided on one text, or correct what was recorded."""
    items = SubmissionItem.objects.filter(submission__in=submissions_visible_to(request.user))
    related = items.select_related("submission__document", "submission__transmission", "revision__document")
    item = get_object_or_404(related.select_related("recommendation__body").defer("submission__contents"), pk=pk)
    check_can_dispose(request.user, item)
    standing = item.dispositions.current().first()
    form = DispositionForm(request.POST if request.method == "POST" else None, standing=standing)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            acts.record_examination(item=item, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            status = 409
            _show_theirs(form, stale)
        except ValidationError as error:
            refuse(form, error)
        except (Denied, IllegalTransition) as error:
            refuse(form, error)
            status = 409
        else:
            messages.success(request, _("The decision of the CNAD is recorded."))
            return redirect("submissions:detail", item.submission_id)
    context = {"item": item, "report": item.submission, "standing": standing, "form": form}
    return render(request, "recommendations/examination/dispose.html", context, status=status)


def _show_theirs(form: DispositionForm, stale: StaleVersion) -> None:
    """Saving again corrects what somebody else recorded meanwhile, which the page shows."""
    theirs = stale.theirs
    go_on_from(form, seen=theirs.pk if isinstance(theirs, Disposition) else 0)
    form.fields["why"].widget = form.fields["why"].widget.__class__()
    form.add_error(None, _("Somebody else recorded a decision after you opened this page. It is shown above."))
