"""Advice asked of the Board and of industry, played by the real actions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from recommendations.actions import advice, industry
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.script import tables
from recommendations.management.demo.text_player import Beat, TextPlayer
from recommendations.models import AdviceAsked, AdviceRequest, Recommendation

Pair = tuple[str, ...]  # English, French


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request to the Board by a `body` (code) or a `nation` (alpha-3); `text` is the code of its answer."""

    body: str = ""
    nation: str = ""
    title: Pair
    question: Pair
    letter: str
    received: int
    accepted: int | None = None
    group: str = ""
    due: int = 0
    text: str = ""
    begun: int | None = None


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request to NIAG on the first revision of `text`; a draft of the `advice` that was not `given` is kept."""

    text: str
    requested: int
    deadline: int
    question: Pair
    given: int | None = None
    language: str = "en"
    advice: str = ""
    interests: str = ""
    taken: int | None = None
    taken_words: Pair = ("", "")


@dataclass
class AskedPlayer:
    asked: Asked
    players: dict[str, TextPlayer]
    cast: Cast
    calendar: Calendar
    row: AdviceAsked = field(init=False)

    def beats(self) -> Iterator[Beat]:
        asked, at = self.asked, self.calendar.at
        yield at(asked.received, 9, 5), self.ask
        for day, hour, act in ((asked.accepted, 11, self.accept), (asked.begun, 16, self.begin)):
            if day is not None:
                yield at(day, hour), act

    def ask(self) -> None:
        asked = self.asked
        self.row = advice.ask_board(
            title_en=asked.title[0],
            title_fr=asked.title[1],
            question_en=asked.question[0],
            question_fr=asked.question[1],
            letter=asked.letter,
            received_on=self.calendar.day(asked.received),
            asker=self.cast.bodies.get(asked.body),
            by=self.cast.head(asked.nation) if asked.nation else self.cast["secretariat"],
        )

    def accept(self) -> None:
        due = self.calendar.at(self.asked.due, 17, 30)
        group = self.cast.bodies[self.asked.group]
        advice.accept(asked=self.row, group=group, due=due, by=self.cast["secretariat"])

    def begin(self) -> None:
        player = self.players[self.asked.text]
        advice.begin(asked=self.row, recommendation=player.recommendation, by=player.rapporteur)


@dataclass
class RequestPlayer:
    said: Request
    player: TextPlayer
    cast: Cast
    calendar: Calendar
    row: AdviceRequest = field(init=False)

    def beats(self) -> Iterator[Beat]:
        said, at = self.said, self.calendar.at
        yield at(said.requested, 14, 20), self.request
        if said.advice:
            drafted = said.requested + 2 if said.given is None else said.given
            yield at(drafted, 10, 15), self.draft
        acts: tuple[tuple[int | None, Callable[[], None]], ...] = ((said.given, self.give), (said.taken, self.take))
        for day, act in acts:
            if day is not None:
                yield at(day, 15, 30), act

    def request(self) -> None:
        text = Recommendation.objects.get(pk=self.player.pk)
        self.row = industry.request_advice(
            revision=text.revisions.get(number=0),
            body=self.cast.bodies["NIAG"],
            question_en=self.said.question[0],
            question_fr=self.said.question[1],
            deadline=self.calendar.at(self.said.deadline, 17, 30),
            by=self.cast["secretariat"],
        )

    def draft(self) -> None:
        said = self.said
        industry.save_draft(
            request=self.row,
            version=0,
            language=said.language,
            text=said.advice,
            interests=said.interests,
            by=self.cast["niag.deputy"],
        )

    def give(self) -> None:
        industry.give(request=self.row, version=1, by=self.cast["niag"])

    def take(self) -> None:
        en, fr = self.said.taken_words
        industry.say_taken(request=self.row, version=1, taken_en=en, taken_fr=fr, by=self.player.rapporteur)


def load() -> tuple[dict[str, Asked], dict[str, Request]]:
    return tables(Asked, "advice.toml", "asked"), tables(Request, "advice.toml", "requests")


def beats(players: dict[str, TextPlayer], cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    asked, requests = load()
    for each in asked.values():
        yield from AskedPlayer(each, players, cast, calendar).beats()
    for said in requests.values():
        yield from RequestPlayer(said, players[said.text], cast, calendar).beats()
