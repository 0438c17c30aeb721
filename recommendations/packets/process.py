"""Runs `render` in a process of its own, within limits of memory, processor time, wall-clock time and pages."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dipb_portal.lib import child

CSS = Path(__file__).parent / "css"


@dataclass(frozen=True)
class Limits(child.Limits):
    """What one rendering may use; a packet of 200 pages uses about a third of each."""

    memory: int = 1536 * 2**20  # bytes of address space
    cpu_seconds: int = 400
    wall_seconds: float = 600
    pages: int = 1000


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
    }
    try:
        told = child.run("recommendations.packets.render", job, limits=limits, on_news=on_page)
    except child.ChildFailed as failure:
        raise RenderFailed(failure.reason) from failure
    if "pages" not in told:
        raise RenderFailed("crash")
    return told["pages"]


def _stylesheets() -> dict[str, str]:
    return {f"packet:{path.name}": path.read_text() for path in CSS.glob("*.css") if path.name != "base.css"}
