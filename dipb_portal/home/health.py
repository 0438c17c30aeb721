"""Is the process up; is everything up that a request or a job needs."""

import dataclasses
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable
from health_check.views import HealthCheckView

LATELY = timedelta(seconds=60)
_SEEN = "worker-seen"


@shared_task(name="home.say_alive")
def say_alive() -> None:
    """A worker says that it takes work: beat asks every few seconds."""
    cache.set(_SEEN, True, LATELY.total_seconds())


@dataclasses.dataclass
class WorkerAnswered(HealthCheck):
    """A Celery worker ran a task within the last minute."""

    def run(self) -> None:
        if not cache.get(_SEEN):
            raise ServiceUnavailable("no worker answered lately")


def live(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


class Ready(HealthCheckView):
    """Database, broker and a worker, in one plain-text page; an error status where one of them is missing."""

    checks = ("health_check.checks.Database", "health_check.checks.Cache", WorkerAnswered)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return self.render_to_response_text(kwargs["status"])
