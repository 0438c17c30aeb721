"""Geometry of the charts of quantities over the years. Templates turn it into SVG with the figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from dipb_portal.ui.charts import HEAD, Column

BAR, GAP, AXIS, DEEP = 26, 14, 68, 150  # a bar, the space beside it, room for the figures, the height
WIDE = 76  # from bar to bar where words stand below


@dataclass(frozen=True)
class StackChart:
    """Bars side by side, each of layers upon one another, with the greatest figure as the only mark of the axis.

    `shapes` has for each layer the outline of all its pieces, as the `d` of an SVG path; rank and name tell layers.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    shapes: tuple[str, ...]
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
    return StackChart(id, title, places, _shapes(places, kept, peak), kept, peak, AXIS + len(places) * pitch)


def _shapes(places: Sequence[Column], layers: Sequence[tuple[str, Sequence[int]]], peak: int) -> tuple[str, ...]:
    tops = [float(HEAD + DEEP)] * len(places)
    shapes = []
    for _name, figures in layers:
        shape = ""
        for at, figure in enumerate(figures):
            if height := round(DEEP * figure / peak, 1) if figure else 0:
                tops[at] = round(tops[at] - height, 1)
                shape += f"M{places[at].x}.5 {tops[at]}h{BAR - 1}v{height}h{1 - BAR}z"
        shapes.append(shape)
    return tuple(shapes)
