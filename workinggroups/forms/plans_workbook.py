"""A workbook of requirements that comes back: what is taken in, and what is wrong, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.models import Nation
from dipb_portal.lib.typography import french_text
from dipb_portal.lib.uploads import Problem, UploadRefused, clean_name
from dipb_portal.lib.workbooks import FORMULA, cell_name, read_table
from dipb_portal.ui.fields import below_ceiling
from workinggroups.models import Category, Requirement
from workinggroups.models.plans import FIRST_YEAR, LAST_YEAR, MOST, Certainty

LARGEST = 2**20  # bytes of a workbook as it comes
MOST_ROWS = 500
MOST_YEARS = LAST_YEAR - FIRST_YEAR + 1
LONGEST_LINE, LONGEST_NOTE = 300, 10_000
# The columns before the years, in their order; their heads are in the language of who takes the workbook.
COLUMNS: tuple[Promise, ...] = (
    gettext_lazy("No. (leave empty for a new one)"),
    gettext_lazy("Version (leave as it is)"),
    gettext_lazy("Category"),
    gettext_lazy("Description in English"),
    gettext_lazy("Description in French"),
    gettext_lazy("Certainty"),
    gettext_lazy("Note, for the delegation"),
)
NUMBER, VERSION, CATEGORY, ENGLISH, FRENCH, CERTAINTY, NOTE = range(1, 8)

_REFUSALS: dict[Problem, Promise] = {
    Problem.BOMB: gettext_lazy("The workbook is too large: at most 500 rows, 1 MB, and little that unpacks to much."),
    Problem.MACROS: gettext_lazy("The workbook has macros or other parts that run. Save it as a plain .xlsx file."),
    Problem.EXTERNAL: gettext_lazy("The workbook refers to other files. Break its links, and save it again."),
    Problem.ENCRYPTED: gettext_lazy("The workbook is protected by a password. Save it without."),
}
_NO_WORKBOOK = gettext_lazy("This is no .xlsx workbook that can be read. Take the template and fill that.")


@dataclass
class Row:
    """One row as it goes into the upload; `row` is its number in the sheet."""

    row: int
    requirement: int | None = None
    version: int | None = None
    category: int | None = None
    description_en: str = ""
    description_fr: str = ""
    certainty: str = ""
    note: str = ""
    quantities: dict[str, int | None] = field(default_factory=dict)


class UploadForm(forms.Form):
    """The workbook; from a valid form, `rows` is what it says."""

    file = forms.FileField(label=gettext_lazy("Workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx"}))

    def __init__(self, *args: Any, nation: Nation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nation = nation
        self.rows: list[Row] = []
        self.faults: list[tuple[str, str]] = []  # cell, what is wrong with it

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(str(_REFUSALS[Problem.BOMB]))
        try:
            name = clean_name(file.name)
            table = read_table(name, file, columns=len(COLUMNS) + MOST_YEARS, rows=MOST_ROWS + 1)
        except UploadRefused as refused:
            raise ValidationError(str(_REFUSALS.get(refused.problem, _NO_WORKBOOK))) from None
        reader = _Reader(self.nation)
        self.rows = reader.read(table)
        self.faults = [(cell_name(row, column), words) for row, column, words in sorted(reader.faults)]
        if self.faults:
            raise ValidationError(_("Nothing was taken in: some cells are to be put right first."))
        if not self.rows:
            raise ValidationError(_("The workbook has no row with a requirement."))
        return file


class _Reader:
    """Reads the rows of one nation's workbook, and collects what is wrong with the cells."""

    def __init__(self, nation: Nation) -> None:
        self.faults: list[tuple[int, int, str]] = []  # row, column, what is wrong
        self.own = set(Requirement.objects.filter(nation=nation).values_list("pk", flat=True))
        categories = {category: [category.code] for category in Category.objects.all()}
        labels = {code: [code] for code in Certainty.values}
        for language in ("en", "fr"):
            with translation.override(language):
                for category, names in categories.items():
                    names += [str(category), category.with_unit]
                for code, label in Certainty.choices:
                    labels[code].append(str(label))
        self.categories = _by_any_name((category.pk, names) for category, names in categories.items())
        self.certainties = _by_any_name(labels.items())

    def read(self, table: list[list[Any]]) -> list[Row]:
        if not table:
            return []
        self._check_heads(table[0])
        years = self._years(table[0])
        if self.faults:  # under another head a cell says something else
            return []
        rows = [
            self._row(number, values, years)
            for number, values in enumerate(table[1:], start=2)
            if any(value not in (None, "") for value in values)
        ]
        seen: set[int] = set()
        for row in rows:
            if row.requirement in seen:
                self._fault(row.row, NUMBER, _("This requirement stands in another row already."))
            seen |= {row.requirement} if row.requirement else set()
        return rows

    def _check_heads(self, head: Sequence[Any]) -> None:
        """Columns that changed places would put the delegation's own note into what others read."""
        for column, words in enumerate(COLUMNS, start=1):
            if _folded(head[column - 1]) not in _in_each_language(words):
                told = _("The head of this column is “%(head)s”: leave the columns in their order.")
                self._fault(1, column, told % {"head": words})

    def _years(self, head: Sequence[Any]) -> dict[int, int]:
        """The year of each column that has one."""
        years: dict[int, int] = {}
        for column, value in enumerate(head[len(COLUMNS) :], start=len(COLUMNS) + 1):
            if value in (None, ""):
                continue
            year = _whole(value)
            if year is None or not FIRST_YEAR <= year <= LAST_YEAR or year in years.values():
                self._fault(1, column, _("The head of this column is a year, each year once."))
            else:
                years[column] = year
        return years

    def _row(self, number: int, values: Sequence[Any], years: dict[int, int]) -> Row:
        row = Row(number)
        for column, value in enumerate(values, start=1):
            if value is FORMULA:
                self._fault(number, column, _("A formula: put its value there instead."))
        values = [None if value is FORMULA else value for value in values]
        row.requirement = self._number(number, NUMBER, values, _("The number of a requirement, or nothing."))
        if row.requirement and row.requirement not in self.own:
            self._fault(number, NUMBER, _("Your nation has no requirement of this number."))
        if row.requirement:
            row.version = self._number(number, VERSION, values, _("The version as the template gave it."), needed=True)
        row.category = self._choice(number, CATEGORY, values, self.categories, _("No such category."))
        row.certainty = self._choice(number, CERTAINTY, values, self.certainties, _("Firm, planned or possible.")) or ""
        row.description_en = self._words(number, ENGLISH, values, LONGEST_LINE)
        row.description_fr = french_text(self._words(number, FRENCH, values, LONGEST_LINE))
        if all(values[column - 1] in (None, "") for column in (ENGLISH, FRENCH)):
            self._fault(number, ENGLISH, _("Describe the requirement in at least one language"))
        row.note = self._words(number, NOTE, values, LONGEST_NOTE, lines=True)
        for column, year in years.items():
            row.quantities[str(year)] = self._quantity(number, column, values)
        for column in range(len(COLUMNS) + 1, len(values) + 1):
            if column not in years and values[column - 1] not in (None, ""):
                self._fault(number, column, _("This column has no year at its head."))
        return row

    def _quantity(self, row: int, column: int, values: Sequence[Any]) -> int | None:
        value = values[column - 1]
        if value in (None, ""):
            return None
        quantity = _whole(value)
        if quantity is None or not 0 <= quantity <= MOST:
            most = number_format(MOST, force_grouping=True)
            self._fault(row, column, _("A whole number from 0 to %(most)s, or nothing.") % {"most": most})
            return None
        return quantity

    def _number(self, row: int, column: int, values: Sequence[Any], fault: str, needed: bool = False) -> int | None:
        value = values[column - 1]
        if value in (None, "") and not needed:
            return None
        number = _whole(value)
        if number is None or number < 1:
            self._fault(row, column, fault)
            return None
        return number

    def _choice(self, row: int, column: int, values: Sequence[Any], choices: dict[str, Any], fault: str) -> Any:
        chosen = choices.get(_folded(values[column - 1]))
        if chosen is None:
            self._fault(row, column, fault)
        return chosen

    def _words(self, row: int, column: int, values: Sequence[Any], longest: int, *, lines: bool = False) -> str:
        value = values[column - 1]
        words = "" if value is None else str(value).replace("\r\n", "\n").strip()
        words = words if lines else " ".join(words.split())
        if "\0" in words or len(words) > longest:
            self._fault(row, column, _("At most %(count)d characters.") % {"count": longest})
            return ""
        try:
            below_ceiling(words)
        except ValidationError as error:
            self._fault(row, column, error.messages[0])
        return words

    def _fault(self, row: int, column: int, message: str) -> None:
        self.faults.append((row, column, message))


def _by_any_name(named: Iterator[tuple[Any, list[str]]] | Any) -> dict[str, Any]:
    return {_folded(name): key for key, names in named for name in names}


def _in_each_language(words: Promise) -> set[str]:
    found = set()
    for language in ("en", "fr"):
        with translation.override(language):
            found.add(_folded(words))
    return found


def _folded(value: Any) -> str:
    return " ".join(str(value or "").split()).casefold()


def _whole(value: Any) -> int | None:
    """A whole number, also where Excel keeps it as 12.0 or as the words "1 200"; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= MOST else None
    if isinstance(value, str):
        digits = "".join(value.split())
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 10 else None
    return None
