"""What one ask is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Ask:
    """One thing asked: `due` is an aware instant, None where no deadline is set.

    `titled` has a title in both languages (`title_en`, `title_fr`), which says what it is about.
    """

    label: Promise | str
    titled: Any
    reference: str
    sentence: str
    url: str
    action: Promise | str
    due: datetime | None = None
