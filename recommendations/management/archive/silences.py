"""Silence procedures of a year on the texts that the groups agreed: unbroken, each with its action sheet."""

from datetime import timedelta

from boards.models import Document, Nation
from recommendations.enums import Outcome, Stance
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.texts import AGREED, Text
from recommendations.management.archive.words import COMMENTS
from recommendations.management.archive.world import World
from recommendations.models import Elector, Position, Silence

DAYS = timedelta(days=14)


class Silences:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new

    def write(self, texts: list[Text]) -> None:
        silences, sheets, electors, positions = [], [], [], []
        for text in texts:
            silence = self._silence(text)
            silences.append(silence)
            sheets.append(silence.action_sheet)
            electors += [self.new(Elector, silence=silence, nation=each) for each in self.world.allies]
            positions += [
                self._position(text, silence, each)
                for each in self.random.sample(self.world.allies, self.random.randint(2, 8))
            ]
        copy(Document, (sheet for sheet in sheets if sheet))
        copy(Silence, silences)
        copy(Elector, electors)
        copy(Position, positions)
        for text, silence in zip(texts, silences, strict=True):
            self._tell(text, silence)

    def _tell(self, text: Text, silence: Silence) -> None:
        acts, staff, ended = self.world.acts, self.world.staff, silence.deadline
        acts.done(silence.opened_at, staff, "silence_opened", silence, deadline=ended, digest=silence.digest)
        text.step("open_silence", silence.opened_at, acts)
        text.step("endorse", ended, acts)
        if sheet := silence.action_sheet:
            acts.done(sheet.issued_at, staff, "action_sheet_issued", silence, reference=sheet.reference)

    def _silence(self, text: Text) -> Silence:
        revision, opened = text.revisions[-1], text.begun + AGREED - DAYS
        assert revision.document
        title = (text.row.title_en, text.row.title_fr)
        reference = self.world.reference_of(revision.document).action_sheet(1)
        said_en, said_fr = text.about.text(1)
        ended = opened + DAYS
        sheet = self.world.document(reference, text.row.body, title, ended + timedelta(days=1), (said_en, said_fr))
        return self.new(
            Silence,
            revision=revision,
            digest=revision.digest,
            opened_at=opened,
            opened_by=self.world.staff,
            deadline=ended,
            outcome=Outcome.AGREED,
            ended_at=ended,
            action_sheet=sheet,
            action_sheet_en=said_en,
            action_sheet_fr=said_fr,
        )

    def _position(self, text: Text, silence: Silence, nation: Nation) -> Position:
        stance = self.random.choices((Stance.SUPPORT, Stance.SUPPORT_COMMENTS, Stance.RESERVATION), (7, 2, 1))[0]
        at, speaker = silence.opened_at + timedelta(days=self.random.randrange(1, 13)), self.world.speaker(nation)
        position = self.new(
            Position,
            silence=silence,
            nation=nation,
            stance=stance,
            text="" if stance == Stance.SUPPORT else text.about.said(COMMENTS, "en"),
            stated_at=at,
            stated_by=speaker,
        )
        self.world.acts.done(at, speaker, "position_stated", position, stance=stance, nation=nation.alpha3)
        self.world.acts.kept(position, at, speaker)
        return position
