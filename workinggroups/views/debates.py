"""Debates: of all groups or of one, what is said in each, opening, leading and closing them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import rights_of
from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from boards.models import Body
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib.deadlines import BRUSSELS
from dipb_portal.ui.forms import go_on_from
from dipb_portal.ui.paging import paged
from workinggroups.access import debates as access
from workinggroups.actions import debates as actions
from workinggroups.forms.debates import ClosingForm, CorrectionForm, ReleaseForm, SummaryForm, TopicFilter, TopicForm
from workinggroups.models import Topic
from workinggroups.queries.debates import topics_for, versions_of
from workinggroups.views.groups import group_or_404, show

TEMPLATES = "workinggroups/debates"


def topic_or_404(request: SignedIn, pk: int) -> Topic:
    return get_object_or_404(topics_for(request.user), pk=pk)


@require_safe
def debates(request: SignedIn) -> HttpResponse:
    """Every debate the person reads."""
    found = TopicFilter(request.GET, queryset=topics_for(request.user), request=request)
    page = paged(found.qs, request)
    return render(request, f"{TEMPLATES}/list.html", {"filter": found, "page": page})


@require_safe
def of_group(request: SignedIn, code: str) -> HttpResponse:
    body = group_or_404(request, code)
    page = paged(topics_for(request.user).filter(body=body), request)
    return show(request, body, "debates", page=page, may_open=rights_of(request.user).has("debate", body))


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: SignedIn, code: str) -> HttpResponse:
    body = group_or_404(request, code)
    access.check_can_open(request.user, body)
    form = TopicForm(request.user, body, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.open_topic(body=body, by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("The debate is open; the members of the group are told."))
            return redirect("debates:detail", made.pk)
    status = 422 if form.is_bound else 200
    return show(request, body, "debates", status, f"{TEMPLATES}/create.html", form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, pk: int) -> HttpResponse:
    """Other words for the question; what was typed stays where somebody else saved first."""
    topic = topic_or_404(request, pk)
    if request.method != "POST":
        access.check_can_correct(request.user, topic)
        return _led(request, topic, CorrectionForm.on(topic), "correct")
    form, theirs, status = CorrectionForm(request.POST), None, 422
    if form.is_valid():
        try:
            actions.correct_question(topic=topic, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            theirs, status = stale.theirs, 409
            go_on_from(form, version=theirs.version)
            refuse(form, stale)
        except Denied as error:
            refuse(form, error)
            status = 403
        else:
            messages.success(request, _("The question is corrected; what it said before is kept."))
            return redirect("debates:detail", pk)
    return _led(request, topic, form, "correct", status, theirs=theirs)


@require_safe
def question_versions(request: SignedIn, pk: int) -> HttpResponse:
    """What the question said before it was corrected: for members only."""
    topic = topic_or_404(request, pk)
    if not access.is_member(request.user, topic):
        raise Http404
    versions = versions_of(topic, "title_en", "title_fr", "question_en", "question_fr")
    return render(request, f"{TEMPLATES}/question_versions.html", {"topic": topic, "versions": versions})


@require_http_methods(["GET", "HEAD", "POST"])
def reschedule(request: SignedIn, pk: int) -> HttpResponse:
    topic = topic_or_404(request, pk)
    access.check_can_lead(request.user, topic)
    ends = topic.closes_at.astimezone(BRUSSELS) if topic.closes_at else None
    initial = {"day": ends.date(), "hour": ends.time()} if ends else {}
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.reschedule(topic=topic, by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("The closing day is saved."))
            return redirect("debates:detail", pk)
    return _led(request, topic, form, "reschedule")


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedIn, pk: int) -> HttpResponse:
    """Close with a summary; what was typed stays where somebody else closed first."""
    topic = topic_or_404(request, pk)
    if request.method != "POST" or not rights_of(request.user).has("keep_programme", topic.body):
        access.check_can_lead(request.user, topic)
    form = SummaryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.close_topic(topic=topic, by=request.user, **form.cleaned_data)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            return _led(request, topic, form, "close", 409)
        messages.success(request, _("The debate is closed."))
        return redirect("debates:detail", pk)
    return _led(request, topic, form, "close")


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: SignedIn, pk: int) -> HttpResponse:
    """Release the debate to bodies outside, or take a release back."""
    topic = topic_or_404(request, pk)
    access.check_can_release(request.user, topic)
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw_release(request, topic)
    form = ReleaseForm(topic, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.release_topic(topic=topic, by=request.user, **form.cleaned_data)
        messages.success(request, _("The debate is released; those who sit there are told."))
        return redirect("debates:detail", pk)
    return _led(request, topic, form, "release")


def _withdraw_release(request: SignedIn, topic: Topic) -> HttpResponse:
    body = get_object_or_404(access.bodies_released_to(topic), code=request.POST["withdraw"].replace("\0", ""))
    actions.withdraw_release(topic=topic, body=body, by=request.user)
    messages.success(request, _("The release to %(body)s is withdrawn.") % {"body": body.name})
    return redirect("debates:release", topic.pk)


def _led(
    request: SignedIn, topic: Topic, form: object, name: str, status: int | None = None, **more: object
) -> HttpResponse:
    bound = getattr(form, "is_bound", False)
    released: list[Body] = list(access.bodies_released_to(topic))
    context = {"topic": topic, "form": form, "released": released, **more}
    return render(request, f"{TEMPLATES}/{name}.html", context, status=status or (422 if bound else 200))
