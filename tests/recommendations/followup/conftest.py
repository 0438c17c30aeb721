import pytest

from recommendations.enums import State
from recommendations.models import FollowUpAction, Recommendation
from tests import followup_scenarios
from tests.scenarios import People, text_in


@pytest.fixture
def submitted(people: People) -> Recommendation:
    """A text whose report is issued and not transmitted yet."""
    return text_in(State.SUBMITTED, people)


@pytest.fixture
def examined(people: People) -> Recommendation:
    return text_in(State.EXAMINED, people)


@pytest.fixture
def action(people: People, examined: Recommendation) -> FollowUpAction:
    """An action that each nation may report on, due in thirty days."""
    return followup_scenarios.action(people, examined)
