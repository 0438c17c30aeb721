"""The scenarios other tests stand on: a text reaches every state the ordinary way."""

import pytest

from dipb_portal.audit import journal
from recommendations.enums import State
from tests.scenarios import People, text_in


@pytest.mark.parametrize("state", State.values)
def test_a_text_reaches_every_state(people: People, state: str) -> None:
    assert text_in(state, people).state == state
    assert list(journal.faults()) == []
