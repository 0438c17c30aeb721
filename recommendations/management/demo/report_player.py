"""A report to the CNAD, played by the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from recommendations.actions import submission as reports
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.script import Report
from recommendations.management.demo.text_player import Beat, TextPlayer
from recommendations.models import Submission


@dataclass
class ReportPlayer:
    """Plays `report` on what `players` (by code) have brought to endorsement."""

    report: Report
    players: dict[str, TextPlayer]
    cast: Cast
    calendar: Calendar
    submission: Submission = field(init=False)

    def beats(self) -> Iterator[Beat]:
        """Every act with its instant."""
        yield self.calendar.at(self.report.drafted, 14), self.draft
        if self.report.issued is not None:
            yield self.calendar.at(self.report.issued, 15), self.issue

    def draft(self) -> None:
        report, secretariat = self.report, self.cast["secretariat"]
        self.submission = reports.create_submission(
            title_en=report.title_en,
            title_fr=report.title_fr,
            addressee=report.addressee,
            plenary_date=None if report.meeting is None else self.calendar.day(report.meeting),
            by=secretariat,
        )
        texts = {
            f"{name}_{language}": getattr(report, f"{name}_{language}")
            for name in ("introduction", "summary", "way_ahead", "no_advice")
            for language in ("en", "fr")
        }
        reports.save_submission(
            submission=self.submission,
            version=self.submission.version,
            texts=texts,
            recommendations=[self.players[code].recommendation for code in report.recommendations],
            actions=[(request.verb, request.en, request.fr) for request in report.requests],
            by=secretariat,
        )

    def issue(self) -> None:
        reports.issue_submission(submission=self.submission, by=self.cast["chair"])
