"""Which task of the Board a text answers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boards.access import check
from boards.forms.refusals import refuse
from dipb_portal.accounts.requests import SignedIn
from recommendations.actions import taskings as actions
from recommendations.forms.taskings import TaskingForm
from recommendations.views.drafting import draft_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def name_tasking(request: SignedIn, pk: int) -> HttpResponse:
    text = draft_or_404(request, pk)
    check(request.user, "draft_text", text.body)
    data = request.POST if request.method == "POST" else None
    form = TaskingForm(request.user, text, data, initial={"tasking": text.tasking_id})
    if form.is_valid():
        try:
            actions.name_tasking(recommendation=text, tasking=form.cleaned_data["tasking"], by=request.user)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The task that the text answers is saved."))
            return redirect("recommendations:detail", pk)
    context = {"text": text, "form": form}
    return render(request, "recommendations/taskings/name.html", context, status=422 if form.is_bound else 200)
