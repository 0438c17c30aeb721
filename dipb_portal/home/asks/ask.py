"""What one ask is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from dipb_portal.lib.deadlines import day_of


@dataclass(frozen=True)
class Ask:
    """One thing asked: `due` is an aware instant, None where no deadline is set.

    `titled` has a title in both languages (`title_en`, `title_fr`), which says what it is about. What is due in the
    course of a `whole_day` is shown by its day, and days late once that is past.
    """

    label: Promise | str
    titled: Any
    reference: str
    sentence: str
    url: str
    action: Promise | str
    due: datetime | None = None
    whole_day: bool = False

    @property
    def shown(self) -> datetime | date | None:
        """The instant, or for a whole day that day in Brussels."""
        return day_of(self.due) if self.due and self.whole_day else self.due
