"""What a worker runs: each task finds its work in the database, so that a lost hint costs only a wait."""

from collections.abc import Callable, Iterable

import structlog
from celery import shared_task

from recommendations.actions.silence import close_silence, remind_silence
from recommendations.models import Silence
from recommendations.queries.silence import past_deadline, to_remind_of

log = structlog.get_logger(__name__)


@shared_task(name="recommendations.close_silences")
def close_silences() -> None:
    """Write the outcome of every silence procedure whose deadline has passed."""
    _each_silence(past_deadline(), close_silence)


@shared_task(name="recommendations.remind_silences")
def remind_silences() -> None:
    """Remind those who have not spoken of procedures that end within a working day."""
    _each_silence(to_remind_of(), remind_silence)


def _each_silence(silences: Iterable[Silence], act: Callable[..., bool]) -> None:
    """One that cannot be handled must not hold up the others."""
    for silence in silences:
        try:
            act(silence=silence)
        except Exception:
            log.exception("silence_not_handled", silence=silence.pk, act=act.__name__)
