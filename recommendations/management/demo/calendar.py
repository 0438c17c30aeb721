"""Days of the story: offsets in working days from today, as instants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dipb_portal.lib.deadlines import BRUSSELS, is_working_day


@dataclass(frozen=True)
class Calendar:
    """Working days counted from `today`; where that is none, 0 is the next one, so that -1 always lies behind."""

    today: date

    def day(self, offset: int) -> date:
        day = self.today
        while not is_working_day(day):
            day += timedelta(days=1)
        step = timedelta(days=1 if offset > 0 else -1)
        for _ in range(abs(offset)):
            day += step
            while not is_working_day(day):
                day += step
        return day

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        """That time of the day in Brussels, as aware UTC; minutes may run past the hour."""
        start = datetime.combine(self.day(offset), time(hour), BRUSSELS)
        return start.astimezone(UTC) + timedelta(minutes=minute)
