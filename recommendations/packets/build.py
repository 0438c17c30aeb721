"""One packet, from contents to a stored file."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dipb_portal.lib import storage
from recommendations.packets import seal
from recommendations.packets.assemble import Section, assemble, document
from recommendations.packets.contents import Contents
from recommendations.packets.process import Limits, render

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Built:
    """A stored packet: its SHA-256 is its address (`lib.storage.path`), `size` is in bytes."""

    sha256: str
    size: int
    pages: int


def stages(contents: Contents) -> list[str]:
    """What a build does, in order: "contents", "section:…" for each part, "merge", "seal", "store"."""
    return _stages(assemble(contents))


def build(
    contents: Contents,
    progress: Progress = lambda done: None,
    *,
    limits: Limits = Limits(),  # noqa: B008
    bench: Path | None = None,
) -> Built:
    """Assemble, render, seal and store. Raises `process.RenderFailed`.

    `progress` is called with the number of stages done, as they are done; what it raises stops the build.
    `bench` is a folder of the store's file system for what is not finished (see `lib.storage.bench`).
    """
    sections = assemble(contents)
    steps = _Steps(sections, progress)
    html = document(contents, sections)
    steps.reach("contents")
    with tempfile.TemporaryDirectory(prefix="packet-", dir=bench) as folder:
        drawn, sealed = Path(folder, "drawn.pdf"), Path(folder, "sealed.pdf")
        identifier = seal.digest(contents)[:32]
        pages = render(html, drawn, identifier=identifier, on_page=steps.on_page, limits=limits)
        steps.reach("merge")
        seal.seal(drawn, sealed, contents)
        steps.reach("seal")
        size = sealed.stat().st_size
        digest = storage.put(sealed, bench=bench)
    steps.reach("store")
    return Built(digest, size, pages)


def _stages(sections: list[Section]) -> list[str]:
    return ["contents", *(f"section:{section.key}" for section in sections), "merge", "seal", "store"]


class _Steps:
    """Turns what the renderer reports into stages done; never backwards, as layout may run twice."""

    def __init__(self, sections: list[Section], progress: Progress):
        self.stages = _stages(sections)
        self.progress = progress
        self.done = 0

    def on_page(self, news: dict) -> None:
        if "section" in news:
            self._at_least(1 + news["section"])  # the sections before the one that a page begins in
        elif "drawn" in news:
            self.reach(self.stages[-4])

    def reach(self, stage: str) -> None:
        self._at_least(self.stages.index(stage) + 1)

    def _at_least(self, done: int) -> None:
        if done > self.done:
            self.done = done
            self.progress(done)
