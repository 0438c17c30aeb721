"""`make run`: everything the portal needs on this machine, until Ctrl-C.

What DATABASE_URL and REDIS_URL name is used as it is; what they do not name is embedded, below var/.
"""

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import NoReturn
from urllib.request import urlopen

from environs import Env

from dipb_portal.local.process import BASE_DIR, Process
from dipb_portal.local.services import Postgres, Valkey, reachable_home

VAR = BASE_DIR / "var"
LOGS = VAR / "log"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Seconds; a process that ends sooner than this after its start would only end again.
TOO_YOUNG_TO_DIE = 10


def main() -> int:
    """Start everything, say where it is, keep it running, stop it in order; returns the exit status."""
    answer_signals(signal.default_int_handler)
    try:
        with ExitStack() as stack:
            try:
                serve(stack)
            finally:
                # An impatient second Ctrl-C must not leave half of it running.
                answer_signals(signal.SIG_IGN)
    except KeyboardInterrupt:
        print("Stopped.")
        return 0
    except (RuntimeError, subprocess.CalledProcessError) as problem:
        print(problem, file=sys.stderr)
        return 1


def serve(stack: ExitStack) -> NoReturn:
    """Run until a signal; everything started is stopped by `stack`, the last first."""
    Env().read_env(BASE_DIR / ".env", recurse=False)
    VAR.mkdir(exist_ok=True)
    stack.enter_context(alone())
    set_environment()
    for log in LOGS.glob("*.log"):
        log.unlink()
    processes = start_services(stack)
    python("-m", "dipb_portal.local.prepare")
    web, *background = portal_processes()
    for process in (web, *background):
        stack.callback(process.stop)
        process.start()
    processes += [web, *background]
    wait_until_ready(web, processes)
    python("-m", "dipb_portal.local.welcome")
    watch(processes)


def answer_signals(handler: object) -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, handler)  # type: ignore[arg-type] # a handler as the signal module has them


@contextmanager
def alone() -> Iterator[None]:
    """Hold the data directory; raises RuntimeError where another run holds it."""
    with (VAR / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            raise RuntimeError("The portal already runs in this working copy.") from held
        yield


def set_environment() -> None:
    """Settings of the local run; what the caller's environment or .env says goes first.

    Raises RuntimeError where the port is taken.
    """
    port = os.environ.setdefault("PORT", "8000")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as taken:
            raise RuntimeError(f"Port {port} is in use; choose another: PORT=8123 make run") from taken
    secret = VAR / "secret-key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50))
    local = {
        "DJANGO_SETTINGS_MODULE": "dipb_portal.settings",
        "SECRET_KEY": secret.read_text(),
        "PORTAL_URL": f"http://localhost:{port}",
        "HTTPS": "false",
        "SPECIMEN": "true",
        "EMAIL_URL": f"file:///{VAR / 'mail'}",
        "STORAGE_ROOT": str(VAR / "files"),
        "STATIC_ROOT": str(VAR / "static"),
    }
    for name, value in local.items():
        os.environ.setdefault(name, value)


def start_services(stack: ExitStack) -> list[Process]:
    """Start what the environment does not name, and name it there."""
    embedded: dict[str, Postgres | Valkey] = {
        "DATABASE_URL": Postgres(reachable_home(VAR / "postgresql"), LOGS / "postgresql.log"),
        "REDIS_URL": Valkey(VAR / "valkey", LOGS / "valkey.log"),
    }
    started = []
    for name, service in embedded.items():
        if name not in os.environ:
            stack.callback(service.stop)
            service.start()
            os.environ[name] = service.url
            started.append(service.process)
    return started


def portal_processes() -> list[Process]:
    """The web server, one worker and the clock."""
    bin_dir = os.path.dirname(sys.executable)
    celery = [f"{bin_dir}/celery", "--app=dipb_portal"]
    worker = [*celery, "worker", "--concurrency=2", "--max-tasks-per-child=100", "--loglevel=INFO"]
    beat = [*celery, "beat", f"--schedule={VAR / 'beat-schedule'}", "--pidfile=", "--loglevel=INFO"]
    return [
        Process("web", [f"{bin_dir}/gunicorn", "--config=python:dipb_portal.gunicorn"], LOGS / "web.log"),
        Process("worker", worker, LOGS / "worker.log"),
        Process("beat", beat, LOGS / "beat.log"),
    ]


def python(*arguments: str) -> None:
    """Run Python with the portal's environment; raises CalledProcessError."""
    subprocess.run([sys.executable, *arguments], check=True, cwd=BASE_DIR)


def wait_until_ready(web: Process, processes: Sequence[Process]) -> None:
    """Raises RuntimeError for a process that ends meanwhile: without it the portal would never be ready."""

    def ready() -> bool:
        for process in processes:
            if not process.running:
                raise RuntimeError(f"{process.name} ended while the portal was starting:\n{process.log_tail()}")
        return is_ready()

    web.wait_until(ready, seconds=300)  # the first packets may keep the workers of a slow machine busy


def is_ready() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{os.environ['PORT']}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except OSError:  # refused, reset, timed out, or an answer that says no
        return False


def watch(processes: Sequence[Process]) -> NoReturn:
    """Start again what ends; raises RuntimeError for what will not stay up."""
    while True:
        time.sleep(0.5)
        for process in processes:
            if process.running:
                continue
            if process.age < TOO_YOUNG_TO_DIE:
                raise RuntimeError(f"{process.name} does not stay up:\n{process.log_tail()}")
            print(f"{process.name} ended and is started again; see {process.log}", flush=True)
            process.start()


if __name__ == "__main__":
    sys.exit(main())
