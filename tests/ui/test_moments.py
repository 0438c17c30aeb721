"""Dates and deadlines in words; Brussels is UTC+1 in winter and UTC+2 in summer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from dipb_portal.ui.moments import in_words, time_left

WINTER = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "style", "value", "words"),
    [
        ("en", "full", WINTER, "19 November 2026, 17:30"),
        ("en", "long", WINTER, "Thursday 19 November 2026, 17:30"),
        ("en", "deadline", WINTER, "Thu 19 Nov, 17:30"),
        ("en", "deadline", date(2026, 12, 4), "Fri 4 Dec"),
        ("en", "short", SUMMER, "1 Jul 17:30"),
        ("fr", "full", WINTER, "19 novembre 2026, 17:30"),
        ("fr", "long", WINTER, "jeudi 19 novembre 2026 à 17h30"),
        ("fr", "deadline", WINTER, "jeu. 19 nov., 17:30"),
        ("fr", "deadline", SUMMER, "mer. 1er juill., 17:30"),
        ("fr", "day", date(2026, 8, 1), "1er août 2026"),
    ],
)
def test_an_instant_is_written_as_its_reader_writes_it(language, style, value, words):
    with translation.override(language):
        assert in_words(value, style, at=WINTER) == words


def test_another_year_is_named():
    assert in_words(date(2027, 1, 11), "deadline", at=WINTER) == "Mon 11 Jan 2027"
    assert in_words(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "short", at=WINTER) == "1 Jan 2027 00:30"
    with translation.override("fr"):
        assert in_words(date(2025, 9, 1), "short", at=WINTER) == "1er sept. 2025"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=2), "In 2 days"),
        (timedelta(days=1), "Tomorrow"),
        (timedelta(hours=3, minutes=20), "In 3 hours"),
        (timedelta(hours=1), "In 1 hour"),
        (timedelta(minutes=5), "In 5 minutes"),
        (timedelta(0), "Closed"),
        (timedelta(minutes=-1), "Closed"),
    ],
)
def test_time_left_counts_calendar_days_then_hours_then_minutes(before, words):
    assert time_left(WINTER, at=WINTER - before) == words


def test_a_day_without_an_hour_is_late_only_on_the_next_day():
    day = date(2026, 11, 19)
    assert time_left(day, at=WINTER) == "Today"
    assert time_left(day, at=WINTER + timedelta(days=1)) == "1 day late"


def test_the_calendar_day_is_that_of_brussels():
    late_evening = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)  # already the 19th in Brussels
    assert time_left(date(2026, 11, 19), at=late_evening) == "Today"
