"""Recommendations of a year: revisions, rounds of comments, decisions on them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from boards.enums import DocumentKind, Goal, Objective
from boards.models import Body, Document, Nation, Tasking
from dipb_portal.lib.richtext import text_hash
from recommendations.actions.drafting import digest
from recommendations.enums import CommentType, Decision, Kind, State, Subject
from recommendations.lifecycle import TRANSITIONS
from recommendations.management.archive.acts import Acts
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import COMMENTS, EXPLANATIONS, SENTENCES, About
from recommendations.management.archive.world import World
from recommendations.models import (
    Adjudication,
    Comment,
    Consultation,
    Paragraph,
    Recommendation,
    Revision,
)

A_YEAR = 100
A_ROUND = 25  # comments in on average; two rounds a text
ADVICE = 7  # every seventh text is one
ANSWERS = 0.4  # of the texts, a task of the Board
AGREED = timedelta(days=204)  # after it was begun
LATELY = (State.FOLLOW_UP, State.EXAMINED, State.SUBMITTED, State.ENDORSED, State.CLOSED)


@dataclass
class Text:
    """A recommendation with everything that hangs on it, in the order it came to be."""

    row: Recommendation
    about: About
    begun: datetime
    revisions: list[Revision] = field(default_factory=list)
    paragraphs: list[list[Paragraph]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    state: State = State.DRAFT  # so far

    def step(self, name: str, at: datetime, acts: Acts, why: str = "") -> None:
        source, self.state = self.state, TRANSITIONS[name].target
        staff = self.row.created_by
        acts.done(at, staff, name, self.row, why, source=source, target=self.state)
        acts.kept(self.row, at, staff, state=self.state, state_since=at)


class Texts:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new

    def write(self, year: int, tasks: list[Tasking]) -> list[Text]:
        """The texts of a year, some in answer to `tasks`, up to the agreement of the group."""
        kinds = [Kind.RECOMMENDATION if place % ADVICE else Kind.ADVICE for place in range(self.world.number(A_YEAR))]
        texts = [self._text(kind, year, tasks) for kind in kinds]
        copy(Recommendation, (text.row for text in texts))
        copy(Document, (document for text in texts for document in text.documents))
        for number in range(max(len(text.revisions) for text in texts)):
            self._issue([text for text in texts if len(text.revisions) > number], number)
        rounds = [(text, number, self._round(text, number)) for text in texts for number in (0, 1)]
        copy(Consultation, (consultation for _text, _number, consultation in rounds))
        through = Consultation.audiences.through
        copy(
            through,
            (
                self.new(through, consultation_id=each.pk, body_id=self.world.board.pk)
                for _text, _number, each in rounds
            ),
        )
        comments = [(text, each) for text, number, round_ in rounds for each in self._comments(text, number, round_)]
        copy(Comment, (comment for _text, comment in comments))
        copy(Adjudication, (self._decision(text, comment) for text, comment in comments))
        for text in texts:
            self._tell(text, [round_ for each, _number, round_ in rounds if each is text])
        return texts

    def _tell(self, text: Text, rounds: list[Consultation]) -> None:
        row, acts, staff = text.row, self.world.acts, self.world.staff
        acts.done(text.begun, staff, "recommendation_created", row, body=row.body.code)
        acts.kept(row, text.begun, staff, state=text.state, state_since=text.begun)
        if row.tasking:
            acts.done(text.begun, staff, "tasking_named", row, tasking=row.tasking.pk)
        for revision in text.revisions:
            assert revision.issued_at
            said = {"reference": str(revision), "digest": revision.digest}
            acts.done(revision.issued_at, staff, "revision_issued", row, **said)
        for each in rounds:
            assert each.closed_at
            assert each.adjudicated_at
            acts.done(each.opened_at, staff, "consultation_opened", each, closes_at=each.closes_at)
            text.step("open_consultation", each.opened_at, acts)
            acts.done(each.closed_at, staff, "consultation_closed", each)
            text.step("close_consultation", each.closed_at, acts)
            acts.done(each.adjudicated_at, staff, "decisions_circulated", each)
        if row.state in (State.WITHDRAWN, State.SUPERSEDED):
            step = "withdraw" if row.state == State.WITHDRAWN else "supersede"
            text.step(step, row.state_since, acts, text.about.said(EXPLANATIONS, "en"))
        else:
            text.step("agree_in_group", text.begun + timedelta(days=185), acts)

    def _text(self, kind: Kind, year: int, tasks: list[Tasking]) -> Text:
        random, group = self.random, self.random.choice(self.world.groups)
        begun = self.world.instant(year, 120)
        state = random.choices((State.CLOSED, State.WITHDRAWN, State.SUPERSEDED), (88, 6, 6))[0]
        if state == State.CLOSED and self.world.still_open(year):
            state = random.choice(LATELY)
        about = About(random)
        title_en, title_fr = about.title()
        row = self.new(
            Recommendation,
            kind=kind,
            body=group,
            subject=random.choice(Subject.values),
            objectives=random.sample(Objective.values, 2),
            goals=[random.choice(Goal.values)],
            title_en=title_en,
            title_fr=title_fr,
            rapporteur=self.world.staff,
            tasking=self._task(group, tasks),
            state=state,
            state_since=begun + AGREED,
            created_at=begun,
            created_by=self.world.staff,
        )
        text = Text(row, about, begun)
        reference = self.world.reference(group, DocumentKind.WORKING_PAPER, year)
        for number in range(random.choice((2, 3, 3, 4))):
            text.documents.append(
                self.world.document(reference, group, (title_en, title_fr), self._issued(text, number))
            )
            self._revision(text, number)
            reference = reference.next_revision()
        return text

    def _task(self, group: Body, tasks: list[Tasking]) -> Tasking | None:
        of_group = [task for task in tasks if task.body == group]
        return self.random.choice(of_group) if of_group and self.random.random() < ANSWERS else None

    def _issued(self, text: Text, number: int) -> datetime:
        return text.begun + timedelta(days=20 + 40 * number)

    def _revision(self, text: Text, number: int) -> None:
        row = text.row
        revision = self.new(
            Revision,
            recommendation=row,
            number=number,
            title_en=row.title_en,
            title_fr=row.title_fr,
        )
        before = text.paragraphs[-1] if text.paragraphs else [None] * self.random.randint(6, 10)
        made = [self._paragraph(text.about, revision, position, old) for position, old in enumerate(before, 1)]
        text.revisions.append(revision)
        text.paragraphs.append(made)

    def _paragraph(self, about: About, revision: Revision, position: int, old: Paragraph | None) -> Paragraph:
        if old is None or self.random.random() < 0.4:
            english, french = about.text(self.random.randint(2, 4))
        else:
            english, french = old.text_en, old.text_fr
        return self.new(
            Paragraph,
            revision=revision,
            identity=old.identity if old else uuid.UUID(int=self.random.getrandbits(128), version=4),
            position=position,
            text_en=english,
            text_fr=french,
            translated_from=text_hash(english),
        )

    def _issue(self, texts: list[Text], number: int) -> None:
        """Write the revisions of one number as working texts, then issue them: the database takes them no other way."""
        revisions = [text.revisions[number] for text in texts]
        copy(Revision, revisions)
        copy(Paragraph, (paragraph for text in texts for paragraph in text.paragraphs[number]))
        for text in texts:
            revision = text.revisions[number]
            revision.document = text.documents[number]
            revision.issued_at = revision.document.issued_at
            revision.digest = digest(revision, text.paragraphs[number])
        Revision.objects.bulk_update(revisions, ["document", "issued_at", "digest"], batch_size=500)

    def _round(self, text: Text, number: int) -> Consultation:
        opened = self._issued(text, number) + timedelta(days=2)
        return self.new(
            Consultation,
            revision=text.revisions[number],
            number=number + 1,
            opened_at=opened,
            opened_by=self.world.staff,
            closes_at=opened + timedelta(days=21),
            closed_at=opened + timedelta(days=21),
            adjudicated_at=opened + timedelta(days=30),
        )

    def _comments(self, text: Text, number: int, consultation: Consultation) -> Iterator[Comment]:
        many = self.random.randint(A_ROUND // 2, A_ROUND * 3 // 2)
        for serial in range(1, many + 1):
            yield self._comment(text.about, consultation, serial, text.paragraphs[number])
        consultation.last_serial = many

    def _comment(self, about: About, consultation: Consultation, serial: int, paragraphs: list[Paragraph]) -> Comment:
        random = self.random
        nation: Nation | None = random.choice(self.world.allies)
        if random.random() < 0.05:
            nation = None
        kind = random.choices(CommentType.values, (1, 6, 5))[0]
        at = consultation.opened_at + timedelta(days=random.randrange(20), minutes=random.randrange(600))
        speaker, language = self.world.speaker(nation), self.world.language(nation)
        comment = self.new(
            Comment,
            consultation=consultation,
            paragraph=random.choice([None, *paragraphs]),
            nation=nation,
            body=None if nation else self.world.niag,
            type=kind,
            language=language,
            text=about.said(COMMENTS, language),
            proposed_text="" if kind == CommentType.ADMINISTRATIVE else about.said(SENTENCES, language),
            rationale=about.said(COMMENTS, language) if kind == CommentType.CRITICAL else "",
            author=speaker,
            created_at=at,
            serial=serial,
            submitted_at=at,
            submitted_by=speaker,
        )
        self.world.acts.done(at, speaker, "comment_prepared", comment)
        self.world.acts.done(at, speaker, "comments_submitted", consultation, serials=[serial])
        self.world.acts.kept(comment, at, speaker)
        return comment

    def _decision(self, text: Text, comment: Comment) -> Adjudication:
        decision = Decision(self.random.choices(Decision.values, (4, 3, 2, 1))[0])
        at, staff = comment.consultation.closes_at + timedelta(days=5), self.world.staff
        adjudication = self.new(
            Adjudication,
            comment=comment,
            decision=decision,
            explanation=text.about.said(EXPLANATIONS, "en") if decision.owes_explanation else "",
            decided_by=staff,
            decided_at=at,
        )
        said = {"decision": decision, "explanation": adjudication.explanation}
        self.world.acts.done(at, staff, "comment_decided", comment, **said)
        self.world.acts.kept(adjudication, at, staff)
        return adjudication
