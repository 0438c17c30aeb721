"""What the CNAD made of the reports and what follows from it, played by the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from boards.models import Nation
from recommendations.actions import examination, followup
from recommendations.actions import submission as reports
from recommendations.enums import ActionStatus, Addressee, CnadOutcome, Implementation, Means, ReportKind
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.report_player import ReportPlayer
from recommendations.management.demo.script import tables
from recommendations.management.demo.text_player import Beat, TextPlayer
from recommendations.models import FollowUpAction, Submission

FILE = "followup.toml"


@dataclass(frozen=True, kw_only=True)
class Way:
    """How an issued report went to the CNAD, written down on the day it was received."""

    sent: int
    received: int
    means: Means
    scheduled: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`why` corrects what was recorded before; it is written down on the day `recorded`, the same where unsaid."""

    report: str
    text: str
    outcome: CnadOutcome
    at: int
    reference: str
    en: str
    fr: str
    until: int | None = None
    recorded: int | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    at: int
    status: ActionStatus
    text: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a nation reports."""

    nation: str
    at: int
    status: Implementation
    text: str = ""
    language: str = "en"
    planned_by: int | None = None


@dataclass(frozen=True, kw_only=True)
class Action:
    text: str
    at: int
    due: int
    title_en: str
    title_fr: str
    en: str = ""
    fr: str = ""
    nation: str = ""
    body: str = ""
    agency: str = ""
    each_nation: bool = False
    notes: tuple[Note, ...] = ()
    reports: tuple[Said, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Closing:
    text: str
    at: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Progress:
    title_en: str
    title_fr: str
    addressee: Addressee
    period_from: int
    period_to: int
    drafted: int
    issued: int | None = None
    meeting: int | None = None


@dataclass
class FollowUpPlayer:
    """Plays on the `players` of texts and the `reports` (by code) that took them to the CNAD."""

    players: dict[str, TextPlayer]
    reports: dict[str, ReportPlayer]
    cast: Cast
    calendar: Calendar

    def beats(self) -> Iterator[Beat]:
        for code, way in tables(Way, FILE, "ways").items():
            yield self.calendar.at(way.received, 11), partial(self.transmit, self.reports[code], way)
        for n, said in enumerate(tables(Decision, FILE, "decisions").values()):
            day = said.at if said.recorded is None else said.recorded
            yield self.calendar.at(day, 16, n), partial(self.decide, said)
        for n, action in enumerate(tables(Action, FILE, "actions").values()):
            yield from self.action_beats(action, n)
        for closing in tables(Closing, FILE, "closings").values():
            yield self.calendar.at(closing.at, 14), partial(self.close, closing)
        for progress in tables(Progress, FILE, "progress").values():
            yield from ProgressPlayer(progress, self.cast, self.calendar).beats()

    def transmit(self, report: ReportPlayer, way: Way) -> None:
        examination.record_transmission(
            submission=report.submission,
            sent_on=self.calendar.day(way.sent),
            means=way.means,
            received_on=self.calendar.day(way.received),
            scheduled_for=None if way.scheduled is None else self.calendar.day(way.scheduled),
            note=way.note,
            by=self.cast["secretariat"],
        )

    def decide(self, said: Decision) -> None:
        item = self.reports[said.report].submission.items.get(recommendation=self.players[said.text].pk)
        standing = item.dispositions.current().first()
        day = self.calendar.day(said.at)
        examination.record_examination(
            item=item,
            seen=standing.pk if standing else 0,
            outcome=said.outcome,
            reference=said.reference.format(year=day.year),
            decided_on=day,
            deferred_until=None if said.until is None else self.calendar.day(said.until),
            text_en=said.en,
            text_fr=said.fr,
            why=said.why,
            by=self.cast["secretariat"],
        )

    def action_beats(self, action: Action, place: int) -> Iterator[Beat]:
        row: list[FollowUpAction] = []
        yield self.calendar.at(action.at, 10, place), partial(self.set, action, row)
        for note in action.notes:
            yield self.calendar.at(note.at, 15, place), partial(self.note, row, note)
        for said in action.reports:
            yield self.calendar.at(said.at, 12, place), partial(self.report, row, said)

    def set(self, action: Action, row: list[FollowUpAction]) -> None:
        made = followup.set_action(
            recommendation=self.players[action.text].recommendation,
            title_en=action.title_en,
            title_fr=action.title_fr,
            text_en=action.en,
            text_fr=action.fr,
            nation=Nation.objects.get(alpha3=action.nation) if action.nation else None,
            body=self.cast.bodies[action.body] if action.body else None,
            agency=action.agency,
            each_nation=action.each_nation,
            due=self.calendar.day(action.due),
            by=self.cast["secretariat"],
        )
        row.append(made)

    def note(self, row: list[FollowUpAction], note: Note) -> None:
        row[0].refresh_from_db()
        followup.note_status(
            action=row[0], version=row[0].version, status=note.status, text=note.text, by=self.cast["secretariat"]
        )

    def report(self, row: list[FollowUpAction], said: Said) -> None:
        followup.report_implementation(
            action=row[0],
            status=said.status,
            planned_by=None if said.planned_by is None else self.calendar.day(said.planned_by),
            text=said.text,
            language=said.language,
            by=self.cast.head(said.nation),
        )

    def close(self, closing: Closing) -> None:
        text = self.players[closing.text].recommendation
        followup.close_text(recommendation=text, why=closing.why, by=self.cast["secretariat"])


@dataclass
class ProgressPlayer:
    progress: Progress
    cast: Cast
    calendar: Calendar

    def beats(self) -> Iterator[Beat]:
        yield self.calendar.at(self.progress.drafted, 14), self.draft
        if self.progress.issued is not None:
            yield self.calendar.at(self.progress.issued, 15), self.issue

    def draft(self) -> None:
        said = self.progress
        self.submission: Submission = reports.create_submission(
            kind=ReportKind.PROGRESS,
            title_en=said.title_en,
            title_fr=said.title_fr,
            addressee=said.addressee,
            plenary_date=None if said.meeting is None else self.calendar.day(said.meeting),
            period_from=self.calendar.day(said.period_from),
            period_to=self.calendar.day(said.period_to),
            by=self.cast["secretariat"],
        )

    def issue(self) -> None:
        reports.issue_submission(submission=self.submission, by=self.cast["chair"])


def beats(
    players: dict[str, TextPlayer], reports: dict[str, ReportPlayer], cast: Cast, calendar: Calendar
) -> Iterator[Beat]:
    yield from FollowUpPlayer(players, reports, cast, calendar).beats()
