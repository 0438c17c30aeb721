"""Reads for the pages of meetings, in a constant number of queries."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet
from django.utils.translation import get_language

from boards.access.meetings import (
    attendances_visible_to,
    decisions_visible_to,
    is_member,
    items_visible_to,
    meetings_visible_to,
    papers_visible_to,
    statements_visible_to,
)
from boards.enums import Answer, BodyKind, MeetingState, Presence, Purpose
from boards.lifecycle import AGENDA_STATES, MEETING_LINE
from boards.models import AgendaItem, Attendance, Body, Decision, Meeting, Nation, Paper, Seat, Statement
from boards.queries.sheet_wording import starts_of
from dipb_portal.accounts.models import User


def rank() -> str:
    """The column of nations' protocol order in the reader's language, from a row with a nation."""
    return "nation__rank_fr" if get_language() == "fr" else "nation__rank_en"


def with_body(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("body", "agenda", "decision_sheet", "record")


@dataclass
class Line:
    """One item as the reader sees it: `number` counts what they see, so that nothing hidden leaves a gap.

    Outsiders are told no hours, as a hidden item would leave a gap in them too.
    """

    number: int
    starts: datetime | None
    item: AgendaItem
    papers: list[Paper] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


def lines_of(meeting: Meeting, user: User) -> list[Line]:
    """The agenda with what hangs on it, as far as the person may see it. Four queries."""
    mine = items_visible_to(user).filter(meeting=meeting).select_related("carried_over_from__meeting__body")
    statements = statements_visible_to(user).select_related("nation", "body", "made_by", "item__meeting")
    decisions = decisions_visible_to(user).select_related("addressee", "item__meeting__body")
    shown = mine.prefetch_related(
        Prefetch("papers", papers_visible_to(user).select_related("document")),
        Prefetch("statements", statements.order_by(rank()), to_attr="said"),
        Prefetch("decisions", decisions, to_attr="decided"),
    )
    starts = starts_of(meeting, shown) if is_member(user, meeting) else {}
    return [
        Line(number, starts.get(item.pk), item, list(item.papers.all()), item.said, item.decided)
        for number, item in enumerate(shown, 1)
    ]


def attendance_of(meeting: Meeting, user: User) -> list[Attendance]:
    """The attendance the person may see: Allies in protocol order, partners, then organisations."""
    rows = attendances_visible_to(user).filter(meeting=meeting).select_related("nation", "body", "meeting")
    return list(rows.order_by(F("nation__ally").desc(nulls_last=True), rank(), "body__rank", "organisation", "pk"))


@dataclass(frozen=True)
class Answers:
    """How many delegations said or were what."""

    coming: int
    waiting: int
    present: int


def counts_of(rows: list[Attendance]) -> Answers:
    return Answers(
        coming=sum(row.answer in (Answer.COMING, Answer.REMOTE) for row in rows),
        waiting=sum(not row.answer and not row.organisation for row in rows),
        present=sum(row.presence in (Presence.IN_PERSON, Presence.REMOTE) for row in rows),
    )


@dataclass(frozen=True)
class Stage:
    label: str
    note: str
    status: str


def stages_of(meeting: Meeting) -> list[Stage]:
    """The way of a meeting, for the steps on its page; a cancelled one has none."""
    if meeting.state == MeetingState.CANCELLED:
        return []
    here = MEETING_LINE.index(MeetingState(meeting.state))
    status = ("done", "current", "ahead")
    return [Stage(str(state.label), "", status[(n >= here) + (n > here)]) for n, state in enumerate(MEETING_LINE)]


def neighbours(meeting: Meeting, user: User) -> tuple[Meeting | None, Meeting | None]:
    """The meetings of the same body before and after this one, of those the person sees."""
    others = meetings_visible_to(user).filter(body=meeting.body_id).exclude(state=MeetingState.CANCELLED)
    others = others.select_related("body").exclude(pk=meeting.pk)
    before = others.filter(starts__lte=meeting.starts).order_by("-starts", "-pk").first()
    return before, others.filter(starts__gt=meeting.starts).order_by("starts", "pk").first()


def open_items_before(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items of the body's previous meeting that asked for more than attention, ended without a decision and were
    not carried over here yet; none while that meeting is still to be held."""
    previous = (
        Meeting.objects.filter(body=meeting.body_id, starts__lt=meeting.starts)
        .exclude(state=MeetingState.CANCELLED)
        .order_by("-starts", "-pk")
        .first()
    )
    if previous is None or previous.state in AGENDA_STATES:
        return AgendaItem.objects.none()
    return (
        AgendaItem.objects.filter(meeting=previous)
        .exclude(purpose=Purpose.INFORMATION)
        .annotate(decided=Count("decisions"))
        .filter(decided=0)
        .exclude(carried_over_to__meeting=meeting)
        .select_related("meeting__body")
    )


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    """All decisions in the order of the sheet, for composing it."""
    return Decision.objects.filter(item__meeting=meeting).select_related("item", "addressee")


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """All items in order with their papers, for composing the agenda."""
    return list(meeting.items.prefetch_related("papers__document"))


def next_number(meeting: Meeting) -> int:
    """The number the meeting takes when it is called: the body's meetings are counted from the first."""
    last = Meeting.objects.filter(body=meeting.body_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def list_order(meetings: QuerySet[Meeting], now: datetime, when: str) -> QuerySet[Meeting]:
    """Upcoming ones first to come first, past ones newest first."""
    past = Q(ends__lte=now)
    return (
        meetings.filter(past).order_by("-starts", "-pk")
        if when == "past"
        else meetings.exclude(past).order_by("starts", "pk")
    )


def usually_invited() -> tuple[QuerySet[Nation], QuerySet[Body]]:
    """Who has somebody to come to a meeting in partner format: partners with an observer, advisory bodies."""
    seats = Seat.objects.live()
    partners = Nation.objects.filter(ally=False, seats__in=seats.filter(body__kind=BodyKind.PARTNERS)).distinct()
    return partners, Body.objects.filter(kind=BodyKind.ADVISORY, seats__in=seats).distinct()
