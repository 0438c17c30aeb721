"""The one clock, and the day it says."""

from datetime import UTC, date, datetime

import pytest

from dipb_portal.lib import clock

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, 1, tzinfo=UTC), date(2026, 2, 1)),
        (datetime(2026, 7, 31, 22, 1, tzinfo=UTC), date(2026, 8, 1)),
    ],
)
def test_today_is_the_day_in_brussels(instant: datetime, day: date) -> None:
    with clock.specimen_clock(instant):
        assert clock.today() == day
