"""One text's way through the portal: every act of the script as a beat, played by the real actions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from dipb_portal.accounts.models import User
from recommendations.actions import consultation as rounds
from recommendations.actions import drafting, paragraphs
from recommendations.actions import silence as silences
from recommendations.actions.transitions import perform
from recommendations.enums import Stance, State
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.script import Change, Comment, Position, Round, Silence, Text
from recommendations.models import Comment as CommentRow
from recommendations.models import Consultation, Paragraph, Recommendation, Revision
from recommendations.models import Silence as SilenceRow

Beat = tuple[datetime, Callable[[], object]]


@dataclass
class TextPlayer:
    """Plays `text`; its row `pk` is there from the first beat on."""

    text: Text
    cast: Cast
    calendar: Calendar
    pk: int = field(init=False)

    def beats(self) -> Iterator[Beat]:
        """Every act with its instant, in no particular order."""
        yield self.calendar.at(self.text.drafted, 9, 30), self.create
        for revision in self.text.revisions:
            day = -1 if revision.issued is None else revision.issued
            yield self.calendar.at(day, 10), partial(self.revise, revision.changes)
            if revision.issued is not None:
                yield self.calendar.at(day, 11), self.issue
        for each in self.text.rounds:
            yield from self.round_beats(each)
        for silence in self.text.silences:
            yield from self.silence_beats(silence)
        if self.text.agreed is not None:
            yield self.calendar.at(self.text.agreed, 15), self.agree
        yield from self.closing_beats()

    def create(self) -> None:
        text = self.text
        made = drafting.create(
            body=self.cast.bodies[text.group],
            kind=text.kind,
            subject=text.subject,
            objectives=list(text.objectives),
            goals=list(text.goals),
            title_en=text.title_en,
            title_fr=text.title_fr,
            original_language=text.original,
            by=self.rapporteur,
        )
        self.pk = made.pk
        working = made.revisions.get()
        for position, words in enumerate(text.paragraphs, 1):
            if position > 1:
                paragraphs.add_paragraph(revision=working, after=position - 1, by=self.rapporteur)
            self.write(working.paragraphs.get(position=position), words.en, words.fr)

    def revise(self, changes: tuple[Change, ...]) -> None:
        """Write the changes into the working text; from the last paragraph up, so that numbers keep their meaning."""
        if not changes:
            return  # the first text is issued as it was written
        working = drafting.start_revision(recommendation=self.recommendation, by=self.rapporteur)
        for change in sorted(changes, key=lambda change: change.paragraph or change.after, reverse=True):
            if change.after:
                target = paragraphs.add_paragraph(revision=working, after=change.after, by=self.rapporteur)
            else:
                target = working.paragraphs.get(position=change.paragraph)
            self.write(target, change.en or target.text_en, change.fr or target.text_fr)

    def write(self, paragraph: Paragraph, text_en: str, text_fr: str) -> None:
        paragraphs.save_paragraph(
            paragraph=paragraph,
            version=paragraph.version,
            text_en=text_en,
            text_fr=text_fr,
            translation_checked=False,
            by=self.rapporteur,
        )

    def issue(self) -> None:
        drafting.issue_revision(recommendation=self.recommendation, by=self.cast["secretariat"])

    def round_beats(self, each: Round) -> Iterator[Beat]:
        yield self.calendar.at(each.opened, 12), partial(self.open_round, each)
        days = range(each.opened + 1, min(each.closes, 0))
        for n, comment in enumerate(each.comments):
            at = self.calendar.at(days[n * len(days) // len(each.comments)], 9, 7 * n)
            yield at, partial(self.comment, each, comment)
            if comment.decision is not None:
                yield self.calendar.at(each.closes + 1, 9, 13 * n), partial(self.decide, each, comment)
        if each.closes < 0:
            yield self.calendar.at(each.closes, 17, 31), partial(self.close_round, each)
        if each.adjudicated is not None:
            yield self.calendar.at(each.adjudicated, 16), partial(self.finish_round, each)

    def open_round(self, each: Round) -> None:
        rounds.open_consultation(
            recommendation=self.recommendation,
            audiences=[self.cast.bodies[code] for code in each.audiences],
            closes_at=self.calendar.at(each.closes, 17, 30),
            by=self.cast["secretariat"],
        )

    def comment(self, each: Round, comment: Comment) -> None:
        """Prepare the comment and, unless the script keeps it a draft, submit it for its sender."""
        consultation = self.consultation(each)
        prepared = rounds.save_comment(
            consultation=consultation,
            comment=None,
            version=0,
            paragraph=self.paragraph(consultation.revision, comment.paragraph),
            type=comment.type,
            language=comment.language,
            text=comment.text,
            proposed_text=comment.proposed_text,
            rationale=comment.rationale,
            by=self.cast.author(comment),
        )
        if not comment.draft:
            rounds.submit_comments(consultation=consultation, comments=[prepared], by=self.cast.submitter(comment))

    def decide(self, each: Round, comment: Comment) -> None:
        rounds.adjudicate(
            comment=CommentRow.objects.get(consultation=self.consultation(each), text=comment.text),
            decision=comment.decision or "",
            explanation=comment.explanation,
            by=self.rapporteur,
        )

    def close_round(self, each: Round) -> None:
        rounds.close_consultation(consultation=self.consultation(each), by=None)

    def finish_round(self, each: Round) -> None:
        rounds.finish_adjudication(consultation=self.consultation(each), by=self.rapporteur)

    def silence_beats(self, silence: Silence) -> Iterator[Beat]:
        yield self.calendar.at(silence.agreed, 15), self.agree
        yield self.calendar.at(silence.opened, 10), partial(self.open_silence, silence)
        for n, position in enumerate(silence.positions):
            yield self.calendar.at(position.at, 11, 6 * n), partial(self.state, silence, position)
        if silence.deadline < 0 and all(position.stance != Stance.OBJECT for position in silence.positions):
            yield self.calendar.at(silence.deadline, 17, 31), partial(self.close_silence, silence)
            yield self.calendar.at(silence.deadline + 1, 10), partial(self.sign_action_sheet, silence)

    def agree(self) -> None:
        perform(self.recommendation, "agree_in_group", by=self.cast.group_chair(self.text))

    def open_silence(self, silence: Silence) -> None:
        silences.open_silence(
            recommendation=self.recommendation,
            deadline=self.calendar.at(silence.deadline, 17, 30),
            by=self.cast["chair"],
        )

    def state(self, silence: Silence, position: Position) -> None:
        row = self.silence(silence)
        silences.state_position(
            silence=row,
            stance=position.stance,
            text=position.text,
            paragraph=self.paragraph(row.revision, position.paragraph),
            lifting_text=position.lifting_text,
            language=position.language,
            by=self.cast.head(position.nation),
        )

    def close_silence(self, silence: Silence) -> None:
        silences.close_silence(silence=self.silence(silence))

    def sign_action_sheet(self, silence: Silence) -> None:
        row = self.silence(silence)
        silences.issue_action_sheet(
            silence=row, text_en=row.action_sheet_en, text_fr=row.action_sheet_fr, by=self.cast["chair"]
        )

    def closing_beats(self) -> Iterator[Beat]:
        if ending := self.text.ending:
            name = "withdraw" if ending.kind == State.WITHDRAWN else "supersede"
            yield self.calendar.at(ending.at, 16), partial(self.step, name, ending.why)

    def step(self, name: str, why: str) -> None:
        perform(self.recommendation, name, by=self.cast["secretariat"], why=why)

    @property
    def recommendation(self) -> Recommendation:
        """The row as it stands at this beat."""
        return Recommendation.objects.get(pk=self.pk)

    @property
    def rapporteur(self) -> User:
        return self.cast[self.text.rapporteur]

    def consultation(self, each: Round) -> Consultation:
        return Consultation.objects.get(revision__recommendation=self.pk, revision__number=each.revision)

    def silence(self, silence: Silence) -> SilenceRow:
        return SilenceRow.objects.get(revision__recommendation=self.pk, revision__number=silence.revision)

    @staticmethod
    def paragraph(revision: Revision, number: int) -> Paragraph | None:
        return revision.paragraphs.get(position=number) if number else None
