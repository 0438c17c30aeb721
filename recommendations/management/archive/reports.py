"""Reports of a year to the CNAD: their way there, what was decided on each text, what followed from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from boards.enums import DocumentKind
from boards.models import Document
from recommendations.enums import ActionStatus, Addressee, CnadOutcome, Implementation, Means, State
from recommendations.lifecycle import MAIN_LINE
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.texts import Text
from recommendations.management.archive.words import COMMENTS, TITLES, About
from recommendations.management.archive.world import World
from recommendations.models import (
    ActionNote,
    Disposition,
    FollowUpAction,
    ImplementationReport,
    Recommendation,
    Submission,
    SubmissionItem,
    Transmission,
)

A_YEAR = 4
AFTER = timedelta(days=210)  # the beginning of its last text, which is agreed by then
SENT, EXAMINED, DUE = (timedelta(days=days) for days in (2, 40, 320))  # after it was issued
REPORTING = 6  # nations, on an action that asks each of them


@dataclass
class Report:
    """A report with the texts it takes to the CNAD."""

    row: Submission
    document: Document
    issued_at: datetime
    texts: list[Text]
    items: list[SubmissionItem] = field(default_factory=list)


class Reports:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new

    def write(self, year: int, texts: list[Text]) -> None:
        """Drafted with their items, issued, sent; then decided on and followed."""
        parts = [part for first in range(A_YEAR) if (part := texts[first::A_YEAR])]
        reports = [self._report(year, number, part) for number, part in enumerate(parts, 1)]
        copy(Document, (report.document for report in reports))
        copy(Submission, (report.row for report in reports))
        copy(SubmissionItem, (item for report in reports for item in report.items))
        for report in reports:
            report.row.document, report.row.issued_at, report.row.contents = report.document, report.issued_at, {}
        Submission.objects.bulk_update([report.row for report in reports], ["document", "issued_at", "contents"])
        copy(Transmission, (self._transmission(report) for report in reports))
        self._decide(reports)
        for report in reports:
            self._tell(report)
        Recommendation.objects.bulk_update([text.row for report in reports for text in report.texts], ["state_since"])

    def _tell(self, report: Report) -> None:
        """The report's way and the steps of its texts, which stand where they are since the last of them."""
        acts, staff, row = self.world.acts, self.world.staff, report.row
        acts.done(row.created_at, staff, "report_created", row)
        acts.kept(row, row.created_at, staff, document_id=None, issued_at=None)
        acts.done(report.issued_at, staff, "report_issued", row, reference=report.document.reference)
        acts.kept(row, report.issued_at, staff)
        decided = report.issued_at + EXAMINED
        steps = (
            ("submit", State.SUBMITTED, report.issued_at),
            ("examine", State.EXAMINED, decided),
            ("start_follow_up", State.FOLLOW_UP, decided),
            ("close", State.CLOSED, self._ended(decided)),
        )
        for text in report.texts:
            for name, reached, at in steps:
                if MAIN_LINE.index(State(text.row.state)) >= MAIN_LINE.index(reached):
                    text.step(name, at, acts)
                    text.row.state_since = at

    def _ended(self, decided: datetime) -> datetime:
        return min(decided + DUE, self.world.acts.now)

    def _report(self, year: int, number: int, texts: list[Text]) -> Report:
        at = max(text.begun for text in texts) + AFTER
        titles = (f"Report to the CNAD, {year}, part {number}", f"Rapport à la CDNA, {year}, partie {number}")
        reference = self.world.reference(self.world.board, DocumentKind.DOCUMENT, year)
        about = About(self.random)
        said = {name: about.text(3) for name in ("introduction", "summary", "way_ahead")}
        row = self.new(
            Submission,
            title_en=titles[0],
            title_fr=titles[1],
            addressee=Addressee.NADREPS,
            created_at=at - timedelta(days=20),
            created_by=self.world.staff,
            **{f"{name}_en": pair[0] for name, pair in said.items()},
            **{f"{name}_fr": pair[1] for name, pair in said.items()},
        )
        items = [
            self.new(
                SubmissionItem,
                submission=row,
                recommendation=text.row,
                revision=text.revisions[-1],
                position=position,
            )
            for position, text in enumerate(texts, 1)
        ]
        return Report(row, self.world.document(reference, self.world.board, titles, at), at, texts, items)

    def _transmission(self, report: Report) -> Transmission:
        examined = (report.issued_at + EXAMINED).date()
        decided = any(text.row.state != State.SUBMITTED for text in report.texts)
        transmission = self.new(
            Transmission,
            submission=report.row,
            sent_on=(report.issued_at + SENT).date(),
            means=self.random.choice(Means.values),
            received_on=(report.issued_at + SENT).date(),
            scheduled_for=examined,
            examined_on=examined if decided else None,
            recorded_at=report.issued_at + EXAMINED,
            recorded_by=self.world.staff,
        )
        self.world.acts.done(transmission.recorded_at, self.world.staff, "transmission_recorded", report.row)
        self.world.acts.kept(transmission, transmission.recorded_at, self.world.staff)
        return transmission

    def _decide(self, reports: list[Report]) -> None:
        dispositions, actions = [], []
        for report in reports:
            for item, text in zip(report.items, report.texts, strict=True):
                if text.row.state != State.SUBMITTED:
                    dispositions.append(self._disposition(report, item, text))
                if text.row.state in (State.FOLLOW_UP, State.CLOSED):
                    actions += [self._action(dispositions[-1], text) for _ in range(self.random.randint(1, 2))]
        copy(Disposition, dispositions)
        copy(FollowUpAction, actions)
        copy(ActionNote, (self._note(action) for action in actions))
        copy(ImplementationReport, (said for action in actions if action.each_nation for said in self._said(action)))

    def _disposition(self, report: Report, item: SubmissionItem, text: Text) -> Disposition:
        english, french = text.about.text(1)
        examined = report.issued_at + EXAMINED
        disposition = self.new(
            Disposition,
            item=item,
            outcome=self.random.choice([outcome for outcome in CnadOutcome if outcome.is_followed]),
            reference=f"AC/259-DS({examined.year}){report.row.pk % 10000:04}",
            decided_on=examined.date(),
            text_en=english,
            text_fr=french,
            recorded_at=examined,
            recorded_by=self.world.staff,
        )
        said = {"outcome": disposition.outcome, "reference": disposition.reference}
        self.world.acts.done(examined, self.world.staff, "disposition_recorded", text.row, **said)
        return disposition

    def _action(self, disposition: Disposition, text: Text) -> FollowUpAction:
        """What a nation, each of them, or the group does; done where the text is closed."""
        title_en, title_fr = text.about.pair(TITLES)
        owner = self.random.choice(("nation", "each", "body"))
        ended = text.row.state == State.CLOSED
        action = self.new(
            FollowUpAction,
            recommendation=text.row,
            disposition=disposition,
            title_en=title_en,
            title_fr=title_fr,
            nation=self.random.choice(self.world.allies) if owner == "nation" else None,
            body=None if owner == "nation" else text.row.body,
            each_nation=owner == "each",
            due=disposition.decided_on + DUE,
            status=ActionStatus.DONE if ended else ActionStatus.IN_PROGRESS,
            news_at=self._ended(disposition.recorded_at) if ended else disposition.recorded_at + timedelta(days=20),
            created_at=disposition.recorded_at,
            created_by=self.world.staff,
        )
        acts, at, staff = self.world.acts, action.created_at, self.world.staff
        acts.done(at, staff, "follow_up_set", text.row, title=title_en, due=action.due)
        acts.kept(action, at, staff, status=ActionStatus.IN_PROGRESS)
        return action

    def _note(self, action: FollowUpAction) -> ActionNote:
        said = {"status": action.status, "title": action.title_en}
        self.world.acts.done(action.news_at, self.world.staff, "follow_up_noted", action.recommendation, **said)
        return self.new(
            ActionNote,
            action=action,
            status=action.status,
            noted_at=action.news_at,
            noted_by=self.world.staff,
        )

    def _said(self, action: FollowUpAction) -> Iterator[ImplementationReport]:
        for nation in self.random.sample(self.world.allies, REPORTING):
            report = self.new(
                ImplementationReport,
                action=action,
                nation=nation,
                status=self.random.choice((Implementation.IMPLEMENTED, Implementation.IN_PROGRESS)),
                text=About(self.random).said(COMMENTS, "en"),
                reported_at=action.created_at + timedelta(days=90),
                reported_by=self.world.speaker(nation),
            )
            said = {"status": report.status, "nation": nation.alpha3}
            self.world.acts.done(report.reported_at, report.reported_by, "implementation_reported", report, **said)
            yield report
