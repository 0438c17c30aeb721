"""What a packet says: a frozen snapshot, free of the database, that travels as JSON (`serialise`).

Whoever holds the same contents builds the same file, byte for byte. Dates are calendar dates; instants are
aware and in UTC (the packet prints them in Brussels time). HTML is sanitised before it comes here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Language = Literal["en", "fr"]
Edition = Literal["en", "fr", "both"]
LANGUAGES: dict[Edition, tuple[Language, ...]] = {"en": ("en",), "fr": ("fr",), "both": ("en", "fr")}


@dataclass(frozen=True)
class Text:
    """The same words in both languages. A side left empty is read in the other language, and tagged as such."""

    en: str = ""
    fr: str = ""

    def read(self, language: Language) -> tuple[str, Language]:
        """The words for a reader of `language`, with the language they really are in."""
        other: Language = "fr" if language == "en" else "en"
        own = getattr(self, language)
        return (own, language) if own or not getattr(self, other) else (getattr(self, other), other)

    def __bool__(self) -> bool:
        return bool(self.en or self.fr)


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph. `number` is printed as it is given ("3", "3(b)"); `html` is sanitised HTML.

    `level` 1 sets a sub-paragraph in. A `<span class="footnote">` in the HTML becomes a note of its page.
    """

    number: str
    html: Text
    level: int = 0


@dataclass(frozen=True)
class Party:
    """A nation (ISO alpha-3 code) or a body (its acronym), with its name."""

    code: str
    name: Text


@dataclass(frozen=True)
class Reservation:
    """A nation's reservation, verbatim plain text; printed as a footnote to its paragraph.

    An empty `paragraph` means the whole recommendation: the note stands at its first paragraph.
    """

    party: Party
    text: Text
    paragraph: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of what is known about a recommendation: objectives, DPAP goals, owning group."""

    label: Text
    value: Text


@dataclass(frozen=True)
class Milestone:
    """A date on the way to what a recommendation asks for."""

    due: date
    what: Text


@dataclass(frozen=True)
class Level:
    """Output of one category under one condition; what is unknown is None."""

    condition: Text
    required: int | None
    current: int | None
    missing: int | None


@dataclass(frozen=True)
class Capacity:
    """The levels of one category, in `unit`, as of a day, to be kept up for `horizon` months."""

    category: Text
    unit: Text
    day: date
    horizon: int
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Standard:
    """A standard and how far nations implement it, in words that count none of them."""

    number: str
    title: Text
    status: Text


@dataclass(frozen=True)
class Recommendation:
    """`todo` says who is to do what by when; `implications` an area a line, "none identified" where it was so
    chosen; advices carry neither."""

    reference: str
    kind: Literal["recommendation", "advice"]
    title: Text
    facts: tuple[Fact, ...]
    paragraphs: tuple[Paragraph, ...]
    reservations: tuple[Reservation, ...] = ()
    todo: tuple[Fact, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    capacities: tuple[Capacity, ...] = ()
    standards: tuple[Standard, ...] = ()
    implications: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class IndustryAdvice:
    """What a body of industry was asked on a revision, and its advice: verbatim, in the language of its writing.

    `given` and the words are empty where none was received. `taken` says what became of it.
    """

    recommendation: str  # reference of the revision in the packet
    reference: str  # of the revision the advice was given on
    party: Party
    question: Text
    requested: date
    given: date | None = None
    language: Language = "en"
    html: str = ""
    interests: str = ""
    taken: Text = Text()
    missed: date | None = None  # the deadline, where the advice came after it


PositionCode = Literal["support", "support_comments", "reservation", "scrutiny", "object", "none"]


@dataclass(frozen=True)
class Position:
    """One nation's position; `none` is "no position received", which is not an abstention."""

    party: Party
    code: PositionCode
    received: date | None = None


@dataclass(frozen=True)
class Agreement:
    """How a text was agreed: under silence from `opened` to `closed`, or by a decision of `closed`.

    `reference` is the action sheet's for a silence, the decision sheet's for a decision.
    """

    manner: Literal["silence", "decision"]
    reference: str
    closed: datetime
    opened: datetime | None = None


@dataclass(frozen=True)
class Consultation:
    """How one recommendation was agreed, with positions in protocol order. There are no totals, on purpose."""

    reference: str
    title: Text
    agreement: Agreement
    positions: tuple[Position, ...]


CommentType = Literal["C", "S", "A"]
DecisionCode = Literal["accept", "modify", "reject", "note", "open"]
ReplyCode = Literal["satisfied", "maintains", ""]


@dataclass(frozen=True)
class Comment:
    """A row of the comment matrix (domain rule 5.3). Texts are plain, verbatim, in `language`."""

    serial: int
    source: str  # alpha-3, or the acronym of a body
    language: Language
    paragraph: str  # "3", "3(b)", "GEN"
    type: CommentType
    comment: str
    proposal: str
    rationale: str
    decision: DecisionCode
    explanation: Text
    version: str  # where the change appears, "-REV2"
    reply: ReplyCode = ""


@dataclass(frozen=True)
class Matrix:
    """All comments of a round on one revision, in the order of their serials."""

    reference: str
    title: Text
    comments: tuple[Comment, ...]


Verb = Literal["note", "approve", "agree", "task", "invite", "disclose"]


@dataclass(frozen=True)
class Action:
    """What the addressee is invited to do: a verb of domain rule 6.2 and what follows it, plain text."""

    verb: Verb
    text: Text


@dataclass(frozen=True)
class Step:
    """A step of the way ahead."""

    due: date
    action: Text
    owner: Text


@dataclass(frozen=True)
class Row:
    cells: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """A section that is one table, as progress reports have them; `none` is said where it has no row."""

    key: str
    title: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]
    none: Text


@dataclass(frozen=True)
class Addressee:
    """The CNAD in plenary on a date, or the NADREPs between plenaries."""

    format: Literal["plenary", "nadreps"]
    day: date | None = None


@dataclass(frozen=True)
class Event:
    """A line of the document history, or a reference."""

    day: date
    reference: str
    what: Text


@dataclass(frozen=True)
class ChainHead:
    """The journal's last entry when the packet was frozen: its place and its SHA-256 in hex."""

    position: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """The whole packet. Sections without content are left out, and the others numbered in their order.

    `cover`, `purpose`, `background`, `summary` and `way_ahead` are paragraphs of sanitised HTML, numbered here.
    """

    reference: str
    edition: Edition
    marking: Text
    specimen: bool  # fictitious data: the marking says so and no NATO ownership is claimed
    issued: date
    body: Text
    title: Text
    note: Text  # "Note by the Chair of the DIPB to …"
    addressee: Addressee
    cover: tuple[Text, ...]
    purpose: tuple[Text, ...]
    actions: tuple[Action, ...]
    summary: tuple[Text, ...]
    recommendations: tuple[Recommendation, ...]
    frozen_at: datetime
    chain: ChainHead
    version: str  # of the portal
    background: tuple[Text, ...] = ()
    advices: tuple[IndustryAdvice, ...] = ()
    no_advice: tuple[Text, ...] = ()  # why it was not requested on the other recommendations
    consultations: tuple[Consultation, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    tables: tuple[Table, ...] = ()  # the account of a period, of a progress report
    way_ahead: tuple[Text, ...] = ()
    steps: tuple[Step, ...] = ()
    history: tuple[Event, ...] = ()
    deadline: datetime | None = None  # of the addressee's silence, shown on the cover
    signature: Text = Text()
    original: Language = "en"
    action_officer: Text = Text()

    @property
    def languages(self) -> tuple[Language, ...]:
        return LANGUAGES[self.edition]
