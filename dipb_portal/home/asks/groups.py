"""What taskings and debates ask of a person."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.access import Rights
from boards.enums import TaskingState
from boards.models import Tasking
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.ask import Ask
from dipb_portal.lib.deadlines import BRUSSELS, day_of
from workinggroups.access.debates import topics_visible_to
from workinggroups.models import Post, Topic

TASKS_AHEAD = timedelta(days=30)  # a task is shown so long before it is due
DEBATES_AHEAD = timedelta(days=7)  # a debate so long before it closes


def asks(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    yield from _tasks(rights, now)
    yield from _answers(rights)
    yield from _summaries(rights, now)
    yield from _closing(user, rights, now)


def _tasks(rights: Rights, now: datetime) -> Iterator[Ask]:
    """Tasks due soon or late, of those who answer for the group; late ones also of those who set them."""
    answer, set_ = rights.bodies("keep_programme"), rights.bodies("set_tasks")
    if not answer and not set_:
        return
    day = day_of(now)
    wanted = Q(body__in=answer, due__lte=day + TASKS_AHEAD) | Q(body__in=set_, due__lt=day)
    for task in Tasking.objects.filter(wanted, state=TaskingState.OPEN):
        yield Ask(
            gettext_lazy("Task of the Board"),
            task,
            "",
            _("The task is late.") if task.due < day else _("The Board waits for the answer of the group."),
            reverse("taskings:detail", args=[task.pk]),
            gettext_lazy("Answer the task") if task.body_id in answer else gettext_lazy("Open the task"),
            datetime.combine(task.due, time(23, 59), BRUSSELS),
            whole_day=True,
        )


def _answers(rights: Rights) -> Iterator[Ask]:
    """Answers on which the Board has not said what it makes of them."""
    bodies = rights.bodies("set_tasks")
    if not bodies:
        return
    for task in Tasking.objects.filter(body__in=bodies, state=TaskingState.ANSWERED):
        yield Ask(
            gettext_lazy("Task of the Board"),
            task,
            "",
            _("The group has answered; the Board has not said what it makes of it."),
            reverse("taskings:detail", args=[task.pk]),
            gettext_lazy("Look at the answer"),
        )


def _summaries(rights: Rights, now: datetime) -> Iterator[Ask]:
    """Debates past their hour that wait for a summary."""
    bodies = rights.bodies("keep_programme")
    if not bodies:
        return
    for topic in Topic.objects.filter(body__in=bodies, closed_at=None, closes_at__lte=now):
        yield Ask(
            gettext_lazy("Debate"),
            topic,
            "",
            _("The debate is past its day: close it with a summary."),
            reverse("debates:close", args=[topic.pk]),
            gettext_lazy("Close with a summary"),
            topic.closes_at,
            whole_day=True,
        )


def _closing(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    """Debates about to close in which the person's nation, or body outside, has said nothing."""
    speaks = rights.bodies("debate")
    nations = {nation for body in speaks if (nation := rights.nation("debate", body))}
    outside = {seat.body for seat in rights.seats if seat.body_id in speaks and seat.body_id not in _own(rights)}
    if not nations and not outside:
        return
    side = Q(seat__nation__in=[nation.pk for nation in nations]) | Q(seat__body__in=[body.pk for body in outside])
    said = Post.objects.filter(side, topic=OuterRef("pk"), withdrawn_at=None)
    name = next(iter(sorted(nation.name for nation in nations)), "") or next(iter(outside)).acronym
    closing = topics_visible_to(user).filter(~Exists(said), closed_at=None, closes_at__gt=now)
    for topic in closing.filter(closes_at__lte=now + DEBATES_AHEAD):
        yield Ask(
            gettext_lazy("Debate"),
            topic,
            "",
            _("Nobody has written for %(side)s yet.") % {"side": name},
            reverse("debates:detail", args=[topic.pk]),
            gettext_lazy("Write a contribution"),
            topic.closes_at,
        )


def _own(rights: Rights) -> set[int]:
    """The bodies of which the person is a member: of them only nations are asked, not staff and officers."""
    return rights.bodies("view_issued")
