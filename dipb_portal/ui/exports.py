"""Tables that people take into their spreadsheet: CSV and workbook, with nothing in a cell that would run there."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dipb_portal.lib.deadlines import BRUSSELS

if TYPE_CHECKING:
    from openpyxl import Workbook

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters in a cell of a workbook
_LONGEST_NAME = 31  # of a sheet
_WIDEST = 60
_OFFERED_TO = 1000  # the last row with words to choose from
_BOM = "\ufeff"  # without it Excel reads UTF-8 as the machine's own code page
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Rows = Iterable[Sequence[Any]]


def csv_response(name: str, header: Sequence[Any], rows: Rows) -> HttpResponse:
    """A download `name`.csv in UTF-8. Instants are written in Brussels time.

    A French spreadsheet takes the comma for the decimal sign and parts columns at the semicolon.
    """
    out = StringIO()
    out.write(_BOM)
    writer = csv.writer(out, delimiter=";" if get_language() == "fr" else ",")
    writer.writerow([_cell(each) for each in header])
    writer.writerows([_cell(each) for each in row] for row in rows)
    return _download(out.getvalue().encode(), "text/csv; charset=utf-8", f"{name}.csv")


def workbook_response(
    name: str, header: Sequence[Any], rows: Rows, choices: Mapping[int, Sequence[Any]] | None = None
) -> HttpResponse:
    """A download `name`.xlsx of one sheet: a frozen header that filters, columns as wide as their words.

    `choices` are the words that a column, counted from 1, offers in its cells; they stand on a second sheet.
    """
    from openpyxl import Workbook  # 22 MB that a web process need not hold before somebody asks
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = name[:_LONGEST_NAME]
    widths = [0] * len(header)
    for row in (header, *rows):
        cells = [_in_workbook(each) for each in row]
        sheet.append(cells)
        widths = [max(width, *map(len, str(cell).split("\n"))) for width, cell in zip(widths, cells, strict=True)]
    for column, width in zip(sheet.columns, widths, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = min(width, _WIDEST) + 2
        column[0].font = Font(bold=True)
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    if choices:
        _offer(book, choices)
    out = BytesIO()
    book.save(out)
    return _download(out.getvalue(), WORKBOOK, f"{name}.xlsx")


def _offer(book: "Workbook", choices: Mapping[int, Sequence[Any]]) -> None:
    """Other words can be typed all the same: whoever reads the workbook says what is wrong with them."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    kept = book.create_sheet(_("Choices"))
    for at, (column, words) in enumerate(choices.items(), start=1):
        for row, word in enumerate(words, start=1):
            kept.cell(row, at, _in_workbook(word))
        source, target = get_column_letter(at), get_column_letter(column)
        offered = DataValidation("list", formula1=f"'{kept.title}'!${source}$1:${source}${len(words)}")
        offered.add(f"{target}2:{target}{_OFFERED_TO}")
        book.worksheets[0].add_data_validation(offered)


def _cell(value: Any) -> Any:
    """What a spreadsheet may show: numbers and days as they are, words so that they cannot be a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(BRUSSELS).replace(tzinfo=None, microsecond=0)
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        words = str(value)
        return f"'{words}" if words.startswith(_RUNS) else words
    return value


def _in_workbook(value: Any) -> Any:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = _cell(value)
    return ILLEGAL_CHARACTERS_RE.sub("", cell)[:_LONGEST] if isinstance(cell, str) else cell


def _download(content: bytes, content_type: str, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": content_disposition_header(True, filename)},
    )
