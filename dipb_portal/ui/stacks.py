"""Geometry of the charts of quantities over the years. Templates turn it into SVG with the figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from dipb_portal.ui.charts import HEAD, Column

BAR, GAP, AXIS, DEEP = 26, 14, 68, 150  # a bar, the space beside it, room for the figures, the height
WIDE = 76  # from bar to bar where words stand below


@dataclass(frozen=True)
class Block:
    """One layer's part of a bar; `kind` is its rank, which names its pattern."""

    x: int
    y: float
    height: float
    kind: int


@dataclass(frozen=True)
class StackChart:
    """Bars side by side, each of layers upon one another, with the greatest figure as the only mark of the axis."""

    id: str
    title: str
    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    layers: tuple[tuple[str, tuple[int, ...]], ...]
    peak: int
    width: int

    @property
    def foot(self) -> int:
        return HEAD + DEEP

    @property
    def height(self) -> int:
        return self.foot + HEAD

    @property
    def legend(self) -> list[tuple[int, str]]:
        """Rank and name of each layer, where there is more than one."""
        return [(rank, name) for rank, (name, _figures) in enumerate(self.layers)] if len(self.layers) > 1 else []


def stack_chart(
    id: str, title: str, columns: Sequence[str], layers: Sequence[tuple[str, Sequence[int]]], *, wide: bool = False
) -> StackChart:
    """Lay out `layers`, a name and a figure for each of `columns`; the first layer stands at the bottom.

    `wide` leaves room for words below the bars, where years need less.
    """
    totals = [sum(figures[at] for _name, figures in layers) for at in range(len(columns))]
    peak = max(totals, default=0)
    pitch = WIDE if wide else BAR + GAP
    places = tuple(Column(label, AXIS + at * pitch) for at, label in enumerate(columns))
    kept = tuple((name, tuple(figures)) for name, figures in layers)
    blocks = tuple(block for at, place in enumerate(places) for block in _bar(place.x, at, kept, peak))
    return StackChart(id, title, places, blocks, kept, peak, AXIS + len(places) * pitch)


def _bar(x: int, at: int, layers: Sequence[tuple[str, Sequence[int]]], peak: int) -> list[Block]:
    y, blocks = float(HEAD + DEEP), []
    for kind, (_name, figures) in enumerate(layers):
        height = round(DEEP * figures[at] / peak, 1) if peak else 0.0
        y = round(y - height, 1)
        if height:
            blocks.append(Block(x, y, height, kind))
    return blocks
