"""The grammar of document references: ``DIPB(CAP)-WP(2026)0012-REV1`` (domain rules 2.5).

Root, sub-body, kind, year and serial name the document; suffixes accumulate from left to right (an action
sheet on an addendum is ``-ADD1-AS1``); ``(INV)`` says it was also released to invitees.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """What sort of document the series holds."""

    DOCUMENT = "D"
    DECISION_SHEET = "DS"
    RECORD = "R"
    WORKING_PAPER = "WP"
    NOTICE = "N"
    MEMORANDUM = "M"
    AGENDA = "A"


NUMBERED = ("REV", "COR", "ADD", "AS")
UNNUMBERED = ("FINAL", "DRAFT")
PARTNERSHIP = ("PFP(", "EAPC(")

_ROOT = r"(?P<root>[A-Z]+(?:/\d+)?)(?:\((?P<sub>[A-Z0-9&/]+)\))?"
_KIND = r"-(?P<kind>DS|D|R|WP|N|M|A)"
_TAIL = r"(?P<suffixes>(?:-(?:REV|COR|ADD|AS)[1-9]\d*|-FINAL|-DRAFT)*)(?P<release> \(INV\))?"
_OURS = re.compile(rf"{_ROOT}{_KIND}\((?P<year>\d{{4}})\)(?P<serial>\d{{4}}){_TAIL}", re.ASCII)
_CITED = re.compile(
    rf"(?<![\w/(-])(?:PFP|EAPC)?(?:\(AC/\d+\)D|{_ROOT}{_KIND})"
    rf"(?:\((?P<year>\d{{4}}|\d{{2}})\)(?P<serial>\d{{1,4}})|/\d{{1,4}}){_TAIL}(?![\w(])",
    re.ASCII,
)


def series(root: str, sub: str) -> str:
    """What a body's numbers begin with: "DIPB", "DIPB(CAP)"; `sub` is empty where the root is the body's own."""
    return f"{root}({sub})" if sub else root


@dataclass(frozen=True, slots=True)
class Reference:
    """One document's reference. Raises ValueError when its parts do not fit the grammar."""

    root: str
    sub: str
    kind: Kind
    year: int
    serial: int
    suffixes: tuple[str, ...] = ()
    release: str = ""

    def __post_init__(self) -> None:
        if not _OURS.fullmatch(str(self)):
            raise ValueError(f"not a document reference: {self}")

    def __str__(self) -> str:
        suffixes = "".join(f"-{suffix}" for suffix in self.suffixes)
        release = f" ({self.release})" if self.release else ""
        return f"{series(self.root, self.sub)}-{self.kind}({self.year:04})" + f"{self.serial:04}{suffixes}{release}"

    @property
    def base(self) -> Self:
        """The document itself, without suffixes and release."""
        return replace(self, suffixes=(), release="")

    def with_suffix(self, name: str, number: int | None = None) -> Self:
        """The reference with one more suffix; REV, COR, ADD and AS take a number, FINAL and DRAFT none."""
        if (name in NUMBERED) != (number is not None):
            raise ValueError(f"suffix {name} with number {number}")
        return replace(self, suffixes=(*self.suffixes, f"{name}{number or ''}"))

    def next_revision(self) -> Self:
        """``-REV1`` on what is not yet a revision, else the following one."""
        if self.suffixes and self.suffixes[-1].startswith("REV"):
            number = int(self.suffixes[-1].removeprefix("REV"))
            return replace(self, suffixes=self.suffixes[:-1]).with_suffix("REV", number + 1)
        return self.with_suffix("REV", 1)

    def action_sheet(self, number: int = 1) -> Self:
        """The action sheet that is attached in front of this document."""
        return self.with_suffix("AS", number)


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference as it stands in a text; `reference` is None for a legacy form we could not have issued."""

    text: str
    start: int
    end: int
    reference: Reference | None


def parse(text: str) -> Reference:
    """Read one reference of today's form. Raises ValueError for anything else."""
    found = _OURS.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not a document reference: {text[:80]!r}")
    return _reference(found)


def find(text: str) -> Iterator[Citation]:
    """Every reference cited in a text, in order; legacy forms such as ``C-R(76)3`` too."""
    for found in _CITED.finditer(text):
        todays = found["root"] and len(found["year"] or "") == 4 and not found[0].startswith(("PFP(", "EAPC("))
        yield Citation(found[0], found.start(), found.end(), _reference(found) if todays else None)


def is_citation(text: str) -> bool:
    """Whether `text` is one reference and nothing else, in today's form or a legacy one."""
    return any(cited.text == text for cited in find(text))


def is_action_sheet(text: str) -> bool:
    """Whether `text` is the reference of an action sheet, in today's form."""
    found = _OURS.fullmatch(text)
    return found is not None and found["suffixes"].rpartition("-")[2].startswith("AS")


def _reference(found: re.Match[str]) -> Reference:
    return Reference(
        root=found["root"],
        sub=found["sub"] or "",
        kind=Kind(found["kind"]),
        year=int(found["year"]),
        serial=int(found["serial"]),
        suffixes=tuple(found["suffixes"].split("-")[1:]),
        release="INV" if found["release"] else "",
    )
