"""Reads for the pages of taskings; each with a constant number of queries."""

from datetime import date, timedelta

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from boards.access.taskings import taskings_visible_to
from boards.enums import TaskingState
from boards.models import Tasking
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS

REMINDED_BEFORE = timedelta(days=7)


def today() -> date:
    """The day it is in Brussels by the database's clock."""
    return clock.now().astimezone(BRUSSELS).date()


def is_late(day: date) -> Q:
    """A filter on taskings: still open after their day."""
    return Q(state=TaskingState.OPEN, due__lt=day)


def taskings_for(user: User, day: date) -> QuerySet[Tasking]:
    """Visible taskings, each with `late`; open ones first, the earliest deadline first."""
    standing = Case(When(state=TaskingState.OPEN, then=0), When(state=TaskingState.ANSWERED, then=1), default=2)
    late = Case(When(is_late(day), then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        taskings_visible_to(user)
        .select_related("body", "decision__item__meeting__body", "answered_by")
        .annotate(late=late)
        .order_by(standing, "due", "pk")
    )


def history_of(tasking: Tasking) -> QuerySet[Entry]:
    """What was done with the task, oldest first."""
    return Entry.objects.filter(object_type=Tasking._meta.label_lower, object_id=str(tasking.pk)).order_by("sequence")


def to_remind_of() -> QuerySet[Tasking]:
    """Open taskings due within a week that nobody was reminded of."""
    return Tasking.objects.filter(
        state=TaskingState.OPEN, due__lte=today() + REMINDED_BEFORE, due__gte=today(), reminded_at=None
    )
