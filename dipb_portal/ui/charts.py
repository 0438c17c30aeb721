"""Geometry of the charts drawn on the server. Templates turn it into SVG with the same figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

PITCH = 19  # a square of 13, its outline and the gap to the next
LINE = 25  # height of a row that holds one line of squares
HEAD, FURTHER = 22, 15  # height of a heading of one line, and what each further line of words adds
LETTER, HEADING, NAME = 7, 14, 20  # width of a letter; letters after which a heading, a row's name go on below
CELL = 3  # squares side by side in a cell before they continue below
COLUMN = CELL * PITCH + 8
DRAWN = 4 * CELL  # squares of a cell; what is more is said as a number below


@dataclass(frozen=True)
class Row:
    """One state: its name, and for each column the squares as booleans, True where it is drawn solid."""

    label: str
    cells: Sequence[Sequence[bool]]
    url: str = ""


@dataclass(frozen=True)
class Square:
    x: int
    y: int
    solid: bool


@dataclass(frozen=True)
class Column:
    label: str
    x: int

    @property
    def words(self) -> list[str]:
        """The label, line by line."""
        return wrap(self.label, HEADING)


@dataclass(frozen=True)
class More:
    """How many squares of a cell are not drawn."""

    x: int
    y: int
    count: int


@dataclass(frozen=True)
class Line:
    label: str
    url: str
    y: int
    squares: tuple[Square, ...]
    counts: tuple[int, ...]
    more: tuple[More, ...] = ()

    @property
    def words(self) -> list[str]:
        """The label, line by line."""
        return wrap(self.label, NAME)


@dataclass(frozen=True)
class SquareChart:
    """One square for each object, by row and column. Never shares or percentages."""

    id: str
    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    solid_label: str
    width: int
    foot: int
    unit_label: str = ""
    row_label: str = ""

    @property
    def height(self) -> int:
        return self.foot + 2


def square_chart(
    id: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    solid_label: str = "",
    unit_label: str = "",
    row_label: str = "",
) -> SquareChart:
    """Lay out `rows` under `columns`; solid squares come first, a long cell continues below.

    `unit_label` says what a square is and `row_label` what a row is; without them recommendations by state.
    """
    pitch = max([COLUMN, *(LETTER * len(word) + 8 for label in columns for word in wrap(label, HEADING))])
    room = LETTER * max((len(word) for row in rows for word in wrap(row.label, NAME)), default=0) + 8
    places = tuple(Column(label, room + n * pitch) for n, label in enumerate(columns))
    lines, y = [], HEAD + FURTHER * (max(len(place.words) for place in places) - 1)
    for row in rows:
        cells = list(zip(places, row.cells, strict=True))
        squares = tuple(square for place, cell in cells for square in _cell(place.x, y, cell))
        below = y + 17 + PITCH * (DRAWN // CELL)
        more = tuple(More(place.x, below, len(cell) - DRAWN) for place, cell in cells if len(cell) > DRAWN)
        lines.append(Line(row.label, row.url, y, squares, tuple(len(cell) for cell in row.cells), more))
        deepest = max((-(-min(len(cell), DRAWN + 1) // CELL) for cell in row.cells), default=1)
        y += LINE + max(PITCH * (deepest - 1), FURTHER * (len(lines[-1].words) - 1), 0)
    width = room + len(columns) * pitch
    return SquareChart(id, title, places, tuple(lines), solid_label, width, y, unit_label, row_label)


def _cell(x: int, y: int, cell: Sequence[bool]) -> list[Square]:
    return [
        Square(x + n % CELL * PITCH, y + 6 + n // CELL * PITCH, solid)
        for n, solid in enumerate(sorted(cell, reverse=True)[:DRAWN])
    ]
