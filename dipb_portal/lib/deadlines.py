"""Working days and deadlines of a silence procedure or a round of comments (domain rules 2.3).

A deadline is one aware UTC instant; its rules are about the Brussels calendar: it ends on a working day
between 09:00 and 18:00, one to thirty working days after it was opened, and by habit after five, at 17:30.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

BRUSSELS = ZoneInfo("Europe/Brussels")
DEFAULT_DAYS = 5
DEFAULT_TIME = time(17, 30)
FIRST_HOUR = time(9)
LAST_HOUR = time(18)
SHORTEST_DAYS = 1
LONGEST_DAYS = 30


def day_of(instant: datetime) -> date:
    """The day it is in Brussels at the aware `instant`, which is another than in UTC for an hour or two of each."""
    return _in_brussels(instant).date()


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said about a proposed deadline; one that `blocks` refuses it, another only warns."""

    code: str
    message: str | Promise
    blocks: bool = True


@cache
def _holidays_of(year: int) -> dict[date, Promise]:
    """The ten public holidays in Belgium, as the law of 4 January 1974 and its decree list them."""
    sunday = easter(year)
    return {
        date(year, 1, 1): _("New Year's Day"),
        sunday + timedelta(days=1): _("Easter Monday"),
        date(year, 5, 1): _("Labour Day"),
        sunday + timedelta(days=39): _("Ascension Day"),
        sunday + timedelta(days=50): _("Whit Monday"),
        date(year, 7, 21): _("National Day"),
        date(year, 8, 15): _("Assumption Day"),
        date(year, 11, 1): _("All Saints' Day"),
        date(year, 11, 11): _("Armistice Day"),
        date(year, 12, 25): _("Christmas Day"),
    }


def holiday_name(day: date) -> Promise | None:
    """The public holiday in Belgium that falls on `day`; None where none does."""
    return _holidays_of(day.year).get(day)


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday in Belgium."""
    return day.weekday() < 5 and holiday_name(day) is None


def add_working_days(day: date, days: int) -> date:
    """The working day that comes `days` working days after `day`, which itself does not count."""
    if days < 1:
        raise ValueError("at least one working day ahead")
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days(opened_at: datetime, deadline: datetime) -> int:
    """Working days in Brussels after the day of opening, up to and with the day of the deadline."""
    first, last = day_of(opened_at), day_of(deadline)
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


def default_deadline(opened_at: datetime, days: int = DEFAULT_DAYS) -> datetime:
    """17:30 in Brussels, `days` working days after the aware instant `opened_at`, as aware UTC."""
    day = add_working_days(day_of(opened_at), days)
    return datetime.combine(day, DEFAULT_TIME, BRUSSELS).astimezone(UTC)


def reminder_due(deadline: datetime) -> datetime:
    """The same hour in Brussels, one working day before the aware `deadline`, as aware UTC."""
    ends = _in_brussels(deadline)
    day = ends.date() - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, ends.time(), BRUSSELS).astimezone(UTC)


def check_deadline(opened_at: datetime, deadline: datetime) -> list[Finding]:
    """What the rules say of an aware `deadline` for a procedure opened at the aware `opened_at`."""
    # Far dates answer before they are counted: nobody waits for the holidays of the year 9999.
    if deadline - opened_at > timedelta(days=4 * LONGEST_DAYS):
        return [_too_long()]
    ends = _in_brussels(deadline)
    findings = []
    if not is_working_day(ends.date()):
        findings.append(Finding("not_a_working_day", _("The deadline must be a working day in Brussels.")))
    if not FIRST_HOUR <= ends.time() <= LAST_HOUR:
        findings.append(Finding("outside_hours", _("The deadline must lie between 09:00 and 18:00 in Brussels.")))
    days = working_days(opened_at, deadline)
    if days < SHORTEST_DAYS:
        findings.append(Finding("too_short", _("The deadline must be at least one working day ahead.")))
    elif days > LONGEST_DAYS:
        findings.append(_too_long())
    elif days < DEFAULT_DAYS:
        findings.append(Finding("short_notice", _short_notice(days), False))
    return findings


def _too_long() -> Finding:
    return Finding("too_long", _("The deadline must be at most 30 working days ahead."))


def _short_notice(days: int) -> str:
    return ngettext_lazy(
        "Short notice: delegations have %(days)d working day instead of the usual five.",
        "Short notice: delegations have %(days)d working days instead of the usual five.",
        "days",
    ) % {"days": days}


def _in_brussels(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("a deadline needs an aware datetime")
    return instant.astimezone(BRUSSELS)
