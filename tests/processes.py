"""The portal's processes, started for a test with the settings of production."""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from dipb_portal.celery import app
from dipb_portal.local.process import BASE_DIR, Process
from tests.settings import HOME

BIN = Path(sys.executable).parent


def environment(database: str, **more: str) -> dict[str, str]:
    """What a process of the portal is given to work on the test database named `database`."""
    server = os.environ["DATABASE_URL"].rpartition("/")[0]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "dipb_portal.settings",
        "DATABASE_URL": f"{server}/{database}",
        **more,
    }


@contextmanager
def celery_worker(database: str, concurrency: int = 2) -> Iterator[Process]:
    """A worker that has answered a ping, with nothing of earlier tests in its queues."""
    with app.connection_for_write() as connection:
        connection.default_channel.client.flushdb()
    name = f"worker-{secrets.token_hex(4)}@localhost"
    command = [BIN / "celery", "--app=dipb_portal", "worker"]
    command += [f"--hostname={name}", f"--concurrency={concurrency}"]
    worker = Process("worker", command, HOME / "log" / f"{name}.log", env=environment(database))
    worker.start()
    try:
        worker.wait_until(lambda: bool(app.control.ping([name], timeout=0.3)))
        yield worker
    finally:
        worker.stop()


@contextmanager
def portal(database: str) -> Iterator[str]:
    """gunicorn with two workers; the value is its address, without a slash at the end."""
    port = free_port()
    env = environment(database, PORT=str(port))
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, env=env, cwd=BASE_DIR, check=True)
    command = [BIN / "gunicorn", "--config=python:dipb_portal.gunicorn"]
    server = Process("web", command, HOME / "log" / "web.log", env=env)
    address = f"http://localhost:{port}"
    server.start()
    try:
        server.wait_until(lambda: answers(f"{address}/health/live"))
        yield address
    finally:
        server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (URLError, TimeoutError):
        return False
