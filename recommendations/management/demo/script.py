"""The demo story as typed data: who takes part, which texts go how far, what is said about them.

The words stand in the TOML files beside this module. Every name is fictitious. Days count in working days
from the day of seeding: -1 is the last working day before it. Paragraphs are named by their number in the
revision spoken of.
"""

import tomllib
from dataclasses import dataclass, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from boards.enums import Goal, Objective
from recommendations.enums import (
    Addressee,
    CommentType,
    Decision,
    Kind,
    Stance,
    State,
    Subject,
    Verb,
)

HERE = Path(__file__).parent
DOMAIN = "dipb.example"


class ScriptError(ValueError):
    """The TOML files do not say what the story needs; the message names the place."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """A sign-in with one seat; `nation` (alpha-3) is empty for who sits for a body."""

    account: str
    name: str
    language: str
    role: str
    body: str
    nation: str = ""

    @property
    def email(self) -> str:
        return f"{self.account}@{DOMAIN}"


@dataclass(frozen=True, kw_only=True)
class FoundingDocument:
    """A text the Board stands on, in French, as HTML."""

    code: str
    title: str
    date: date
    text: str


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    group: str
    title_en: str
    title_fr: str
    due: int


@dataclass(frozen=True, kw_only=True)
class Words:
    """A paragraph in both languages: running text, then perhaps a list or a table as HTML."""

    en: str
    fr: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """New words for `paragraph`, or a new one `after` it; a language that is left out stays as it is."""

    paragraph: int = 0
    after: int = 0
    en: str = ""
    fr: str = ""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What changes against the revision before, and the day of issue; None while it is the working text."""

    issued: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comment:
    """`sender` is a nation (alpha-3) or NIAG, `author` whoever prepared it where that is not who submits.

    `paragraph` 0 is the text in general; a `draft` is not submitted.
    """

    sender: str
    author: str = ""
    paragraph: int
    type: CommentType
    language: str
    text: str
    proposed_text: str = ""
    rationale: str = ""
    decision: Decision | None = None
    explanation: str = ""
    draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Round:
    """A round of comments on an issued revision, asked of `audiences` (codes of bodies); it closes at 17:30."""

    revision: int
    audiences: tuple[str, ...]
    opened: int
    closes: int
    adjudicated: int | None = None
    comments: tuple[Comment, ...]


@dataclass(frozen=True, kw_only=True)
class Position:
    nation: str
    at: int
    stance: Stance
    paragraph: int = 0
    language: str = "en"
    text: str = ""
    lifting_text: str = ""


@dataclass(frozen=True, kw_only=True)
class Silence:
    """A silence procedure on `revision`, which the group agreed on the day `agreed`; it ends at 17:30."""

    revision: int
    agreed: int
    opened: int
    deadline: int
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ending:
    """Withdrawn or superseded, with the reason given."""

    kind: State
    at: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """A recommendation or an advice, from its first draft to the `state` in which the demo shows it."""

    code: str
    title_en: str
    title_fr: str
    group: str
    kind: Kind
    subject: Subject
    objectives: tuple[Objective, ...]
    goals: tuple[Goal, ...]
    original: str
    state: State
    rapporteur: str
    drafted: int
    paragraphs: tuple[Words, ...]
    revisions: tuple[Revision, ...]
    rounds: tuple[Round, ...] = ()
    silences: tuple[Silence, ...] = ()
    agreed: int | None = None
    ending: Ending | None = None

    def length(self, revision: int) -> int:
        """How many paragraphs the revision has."""
        added = (change.after > 0 for each in self.revisions[: revision + 1] for change in each.changes)
        return len(self.paragraphs) + sum(added)


@dataclass(frozen=True, kw_only=True)
class Request:
    """One thing the CNAD is invited to do."""

    verb: Verb
    en: str
    fr: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report to the CNAD on `recommendations` (codes of texts); `meeting` is the day of the plenary."""

    code: str
    title_en: str
    title_fr: str
    addressee: Addressee
    meeting: int | None = None
    drafted: int
    issued: int | None = None
    introduction_en: str
    introduction_fr: str
    summary_en: str
    summary_fr: str
    way_ahead_en: str
    way_ahead_fr: str
    no_advice_en: str = ""
    no_advice_fr: str = ""
    recommendations: tuple[str, ...]
    requests: tuple[Request, ...]


@dataclass(frozen=True)
class Script:
    """The whole story."""

    people: tuple[Person, ...]
    documents: tuple[FoundingDocument, ...]
    programme: tuple[WorkItem, ...]
    texts: tuple[Text, ...]
    reports: tuple[Report, ...]


@cache
def load() -> Script:
    """Read the story. Raises ScriptError where a field is missing, unknown or of another type."""
    texts = (_read(path) | {"code": path.stem} for path in sorted((HERE / "recommendations").glob("*.toml")))
    return Script(
        people=_convert(tuple[Person, ...], _read(HERE / "people.toml")["people"], "people"),
        documents=_convert(
            tuple[FoundingDocument, ...], _read(HERE / "founding_documents.toml")["documents"], "documents"
        ),
        programme=_convert(tuple[WorkItem, ...], _read(HERE / "programme.toml")["items"], "programme"),
        texts=tuple(_build(Text, table, table["code"]) for table in texts),
        reports=_convert(tuple[Report, ...], _read(HERE / "reports.toml")["reports"], "reports"),
    )


def tables(kind: type[Any], name: str, inside: str = "") -> dict[str, Any]:
    """The tables of one more TOML file beside this module, by their names; or those `inside` one of them.

    Raises ScriptError as `load` does.
    """
    found = _read(HERE / name)
    named = found[inside] if inside else found
    return {code: _build(kind, table, f"{name}.{code}") for code, table in named.items()}


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _build(kind: type, table: dict[str, Any], place: str) -> Any:
    hints = get_type_hints(kind)
    if unknown := table.keys() - hints.keys():
        raise ScriptError(f"{place}: unknown {', '.join(sorted(unknown))}")
    values = {name: _convert(hints[name], value, f"{place}.{name}") for name, value in table.items()}
    try:
        return kind(**values)
    except TypeError as missing:
        raise ScriptError(f"{place}: {missing}") from None


def _convert(kind: Any, value: Any, place: str) -> Any:
    """Turn a TOML value into `kind`; white space in a text stands for the line ends of the file."""
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return tuple(_convert(item, each, f"{place}[{n}]") for n, each in enumerate(value))
    if type(None) in get_args(kind):
        kind = get_args(kind)[0]
    if is_dataclass(kind):
        return _build(kind, value, place)  # type: ignore[arg-type] # a dataclass
    if issubclass(kind, Enum):
        return _choice(kind, value, place)
    if type(value) is not kind:
        raise ScriptError(f"{place}: {kind.__name__} expected")
    return " ".join(value.split()) if kind is str else value


def _choice(kind: type[Enum], value: Any, place: str) -> Enum:
    try:
        return kind(value)
    except ValueError as unknown:
        raise ScriptError(f"{place}: {unknown}") from None
