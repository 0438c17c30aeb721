"""Geometry of the charts of squares and of stacks."""

import pytest

from dipb_portal.ui.charts import CELL, DRAWN, FURTHER, LETTER, LINE, Row, square_chart
from dipb_portal.ui.stacks import stack_chart


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


def test_the_names_of_rows_get_the_room_they_need_and_no_more():
    names = "Draft", "Retained after all"
    short, long = (square_chart("c", "Title", ["CAP"], [Row(name, [[True]])]) for name in names)
    assert short.columns[0].x < long.columns[0].x
    assert long.width - short.width == long.columns[0].x - short.columns[0].x


def test_a_long_name_of_a_row_goes_on_below_and_pushes_the_next_row_down():
    rows = [Row("Traitement des observations", [[True]]), Row("Accord obtenu", [[True]])]
    chart = square_chart("c", "Title", ["CAP"], rows)
    assert chart.lines[0].words == ["Traitement des", "observations"]
    assert chart.lines[1].y - chart.lines[0].y == LINE + FURTHER
    assert chart.columns[0].x < len("Traitement des observations") * LETTER


def test_every_square_lies_inside_the_picture():
    chart = square_chart("c", "Title", ["CAP", "SCS", "S&I"], [Row("Draft", [[True] * 9] * 3)])
    for square in chart.lines[0].squares:
        assert square.x + 13 < chart.width
        assert square.y + 13 < chart.height


def test_a_row_must_have_a_cell_for_each_column():
    with pytest.raises(ValueError, match="shorter"):
        square_chart("c", "Title", ["CAP", "SCS"], [Row("Draft", [[]])])


def test_long_headings_go_on_below_and_widen_their_columns():
    short = square_chart("c", "Title", ["CAP", "SCS"], [Row("Draft", [[True], [True]])])
    long = square_chart("c", "Title", ["CAP", "Overtaken by events"], [Row("Draft", [[True], [True]])])
    assert long.columns[1].words == ["Overtaken by", "events"]
    assert long.columns[1].x - long.columns[0].x > short.columns[1].x - short.columns[0].x
    assert long.lines[0].y > short.lines[0].y


def test_the_pieces_of_a_layer_stand_upon_those_below_it():
    chart = stack_chart("c", "Title", ["2027", "2028"], [("Firm", [30, 0]), ("Planned", [10, 20])])
    first, second = (place.x for place in chart.columns)
    foot = chart.foot
    firm, planned = chart.shapes
    assert firm == f"M{first}.5 {foot - 112.5}h25v112.5h-25z"
    assert planned == f"M{first}.5 {foot - 150.0}h25v37.5h-25zM{second}.5 {foot - 75.0}h25v75.0h-25z"
    assert stack_chart("c", "Title", ["2027"], [("Firm", [0])]).shapes == ("",)
