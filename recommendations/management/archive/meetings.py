"""Meetings of a year, closed: agenda, attendance, decisions, decision sheet."""

from datetime import timedelta

from django.db.models import Max

from boards.enums import Answer, DecisionVerb, DocumentKind, MeetingState, Presence, Purpose
from boards.models import AgendaItem, Attendance, Body, Decision, Document, Meeting
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import About
from recommendations.management.archive.world import World

A_YEAR = 4  # of each body
ITEMS = 8
DUE = timedelta(days=300)  # of a task, after the meeting


class Meetings:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new
        last = Meeting.objects.exclude(number=None).values_list("body").annotate(last=Max("number"))
        self.numbers: dict[int, int] = dict(last)

    def write(self, year: int) -> list[Decision]:
        """The meetings of a year; the result are the decisions that task a group."""
        bodies = [self.world.board, *self.world.groups]
        meetings = [self._meeting(body, year) for body in bodies for _ in range(self.world.number(A_YEAR))]
        items = [item for meeting in meetings for item in self._items(meeting)]
        copy(Document, (document for each in meetings for document in (each.agenda, each.decision_sheet) if document))
        copy(Meeting, meetings)
        copy(AgendaItem, items)
        copy(Attendance, (row for meeting in meetings for row in self._attendance(meeting)))
        decisions = [decision for item in items for decision in self._decisions(item)]
        copy(Decision, decisions)
        # The database freezes the parts of a meeting that was held: it is closed once they stand.
        Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(state=MeetingState.CLOSED)
        for meeting in meetings:
            self._tell(meeting, [each for each in decisions if each.item.meeting is meeting])
        return [decision for decision in decisions if decision.verb == DecisionVerb.TASKED]

    def _tell(self, meeting: Meeting, decisions: list[Decision]) -> None:
        acts, staff, sheet = self.world.acts, self.world.staff, meeting.decision_sheet
        assert meeting.agenda
        assert sheet
        assert meeting.called_at
        assert meeting.sheet_circulated_at
        planned = meeting.starts - timedelta(days=40)
        acts.done(planned, staff, "meeting_planned", meeting, starts=meeting.starts, body=meeting.body.code)
        acts.kept(meeting, planned, staff, state=MeetingState.PLANNED)
        for decision in decisions:
            if decision.position == 1:
                acts.done(planned, staff, "agenda_item_added", decision.item, position=decision.item.position)
                acts.kept(decision.item, planned, staff)
            acts.done(meeting.ends, staff, "decision_entered", decision)
            acts.kept(decision, meeting.ends, staff)
        acts.done(meeting.called_at, staff, "meeting_called", meeting, agenda=meeting.agenda.reference)
        acts.done(meeting.ends, staff, "meeting_held", meeting)
        acts.done(meeting.sheet_circulated_at, staff, "sheet_circulated", meeting, closes_at=meeting.sheet_closes_at)
        acts.done(sheet.issued_at, staff, "sheet_issued", meeting, reference=sheet.reference)
        acts.kept(meeting, sheet.issued_at, staff, state=MeetingState.CLOSED)

    def _meeting(self, body: Body, year: int) -> Meeting:
        starts = self.world.instant(year)
        number = self.numbers[body.pk] = self.numbers.get(body.pk, 0) + 1
        papers = [
            self.world.document(
                self.world.reference(body, kind, year), body, (f"{en} {number}", f"{fr} {number}"), starts + later
            )
            for kind, en, fr, later in (
                (DocumentKind.AGENDA, "Agenda of meeting", "Ordre du jour de la réunion", timedelta(days=-14)),
                (
                    DocumentKind.DECISION_SHEET,
                    "Decision sheet of meeting",
                    "Compte rendu de décisions",
                    timedelta(days=9),
                ),
            )
        ]
        return self.new(
            Meeting,
            body=body,
            number=number,
            starts=starts,
            ends=starts + timedelta(hours=4),
            place_en="NATO Headquarters, Brussels",
            place_fr="Siège de l’OTAN, Bruxelles",
            state=MeetingState.CALLED,
            created_by=self.world.staff,
            called_at=starts - timedelta(days=14),
            agenda=papers[0],
            sheet_circulated_at=starts + timedelta(days=1),
            sheet_closes_at=starts + timedelta(days=8),
            decision_sheet=papers[1],
        )

    def _items(self, meeting: Meeting) -> list[AgendaItem]:
        titles = [About(self.random).title() for _ in range(ITEMS)]
        return [
            self.new(
                AgendaItem,
                meeting=meeting,
                position=position,
                title_en=title_en,
                title_fr=title_fr,
                purpose=self.random.choice(Purpose.values),
            )
            for position, (title_en, title_fr) in enumerate(titles, 1)
        ]

    def _attendance(self, meeting: Meeting) -> list[Attendance]:
        return [
            self.new(
                Attendance,
                meeting=meeting,
                nation=nation,
                answer=Answer.COMING,
                presence=self.random.choice(Presence.values),
            )
            for nation in self.world.allies
        ]

    def _decisions(self, item: AgendaItem) -> list[Decision]:
        """What was noted or agreed; the Board also tasks one of its groups."""
        verbs = [self.random.choice((DecisionVerb.NOTED, DecisionVerb.AGREED))]
        if item.meeting.body == self.world.board:
            verbs.append(DecisionVerb.TASKED)
        return [self._decision(item, position, verb) for position, verb in enumerate(verbs, 1)]

    def _decision(self, item: AgendaItem, position: int, verb: DecisionVerb) -> Decision:
        said_en, said_fr = About(self.random).title()
        tasks = verb == DecisionVerb.TASKED
        return self.new(
            Decision,
            item=item,
            position=position,
            verb=verb,
            text_en=said_en,
            text_fr=said_fr,
            due=(item.meeting.ends + DUE).date() if tasks else None,
            addressee=self.random.choice(self.world.groups) if tasks else None,
            made_by=self.world.staff,
        )
