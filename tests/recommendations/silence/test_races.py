"""Many connections at one procedure, by the database's clock alone."""

import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection

from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import faults
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions.silence import close_silence, state_position
from recommendations.enums import Outcome, Stance, State
from recommendations.models import Position, Silence
from tests.processes import environment
from tests.races import again, at_once
from tests.recommendations.silence.conftest import ends_in, procedure

pytestmark = pytest.mark.django_db(transaction=True)


def object_to(silence: Silence, by: User) -> Position:
    return state_position(silence=silence, stance=Stance.OBJECT, text="We cannot agree.", by=by)


def wait_until(silence: Silence, milliseconds_before: float) -> None:
    """Sleep in the database until so long before the deadline."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sleep(greatest(0, extract(epoch FROM %s - clock_timestamp()) - %s))",
            [silence.deadline, milliseconds_before / 1000],
        )


def test_twenty_closers_close_once(lapsed):
    results = at_once(*[lambda: close_silence(silence=lapsed)] * 20)
    assert sorted(results) == [False] * 19 + [True]
    closed = Notification.objects.filter(kind=Kind.SILENCE_CLOSED)
    assert closed.count() == closed.values("user").distinct().count() > 0
    assert Entry.objects.filter(verb="endorse").count() == 1
    assert not list(faults())


def test_two_processes_close_once(lapsed):
    sweep = "import django; django.setup(); from recommendations.tasks import close_silences; close_silences()"
    env = environment(settings.DATABASES["default"]["NAME"])
    sweepers = [subprocess.Popen([sys.executable, "-c", sweep], env=env) for _ in range(2)]
    assert [sweeper.wait(60) for sweeper in sweepers] == [0, 0]
    assert Entry.objects.filter(verb="endorse").count() == 1
    lapsed.refresh_from_db()
    assert lapsed.outcome == Outcome.AGREED


def test_a_break_in_the_last_fifty_milliseconds_counts(running, people):
    head = again(people.head_deu)
    for _attempt in range(5):  # a busy machine may oversleep: bring the deadline near again
        ends_in(running, 400)
        wait_until(running, 50)
        try:
            position = object_to(running, head)
        except ValidationError:
            continue
        break
    left = (running.deadline - position.stated_at).total_seconds()
    assert 0 <= left <= 0.05
    running.refresh_from_db()
    assert running.outcome == Outcome.BROKEN
    assert close_silence(silence=running) is False


def test_break_and_close_around_the_deadline_never_both_win(people):
    outcomes = set()
    for n in range(12):
        silence = ends_in(procedure(people), 250)
        head = again(people.head_deu)

        def close(silence=silence) -> bool:
            while not (closed := close_silence(silence=silence)) and clock.now() <= silence.deadline:
                time.sleep(0.001)
            return closed or close_silence(silence=silence)

        def break_late(silence=silence, head=head, early=6 - n) -> Position:
            wait_until(silence, early)
            return object_to(silence, head)

        closed, broken = at_once(close, break_late)
        silence.refresh_from_db()
        text = silence.revision.recommendation
        outcomes.add(silence.outcome)
        if isinstance(broken, Position):
            assert broken.stated_at <= silence.deadline
            assert (silence.outcome, text.state, closed) == (Outcome.BROKEN, State.ADJUDICATION, False)
        else:
            assert not silence.positions.exists()
            assert (silence.outcome, text.state, closed) == (Outcome.AGREED, State.ENDORSED, True)
            assert silence.ended_at > silence.deadline
    assert Outcome.AGREED in outcomes
    assert not list(faults())


def test_head_and_deputy_at_once_leave_one_position(running, people):
    stances = [Stance.SUPPORT, Stance.SCRUTINY] * 4
    heads = [again(person) for person in (people.head_fra, people.deputy_fra) * 4]
    results = at_once(
        *[
            lambda head=head, stance=stance: state_position(silence=running, stance=stance, by=head)
            for head, stance in zip(heads, stances, strict=True)
        ]
    )
    assert all(isinstance(result, Position) for result in results)
    assert running.positions.current().count() == 1


def test_two_nations_break_at_once_and_one_is_recorded(running, people):
    heads = [again(people.head_fra), again(people.head_deu), again(people.head_usa)]
    results = at_once(*[lambda head=head: object_to(running, head) for head in heads])
    assert sum(isinstance(result, Position) for result in results) == 1
    assert Entry.objects.filter(verb="break_silence").count() == 1
