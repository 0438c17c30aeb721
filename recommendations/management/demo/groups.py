"""What the groups were charged with, plan, debate and were asked, played by the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from boards.actions import taskings
from boards.enums import DecisionVerb
from boards.models import Decision, Tasking
from dipb_portal.lib.richtext import from_input
from dipb_portal.lib.typography import french
from recommendations.actions.taskings import name_tasking
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.meetings import MeetingPlayer, Scene
from recommendations.management.demo.script import tables
from recommendations.management.demo.text_player import Beat, TextPlayer
from recommendations.models import Recommendation
from workinggroups.access.debates import is_member
from workinggroups.actions import debates, mandates, programme
from workinggroups.models import Milestone, Post, Topic, WorkItem

FILE = "groups.toml"
ENTERED = -40  # the day on which the milestones were entered


@dataclass(frozen=True, kw_only=True)
class Charge:
    """Terms of reference that a Board meeting of this file approved."""

    group: str
    scene: str
    en: str
    fr: str


@dataclass(frozen=True, kw_only=True)
class Step:
    item: int
    en: str
    fr: str
    due: int
    done: int | None = None


@dataclass(frozen=True, kw_only=True)
class Extension:
    on: date
    due_on: date
    why: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """Set `on` a date or on a `day`; `answers` are codes of the texts that answer it."""

    group: str
    title_en: str
    title_fr: str
    en: str
    fr: str
    on: date | None = None
    day: int = 0
    due_on: date | None = None
    due: int = 0
    extensions: tuple[Extension, ...] = ()
    answers: tuple[str, ...] = ()
    outcome: str = ""
    answered: int | None = None
    verdict: str = ""
    closed: int | None = None
    lapsed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Words:
    """`reply` is the number of the contribution replied to, from 1; `open` words are not kept for Allies only."""

    account: str
    day: int
    language: str
    text: str
    reply: int = 0
    open: bool = False


@dataclass(frozen=True, kw_only=True)
class Debate:
    group: str
    by: str
    day: int
    title_en: str
    title_fr: str
    question_en: str
    question_fr: str
    posts: tuple[Words, ...]
    closes: int | None = None
    released: int | None = None
    released_to: tuple[str, ...] = ("NIAG",)
    closed: int | None = None
    summary_en: str = ""
    summary_fr: str = ""


def beats(players: dict[str, TextPlayer], cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    scenes = {
        code: MeetingPlayer(scene, players, cast, Calendar(scene.on or calendar.today))
        for code, scene in tables(Scene, FILE, "scenes").items()
    }
    for meeting in scenes.values():
        yield from meeting.beats()
    for charge in tables(Charge, FILE, "mandates").values():
        meeting = scenes[charge.scene]
        yield meeting.calendar.at(meeting.scene.issued or 0, 16), partial(adopt, charge, meeting, cast)
    for step in tables(Step, FILE, "milestones").values():
        yield calendar.at(ENTERED, 9, step.item), partial(enter, step, cast, calendar)
        if step.done is not None:
            yield calendar.at(step.done, 16, step.item), partial(reach, step, cast)
    for task in tables(Task, FILE, "taskings").values():
        yield from TaskPlayer(task, players, cast, calendar).beats()
    for debate in tables(Debate, FILE, "debates").values():
        yield from DebatePlayer(debate, cast, calendar).beats()


def adopt(charge: Charge, meeting: MeetingPlayer, cast: Cast) -> None:
    body, day = cast.bodies[charge.group], meeting.scene.on
    assert day is not None
    mandates.adopt(
        body=body,
        text_en=from_input(charge.en),
        text_fr=french(from_input(charge.fr)),
        adopted_on=day,
        since=day,
        decision=Decision.objects.get(item__meeting=meeting.pk, addressee=body),
        by=cast["secretariat"],
    )


def enter(step: Step, cast: Cast, calendar: Calendar) -> None:
    item = WorkItem.objects.select_related("body").order_by("pk")[step.item - 1]
    by = cast[f"rapporteur.{item.body.code.lower()}"]
    if item.status == WorkItem.Status.PLANNED:
        status, due = WorkItem.Status.ONGOING, item.due
        title = {"title_en": item.title_en, "title_fr": item.title_fr}
        tasking = _serving(item)
        item = programme.save_item(
            body=item.body, item=item, version=item.version, status=status, due=due, tasking=tasking, by=by, **title
        )
    programme.save_milestone(
        item=item,
        milestone=None,
        version=1,
        title_en=step.en,
        title_fr=step.fr,
        due=calendar.day(step.due),
        done_on=None,
        by=by,
    )


def _serving(item: WorkItem) -> Tasking | None:
    """The survey of filling lines serves the task of the same name."""
    return Tasking.objects.filter(body=item.body, title_en__startswith=item.title_en[:6]).first()


def reach(step: Step, cast: Cast) -> None:
    milestone = Milestone.objects.select_related("item__body").get(title_en=step.en)
    programme.reach(milestone=milestone, by=cast[f"rapporteur.{milestone.item.body.code.lower()}"])


@dataclass
class TaskPlayer:
    task: Task
    players: dict[str, TextPlayer]
    cast: Cast
    calendar: Calendar
    pk: int = field(init=False)

    def beats(self) -> Iterator[Beat]:
        task, at = self.task, self.calendar.at
        began = _morning(task.on) if task.on else at(task.day, 10)
        yield began, self.set_task
        for extension in task.extensions:
            yield _morning(extension.on), partial(self.extend, extension)
        for code in task.answers:
            started = at(self.players[code].text.drafted, 9, 45)
            yield max(started, began + timedelta(hours=1)), partial(self.name, code)
        for day, name, words in (
            (task.answered, "answer", task.outcome),
            (task.closed, "close", task.verdict),
            (task.lapsed, "lapse", task.outcome),
        ):
            if day is not None:
                yield at(day, 16, 30), partial(self.step, name, words)

    @property
    def tasking(self) -> Tasking:
        return Tasking.objects.get(pk=self.pk)

    def set_task(self) -> None:
        task = self.task
        body = self.cast.bodies[task.group]
        tasked = Decision.objects.filter(verb=DecisionVerb.TASKED, addressee=body, taskings=None)
        self.pk = taskings.set_task(
            body=body,
            title_en=task.title_en,
            title_fr=task.title_fr,
            text_en=from_input(task.en),
            text_fr=french(from_input(task.fr)),
            due=task.due_on or self.calendar.day(task.due),
            decision=tasked.order_by("-item__meeting__starts").first(),
            by=self.cast["secretariat"],
        ).pk

    def extend(self, extension: Extension) -> None:
        taskings.extend(tasking=self.tasking, due=extension.due_on, why=extension.why, by=self.cast["secretariat"])

    def name(self, code: str) -> None:
        player = self.players[code]
        text = Recommendation.objects.get(pk=player.pk)
        name_tasking(recommendation=text, tasking=self.tasking, by=player.rapporteur)

    def step(self, name: str, words: str) -> None:
        answers = name == "answer"
        by = self.cast[f"rapporteur.{self.task.group.lower()}" if answers else "chair"]
        taskings.perform(tasking=self.tasking, name=name, outcome=words, by=by)


@dataclass
class DebatePlayer:
    debate: Debate
    cast: Cast
    calendar: Calendar
    pk: int = field(init=False)
    said: dict[int, int] = field(default_factory=dict)

    def beats(self) -> Iterator[Beat]:
        debate, at = self.debate, self.calendar.at
        yield at(debate.day, 11), self.open
        for number, words in enumerate(debate.posts, 1):
            yield at(words.day, 10, 11 * number), partial(self.say, number, words)
        if debate.released is not None:
            yield at(debate.released, 9), self.release
        if debate.closed is not None:
            yield at(debate.closed, 17), self.close

    @property
    def topic(self) -> Topic:
        return Topic.objects.select_related("body").get(pk=self.pk)

    def open(self) -> None:
        debate = self.debate
        self.pk = debates.open_topic(
            body=self.cast.bodies[debate.group],
            title_en=debate.title_en,
            title_fr=debate.title_fr,
            question_en=from_input(debate.question_en),
            question_fr=french(from_input(debate.question_fr)),
            closes_at=None if debate.closes is None else self.calendar.at(debate.closes, 17, 30),
            by=self.cast[debate.by],
        ).pk

    def say(self, number: int, words: Words) -> None:
        by, topic = self.cast[words.account], self.topic
        html = from_input(words.text)
        post = debates.write_post(
            topic=topic,
            language=words.language,
            text=french(html) if words.language == "fr" else html,
            allies_only=is_member(by, topic) and not words.open,
            in_reply_to=Post.objects.get(pk=self.said[words.reply]) if words.reply else None,
            by=by,
        )
        self.said[number] = post.pk

    def release(self) -> None:
        bodies = [self.cast.bodies[code] for code in self.debate.released_to]
        debates.release_topic(topic=self.topic, bodies=bodies, by=self.cast[self.debate.by])

    def close(self) -> None:
        debates.close_topic(
            topic=self.topic,
            summary_en=from_input(self.debate.summary_en),
            summary_fr=french(from_input(self.debate.summary_fr)),
            by=self.cast[self.debate.by],
        )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)
