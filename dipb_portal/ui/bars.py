"""Geometry of bars drawn on the server: one table row each, cut into the parts of a few series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from dipb_portal.ui.moments import in_words

LENGTH = 1000  # of the longest bar, in units of its drawing


@dataclass(frozen=True)
class Part:
    """A piece of a bar: where it begins, how long it is, and which series it belongs to, from 1."""

    x: int
    width: int
    series: int


@dataclass(frozen=True)
class Bar:
    """One row: its name, a number for each series, and what else is said of it.

    `notes` are numbers or days, one a column of notes; None where there is nothing to say.
    """

    label: str
    values: Sequence[int]
    url: str = ""
    notes: Sequence[int | date | None] = ()

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True)
class Line:
    """A bar as it is drawn; its figures, and its notes in words, come with the heads of their columns."""

    bar: Bar
    parts: tuple[Part, ...]
    figures: tuple[tuple[str, int], ...]
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BarChart:
    """Bars to one scale, as a table that draws itself: counts of objects, never shares or percentages."""

    id: str
    title: str
    row_label: str
    series: Sequence[str]
    bars: Sequence[Bar]
    note_labels: Sequence[str] = ()

    @cached_property
    def lines(self) -> list[Line]:
        longest = max((bar.total for bar in self.bars), default=0)
        return [
            Line(
                bar,
                _parts(bar, longest),
                tuple(zip(self.series, bar.values, strict=True)),
                tuple(zip(self.note_labels, map(_said, bar.notes), strict=True)),
            )
            for bar in self.bars
        ]

    @property
    def keys(self) -> list[tuple[int, str]]:
        return list(enumerate(self.series, start=1))

    @property
    def header(self) -> list[str]:
        return [self.row_label, *self.series, *self.note_labels]

    @property
    def rows(self) -> list[list[Any]]:
        """The figures as a spreadsheet takes them."""
        return [[bar.label, *bar.values, *bar.notes] for bar in self.bars]


def _said(note: int | date | None) -> str:
    if note is None:
        return ""
    return in_words(note, "day") if isinstance(note, date) else str(note)


def _parts(bar: Bar, longest: int) -> tuple[Part, ...]:
    parts, done = [], 0
    for series, value in enumerate(bar.values, start=1):
        if value:
            x, end = done * LENGTH // longest, (done + value) * LENGTH // longest
            parts.append(Part(x, end - x, series))
            done += value
    return tuple(parts)
