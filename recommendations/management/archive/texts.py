"""Recommendations of a year: revisions, rounds of comments, decisions on them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from boards.enums import BodyKind, DocumentKind, Goal, Objective
from boards.models import Body, Document, Nation
from dipb_portal.lib.richtext import text_hash
from recommendations.actions.drafting import digest
from recommendations.enums import CommentType, Decision, State, Subject
from recommendations.lifecycle import TRANSITIONS
from recommendations.management.archive.acts import Acts
from recommendations.management.archive.bulk import Keys, copy
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
FRENCH = {"FRA", "BEL", "LUX", "CAN"}
STILL_OPEN = 0.1  # of the last year's
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
    """Writes a year after the other, keeping the keys in between."""

    def __init__(self, world: World):
        self.world, self.random = world, world.random
        kinds = (Recommendation, Revision, Paragraph, Consultation, Comment, Adjudication)
        self.keys = {model: Keys(model) for model in (*kinds, Consultation.audiences.through)}
        self.niag = Body.objects.filter(kind=BodyKind.ADVISORY).first()

    def write(self, year: int) -> list[Text]:
        """The texts of a year, up to the agreement of the group."""
        texts = [self._text(year) for _ in range(self.world.number(A_YEAR))]
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
                through(pk=next(self.keys[through]), consultation_id=each.pk, body_id=self.world.board.pk)
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

    def _text(self, year: int) -> Text:
        random, group = self.random, self.random.choice(self.world.groups)
        begun = self.world.instant(year, 120)
        lately = year == self.world.calendar[-1]
        state = random.choices((State.CLOSED, State.WITHDRAWN, State.SUPERSEDED), (88, 6, 6))[0]
        if lately and state == State.CLOSED and random.random() < STILL_OPEN:
            state = random.choice(LATELY)
        about = About(random)
        title_en, title_fr = about.title()
        row = Recommendation(
            pk=next(self.keys[Recommendation]),
            body=group,
            subject=random.choice(Subject.values),
            objectives=random.sample(Objective.values, 2),
            goals=[random.choice(Goal.values)],
            title_en=title_en,
            title_fr=title_fr,
            rapporteur=self.world.staff,
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

    def _issued(self, text: Text, number: int) -> datetime:
        return text.begun + timedelta(days=20 + 40 * number)

    def _revision(self, text: Text, number: int) -> None:
        row = text.row
        revision = Revision(
            pk=next(self.keys[Revision]),
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
        return Paragraph(
            pk=next(self.keys[Paragraph]),
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
        return Consultation(
            pk=next(self.keys[Consultation]),
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
        if self.niag and random.random() < 0.05:
            nation = None
        assert nation is None or nation.alpha3
        language = "fr" if nation and nation.alpha3 in FRENCH and random.random() < 0.7 else "en"
        kind = random.choices(CommentType.values, (1, 6, 5))[0]
        at = consultation.opened_at + timedelta(days=random.randrange(20), minutes=random.randrange(600))
        speaker = self.world.speaker(nation) if nation else self.world.staff
        comment = Comment(
            pk=next(self.keys[Comment]),
            consultation=consultation,
            paragraph=random.choice([None, *paragraphs]),
            nation=nation,
            body=None if nation else self.niag,
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
        adjudication = Adjudication(
            pk=next(self.keys[Adjudication]),
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
