"""Who sees what of a meeting."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from boards.access.meetings import (
    attendances_visible_to,
    decisions_visible_to,
    items_visible_to,
    meetings_visible_to,
    papers_visible_to,
    people_told,
    statements_visible_to,
)
from boards.actions import agendas, seats, statements
from boards.enums import MeetingFormat
from boards.models import Meeting
from recommendations.models import Recommendation
from tests import meeting_scenarios as scenes
from tests import scenarios
from tests.scenarios import People

pytestmark = pytest.mark.django_db
PLENARY = ("secretariat", "chair", "head_fra", "deputy_fra", "head_deu", "head_usa")
OUTSIDE = ("niag", "partner_ukr")
TOKEN = re.compile(r'<input type="hidden"[^>]*>|<body[^>]*>')


def readers(people: People, meeting: Meeting) -> set[str]:
    return {name for name in vars(people) if meetings_visible_to(getattr(people, name)).filter(pk=meeting.pk).exists()}


def partner_meeting(people: People) -> Meeting:
    """Restricted first item, then two others; called."""
    meeting = scenes.planned(people.secretariat, format=MeetingFormat.PARTNER, items=0)
    for title in ("Restricted", "Repair", "Training"):
        scenes.item(meeting, people.secretariat, title=title, restricted=title == "Restricted")
    return scenes.call(people, meeting)


def test_members_of_the_plenary_see_its_meetings_and_those_of_the_groups(people: People) -> None:
    assert readers(people, scenes.planned(people.secretariat)) == set(PLENARY)
    in_group = {"group_chair", "rapporteur", "expert_fra"}
    assert readers(people, scenes.planned(people.secretariat, body="CAP")) == {*PLENARY, *in_group}


def test_outsiders_see_a_meeting_in_partner_format_once_it_is_called(people: People) -> None:
    planned = scenes.planned(people.secretariat, format=MeetingFormat.PARTNER)
    assert readers(people, planned) == set(PLENARY)
    assert readers(people, scenes.call(people, planned)) == {*PLENARY, *OUTSIDE}


def test_outsiders_who_are_not_invited_see_nothing(people: People) -> None:
    austria = scenarios.seated("partner_aut", "observer", "PARTNERS", "AUT")
    meeting = partner_meeting(people)
    assert not meetings_visible_to(austria).exists()
    assert not items_visible_to(austria).exists()
    assert austria not in people_told(meeting)


def test_an_expert_of_another_group_is_no_outsider(people: People) -> None:
    meeting = scenes.called(people, body="SCS", format=MeetingFormat.PARTNER)
    assert "expert_fra" not in readers(people, meeting)
    assert people.expert_fra not in people_told(meeting)


@pytest.mark.parametrize("role", OUTSIDE)
def test_outsiders_see_no_restricted_item_and_no_gap_in_the_numbers(role: str, people: People, client: Client) -> None:
    meeting, outsider = partner_meeting(people), getattr(people, role)
    assert [item.title_en for item in items_visible_to(outsider)] == ["Repair", "Training"]
    client.force_login(outsider)
    page = client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert "Restricted" not in page
    assert "<span>1.</span> Repair" in page
    assert "<span>3.</span>" not in page
    restricted = meeting.items.get(title_en="Restricted")
    assert client.get(reverse("meetings:state", args=[meeting.pk, restricted.pk])).status_code == 404
    # Whether there is one cannot be told from the page: without it, the page is the same.
    restricted.delete()
    again = client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
    assert TOKEN.sub("", again) == TOKEN.sub("", page)


@pytest.mark.parametrize("role", OUTSIDE)
def test_outsiders_never_see_what_nations_say_nor_who_else_comes(role: str, people: People) -> None:
    meeting, outsider = partner_meeting(people), getattr(people, role)
    item = meeting.items.get(title_en="Repair")
    statements.make_statement(item=item, version=0, language="en", text="<p>Yes</p>", by=people.head_fra)
    assert statements_visible_to(people.head_deu).count() == 1
    assert not statements_visible_to(outsider).exists()
    assert attendances_visible_to(outsider).count() == 1
    assert attendances_visible_to(people.head_deu).count() == 34


def test_decisions_are_told_step_by_step(people: People) -> None:
    seen = lambda name: decisions_visible_to(getattr(people, name)).exists()
    scenes.held(people, format=MeetingFormat.PARTNER)
    assert [seen(name) for name in ("secretariat", "head_fra", "niag")] == [True, False, False]
    scenes.circulated(people, format=MeetingFormat.PARTNER)
    assert [seen(name) for name in ("head_fra", "niag")] == [True, False]
    scenes.closed(people, format=MeetingFormat.PARTNER, restricted=("Restricted", "secret stocks"))
    assert [seen(name) for name in ("niag", "partner_ukr")] == [True, True]
    assert "secret stocks" not in {row.text_en for row in decisions_visible_to(people.niag)}


def test_papers_nobody_may_read_are_not_mentioned(people: People) -> None:
    meeting = partner_meeting(people)
    text: Recommendation = scenarios.issued(people)
    document = scenarios.newest(text).document
    agendas.attach_paper(item=meeting.items.get(title_en="Repair"), document=document, by=people.secretariat)
    assert papers_visible_to(people.head_fra).count() == 1
    assert not papers_visible_to(people.niag).exists()


def test_a_seat_that_ends_takes_the_meetings_with_it(people: People) -> None:
    partner_meeting(people)
    seats.end_seat(seat=people.niag.seats.get(), by=people.admin)
    assert not meetings_visible_to(type(people.niag).objects.get(pk=people.niag.pk)).exists()
