"""What the registers ask on the desk: to moderate, to rework, to keep what is late."""

from datetime import date

import pytest

from boards.access import rights_of
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.registers import asks
from dipb_portal.lib import clock
from tests import register_scenarios as scenarios
from tests.scenarios import People
from workinggroups.actions import registers

pytestmark = pytest.mark.django_db

PAST = date(2026, 1, 5)


def asked(user: User) -> list[tuple[str, str]]:
    again = User.objects.get(pk=user.pk)
    return [(ask.reference, str(ask.action)) for ask in asks(again, rights_of(again), clock.now())]


def test_the_desk_asks(people: People) -> None:
    entry = scenarios.submitted("challenges", people.expert_fra)
    assert asked(people.rapporteur) == asked(people.secretariat) == [("CH-0001", "Moderate")]
    assert asked(people.rapporteur_scs) == asked(people.head_fra) == []
    registers.perform(entry=entry, step="return", by=people.rapporteur, why="Say which.")
    assert asked(people.rapporteur) == []
    assert asked(people.expert_fra) == asked(people.head_fra) == [("CH-0001", "Open the entry")]
    assert asked(people.head_deu) == asked(people.niag) == asked(people.auditor) == []


def test_what_is_late_is_asked_of_its_owner(people: People) -> None:
    france = people.head_fra.seats.get().nation
    late = {"due": PAST, "owner_name": "", "owner_nation": france}
    measure = scenarios.accepted("measures", people.secretariat, people, **late)
    action = {"due": PAST, "owner_name": "", "owner_body": Body.objects.get(code="CAP")}
    scenarios.accepted("priority-actions", people.secretariat, people, **action)
    scenarios.accepted("measures", people.secretariat, people)
    assert asked(people.head_fra) == [("ME-0001", "Open the entry")]
    assert asked(people.head_deu) == asked(people.niag) == []
    assert asked(people.rapporteur) == [("PA-0001", "Open the entry")]
    done = {"status": "done"}
    registers.save_entry(entry=measure, version=measure.version, values=done, by=people.secretariat)
    assert asked(people.head_fra) == []
