"""Meetings for tests, brought to each state by the portal's own actions."""

from datetime import datetime, timedelta

from boards.actions import agendas, meetings, sheets
from boards.enums import DecisionVerb, MeetingFormat, MeetingState
from boards.models import AgendaItem, Body, Decision, Meeting, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from tests.scenarios import People

WORDS = {"place_en": "NATO Headquarters", "place_fr": "siège de l’OTAN"}


def planned(by: User, *, body: str = "DIPB", days: int = 20, items: int = 2, **words: object) -> Meeting:
    """A meeting in `days` days of three hours, with so many items on its agenda."""
    starts = clock.now() + timedelta(days=days)
    meeting = meetings.plan_meetings(
        body=Body.objects.get(code=body),
        times=[(starts, starts + timedelta(hours=3))],
        by=by,
        **{"title_en": "", "title_fr": "", "format": MeetingFormat.ALLIED, **WORDS, **words},
    )[0]
    for number in range(1, items + 1):
        item(meeting, by, title=f"Item {number}")
    return meeting


def item(meeting: Meeting, by: User, *, title: str = "Ammunition", **words: object) -> AgendaItem:
    fields = {"title_en": title, "title_fr": f"{title} (FR)", "purpose": "discussion", "minutes": 20, **words}
    return agendas.add_item(meeting=meeting, by=by, **fields)


def called(people: People, **kwargs: object) -> Meeting:
    """A called meeting; in partner format with NIAG and Ukraine. Arguments as `planned`."""
    return call(people, planned(people.secretariat, **kwargs))


def call(people: People, meeting: Meeting) -> Meeting:
    return meetings.call_meeting(
        meeting=meeting,
        partners=Nation.objects.filter(alpha3="UKR"),
        bodies=Body.objects.filter(code="NIAG"),
        by=people.secretariat,
    )


def decide(item: AgendaItem, by: User, *, verb: str = DecisionVerb.NOTED, **words: object) -> Decision:
    fields = {"text_en": "the report", "text_fr": "le rapport", "due": None, "addressee": None, **words}
    return sheets.enter_decision(item=item, verb=verb, by=by, **fields)


def held(
    people: People,
    at: datetime | None = None,
    item_title: str = "Item 1",
    decision: str = "the report",
    restricted: tuple[str, str] | None = None,
    **kwargs: object,
) -> Meeting:
    """A meeting that was held the day before `at` (now), with a decision on its first item.

    `restricted` is the title of and the decision on a further, restricted item. Other arguments as `planned`.
    """
    at = at or clock.now()
    by = people.secretariat
    with clock.specimen_clock(at - timedelta(days=21)):
        meeting = planned(by, items=0, **kwargs)
        first = item(meeting, by, title=item_title)
        other = item(meeting, by, title=restricted[0], restricted=True) if restricted else None
        meeting = call(people, meeting)
    with clock.specimen_clock(at):
        meeting = meetings.hold_meeting(meeting=meeting, by=by)
        decide(first, by, text_en=decision)
        if other and restricted:
            decide(other, by, text_en=restricted[1])
    return meeting


def circulated(people: People, at: datetime | None = None, **kwargs: object) -> Meeting:
    """A held meeting whose sheet is before the nations for five days from `at` (now)."""
    at = at or clock.now()
    meeting = held(people, at, **kwargs)
    with clock.specimen_clock(at):
        return sheets.circulate_sheet(meeting=meeting, closes_at=at + timedelta(days=5), by=people.secretariat)


def closed(people: People, **kwargs: object) -> Meeting:
    """A meeting whose decision sheet is issued."""
    meeting = circulated(people, clock.now() - timedelta(days=10), **kwargs)
    sheets.issue_sheet(meeting=meeting, by=people.secretariat)
    meeting.refresh_from_db()
    return meeting


STATES = {
    MeetingState.PLANNED: lambda people, **kwargs: planned(people.secretariat, **kwargs),
    MeetingState.CALLED: called,
    MeetingState.HELD: held,
    MeetingState.CLOSED: closed,
    MeetingState.CANCELLED: lambda people, **kwargs: meetings.cancel_meeting(
        meeting=called(people, **kwargs), why="No business.", by=people.secretariat
    ),
}


def meeting_in(state: str, people: People, **kwargs: object) -> Meeting:
    return STATES[MeetingState(state)](people, **kwargs)
