"""What the fields that all forms share take and refuse."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test.html import parse_html

from dipb_portal.ui.fields import DayField
from dipb_portal.ui.widgets import CellInput


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31", "31/12/2026", "today"])
def test_a_day_beyond_reason_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(day)


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_a_day_of_this_century_is_taken(day: str) -> None:
    assert DayField().clean(day).isoformat() == day


@pytest.mark.parametrize("value", [None, "", 1250, 'a"><b>'])
def test_the_input_of_a_cell_is_djangos_own(value: object) -> None:
    given = {"id": "id_q", "required": True, "aria-invalid": "true", "disabled": False}
    ours, theirs = CellInput({"size": 7, "class": "num"}), forms.TextInput({"size": 7, "class": "num"})
    assert parse_html(ours.render("q", value, given)) == parse_html(theirs.render("q", value, given))
