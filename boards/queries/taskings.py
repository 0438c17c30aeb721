"""Reads for the pages of taskings; each with a constant number of queries."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from boards.access.taskings import taskings_visible_to
from boards.enums import TaskingState
from boards.models import Tasking
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.lib.clock import today
from dipb_portal.lib.redline import compare

WORDS = ("title_en", "title_fr", "text_en", "text_fr")  # what a task says
REMINDED_BEFORE = timedelta(days=7)


def is_late(day: date) -> Q:
    """A filter on taskings: still open after their day."""
    return Q(state=TaskingState.OPEN, due__lt=day)


def taskings_for(user: User, day: date) -> QuerySet[Tasking]:
    """Visible taskings, each with `late`; open ones first, the earliest deadline first."""
    standing = Case(When(state=TaskingState.OPEN, then=0), When(state=TaskingState.ANSWERED, then=1), default=2)
    late = Case(When(is_late(day), then=Value(True)), default=Value(False), output_field=BooleanField())
    return taskings_visible_to(user).select_related("body").annotate(late=late).order_by(standing, "due", "pk")


@dataclass(frozen=True)
class Act:
    """What was done with a task: the deadline it set, or of a correction the language and redline of each text."""

    entry: Entry
    due: date | None
    changes: list[tuple[str, str]]


def history_of(tasking: Tasking) -> list[Act]:
    """What was done with the task, oldest first."""
    entries = Entry.objects.filter(object_type=Tasking._meta.label_lower, object_id=str(tasking.pk))
    return [_act(entry) for entry in entries.select_related("actor").order_by("sequence")]


def _act(entry: Entry) -> Act:
    now = json.loads(entry.data)
    due = date.fromisoformat(now["due"]) if "due" in now else None
    return Act(entry, due, _changes(now) if entry.verb == "task_corrected" else [])


def _changes(now: dict[str, Any]) -> list[tuple[str, str]]:
    names = [name for name in WORDS if now["before"][name] != now[name]]
    return [(name[-2:], compare(_html(name, now["before"]), _html(name, now))) for name in names]


def _html(name: str, words: dict[str, str]) -> str:
    return words[name] if name.startswith("text") else f"<p>{escape(words[name])}</p>"


def to_remind_of() -> QuerySet[Tasking]:
    """Open taskings due within a week that nobody was reminded of."""
    return Tasking.objects.filter(
        state=TaskingState.OPEN, due__lte=today() + REMINDED_BEFORE, due__gte=today(), reminded_at=None
    )
