"""What the desk asks about taskings and debates, of whom, until it is done."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boards.actions import taskings
from dipb_portal.accounts.models import User
from dipb_portal.home.desk import asked_of
from dipb_portal.lib import clock
from recommendations.actions import advice
from tests import advice_scenarios
from tests import group_scenarios as groups
from tests.counting import queries_of
from tests.races import again
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def asked(user: User) -> list[str]:
    return [ask.sentence for ask in asked_of(again(user))]


def test_a_task_is_asked_of_who_answers_for_the_group_then_of_the_board(people: People) -> None:
    tasking = groups.tasked(people, days=10)
    waits = "The Board waits for the answer of the group."
    for user in (people.group_chair, people.rapporteur, people.secretariat):
        assert asked(user) == [waits]
    for user in (people.head_fra, people.rapporteur_scs, people.chair, people.niag):
        assert asked(user) == []
    taskings.perform(tasking=tasking, name="answer", outcome="Done.", by=people.rapporteur)
    assert asked(people.rapporteur) == []
    assert len(asked(people.chair)) == 1
    taskings.perform(tasking=tasking, name="close", outcome="Good.", by=people.chair)
    assert asked(people.chair) == []


def test_advice_is_asked_of_its_group_until_it_is_agreed(people: People) -> None:
    row = advice_scenarios.accepted(people)
    cnad = "Conference of National Armaments Directors"
    assert asked(people.rapporteur) == [f"{cnad} asks for advice; the group is to draft it."]
    advice.begin(asked=row, recommendation=None, by=people.rapporteur)
    for user in (people.rapporteur, people.group_chair, people.secretariat):
        assert asked(user) == [f"The advice is being drafted; {cnad} waits for it."]
    assert asked(people.rapporteur_scs) == asked(people.head_fra) == []


def test_a_late_task_says_how_late(people: People, client: Client) -> None:
    groups.tasked(people, days=-4)
    assert asked(people.rapporteur) == asked(people.chair) == ["The task is late."]
    assert asked(people.rapporteur_scs) == asked(people.head_fra) == []
    assert [str(ask.action) for ask in asked_of(people.chair)] == ["Open the task"]
    client.force_login(people.rapporteur)
    assert "4 days late" in client.get(reverse("desk")).content.decode()


def test_a_task_far_off_is_not_asked_yet(people: People) -> None:
    groups.tasked(people, days=31)
    assert asked(people.rapporteur) == []


def test_a_debate_about_to_close_is_asked_of_those_who_have_not_written(people: People) -> None:
    topic = groups.topic(people, closes_at=clock.now() + timedelta(days=3))
    assert asked(people.head_fra) == ["Nobody has written for France yet."]
    assert asked(people.expert_fra) == ["Nobody has written for France yet."]
    assert asked(people.niag) == []
    groups.post(topic, people.expert_fra)
    assert asked(people.head_fra) == []
    assert asked(people.head_deu) == ["Nobody has written for Germany yet."]
    groups.released(topic, people)
    assert asked(people.niag) == ["Nobody has written for NIAG yet."]
    groups.post(topic, again(people.niag))
    assert asked(people.niag) == []


def test_a_debate_past_its_hour_is_asked_to_be_summed_up(people: People) -> None:
    soon = clock.now() + timedelta(hours=1)
    groups.topic(people, closes_at=soon)
    with clock.specimen_clock(soon + timedelta(minutes=1)):
        assert asked(people.rapporteur) == ["The debate is past its day: close it with a summary."]
        assert asked(people.head_fra) == []


def test_the_desk_costs_the_same_however_many_tasks_and_debates(people: People, client: Client) -> None:
    def fill(count: int) -> None:
        for number in range(count):
            groups.tasked(people, title=f"Task {number}", days=5)
            groups.topic(people, title=f"Topic {number}", closes_at=clock.now() + timedelta(days=2))

    client.force_login(people.group_chair)
    fill(3)
    few = queries_of(client, reverse("desk"))
    fill(27)
    assert queries_of(client, reverse("desk")) == few
