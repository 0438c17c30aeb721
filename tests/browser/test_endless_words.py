"""A title without a space pushes neither a column nor a button out of sight."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests import meeting_scenarios, register_scenarios, scenarios
from tests.browser.people import overflow, signed_in
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ENDLESS = "M" * 190
LANDSCAPE, PORTRAIT, PHONE = 1280, 800, 390


@pytest.fixture
def addresses(people: People) -> list[str]:
    meeting = meeting_scenarios.planned(people.secretariat, title_en=ENDLESS)
    meeting_scenarios.item(meeting, people.secretariat, title=ENDLESS)
    text = scenarios.issued(people, title=ENDLESS)
    register_scenarios.accepted("good-practices", people.head_fra, people, title=ENDLESS)
    return [
        reverse("meetings:agenda", args=[meeting.pk]),
        reverse("meetings:detail", args=[meeting.pk]),
        reverse("meetings:list"),
        reverse("recommendations:list"),
        reverse("recommendations:detail", args=[text.pk]),
        reverse("boards:documents"),
        reverse("registers:list", args=["good-practices"]),
    ]


@pytest.mark.parametrize("width", [LANDSCAPE, PORTRAIT, PHONE])
def test_no_page_grows_with_a_title(width: int, page: Page, live_portal: str, addresses: list[str]) -> None:
    page.context.add_cookies([signed_in("secretariat", live_portal)])
    page.set_viewport_size({"width": width, "height": 900})
    grown = {}
    for address in addresses:
        page.goto(address)
        assert ENDLESS in page.content()
        if by := overflow(page):
            grown[address] = by
    assert grown == {}
