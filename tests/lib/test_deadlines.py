from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dipb_portal.lib.deadlines import (
    BRUSSELS,
    add_working_days,
    check_deadline,
    day_of,
    default_deadline,
    holiday_name,
    is_working_day,
    working_days,
)

SPAN = datetime(2020, 1, 1), datetime(2040, 1, 1)  # noqa: DTZ001 hypothesis adds the zone
instants = st.datetimes(*SPAN, timezones=st.just(UTC))


def brussels(*parts):
    return datetime(*parts, tzinfo=BRUSSELS)


def test_the_day_is_that_of_brussels():
    assert day_of(datetime(2026, 7, 20, 22, 30, tzinfo=UTC)) == date(2026, 7, 21)
    assert day_of(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == date(2026, 12, 31)


def codes(opened, deadline):
    return [(finding.code, finding.blocks) for finding in check_deadline(opened, deadline)]


@pytest.mark.parametrize(
    ("issued", "ends", "days"),
    [  # public Council documents, as domain rules 2.3 list them
        (brussels(2012, 2, 27), brussels(2012, 3, 16), 14),
        (brussels(2015, 7, 29), brussels(2015, 8, 7), 7),
        (brussels(2016, 1, 5), brussels(2016, 1, 12), 5),
        (brussels(2016, 11, 21), brussels(2016, 12, 2), 9),
        (brussels(2016, 12, 19), brussels(2016, 12, 20), 1),
        (brussels(2017, 10, 4), brussels(2017, 10, 12), 6),
        (brussels(2020, 9, 10), brussels(2020, 9, 24), 10),
    ],
)
def test_counts_the_working_days_of_known_procedures(issued, ends, days):
    assert working_days(issued, ends) == days


def test_the_belgian_public_holidays_of_a_year_are_not_working_days():
    """Those of 2024, a leap year."""
    dates = ["01-01", "04-01", "05-01", "05-09", "05-20", "07-21", "08-15", "11-01", "11-11", "12-25"]
    days = [date.fromisoformat(f"2024-{day}") for day in dates]
    every = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]
    assert [day for day in every if holiday_name(day)] == days
    assert not any(is_working_day(day) for day in days)


def test_sundays_are_not_working_days():
    assert not is_working_day(date(2026, 11, 22))


def test_a_holiday_has_a_name_in_both_languages():
    with translation.override("fr"):
        assert str(holiday_name(date(2026, 5, 14))) == "Ascension"
    with translation.override("en"):
        assert str(holiday_name(date(2026, 5, 14))) == "Ascension Day"


def test_default_skips_easter_monday():
    opened = brussels(2026, 4, 1, 10)
    assert default_deadline(opened).astimezone(BRUSSELS) == brussels(2026, 4, 9, 17, 30)


@pytest.mark.parametrize(
    ("opened", "ends"),
    [
        (datetime(2026, 3, 25, 9, tzinfo=UTC), datetime(2026, 4, 1, 15, 30, tzinfo=UTC)),  # into summer time
        (datetime(2026, 10, 21, 9, tzinfo=UTC), datetime(2026, 10, 28, 16, 30, tzinfo=UTC)),  # out of it
        (
            datetime(2026, 6, 1, 22, 30, tzinfo=UTC),
            datetime(2026, 6, 9, 15, 30, tzinfo=UTC),
        ),  # 2 June there
    ],
)
def test_default_is_half_past_five_in_brussels_in_every_season(opened, ends):
    assert default_deadline(opened) == ends


@given(instants, st.integers(1, 30))
def test_a_default_deadline_never_blocks(opened, days):
    deadline = default_deadline(opened, days)
    assert working_days(opened, deadline) == days
    assert deadline.utcoffset() == timedelta(0)
    assert codes(opened, deadline) == ([("short_notice", False)] if days < 5 else [])


@pytest.mark.parametrize(
    ("deadline", "found"),
    [
        (brussels(2026, 11, 30, 9), []),
        (brussels(2026, 11, 30, 18), []),
        (brussels(2026, 11, 30, 8, 59), [("outside_hours", True)]),
        (brussels(2026, 11, 30, 18, 0, 1), [("outside_hours", True)]),
        (brussels(2026, 12, 5, 12), [("not_a_working_day", True)]),
        (brussels(2026, 11, 23, 17), [("too_short", True)]),
        (brussels(2026, 11, 20, 17), [("too_short", True)]),
        (brussels(2026, 11, 24, 17), [("short_notice", False)]),
        (brussels(2027, 1, 6, 17), []),
        (brussels(2027, 1, 7, 17), [("too_long", True)]),
        (brussels(9999, 12, 31, 17), [("too_long", True)]),
    ],
)
def test_findings_for_a_procedure_opened_on_a_monday(deadline, found):
    assert codes(brussels(2026, 11, 23, 10), deadline) == found


def test_naive_times_are_refused():
    with pytest.raises(ValueError, match="aware"):
        default_deadline(datetime(2026, 11, 23, 10))  # noqa: DTZ001 the point of the test


def test_a_deadline_lies_ahead():
    with pytest.raises(ValueError, match="one working day"):
        add_working_days(date(2026, 11, 23), 0)
