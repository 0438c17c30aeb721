"""Downloads open in a spreadsheet as words, never as formulas."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from dipb_portal.ui.exports import csv_response, workbook_response

HEADER = ["Title", "Due"]
DANGEROUS = ['=HYPERLINK("http://example.org")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


def _csv(rows):
    response = csv_response("measures", HEADER, rows)
    content = response.content.decode()
    assert content.startswith("\ufeff")
    return response, list(csv.reader(StringIO(content.removeprefix("\ufeff"), newline="")))


def _sheet(rows):
    response = workbook_response("measures", HEADER, rows)
    return response, load_workbook(BytesIO(response.content)).active


@pytest.mark.parametrize("words", DANGEROUS)
def test_a_formula_becomes_words(words):
    assert _csv([[words, None]])[1][1] == [f"'{words}", ""]
    cell = _sheet([[words, None]])[1]["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_figures_days_and_instants_stay_what_they_are():
    instant = datetime(2026, 7, 1, 8, 30, tzinfo=UTC)
    assert _csv([[-3, date(2026, 7, 1)], [instant, True]])[1][1:] == [
        ["-3", "2026-07-01"],
        ["2026-07-01 10:30:00", "True"],
    ]
    sheet = _sheet([[-3, instant]])[1]
    assert sheet.title == "measures"
    assert sheet["A2"].value == -3
    assert str(sheet["B2"].value) == "2026-07-01 10:30:00"


def test_both_are_downloads_under_their_name():
    response, rows = _csv([["Électrodes, « acier »", ""]])
    assert rows[1][0] == "Électrodes, « acier »"
    assert response["Content-Disposition"] == 'attachment; filename="measures.csv"'
    response, sheet = _sheet([])
    assert response["Content-Disposition"] == 'attachment; filename="measures.xlsx"'
    assert [cell.value for cell in sheet[1]] == HEADER


def test_a_french_reader_gets_the_columns_as_a_french_spreadsheet_parts_them():
    with override("fr"):
        content = csv_response("mesures", HEADER, [["acier, titane", 1200], ["a;b", 3]]).content.decode("utf-8-sig")
    assert content.splitlines() == ["Title;Due", "acier, titane;1200", '"a;b";3']


def test_what_a_workbook_cannot_hold_is_left_out():
    sheet = _sheet([["a\x0bb" + "x" * 40_000, ""]])[1]
    assert sheet["A2"].value.startswith("abx")
    assert len(sheet["A2"].value) == 32_767
