"""The handover brief: what a nation owes, said and reserved; of the own nation only."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boards.actions.seats import end_seat, open_seat
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.ui.moments import in_words
from recommendations.actions import silence
from recommendations.enums import Stance
from tests import followup_scenarios, scenarios
from tests.counting import queries_of
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def test_a_new_head_reads_what_the_nation_said_and_owes(people: People, client: Client) -> None:
    text = scenarios.text_in("in_consultation", people, title="Propellant capacity")
    scenarios.comment(text.revisions.get(issued_at__isnull=False).consultations.get(), people.head_fra, submit=True)
    procedure = scenarios.under_silence(people, scenarios.text_in("agreed_by_group", people, title="Stocks of powder"))
    silence.state_position(
        silence=procedure, stance=Stance.RESERVATION, text="Subject to the budget.", by=people.head_fra
    )
    silence.state_position(silence=procedure, stance=Stance.RESERVATION, text="German words.", by=people.head_deu)
    seat = people.head_fra.seats.get()
    end_seat(seat=seat, by=people.admin)
    successor = User.objects.create_user("successor@dipb.example", name="Successor")
    open_seat(user=successor, body=Body.objects.get(code="DIPB"), role="head", nation=seat.nation, by=people.admin)
    client.force_login(successor)
    assert reverse("handover") in client.get("/").text
    page = client.get(reverse("handover")).content.decode()
    for words in ("Subject to the budget.", "Propellant capacity", "Stocks of powder", people.head_fra.name):
        assert words in page
    assert "German words." not in page


def test_what_is_due_in_the_course_of_a_day_is_told_by_its_day(people: People, client: Client) -> None:
    text = scenarios.text_in("submitted", people)
    followup_scenarios.disposed(people, text)
    due = day_of(clock.now()) + timedelta(days=3)
    followup_scenarios.action(people, text, due=due)
    client.force_login(people.head_fra)
    page = client.get(reverse("handover")).text
    assert in_words(due, "short") in page
    assert "23:59" not in page


@pytest.mark.parametrize("role", ["secretariat", "niag", "partner_ukr", "auditor"])
def test_who_sits_for_no_ally_has_no_brief(role: str, people: People, client: Client) -> None:
    client.force_login(getattr(people, role))
    assert client.get(reverse("handover")).status_code == 404


def test_the_brief_costs_the_same_however_much_was_said(people: People, client: Client) -> None:
    client.force_login(people.head_fra)

    def say(count: int) -> None:
        for number in range(count):
            text = scenarios.issued(people, title=f"{count} {number}")
            scenarios.comment(scenarios.open_round(people, text), people.head_fra, submit=True)

    say(3)
    few = queries_of(client, reverse("handover"))
    say(10)
    assert queries_of(client, reverse("handover")) == few
