"""Geometry of the chart of squares."""

import pytest

from dipb_portal.ui.charts import CELL, DRAWN, Row, square_chart


def test_solid_squares_come_first_and_counts_match_the_squares():
    chart = square_chart("c", "Title", ["CAP", "SCS"], [Row("Draft", [[False, True], []])])
    (line,) = chart.lines
    assert [square.solid for square in line.squares] == [True, False]
    assert line.counts == (2, 0)


def test_a_long_cell_continues_below_and_pushes_the_next_row_down():
    rows = [Row("Draft", [[False] * (CELL + 1)]), Row("Endorsed", [[False]])]
    first, second = square_chart("c", "Title", ["CAP"], rows).lines
    assert first.squares[CELL].x == first.squares[0].x
    assert first.squares[CELL].y > first.squares[0].y
    assert second.squares[0].y > first.squares[CELL].y + 13


def test_of_a_cell_without_end_the_first_are_drawn_and_the_rest_is_a_number():
    chart = square_chart("c", "Title", ["CAP"], [Row("Closed", [[False] * 699 + [True]]), Row("Withdrawn", [[True]])])
    first, second = chart.lines
    assert len(first.squares) == DRAWN
    assert first.squares[0].solid
    assert first.counts == (700,)
    assert [more.count for more in first.more] == [700 - DRAWN]
    assert first.squares[-1].y + 13 < first.more[0].y < second.y
    assert second.more == ()


def test_every_square_lies_inside_the_picture():
    chart = square_chart("c", "Title", ["CAP", "SCS", "S&I"], [Row("Draft", [[True] * 9] * 3)])
    for square in chart.lines[0].squares:
        assert square.x + 13 < chart.width
        assert square.y + 13 < chart.height


def test_a_row_must_have_a_cell_for_each_column():
    with pytest.raises(ValueError, match="shorter"):
        square_chart("c", "Title", ["CAP", "SCS"], [Row("Draft", [[]])])
