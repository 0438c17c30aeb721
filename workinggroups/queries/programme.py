"""Reads for a group's programme of work."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, When
from django.urls import reverse

from boards.access.taskings import taskings_visible_to
from boards.enums import TaskingState
from boards.models import Body, Tasking
from boards.queries.taskings import taskings_for
from dipb_portal.accounts.models import User
from workinggroups.models import Milestone, WorkItem


def items_of(body: Body, user: User) -> QuerySet[WorkItem]:
    """The items in the order of their days, then those done, the newest first; with milestones and the task served."""
    done = Case(When(status=WorkItem.Status.DONE, then="due"))
    return body.work_items.prefetch_related(
        Prefetch("milestones", Milestone.objects.order_by("due", "pk")),
        Prefetch("tasking", taskings_visible_to(user)),
    ).order_by(done.desc(nulls_first=True), "due", "pk")


def address_of(item: WorkItem) -> str:
    """Where the item stands in the programme, on whichever page that is."""
    return reverse(
        "workinggroups:programme", args=[item.body.code], query={"item": item.pk}, fragment=f"item-{item.pk}"
    )


def unfinished(items: QuerySet[WorkItem]) -> QuerySet[WorkItem]:
    """Those not done, or with a milestone that is not reached."""
    to_reach = Milestone.objects.filter(item=OuterRef("pk"), done_on=None)
    return items.filter(~Q(status=WorkItem.Status.DONE) | Exists(to_reach))


def tasks_of(body: Body, user: User, day: date) -> list[Tasking]:
    """What the Board still waits for from the group, the earliest deadline first."""
    return list(taskings_for(user, day).filter(body=body, state__in=[TaskingState.OPEN, TaskingState.ANSWERED]))


@dataclass(frozen=True)
class Due:
    """One day of the programme: an item, a milestone or a task of the Board that is due on it, and its page."""

    day: date
    titled: object
    url: str
    late: bool


def ahead(items: Iterable[WorkItem], tasks: list[Tasking], day: date) -> list[Due]:
    """Everything of the programme that is not done, by day."""
    open_tasks = [task for task in tasks if task.state == TaskingState.OPEN]
    lines = [Due(task.due, task, reverse("taskings:detail", args=[task.pk]), task.due < day) for task in open_tasks]
    for item in items:
        url = address_of(item)
        if item.status != WorkItem.Status.DONE:
            lines.append(Due(item.due, item, url, item.due < day))
        to_reach = [each for each in item.milestones.all() if each.done_on is None]
        lines += [Due(each.due, each, url, each.due < day) for each in to_reach]
    return sorted(lines, key=lambda line: line.day)
