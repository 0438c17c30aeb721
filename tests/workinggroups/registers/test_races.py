"""Two people at the same moment: numbers stay apart, one step wins, nothing is linked twice."""

import pytest

from tests import register_scenarios as scenarios
from tests.races import again, at_once
from tests.scenarios import People
from workinggroups.actions import registers
from workinggroups.enums import EntryState, Stand
from workinggroups.models import EntryLink, NationStand, RegisterEntry

pytestmark = pytest.mark.django_db(transaction=True)


def test_entries_made_at_once_get_numbers_of_their_own(people: People) -> None:
    users = (people.head_fra, people.head_deu, people.niag)
    at_once(*[lambda user=user: scenarios.entry("challenges", again(user)) for user in users])
    assert sorted(RegisterEntry.objects.values_list("reference", flat=True)) == ["CH-0001", "CH-0002", "CH-0003"]


def test_of_two_decisions_one_is_taken(people: People) -> None:
    entry = scenarios.submitted("challenges", people.head_fra)

    def decide(step: str, user) -> object:
        try:
            return registers.perform(entry=entry, step=step, by=again(user), why="Because.")
        except Exception as refused:
            return refused

    results = at_once(lambda: decide("accept", people.secretariat), lambda: decide("return", people.rapporteur))
    assert sum(isinstance(result, RegisterEntry) for result in results) == 1
    assert RegisterEntry.objects.get().state in (EntryState.ACCEPTED, EntryState.RETURNED)


def test_linking_both_ways_at_once_makes_one_link(people: People) -> None:
    one = scenarios.accepted("challenges", people.head_fra, people)
    other = scenarios.accepted("measures", people.head_fra, people)
    at_once(
        lambda: registers.link(source=one, target=other, relation="related", by=again(people.head_fra)),
        lambda: registers.link(source=other, target=one, relation="answers", by=again(people.secretariat)),
    )
    assert EntryLink.objects.count() == 1


def test_head_and_deputy_join_at_once_for_one_nation(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_deu, people)
    at_once(
        *[
            lambda user=user: registers.take_stand(entry=entry, stand=Stand.SPONSORS, joins=True, by=again(user))
            for user in (people.head_fra, people.deputy_fra)
        ]
    )
    assert NationStand.objects.count() == 1
