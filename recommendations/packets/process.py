"""Runs `render` in a process of its own, within limits of memory, processor time, wall-clock time and pages."""

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

ROOT = Path(__file__).resolve().parents[2]
CSS = Path(__file__).parent / "css"


@dataclass(frozen=True)
class Limits:
    """What one rendering may use; a packet of 200 pages uses about a third of each."""

    memory: int = 1536 * 2**20  # bytes of address space
    cpu_seconds: int = 400
    wall_seconds: float = 600
    pages: int = 1000


# The timer and the limit on processor time kill. Below Pango, GLib aborts when it gets no memory, and libraries that
# do not look at what they got fall.
ENDED_BY: dict[int, str] = {
    signal.SIGKILL: "time",
    signal.SIGXCPU: "time",
    signal.SIGABRT: "memory",
    signal.SIGTRAP: "memory",
    signal.SIGSEGV: "memory",
}


class RenderFailed(Exception):
    """The file could not be rendered. `reason`: memory, depth, pages, time, or crash; it never tells content."""

    def __init__(self, reason: str):
        super().__init__(f"rendering stopped: {reason}")
        self.reason = reason


def render(
    html: str,
    target: Path,
    *,
    identifier: str,
    on_page: Callable[[dict], None] = lambda news: None,
    limits: Limits = Limits(),
    assets: dict[str, str] | None = None,
) -> int:
    """Render a document to `target` and answer its number of pages. Raises RenderFailed.

    `identifier` goes into the file in place of a random one, so that the same document gives the same bytes.
    `on_page` is called in this thread with what the renderer reports for each page (see `render`).
    """
    job = {
        "html": html,
        "base": (CSS / "base.css").read_text(),
        "assets": _stylesheets() | (assets or {}),
        "target": str(target),
        "identifier": identifier,
        "limits": asdict(limits),
    }
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "recommendations.packets.render"],
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        return _follow(process, json.dumps(job).encode(), on_page, limits.wall_seconds)


def _follow(process: subprocess.Popen, job: bytes, on_page: Callable[[dict], None], seconds: float) -> int:
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
                    on_page(last)
            except BaseException:
                process.kill()
                raise
    finally:
        late.cancel()
    if process.returncode == 0 and "pages" in last:
        return last["pages"]
    raise RenderFailed(last.get("failed") or ENDED_BY.get(-process.returncode, "crash"))


def _feed(process: subprocess.Popen, job: bytes) -> None:
    try:
        process.stdin.write(job)  # type: ignore[union-attr]
        process.stdin.close()  # type: ignore[union-attr]
    except BrokenPipeError:
        pass  # it ended before it read its job: its exit says why


def _stylesheets() -> dict[str, str]:
    return {f"packet:{path.name}": path.read_text() for path in CSS.glob("*.css") if path.name != "base.css"}
