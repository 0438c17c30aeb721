"""A task runs along its table; an extension owes a reason; who answers is told and reminded once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards.access.taskings import taskings_visible_to
from boards.actions import taskings
from boards.enums import Denied, IllegalTransition, StaleVersion, TaskingState
from boards.lifecycle import TASKING_STEPS
from boards.models import Body, Tasking
from boards.queries.taskings import taskings_for, to_remind_of
from boards.tasks import remind_of_taskings
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.lib.clock import today
from dipb_portal.notifications.following import follow, type_of
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Kind, Notification
from dipb_portal.ui.moments import in_words
from tests import group_scenarios as groups
from tests import scenarios
from tests.races import at_once
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def told(kind: Kind) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


def test_only_who_sets_tasks_sets_one_and_only_for_a_group(people: People) -> None:
    body, due = Body.objects.get(code="CAP"), today() + timedelta(days=9)
    for user in (people.group_chair, people.rapporteur, people.head_fra, people.niag, people.auditor):
        with pytest.raises(Denied):
            taskings.set_task(body=body, title_en="T", title_fr="T", due=due, by=user)
    with pytest.raises(Denied):
        taskings.set_task(body=Body.objects.get(code="DIPB"), title_en="T", title_fr="T", due=due, by=people.chair)
    with pytest.raises(ValidationError):
        taskings.set_task(body=body, title_en="T", title_fr="T", due=today() - timedelta(days=1), by=people.chair)
    assert taskings.set_task(body=body, title_en="T", title_fr="T", due=due, by=people.chair).state == "open"


def test_who_answers_for_the_group_is_told_and_reminded_once(people: People) -> None:
    tasking = groups.tasked(people, days=5)
    assert told(Kind.TASK_SET) == {people.group_chair.email, people.rapporteur.email}
    assert list(to_remind_of()) == [tasking]
    remind_of_taskings()
    remind_of_taskings()
    assert told(Kind.TASK_DUE) == {people.group_chair.email, people.rapporteur.email, people.secretariat.email}
    assert Notification.objects.filter(kind=Kind.TASK_DUE).count() == 3
    assert not to_remind_of()


def test_a_task_far_off_reminds_nobody_yet(people: People) -> None:
    groups.tasked(people, days=8)
    assert not to_remind_of()


def test_an_extension_is_later_and_keeps_its_reason(people: People) -> None:
    tasking = groups.tasked(people, days=5)
    remind_of_taskings()
    with pytest.raises(ValidationError):
        taskings.extend(tasking=tasking, due=tasking.due, why="Because.", by=people.secretariat)
    with pytest.raises(Denied):
        taskings.extend(tasking=tasking, due=tasking.due + timedelta(days=1), why="Because.", by=people.group_chair)
    later = taskings.extend(tasking=tasking, due=tasking.due + timedelta(days=30), why="Data late.", by=people.chair)
    assert (later.due - tasking.due).days == 30
    assert later.reminded_at is None
    assert Entry.objects.filter(verb="task_extended", why="Data late.").count() == 1
    assert told(Kind.TASK_EXTENDED) == {people.group_chair.email, people.rapporteur.email, people.secretariat.email}
    heard = Notification.objects.get(kind=Kind.TASK_EXTENDED, user=people.rapporteur)
    assert sentence(heard) == f"A task has more time, until {in_words(later.due, 'day')}: {later.title_en}"


def words(tasking: Tasking, **changes: str) -> dict[str, str]:
    return {name: getattr(tasking, name) for name in ("title_en", "title_fr", "text_en", "text_fr")} | changes


def test_corrected_words_keep_their_reason_and_what_stood_before(people: People) -> None:
    tasking = groups.tasked(people, title="Survay")
    said = {"why": "A slip.", "version": 1, **words(tasking, title_en="Survey")}
    with pytest.raises(Denied):
        taskings.correct(tasking=tasking, by=people.group_chair, **said)
    corrected = taskings.correct(tasking=tasking, by=people.secretariat, **said)
    assert corrected.title_en == "Survey"
    assert tasking.history.last().title_en == "Survay"
    entry = Entry.objects.get(verb="task_corrected")
    assert entry.why == "A slip."
    assert '"title_en": "Survay"' in entry.data
    with pytest.raises(StaleVersion):
        taskings.correct(tasking=tasking, by=people.chair, **said | {"title_en": "Inquiry"})
    with pytest.raises(ValidationError):
        taskings.correct(tasking=tasking, by=people.chair, why="Again.", version=2, **words(corrected))


def test_words_are_corrected_while_the_task_is_open_and_those_who_answer_are_told(people: People) -> None:
    tasking = groups.tasked(people)
    taskings.correct(
        tasking=tasking, by=people.chair, why="A slip.", version=1, **words(tasking, text_en="<p>Ask all.</p>")
    )
    heard = Notification.objects.filter(user=people.rapporteur).order_by("pk").values_list("kind", flat=True)
    assert list(heard) == [Kind.TASK_SET, Kind.TASK_CORRECTED]
    taskings.perform(tasking=tasking, name="answer", outcome="Done.", by=people.rapporteur)
    with pytest.raises(Denied):
        taskings.correct(
            tasking=tasking, by=people.chair, why="A slip.", version=2, **words(tasking, text_en="<p>Ask some.</p>")
        )


def test_followers_of_a_task_hear_of_each_change_once_while_they_may_see_it(people: People) -> None:
    tasking = groups.tasked(people)
    for user in (people.head_fra, people.rapporteur, people.niag):
        follow(user, type_of(Tasking), tasking.pk)
    taskings.extend(tasking=tasking, due=tasking.due + timedelta(days=3), why="Late data.", by=people.secretariat)
    assert told(Kind.FOLLOWED_CHANGED) == {people.head_fra.email}
    taskings.correct(tasking=tasking, by=people.chair, why="A slip.", version=1, **words(tasking, title_en="B"))
    taskings.perform(tasking=tasking, name="answer", outcome="Done.", by=people.group_chair)
    assert Notification.objects.filter(kind=Kind.FOLLOWED_CHANGED, user=people.head_fra).count() == 3
    assert Notification.objects.filter(kind=Kind.FOLLOWED_CHANGED, user=people.rapporteur).count() == 1


@pytest.mark.parametrize("name", TASKING_STEPS)
@pytest.mark.parametrize("state", TaskingState.values)
def test_every_state_with_every_step(state: str, name: str, people: People) -> None:
    tasking = groups.tasked(people)
    Tasking.objects.filter(pk=tasking.pk).update(state=state, outcome="Before.")
    step = TASKING_STEPS[name]

    def act() -> Tasking:
        return taskings.perform(tasking=tasking, name=name, outcome="After.", by=people.secretariat)

    if state in step.sources:
        assert act().state == step.target
    else:
        with pytest.raises(IllegalTransition):
            act()


def test_the_group_answers_and_the_board_closes(people: People) -> None:
    tasking = groups.tasked(people)
    document = scenarios.newest(scenarios.issued(people)).document
    with pytest.raises(Denied):
        taskings.perform(tasking=tasking, name="answer", outcome="Done.", by=people.expert_fra)
    with pytest.raises(Denied):
        taskings.perform(tasking=tasking, name="answer", outcome="Done.", by=people.rapporteur_scs)
    with pytest.raises(ValidationError):
        taskings.perform(tasking=tasking, name="answer", outcome=" ", by=people.rapporteur)
    answered = taskings.perform(
        tasking=tasking, name="answer", outcome="Done.", document=document, by=people.rapporteur
    )
    assert answered.answered_by == document
    with pytest.raises(Denied):
        taskings.perform(tasking=tasking, name="close", outcome="Fine.", by=people.group_chair)
    again = taskings.perform(tasking=tasking, name="reopen", outcome="Not enough.", by=people.chair)
    assert again.answered_by is None


def test_the_database_wants_both_titles_and_an_outcome(people: People) -> None:
    tasking = groups.tasked(people)
    for change in ({"title_fr": ""}, {"state": "closed"}, {"state": "somewhere", "outcome": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tasking.objects.filter(pk=tasking.pk).update(**change)


def test_late_is_open_after_its_day(people: People) -> None:
    late, soon = groups.tasked(people, days=-1), groups.tasked(people, days=0)
    marks = {each.pk: each.late for each in taskings_for(people.chair, today())}
    assert marks == {late.pk: True, soon.pk: False}
    taskings.perform(tasking=late, name="answer", outcome="At last.", by=people.rapporteur)
    assert not any(each.late for each in taskings_for(people.chair, today()))


def test_members_of_the_group_and_the_plenary_see_it(people: People) -> None:
    groups.tasked(people, group="SCS")
    names = ("secretariat", "chair", "head_fra", "rapporteur_scs", "expert_fra", "rapporteur", "niag", "auditor")
    seen = {name for name in names if taskings_visible_to(getattr(people, name)).exists()}
    assert seen == {"secretariat", "chair", "head_fra", "rapporteur_scs"}


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_answer_once(people: People) -> None:
    tasking = groups.tasked(people)

    def answer(user: User) -> str:
        try:
            return taskings.perform(tasking=tasking, name="answer", outcome="Done.", by=user).state
        except IllegalTransition:
            return "too late"

    outcomes = at_once(lambda: answer(people.rapporteur), lambda: answer(people.group_chair))
    assert sorted(outcomes) == ["answered", "too late"]
    assert Entry.objects.filter(verb="task_answer").count() == 1
