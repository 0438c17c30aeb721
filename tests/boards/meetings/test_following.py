"""Followers of a meeting hear of what changed on its page, as far as they see it."""

import pytest
from django.test import Client
from django.urls import reverse

from boards.actions import agendas, records, sheets, statements
from boards.models import Meeting
from dipb_portal.notifications.following import follow, name_of, type_of
from dipb_portal.notifications.models import Kind, Notification
from tests import library_scenarios as library
from tests import meeting_scenarios as scenes
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return sorted(Notification.objects.filter(kind=Kind.FOLLOWED_CHANGED).values_list("user__email", flat=True))


def followed_by(meeting: Meeting, *users: object) -> None:
    for user in users:
        follow(user, type_of(Meeting), meeting.pk)


def test_a_paper_is_told_to_those_who_may_read_it(people: People) -> None:
    meeting = scenes.called(people, format="partner")
    followed_by(meeting, people.head_fra, people.niag, people.partner_ukr, people.secretariat)
    paper = library.paper(people.secretariat)
    for _twice in range(2):
        agendas.attach_paper(item=meeting.items.first(), document=paper, by=people.secretariat)
    assert told() == [people.head_fra.email]


def test_statements_are_told_to_members_only(people: People) -> None:
    meeting = scenes.called(people, format="partner")
    followed_by(meeting, people.head_fra, people.head_deu, people.niag)
    said = {"item": meeting.items.first(), "language": "en", "by": people.head_deu}
    statements.make_statement(version=0, text="<p>A</p>", **said)
    statements.make_statement(version=1, text="<p>B</p>", **said)
    assert told() == [people.head_fra.email] * 2


def test_comments_their_answers_and_the_record_are_told(people: People) -> None:
    meeting = scenes.circulated(people)
    followed_by(meeting, people.head_fra)
    comment = sheets.comment_on_sheet(meeting=meeting, language="en", text="No.", by=people.head_deu)
    sheets.answer_comment(comment=comment, answer="Yes.", by=people.secretariat)
    records.save_record(meeting=meeting, version=1, text_en="<p>A</p>", text_fr="<p>A</p>", by=people.secretariat)
    records.issue_record(meeting=meeting, by=people.secretariat)
    assert told() == [people.head_fra.email] * 3


@pytest.mark.parametrize("role", ["head_fra", "secretariat", "niag"])
def test_whoever_sees_a_meeting_can_follow_it(role: str, people: People, client: Client) -> None:
    meeting = scenes.called(people, format="partner")
    client.force_login(getattr(people, role))
    client.post(reverse("notifications:follow"), {"object": name_of(meeting)})
    assert "No longer follow" in client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
