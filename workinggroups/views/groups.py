"""The working groups, and the workspace of each: overview, mandate, members, documents."""

from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boards.access import documents_visible_to, rights_of
from boards.access.meetings import meetings_visible_to
from boards.models import Body
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.lib.clock import today
from dipb_portal.ui.paging import paged
from workinggroups.access import groups_visible_to
from workinggroups.access.programme import mandates_visible_to
from workinggroups.models import WorkItem
from workinggroups.queries.debates import topics_for
from workinggroups.queries.groups import delegations_of, officers_of, registers_of, tabs_of
from workinggroups.queries.programme import ahead, items_of, tasks_of, unfinished

NEWEST = 5
NEXT = 8


def group_or_404(request: SignedIn, code: str) -> Body:
    return get_object_or_404(groups_visible_to(request.user).select_related("parent"), code=code)


def show(
    request: SignedIn, body: Body, tab: str, status: int = 200, template: str = "", **context: Any
) -> HttpResponse:
    """A page of the group's workspace, under the tab of that name."""
    rights = rights_of(request.user)
    context |= {
        "group": body,
        "tab": tab,
        "tabs": tabs_of(body),
        "keeps": rights.has("keep_programme", body),
        "charges": rights.has("set_tasks", body),
    }
    return render(request, template or f"workinggroups/{tab}.html", context, status=status)


@require_safe
def groups(request: SignedIn) -> HttpResponse:
    open_items = WorkItem.objects.exclude(status=WorkItem.Status.DONE)
    visible = groups_visible_to(request.user).prefetch_related(Prefetch("work_items", open_items))
    return render(request, "workinggroups/list.html", {"groups": visible})


@require_safe
def group(request: SignedIn, code: str) -> HttpResponse:
    """What lies ahead of the group, what is asked of its members, what it debates, where its texts stand."""
    body = group_or_404(request, code)
    day, user = today(), request.user
    items, tasks = unfinished(items_of(body, user)), tasks_of(body, user, day)
    return show(
        request,
        body,
        "detail",
        officers=officers_of(body),
        tasks=tasks,
        ahead=ahead(items, tasks, day)[:NEXT],
        topics=topics_for(user).filter(body=body, closed_at=None)[:NEWEST],
        meetings=meetings_visible_to(user).filter(body=body).select_related("body")[:NEWEST],
        documents=documents_visible_to(user).filter(body=body)[:NEWEST],
        mandate=mandates_visible_to(user).filter(body=body, since__lte=day).first(),
        registers=registers_of(body, user),
    )


@require_safe
def members(request: SignedIn, code: str) -> HttpResponse:
    body = group_or_404(request, code)
    return show(request, body, "members", officers=officers_of(body), delegations=delegations_of(body))


@require_safe
def documents(request: SignedIn, code: str) -> HttpResponse:
    body = group_or_404(request, code)
    visible = documents_visible_to(request.user).filter(body=body)
    page = paged(visible, request)
    return show(request, body, "documents", page=page)
