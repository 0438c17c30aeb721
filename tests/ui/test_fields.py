"""What the fields that all forms share take and refuse."""

import pytest
from django.core.exceptions import ValidationError

from dipb_portal.ui.fields import DayField


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31", "31/12/2026", "today"])
def test_a_day_beyond_reason_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        DayField().clean(day)


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31"])
def test_a_day_of_this_century_is_taken(day: str) -> None:
    assert DayField().clean(day).isoformat() == day
