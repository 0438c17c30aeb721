"""What is said in a debate: read it, add to it, change or withdraw one's own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boards.access import documents_visible_to, rights_of
from boards.enums import Denied, StaleVersion
from boards.forms.refusals import refuse
from dipb_portal.accounts.models import User
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.ui.forms import go_on_from
from workinggroups.access import debates as access
from workinggroups.actions import debates as actions
from workinggroups.forms.debates import PostForm
from workinggroups.models import Post, Topic
from workinggroups.queries.debates import address_of, sheet_of, versions_of
from workinggroups.views.debates import TEMPLATES, topic_or_404


def _seen(request: SignedIn, topic: Topic, pk: int) -> Post:
    visible = access.posts_visible_to(request.user).select_related("seat__user", "seat__nation", "seat__body")
    post = get_object_or_404(visible, pk=pk, topic=topic)
    post.topic = topic
    return post


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """The debate, at the first contribution the person has not read. Reading it moves the mark."""
    topic = topic_or_404(request, pk)
    user = request.user
    sheet = sheet_of(topic, user, request.GET.get("page"), request.GET.get("post"))
    if sheet.said:
        actions.mark_read(topic, user, sheet.said[-1].post.at)
    reason = _why_not(access.check_can_post, user, topic)
    context = {
        "topic": topic,
        "sheet": sheet,
        "page": sheet.page,
        "member": access.is_member(user, topic),
        "leads": rights_of(user).has("keep_programme", topic.body),
        "corrects": not _why_not(access.check_can_correct, user, topic),
        "released": list(access.bodies_released_to(topic)),
        "paper": documents_visible_to(user).filter(topics=topic).first(),
        "reason": reason,
        "form": None if reason else _fresh(request, topic),
    }
    return render(request, f"{TEMPLATES}/detail.html", context)


def _why_not(check: Callable[[User, Topic], object], user: User, topic: Topic) -> str:
    try:
        check(user, topic)
    except Denied as denied:
        return str(denied.reason)
    return ""


def _fresh(request: SignedIn, topic: Topic, reply: Post | None = None) -> PostForm:
    """An empty form; what a nation says before a release is for Allies only unless it says otherwise."""
    seat = access.speaks_from(request.user, topic)
    unreleased = bool(seat and seat.nation_id) and not topic.releases.exists()
    initial = {"language": get_language(), "allies_only": unreleased}
    return PostForm(member=access.is_member(request.user, topic), reply=reply, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedIn, pk: int, reply_pk: int | None = None) -> HttpResponse:
    """Add to the debate, or reply to a contribution; whatever refuses it, what was typed stays on the page."""
    topic = topic_or_404(request, pk)
    reply = _seen(request, topic, reply_pk) if reply_pk else None
    if request.method != "POST":
        access.check_can_post(request.user, topic)
        return _page(request, topic, _fresh(request, topic, reply), reply=reply)
    form, status = PostForm(request.POST, member=access.is_member(request.user, topic), reply=reply), 422
    if form.is_valid():
        try:
            post = actions.write_post(topic=topic, in_reply_to=reply, by=request.user, **form.words())
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 403 if isinstance(error, Denied) else 409
        else:
            messages.success(request, _("Your contribution stands in the debate."))
            return redirect(address_of(post))
    return _page(request, topic, form, status, reply=reply)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int, post_pk: int) -> HttpResponse:
    topic = topic_or_404(request, pk)
    post = _seen(request, topic, post_pk)
    if request.method != "POST" or post.seat.user_id != request.user.pk:
        access.check_can_edit_post(request.user, post)
    asked: dict[str, Any] = {"member": access.is_member(request.user, topic), "reply": post.in_reply_to}
    if request.method != "POST":
        return _page(request, topic, PostForm(**asked, initial=PostForm.values_of(post)), post=post)
    form, status, theirs = PostForm(request.POST, **asked), 422, None
    if form.is_valid():
        try:
            actions.edit_post(post=post, version=form.cleaned_data["version"] or 0, by=request.user, **form.words())
        except StaleVersion as stale:
            theirs, status = stale.theirs, 409
            go_on_from(form, version=theirs.version)
            form.add_error(None, stale)
        except (Denied, ValidationError) as error:
            refuse(form, error)
            status = 403 if isinstance(error, Denied) else 409
        else:
            messages.success(request, _("The contribution is changed; what it said before is kept."))
            return redirect(address_of(post))
    return _page(request, topic, form, status, post=post, theirs=theirs)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedIn, pk: int, post_pk: int) -> HttpResponse:
    """Take one's own words back, after a page that shows them."""
    topic = topic_or_404(request, pk)
    post = _seen(request, topic, post_pk)
    access.check_can_withdraw_post(request.user, post)
    if request.method == "POST":
        actions.withdraw_post(post=post, by=request.user)
        messages.success(request, _("The contribution is withdrawn."))
        return redirect("debates:detail", pk)
    return render(request, f"{TEMPLATES}/withdraw.html", {"topic": topic, "post": post})


@require_safe
def versions(request: SignedIn, pk: int, post_pk: int) -> HttpResponse:
    """What a contribution said before it was edited: for members only."""
    topic = topic_or_404(request, pk)
    post = _seen(request, topic, post_pk)
    if not access.is_member(request.user, topic) or post.withdrawn_at is not None:
        raise Http404
    context = {"topic": topic, "post": post, "versions": versions_of(post, "text")}
    return render(request, f"{TEMPLATES}/versions.html", context)


def _page(
    request: SignedIn,
    topic: Topic,
    form: PostForm,
    status: int = 200,
    reply: Post | None = None,
    post: Post | None = None,
    theirs: Post | None = None,
) -> HttpResponse:
    context = {"topic": topic, "form": form, "reply": reply, "post": post, "theirs": theirs}
    return render(request, f"{TEMPLATES}/write.html", context, status=status)
