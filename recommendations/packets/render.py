"""HTML to PDF/A-3a, in a process of its own (see `process`, which starts it and holds it to its limits).

Reads a job as JSON from standard input, writes the file it names, and a JSON object a line to standard output:
`{"section": 4, "page": 12}` for each page laid out, `{"drawn": 12, "pages": 90}` for each page drawn, at the end
`{"pages": 90}`, or `{"failed": reason}`. This and `structure` are the only modules that import WeasyPrint; it may
fetch nothing but the assets that came with the job.
"""

import ctypes
import gc
import json
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from dipb_portal.lib.child import OUT_OF_MEMORY

Job = dict[str, Any]


# What the building of the tag tree reads of a box; the rest is half of the memory of a drawn page.
TAGGED = {
    "element", "element_tag", "children", "style", "colspan", "rowspan", "mark", "is_table_wrapper",
    "link_annotation", "widget_annotation",
}  # fmt: skip


# Bytes of address space kept back, so that running out can still be told.
RESERVE = 32 * 2**20
REASONS = {**dict.fromkeys(OUT_OF_MEMORY, "memory"), RecursionError: "depth"}


class TooManyPages(Exception):
    """The document is longer than its limit."""


def main() -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever started this is gone: stop
    job = json.load(sys.stdin.buffer)
    memory, seconds = job["limits"]["memory"], job["limits"]["cpu_seconds"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + RESERVE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _tell(pages=_render(job))
    except (*REASONS, TooManyPages) as limit:
        resource.setrlimit(resource.RLIMIT_AS, (memory + RESERVE, memory + RESERVE))
        _tell(failed=REASONS.get(type(limit), "pages"))
        sys.exit(1)


def _tell(**news: Any) -> None:
    print(json.dumps(news), flush=True)  # noqa: T201 - what its parent reads


def _render(job: Job) -> int:
    import weasyprint

    from recommendations.packets.structure import Structure

    class Packet(weasyprint.HTML):
        """A document whose element defaults are the packet's own, see base.css."""

        def _ua_stylesheets(self, forms: bool = False) -> list:
            return [base]

    gc.freeze()
    gc.set_threshold(50_000, 20, 100)  # boxes live until they are drawn: looking them through is a tenth of the time
    _watch_layout(job["limits"]["pages"])
    structure = Structure()
    structure.install()
    base = weasyprint.CSS(string=job["base"])
    fetcher = _own_assets(job["assets"])
    document = Packet(string=job["html"], base_url="packet:", url_fetcher=fetcher).render(pdf_variant="pdf/a-3a")
    _watch_drawing(document.pages)
    document.write_pdf(
        job["target"],
        pdf_variant="pdf/a-3a",
        pdf_identifier=job["identifier"].encode(),
        finisher=structure.finish,
    )
    return len(document.pages)


def _own_assets(assets: dict[str, str]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):
        """Answers the addresses of an explicit map, and nothing else: no network, no files, no data URLs."""

        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            if url not in assets:
                raise ValueError("not one of the packet's own assets")
            kind = "text/css" if url.endswith(".css") else "image/svg+xml"
            return URLFetcherResponse(url, assets[url], {"Content-Type": kind})

    return OwnAssets(allowed_protocols=(), allow_redirects=False)


def _watch_layout(limit: int) -> None:
    """Report each page as it is made, with the section it begins in, and stop at the limit."""
    from weasyprint.layout import page as layout

    make_page: Callable = layout.make_page

    def watched(context, root_box, page_type, resume_at, page_number, page_state):
        if page_number > limit:
            raise TooManyPages
        _tell(section=_section(resume_at), page=page_number)
        return make_page(context, root_box, page_type, resume_at, page_number, page_state)

    layout.make_page = watched


def _section(resume_at: dict | None) -> int:
    """Where layout goes on, as WeasyPrint says it: {body: {section: …}}, nothing for the first page."""
    inside = next(iter(resume_at.values())) if resume_at else None
    return next(iter(inside)) if inside else 0


def _watch_drawing(pages: list) -> None:
    """Report each page as it is drawn, and let go of all that its boxes hold for drawing only."""

    def draw(page: Any, number: int, paint: Callable, *args: Any, **options: Any) -> None:
        paint(*args, **options)
        for box in list(page._page_box.descendants()):
            # Not placeholders of what is set out of the flow; and figures are tagged with their place.
            if "_box" not in box.__dict__ and not str(box.element_tag).endswith(("img", "svg")):
                box.__dict__ = {name: value for name, value in box.__dict__.items() if name in TAGGED}
        if number % 40 == 0 or number == len(pages):
            gc.collect()
            trim(0)
        _tell(drawn=number, pages=len(pages))

    trim = getattr(ctypes.CDLL(None), "malloc_trim", lambda pad: None)  # glibc keeps what is freed, unless told
    for number, page in enumerate(pages, start=1):
        page.paint = partial(draw, page, number, page.paint)


if __name__ == "__main__":
    main()
