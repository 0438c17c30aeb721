"""Hints to the workers. The row is the job; a lost hint costs only the wait for the next sweep."""

from functools import partial
from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def hint(task: str, *args: Any) -> None:
    """Tell the workers after commit that `task` has something to do; never fail when the broker is away."""
    transaction.on_commit(partial(_send, task, args), robust=True)


def _send(task: str, args: tuple[Any, ...]) -> None:
    try:
        current_app.send_task(task, args=args, retry=False)
    except OperationalError as error:
        log.warning("hint_lost", task=task, error=type(error).__name__)
