"""What a worker runs for the boards: each task finds its work in the database."""

import structlog
from celery import shared_task

from boards.actions.checking import check_next, delete_refused
from boards.actions.taskings import remind
from boards.queries.taskings import to_remind_of
from dipb_portal.lib.hints import hint

log = structlog.get_logger(__name__)


@shared_task(name="boards.remind_of_taskings")
def remind_of_taskings() -> None:
    """Remind the groups of tasks that are due within a week."""
    for tasking in to_remind_of():
        try:
            remind(tasking=tasking)
        except Exception:
            log.exception("not_handled", kind="boards.tasking", pk=tasking.pk)


@shared_task(name="boards.check_files", soft_time_limit=180, time_limit=200)
def check_files() -> None:
    """Check the oldest uploaded file that waits, then ask for the next: the limits (seconds) hold for one file."""
    if check_next():
        hint("boards.check_files")
    delete_refused()
