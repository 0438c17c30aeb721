"""A running procedure, and its deadline brought near."""

from datetime import timedelta

import pytest

from dipb_portal.lib.clock import DatabaseNow
from recommendations.enums import State
from recommendations.models import Silence
from tests.scenarios import People, text_in


@pytest.fixture
def running(people: People) -> Silence:
    return procedure(people)


@pytest.fixture
def lapsed(running: Silence) -> Silence:
    """Its deadline passed a second ago, and nobody has closed it."""
    return ends_in(running, -1000)


def procedure(people: People) -> Silence:
    text = text_in(State.UNDER_SILENCE, people)
    return Silence.objects.get(revision__recommendation=text)


def ends_in(silence: Silence, milliseconds: float) -> Silence:
    """Move the deadline to so many milliseconds from now, by the database's own clock, and no rule asked."""
    Silence.objects.filter(pk=silence.pk).update(deadline=DatabaseNow() + timedelta(milliseconds=milliseconds))
    silence.refresh_from_db()
    return silence
