"""Requirements as a workbook: the template goes out filled, and comes back to be looked at and applied."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.enums import Denied
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.exports import workbook_response
from workinggroups.access.plans import uploads_visible_to
from workinggroups.actions.plans_upload import apply_upload, keep_upload
from workinggroups.forms.plans_workbook import CATEGORY, CERTAINTY, COLUMNS, UploadForm
from workinggroups.models import Category
from workinggroups.models.plans import Certainty
from workinggroups.queries.plans import own_requirements, table_of, years_of
from workinggroups.queries.plans_upload import changes_of
from workinggroups.views.plans import FORM, members_only, own_nation


@require_safe
def template(request: SignedIn) -> HttpResponse:
    """The nation's requirements as they stand, with empty rows to be filled below."""
    members_only(request)
    nation = own_nation(request.user)
    present = list(own_requirements(nation))
    years = years_of(present)
    rows = (
        [each.pk, each.version, each.category.with_unit, each.description_en, each.description_fr]
        + [each.get_certainty_display(), each.note]
        + [line and line.quantity for line in row.cells]
        for row in table_of(present, years)
        for each in [row.requirement]
    )
    categories = [category.with_unit for category in Category.objects.filter(active=True)]
    return workbook_response(
        f"requirements-{nation.alpha3}",
        [*map(str, COLUMNS), *years],
        rows,
        {CATEGORY: categories, CERTAINTY: Certainty.labels},
    )


@require_http_methods(FORM)
def upload(request: SignedIn) -> HttpResponse:
    members_only(request)
    nation = own_nation(request.user)
    posted = request.method == "POST"
    form = UploadForm(request.POST if posted else None, request.FILES if posted else None, nation=nation)
    if form.is_valid():
        kept = keep_upload(nation=nation, rows=form.rows, by=request.user)
        return redirect("plans:preview", kept.pk)
    return render(request, "workinggroups/plans/upload.html", {"form": form}, status=422 if posted else 200)


@require_http_methods(FORM)
def preview(request: SignedIn, pk: int) -> HttpResponse:
    """What the workbook would change; POST applies all of it or, where something moved meanwhile, nothing."""
    kept = get_object_or_404(uploads_visible_to(request.user).select_related("nation"), pk=pk)
    problems: list[str] = []
    if request.method == "POST":
        try:
            changed = apply_upload(upload=kept, by=request.user)
        except ValidationError as error:
            problems = error.messages
        except Denied as denied:
            problems = [str(denied.reason)]
        else:
            messages.success(request, _("Requirements changed: %(count)d.") % {"count": changed})
            return redirect("plans:list")
    changes = changes_of(kept)
    context = {
        "upload": kept,
        "changes": [change for change in changes if change.changed or change.gone],
        "unchanged": sum(1 for change in changes if not change.changed and not change.gone),
        "stale": any(change.stale for change in changes if change.changed or change.gone),
        "problems": problems,
    }
    return render(request, "workinggroups/plans/preview.html", context, status=409 if problems else 200)
