"""Runs a module in a process of its own, which a limit may end without harm to whoever asked.

The module reads one JSON object, the job, from standard input and tells what it does on standard output, a JSON
object a line; the last one is its result. It holds itself to the `limits` in its job; the wall clock is held here.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# What a child meets that gets no more: CPython says SystemError where there is no memory for the frame of a call.
OUT_OF_MEMORY = (MemoryError, SystemError)


@dataclass(frozen=True)
class Limits:
    """What one child may use."""

    memory: int  # bytes of address space
    cpu_seconds: int
    wall_seconds: float


# The timer and the limit on processor time kill. Libraries abort when they get no memory, and some that do not look
# at what they got fall.
ENDED_BY: dict[int, str] = {
    signal.SIGKILL: "time",
    signal.SIGXCPU: "time",
    signal.SIGABRT: "memory",
    signal.SIGTRAP: "memory",
    signal.SIGSEGV: "memory",
}


class ChildFailed(Exception):
    """The child ended without a result. `reason`: time, memory, crash, or one of the module's own."""

    def __init__(self, reason: str):
        super().__init__(f"stopped: {reason}")
        self.reason = reason


def run(
    module: str, job: dict[str, Any], *, limits: Limits, on_news: Callable[[dict], None] = lambda news: None
) -> dict[str, Any]:
    """Run `module` on `job` and answer the last thing it told. Raises ChildFailed.

    `on_news` is called in this thread with each thing told; what it raises ends the child.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(  # noqa: S603 - a module of our own
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        return _follow(process, json.dumps({**job, "limits": asdict(limits)}).encode(), on_news, limits.wall_seconds)


def _follow(process: subprocess.Popen, job: bytes, on_news: Callable[[dict], None], seconds: float) -> dict[str, Any]:
    """Feed the job, pass on the reports, and see the process end, whatever happens here."""
    late = Timer(seconds, process.kill)
    late.start()
    last: dict = {}
    try:
        with process:
            try:
                _feed(process, job)
                for line in process.stdout or ():
                    last = json.loads(line)
                    on_news(last)
            except BaseException:
                process.kill()
                raise
    finally:
        late.cancel()
    if process.returncode == 0 and last:
        return last
    raise ChildFailed(last.get("failed") or ENDED_BY.get(-process.returncode, "crash"))


def _feed(process: subprocess.Popen, job: bytes) -> None:
    assert process.stdin is not None  # a pipe
    try:
        process.stdin.write(job)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it ended before it read its job: its exit says why
