"""Instants and days in words, in Brussels time, as a delegation writes them in English and in French."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext, ngettext

from dipb_portal.lib.deadlines import BRUSSELS

Style = Literal["full", "long", "deadline", "short", "day", "time"]
# For each style the format of the day and of the hour, in Django's notation.
_FORMATS: dict[str, dict[Style, tuple[str, str]]] = {
    "en": {
        "full": ("j F Y", ", H:i"),
        "long": ("l j F Y", ", H:i"),
        "deadline": ("D j M", ", H:i"),
        "short": ("j M", " H:i"),
        "day": ("j F Y", ""),
        "time": ("", "H:i"),
    },
    "fr": {
        "full": ("j F Y", ", H:i"),
        "long": ("l j F Y", " à G\\hi"),
        "deadline": ("D j M", ", H:i"),
        "short": ("j M", " H:i"),
        "day": ("j F Y", ""),
        "time": ("", "H:i"),
    },
}
_FRENCH_MONTHS = [
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juill.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
]
_FRENCH_DAYS = ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."]


def in_words(value: date | datetime, style: Style = "full", at: datetime | None = None) -> str:
    """Write an aware instant (in Brussels time) or a day in the language of the reader.

    The short styles name the year where it is not that of `at` (now).
    """
    french = (get_language() or "en").startswith("fr")
    moment = value.astimezone(BRUSSELS) if isinstance(value, datetime) else value
    day, hour = _FORMATS["fr" if french else "en"][style]
    if style in ("deadline", "short") and moment.year != (at or timezone.now()).astimezone(BRUSSELS).year:
        day += " Y"
    if not isinstance(moment, datetime):
        return _day_in_words(moment, day, french)
    return _day_in_words(moment.date(), day, french) + (dateformat.format(moment, hour) if hour else "")


@lru_cache(maxsize=1000)  # the rows of a list name few days over and over, and what a day is called never changes
def _day_in_words(day: date, form: str, french: bool) -> str:
    """In the reader's language, which `french` must repeat."""
    return dateformat.format(day, _french(day, form) if french else form)


def _french(moment: date, day: str) -> str:
    """The first of a month is « 1er »; short names carry the French abbreviation point."""
    words = {
        "j": "1er" if moment.day == 1 else str(moment.day),
        "M": _FRENCH_MONTHS[moment.month - 1],
        "D": _FRENCH_DAYS[moment.weekday()],
    }
    literal = {code: "".join(f"\\{letter}" for letter in word) for code, word in words.items()}
    return "".join(literal.get(code, code) for code in day)


def time_left(value: date | datetime, at: datetime | None = None) -> str:
    """Say how far off a deadline is, by calendar days in Brussels. For display: no rule depends on it."""
    now = (at or timezone.now()).astimezone(BRUSSELS)
    moment = value.astimezone(BRUSSELS) if isinstance(value, datetime) else value
    if isinstance(moment, datetime):
        if moment <= now:
            return gettext("Closed")
        if moment - now < timedelta(hours=12):
            return _hours_left(moment - now)
        day = moment.date()
    else:
        day = moment
    days = (day - now.date()).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return gettext("Today")
    if days == 1:
        return gettext("Tomorrow")
    return ngettext("In %(days)s day", "In %(days)s days", days) % {"days": days}


def _hours_left(left: timedelta) -> str:
    minutes = int(left.total_seconds() // 60)
    if minutes < 60:
        return ngettext("In %(minutes)s minute", "In %(minutes)s minutes", minutes) % {"minutes": minutes}
    return ngettext("In %(hours)s hour", "In %(hours)s hours", minutes // 60) % {"hours": minutes // 60}
