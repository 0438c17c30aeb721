"""The life of a meeting: planned, called, held, closed, cancelled."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import override

from boards.access.meetings import why_not
from boards.actions import meetings, sheets
from boards.enums import Denied, IllegalTransition, MeetingFormat, MeetingState, StaleVersion
from boards.lifecycle import MEETING_STEPS
from boards.models import Body, Document, Meeting
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind, Notification
from tests import meeting_scenarios as scenes
from tests.scenarios import People

pytestmark = pytest.mark.django_db

ACTS = {
    "call": lambda meeting, by: meetings.call_meeting(meeting=meeting, by=by),
    "hold": lambda meeting, by: meetings.hold_meeting(meeting=meeting, by=by),
    "issue_sheet": lambda meeting, by: sheets.issue_sheet(meeting=meeting, by=by),
    "cancel": lambda meeting, by: meetings.cancel_meeting(meeting=meeting, why="No business.", by=by),
}


def told(kind: Kind) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


@pytest.mark.parametrize("step", MEETING_STEPS.values(), ids=lambda step: step.name)
@pytest.mark.parametrize("state", MeetingState)
def test_only_the_steps_of_the_table_are_legal(step, state, people: People) -> None:
    meeting = scenes.meeting_in(state, people)
    if state in step.sources:
        assert why_not(people.secretariat, step, meeting, clock.now()) != "The meeting is in another state."
    else:
        with pytest.raises(IllegalTransition):
            ACTS[step.name](meeting, people.secretariat)
        meeting.refresh_from_db()
        assert meeting.state == state


@pytest.mark.parametrize("name", ACTS)
def test_only_who_runs_the_meetings_takes_a_step(name: str, people: People) -> None:
    source = MEETING_STEPS[name].sources[0]
    meeting = scenes.meeting_in(source, people)
    for role in ("head_fra", "expert_fra", "rapporteur", "group_chair", "niag", "partner_ukr", "auditor", "admin"):
        with pytest.raises(Denied):
            ACTS[name](meeting, getattr(people, role))
    meeting.refresh_from_db()
    assert meeting.state == source


def test_the_chair_of_a_group_runs_its_meetings_and_no_other(people: People) -> None:
    assert scenes.planned(people.group_chair, body="CAP").body.code == "CAP"
    with pytest.raises(Denied):
        scenes.planned(people.group_chair, body="DIPB")


def test_calling_numbers_the_agenda_and_invites_all_allies(people: People) -> None:
    meeting = scenes.called(people)
    assert meeting.number == 1
    assert meeting.agenda.reference == f"DIPB-A({meeting.agenda.dated.year})0001"
    assert "Item 1" in meeting.agenda.text_en
    assert "Item 1 (FR)" in meeting.agenda.text_fr
    assert meeting.attendances.filter(nation__ally=True).count() == 32
    assert meeting.attendances.count() == 32
    assert people.head_fra.email in told(Kind.MEETING_CALLED)
    assert not {people.niag.email, people.partner_ukr.email} & told(Kind.MEETING_CALLED)


def test_in_partner_format_the_invited_are_told(people: People) -> None:
    meeting = scenes.called(people, format=MeetingFormat.PARTNER)
    assert {str(row) for row in meeting.attendances.exclude(nation__ally=True)} == {
        "Ukraine",
        "NATO Industrial Advisory Group",
    }
    assert {people.niag.email, people.partner_ukr.email, people.head_fra.email} <= told(Kind.MEETING_CALLED)


def test_meetings_of_a_body_are_counted_and_named(people: People) -> None:
    scenes.called(people, body="CAP")
    names = [scenes.called(people).name_in(language) for language in ("en", "fr")]
    assert names == [
        "1st meeting of the Defence Industrial Production Board",
        "2e réunion du Bureau Production industrielle de défense",
    ]


def test_until_it_is_called_a_meeting_is_named_by_its_day_in_brussels() -> None:
    meeting = Meeting(body=Body.objects.get(code="DIPB"), starts=datetime(2031, 2, 28, 23, 30, tzinfo=UTC))
    with override("fr"):
        assert meeting.name_in("en") == "Meeting of the Defence Industrial Production Board on 1 March 2031"
    assert meeting.name_in("fr") == "Réunion du Bureau Production industrielle de défense du 1er mars 2031"


def test_without_an_agenda_nothing_is_called(people: People) -> None:
    with pytest.raises(Denied):
        meetings.call_meeting(meeting=scenes.planned(people.secretariat, items=0), by=people.secretariat)


def test_a_meeting_ahead_is_not_held_yet(people: People) -> None:
    with pytest.raises(Denied):
        meetings.hold_meeting(meeting=scenes.called(people), by=people.secretariat)


def test_a_change_of_place_is_told_a_change_of_title_is_not(people: People) -> None:
    meeting = scenes.called(people)
    meeting = meetings.save_meeting(meeting=meeting, version=1, by=people.secretariat, title_en="A", title_fr="B")
    assert not told(Kind.MEETING_CHANGED)
    meetings.save_meeting(meeting=meeting, version=2, by=people.secretariat, place_en="Madrid", place_fr="Madrid")
    assert people.head_deu.email in told(Kind.MEETING_CHANGED)


def test_of_two_who_edit_the_second_is_told(people: People) -> None:
    meeting = scenes.planned(people.secretariat)
    meetings.save_meeting(meeting=meeting, version=1, by=people.secretariat, place_en="Madrid")
    with pytest.raises(StaleVersion):
        meetings.save_meeting(meeting=meeting, version=1, by=people.chair, place_en="Paris")


def test_the_format_of_a_called_meeting_stands(people: People) -> None:
    with pytest.raises(ValidationError):
        meetings.save_meeting(
            meeting=scenes.called(people), version=1, by=people.secretariat, format=MeetingFormat.PARTNER
        )


def test_a_meeting_still_to_be_called_does_not_move_into_the_past(people: People) -> None:
    starts = clock.now() - timedelta(days=2)
    past = {"starts": starts, "ends": starts + timedelta(hours=3)}
    with pytest.raises(ValidationError, match="has passed"):
        meetings.save_meeting(meeting=scenes.planned(people.secretariat), version=1, by=people.secretariat, **past)
    # Of one that was called the day may be put right afterwards: it is recorded as held.
    meetings.save_meeting(meeting=scenes.called(people), version=1, by=people.secretariat, **past)


def test_a_changed_agenda_is_issued_as_a_revision(people: People) -> None:
    meeting = scenes.called(people)
    with pytest.raises(ValidationError):
        meetings.revise_agenda(meeting=meeting, by=people.secretariat)
    scenes.item(meeting, people.secretariat, title="Other business")
    revised = meetings.revise_agenda(meeting=meeting, by=people.secretariat)
    assert revised.reference.endswith("0001-REV1")
    assert "Other business" in revised.text_en
    assert Document.objects.filter(agenda_of=None, reference=revised.reference.removesuffix("-REV1")).exists()
    assert people.head_fra.email in told(Kind.MEETING_CHANGED)


def test_a_cancelled_meeting_says_why(people: People) -> None:
    meeting = meetings.cancel_meeting(meeting=scenes.called(people), why="No business.", by=people.chair)
    assert meeting.why_cancelled == "No business."
    assert people.head_fra.email in told(Kind.MEETING_CHANGED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(why_cancelled="")


def test_the_database_freezes_a_closed_meeting(people: People) -> None:
    meeting = scenes.closed(people)
    item = meeting.items.get(position=1)
    for frozen in (
        lambda: Meeting.objects.filter(pk=meeting.pk).update(starts=clock.now() - timedelta(days=90)),
        lambda: item.decisions.update(text_en="something else"),
        lambda: item.decisions.all()._raw_delete("default"),
        lambda: meeting.items.update(title_en="something else"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            frozen()
