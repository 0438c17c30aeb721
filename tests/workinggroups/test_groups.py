"""The groups' pages: for members, with the nations in protocol order."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from boards.actions.meetings import plan_meetings
from boards.actions.taskings import perform
from boards.models import Body
from tests import scenarios
from tests.counting import queries_of
from tests.group_scenarios import tasked
from tests.meeting_scenarios import held
from tests.scenarios import People
from workinggroups.models import WorkItem

pytestmark = pytest.mark.django_db


def test_members_see_their_groups_and_outsiders_none(people: People, client: Client) -> None:
    for user, codes in (
        (people.head_fra, {"CAP", "SCS", "SOI"}),
        (people.expert_fra, {"CAP"}),
        (people.niag, set()),
        (people.auditor, set()),
    ):
        client.force_login(user)
        for code in ("CAP", "SCS", "SOI", "DIPB", "NIAG", "NONE"):
            status = client.get(reverse("workinggroups:detail", args=[code])).status_code
            assert status == (200 if code in codes else 404), (user, code)


def test_members_stand_in_the_order_of_the_readers_language(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    page = client.get(reverse("workinggroups:members", args=["CAP"])).content.decode()
    assert page.index("France") < page.index("Germany") < page.index("United States")
    people.head_fra.language = "fr"
    people.head_fra.save()
    client.force_login(people.head_fra)
    client.post(reverse("set_language"), {"language": "fr"})
    page = client.get(reverse("workinggroups:members", args=["CAP"])).content.decode()
    members = page[page.index("<caption") :]
    assert members.index("Allemagne") < members.index("États-Unis") < members.index("France")


def test_the_programme_of_work_is_in_the_order_of_its_dates(people: People, client: Client) -> None:
    body = Body.objects.get(code="CAP")
    for title, due in (("Later", date(2027, 3, 1)), ("Sooner", date(2027, 1, 1))):
        WorkItem.objects.create(body=body, title_en=title, title_fr=f"{title} (FR)", due=due)
    client.force_login(people.head_fra)
    page = client.get(reverse("workinggroups:list")).content.decode()
    assert page.index("Sooner") < page.index("Later")


@pytest.mark.parametrize("name", ["list", "detail", "members", "documents"])
def test_the_pages_cost_the_same_however_many_items_and_members(name: str, people: People, client: Client) -> None:
    body = Body.objects.get(code="CAP")
    path = reverse(f"workinggroups:{name}", args=[] if name == "list" else ["CAP"])

    client.force_login(people.head_fra)
    WorkItem.objects.create(body=body, title_en="One", title_fr="Un", due=date(2027, 1, 1))
    scenarios.issued(people)
    few = queries_of(client, path)
    for number in range(27):
        WorkItem.objects.create(body=body, title_en=f"{number}", title_fr=f"{number}", due=date(2027, 1, 1))
        scenarios.seated(f"expert{number}", "expert", "CAP", "DEU")
        scenarios.issued(people, title=f"{number}")
    assert queries_of(client, path) == few


def test_a_meeting_of_the_group_stands_under_its_day_in_brussels(people: People, client: Client) -> None:
    begins = datetime(2031, 2, 28, 23, 30, tzinfo=UTC)
    plan_meetings(
        body=Body.objects.get(code="CAP"), times=[(begins, begins + timedelta(hours=2))], by=people.secretariat
    )
    client.force_login(people.head_fra)
    page = client.get(reverse("workinggroups:detail", args=["CAP"])).content.decode()
    assert "1 March 2031</time>" in page
    assert "28 February 2031" not in page


def test_what_was_answered_is_asked_no_more(people: People, client: Client) -> None:
    for title in ("Asked", "Done"):
        task = tasked(people, title=f"{title} of the group")
    client.force_login(people.head_fra)
    path = reverse("workinggroups:detail", args=["CAP"])
    assert "Done of the group" in client.get(path).content.decode()
    perform(tasking=task, name="answer", outcome="A report.", by=people.secretariat)
    page = client.get(path).content.decode()
    assert "Asked of the group" in page
    assert "Done of the group" not in page


def test_a_group_leads_to_its_earlier_meetings(people: People, client: Client) -> None:
    for code in ("CAP", "SCS"):
        held(people, body=code)
    client.force_login(people.head_fra)
    page = client.get(reverse("workinggroups:detail", args=["CAP"])).content.decode()
    address = f"{reverse('meetings:list')}?body={Body.objects.get(code='CAP').pk}&when=past"
    assert f'href="{escape(address)}"' in page
    assert [meeting.body.code for meeting in client.get(address).context["page"]] == ["CAP"]
