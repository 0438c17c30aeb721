"""Read the table a person brings back in a workbook: the values as they were typed, nothing of it evaluated."""

import zipfile
from typing import Any, BinaryIO, Final
from xml.etree.ElementTree import ParseError

from dipb_portal.lib.uploads import XLSX, Problem, UploadRefused, recognise, walk_xml

MOST_UNPACKED = 16 * 2**20  # bytes: a table of words and numbers is far smaller


class Formula:
    """Stands in a cell that computes something: what it would say is nobody's figure."""


FORMULA: Final = Formula()
_FAULTS = (
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError, OSError, EOFError),
    *(zipfile.BadZipFile, ParseError, NotImplementedError),
)


def read_table(name: str, file: BinaryIO, *, columns: int, rows: int) -> list[list[Any]]:
    """The first sheet's cells up to `columns` and `rows`, row by row, without empty rows at the end.

    Each value is a str, number, date, bool or None; FORMULA where there is one. `name` is the file's own, clean.
    Raises UploadRefused for what is no plain workbook, or is too large.
    """
    if recognise(name, file) is not XLSX:
        raise UploadRefused(Problem.TYPE)
    _check_parts(file)
    try:
        return _cells(file, columns, rows)
    except _FAULTS:
        raise UploadRefused(Problem.DAMAGED) from None


def cell_name(row: int, column: int) -> str:
    """For example "C7", both counted from 1."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def _check_parts(file: BinaryIO) -> None:
    """The parts are XML that declares no entities, and together no larger than a table can be."""
    with zipfile.ZipFile(file) as archive:
        members = archive.infolist()
        if sum(each.file_size for each in members) > MOST_UNPACKED:
            raise UploadRefused(Problem.BOMB)
        if any(each.filename.startswith("xl/externalLinks/") for each in members):
            raise UploadRefused(Problem.EXTERNAL)
        try:
            for each in members:
                if each.filename.endswith((".xml", ".rels")):
                    walk_xml(archive.read(each))
        except _FAULTS as fault:
            raise fault if isinstance(fault, UploadRefused) else UploadRefused(Problem.DAMAGED) from None


def _cells(file: BinaryIO, columns: int, rows: int) -> list[list[Any]]:
    from openpyxl import load_workbook  # 22 MB that a web process need not hold before somebody uploads

    file.seek(0)
    book = load_workbook(file, read_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is a claim
        found = [
            [FORMULA if cell.data_type == "f" else cell.value for cell in row]
            for row in sheet.iter_rows(max_row=rows + 1, max_col=columns)
        ]
    finally:
        book.close()
    while found and not any(value is not None for value in found[-1]):
        found.pop()
    if len(found) > rows:
        raise UploadRefused(Problem.BOMB)
    return [row + [None] * (columns - len(row)) for row in found]
