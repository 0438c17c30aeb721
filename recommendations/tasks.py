"""What a worker runs: each task finds its work in the database, so that a lost hint costs only a wait."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog
from celery import shared_task
from django.db.models import Model

from dipb_portal.lib.hints import hint
from recommendations.actions.consultation import close_consultation, remind
from recommendations.actions.followup import remind_of_actions as remind_owners
from recommendations.actions.packets import build_next
from recommendations.actions.silence import close_silence, remind_silence
from recommendations.queries.consultation import past_closing_time, unreminded
from recommendations.queries.silence import past_deadline, to_remind_of

log = structlog.get_logger(__name__)
Row = TypeVar("Row", bound=Model)


@shared_task(name="recommendations.close_silences")
def close_silences() -> None:
    """Write the outcome of every silence procedure whose deadline has passed."""
    _each(past_deadline(), lambda silence: close_silence(silence=silence))


@shared_task(name="recommendations.remind_silences")
def remind_silences() -> None:
    """Remind those who have not spoken of procedures that end within a working day."""
    _each(to_remind_of(), lambda silence: remind_silence(silence=silence))


@shared_task(name="recommendations.close_consultations")
def close_consultations() -> None:
    """Close every round whose closing time has passed."""
    _each(past_closing_time(), lambda consultation: close_consultation(consultation=consultation, by=None))


@shared_task(name="recommendations.remind_consultations")
def remind_consultations() -> None:
    """Remind delegations of comments they prepared in rounds that close within a day."""
    _each(unreminded(), lambda consultation: remind(consultation=consultation))


@shared_task(name="recommendations.remind_of_actions")
def remind_of_actions() -> None:
    """Tell the owners of follow-up actions that are due within a week."""
    remind_owners()


def _each(rows: Iterable[Row], act: Callable[[Row], object]) -> None:
    """One that cannot be handled must not hold up the others."""
    for row in rows:
        try:
            act(row)
        except Exception:
            log.exception("not_handled", kind=row._meta.label_lower, pk=row.pk)


@shared_task(name="recommendations.build_packets", soft_time_limit=700, time_limit=760)
def build_packets() -> None:
    """Build the oldest packet that waits, then ask for the next: the limits (seconds) hold for one packet."""
    if build_next():
        hint("recommendations.build_packets")
