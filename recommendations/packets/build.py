"""One packet, from contents to a stored file."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dipb_portal.lib import storage
from recommendations.packets import book_files, seal
from recommendations.packets.assemble import Section, assemble, assemble_book, document
from recommendations.packets.book import Book
from recommendations.packets.contents import Contents
from recommendations.packets.process import Limits, render

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Built:
    """A stored packet: its SHA-256 is its address (`lib.storage.path`), sizes are in bytes.

    Of a book there is an archive beside it.
    """

    sha256: str
    size: int
    pages: int
    archive_sha256: str = ""
    archive_size: int | None = None


def stages(contents: Contents | Book) -> list[str]:
    """What a build does, in order: "contents", "section:…" for each part, "merge", "seal", "store"."""
    return _stages(_sections(contents))


def _sections(contents: Contents | Book) -> list[Section]:
    return assemble_book(contents) if isinstance(contents, Book) else assemble(contents)


def build(
    contents: Contents | Book,
    progress: Progress = lambda done: None,
    *,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    bench: Path | None = None,
) -> Built:
    """Assemble, render, seal and store. Raises `process.RenderFailed`.

    `progress` is called with the number of stages done, as they are done; what it raises stops the build.
    `bench` is a folder of the store's file system for what is not finished (see `lib.storage.bench`).
    """
    sections = _sections(contents)
    steps = _Steps(sections, progress)
    html = document(contents, sections)
    steps.reach("contents")
    with tempfile.TemporaryDirectory(prefix="packet-", dir=bench) as folder:
        drawn, sealed = Path(folder, "drawn.pdf"), Path(folder, "sealed.pdf")
        identifier = seal.digest(contents)[:32]
        pages = render(html, drawn, identifier=identifier, on_page=steps.on_page, limits=limits)
        steps.reach("merge")
        seal.seal(drawn, sealed, contents, book_files.attached_to(contents) if isinstance(contents, Book) else ())
        steps.reach("seal")
        built = Built(storage.put(sealed, bench=bench), sealed.stat().st_size, pages)
        if isinstance(contents, Book):
            archive = book_files.archive(contents, sealed, Path(folder, "archive.zip"))
            digest = storage.put(archive, book_files.SUFFIX, bench=bench)
            built = replace(built, archive_sha256=digest, archive_size=archive.stat().st_size)
    steps.reach("store")
    return built


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
