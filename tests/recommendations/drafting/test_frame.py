"""What stands above every page of a text: the steps it took and those it can take."""

import pytest

from recommendations.actions.transitions import perform
from recommendations.enums import State
from recommendations.lifecycle import MAIN_LINE
from recommendations.models import Recommendation
from recommendations.queries.frame import Frame
from tests.recommendations.drafting.pages import signed_in, url
from tests.scenarios import People, text_in

pytestmark = pytest.mark.django_db


def test_what_takes_the_text_on_stands_before_what_turns_it_back_or_ends_it(people: People) -> None:
    text = text_in(State.AGREED_BY_GROUP, people)
    labels = [str(step.label) for step in Frame(people.secretariat, text).next_steps]
    assert labels[:2] == ["Place under silence", "Record the Board's decision"]
    assert set(labels[2:]) >= {"Return to adjudication", "Withdraw the text"}
    page = signed_in(people.secretariat).get(url("detail", text.pk)).content.decode()
    assert f'<a class="btn" href="/recommendations/{text.pk}/silence/">' in page
    assert page.count('<a class="btn" ') == 1
    assert "<title>Text, " in page


def test_the_steps_behind_are_those_the_text_took(people: People) -> None:
    def steps(text: Recommendation, status: str) -> list[str]:
        return [step.label for step in Frame(people.secretariat, text).stages if step.status == status]

    by_silence, debated = text_in(State.ENDORSED, people), text_in(State.ADJUDICATION, people)
    by_decision = perform(debated, "endorse_by_decision", by=people.chair, why="DIPB-DS(2026)0003.")
    before = MAIN_LINE[: MAIN_LINE.index(State.ENDORSED)]
    assert steps(by_silence, "done") == [state.label for state in before]
    assert steps(by_decision, "done") == [state.label for state in before[:3]]
    assert steps(by_decision, "current") == [State.ENDORSED.label]
    assert steps(by_decision, "ahead") == steps(by_silence, "ahead")
