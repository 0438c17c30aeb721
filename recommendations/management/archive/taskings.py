"""Tasks that the Board set its groups in a year, what came of them, and the programmes of work they stand in."""

from datetime import datetime, timedelta

from boards.enums import DocumentKind, TaskingState
from boards.models import Body, Decision, Document, Tasking
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import EXPLANATIONS, TITLES, About
from recommendations.management.archive.world import World
from workinggroups.models import Milestone, WorkItem

ANSWERED, CLOSED = (timedelta(days=days) for days in (240, 280))  # after it was set
ITEMS, STEPS = 12, 3  # of each group's programme a year, and milestones of each
SERVES = 0.3  # of the items, a task of the Board


class Taskings:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new

    def write(self, year: int, decisions: list[Decision]) -> list[Tasking]:
        """The tasks of these decisions, and the programmes of the year."""
        tasks = [self._task(decision, year) for decision in decisions]
        items = [self._item(group, tasks, year) for group in self.world.groups for _ in range(self.world.number(ITEMS))]
        copy(Document, (task.answered_by for task in tasks if task.answered_by))
        copy(Tasking, tasks)
        copy(WorkItem, items)
        copy(Milestone, (self._milestone(item, step) for item in items for step in range(1, STEPS + 1)))
        return tasks

    def _task(self, decision: Decision, year: int) -> Tasking:
        staff, at = self.world.staff, decision.item.meeting.ends
        assert decision.addressee
        task = self.new(
            Tasking,
            decision=decision,
            body=decision.addressee,
            title_en=decision.text_en,
            title_fr=decision.text_fr,
            due=decision.due,
            set_at=at,
            set_by=staff,
            state_since=at,
        )
        self.world.acts.done(at, staff, "task_set", task, body=task.body.code, due=task.due)
        self.world.acts.kept(task, at, staff)
        if not self.world.still_open(year):
            self._end(task)
        return task

    def _end(self, task: Tasking) -> None:
        """Answered by a paper of the group, and closed; or given up."""
        if self.random.random() < 0.1:
            self._step(task, "lapse", TaskingState.LAPSED, task.set_at + ANSWERED)
            return
        at = self._past(task.set_at + ANSWERED)
        reference = self.world.reference(task.body, DocumentKind.MEMORANDUM, at.year)
        titles = (task.title_en, task.title_fr)
        task.answered_by = self.world.document(reference, task.body, titles, at, About(self.random).text(6))
        self._step(task, "answer", TaskingState.ANSWERED, at)
        self._step(task, "close", TaskingState.CLOSED, task.set_at + CLOSED)

    def _step(self, task: Tasking, name: str, state: TaskingState, at: datetime) -> None:
        task.state, task.state_since = state, self._past(at)
        task.outcome = About(self.random).said(EXPLANATIONS, "en")
        document = str(task.answered_by or "")
        acts, staff = self.world.acts, self.world.staff
        acts.done(task.state_since, staff, f"task_{name}", task, task.outcome, document=document)
        acts.kept(task, task.state_since, staff)

    def _past(self, at: datetime) -> datetime:
        return min(at, self.world.acts.now)

    def _item(self, group: Body, tasks: list[Tasking], year: int) -> WorkItem:
        title_en, title_fr = About(self.random).pair(TITLES)
        begun, staff = self.world.instant(year), self.world.staff
        of_group = [task for task in tasks if task.body == group]
        item = self.new(
            WorkItem,
            body=group,
            title_en=title_en,
            title_fr=title_fr,
            due=(begun + ANSWERED).date(),
            status=WorkItem.Status.ONGOING if self.world.still_open(year) else WorkItem.Status.DONE,
            tasking=self.random.choice(of_group) if of_group and self.random.random() < SERVES else None,
        )
        self.world.acts.done(begun, staff, "work_item_entered", item, status=item.status, due=item.due)
        self.world.acts.kept(item, begun, staff)
        return item

    def _milestone(self, item: WorkItem, step: int) -> Milestone:
        """Reached on its day, where the item is done."""
        title_en, title_fr = About(self.random).pair(TITLES)
        due = item.due - timedelta(days=60 * (STEPS - step))
        reached = min(due, self.world.acts.now.date()) if item.status == WorkItem.Status.DONE else None
        return self.new(Milestone, item=item, title_en=title_en, title_fr=title_fr, due=due, done_on=reached)
