"""A new head of delegation takes over: the predecessor is out at once, the successor finds the nation's desk."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from playwright.sync_api import Page, expect

from boards.actions.seats import end_seat, open_seat
from boards.models import Body, Seat
from dipb_portal.accounts.models import User
from tests import scenarios
from tests.browser.people import DOMAIN, PASSWORD, Person, fr, said
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "Levels of ammunition production"


def test_a_new_head_of_delegation_takes_over(person: Person, people: People) -> None:
    scenarios.open_round(people, scenarios.issued(people, title=TITLE))
    predecessor = person("head.fra")
    expect(predecessor.get_by_role("main")).to_contain_text(TITLE)
    _hand_over(people)
    predecessor.reload()
    expect(predecessor.get_by_role("button", name=fr("Sign in"))).to_be_visible()

    successor = person("successor.fra")
    expect(successor.get_by_role("main")).to_contain_text(TITLE)
    _goes_to_delegation(successor)
    successor.get_by_role("link", name="Handover brief").click()
    expect(successor.get_by_role("heading", level=1)).to_contain_text("France")
    expect(successor.get_by_role("main")).to_contain_text("Head Fra")
    _seats_an_expert(successor)
    _says_who_sat(successor)


def _hand_over(people: People) -> None:
    seat = people.head_fra.seats.get()
    end_seat(seat=seat, by=people.admin, why="Posted elsewhere.")
    user = User.objects.create_user(f"successor.fra@{DOMAIN}", name="Successor of France", language="en")
    User.objects.filter(pk=user.pk).update(password=Argon2PasswordHasher().encode(PASSWORD, "salt-of-the-story"))
    open_seat(user=user, body=Body.objects.get(code="DIPB"), role="head", nation=seat.nation, by=people.admin)


def _goes_to_delegation(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Working groups").click()
    page.get_by_role("navigation", name="Working groups").get_by_role("link", name="My delegation").click()


def _seats_an_expert(page: Page) -> None:
    _goes_to_delegation(page)
    page.get_by_text("Seat an expert", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Lucie Aubin")
    page.get_by_label("E-mail address", exact=True).fill("lucie.aubin@dipb.example")
    page.get_by_role("button", name="Seat the expert").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one working group")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Lucie Aubin")
    page.get_by_role("group", name="Working groups").get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Seat the expert").click()
    expect(said(page)).to_contain_text("Lucie Aubin is seated")
    assert Seat.objects.live().filter(user__name="Lucie Aubin").count() == 1


def _says_who_sat(page: Page) -> None:
    """The portal answers for any past day."""
    page.get_by_role("navigation", name="Working groups").get_by_role("link", name="Who represents whom").click()
    table = page.get_by_role("table")
    expect(table).to_contain_text("Successor of France")
    expect(table).not_to_contain_text("Head Fra")
    page.get_by_label("As of").fill("2025-06-02")
    page.get_by_role("button", name="Show").click()
    expect(table).to_contain_text("Head Fra")
    expect(table).not_to_contain_text("Successor of France")
