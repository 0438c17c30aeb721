"""Packet builds of about 10, 50 and 200 pages beside plain WeasyPrint on the same HTML, in the same run.

Each measurement runs in a process of its own. Ours is the whole build: contents, HTML, PDF/A-3a and PDF/UA-1 in a
limited process, seal, store. Plain is `weasyprint.HTML(…).write_pdf()` as a library user would call it: not tagged,
not archival, without limits. Both pay for importing WeasyPrint.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZES = {10: (1, 6, 1), 50: (6, 14, 4), 200: (28, 14, 4)}  # pages: recommendations, comments and paragraphs of each


def main() -> None:
    """Print a line for each size: pages, wall and CPU seconds a page of both, their ratio, peak memory."""
    print(f"{'pages':>6} {'s/page':>8} {'CPU s/page':>11} {'MB':>5}   {'plain':>8} {'CPU':>6} {'MB':>5} {'ratio':>6}")
    for size in SIZES:
        ours, plain = (_measure(what, size) for what in ("ours", "plain"))
        pages = ours["pages"]
        print(
            f"{pages:>6} {ours['seconds'] / pages:>8.3f} {ours['cpu'] / pages:>11.3f} {ours['memory']:>5.0f}   "
            f"{plain['seconds'] / pages:>8.3f} {plain['cpu'] / pages:>6.3f} {plain['memory']:>5.0f} "
            f"{ours['seconds'] / plain['seconds']:>6.2f}"
        )


def _measure(what: str, size: int) -> dict:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "tests.bench.packets", what, str(size)]
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(told.stdout)


def _timed(run: Callable[[], int]) -> None:
    wall, cpu = time.perf_counter(), _usage()[0]
    pages = run()
    used, memory = _usage()
    print(json.dumps({"pages": pages, "seconds": time.perf_counter() - wall, "cpu": used - cpu, "memory": memory}))


def _usage() -> tuple[float, float]:
    """CPU seconds of this process and its children, and the most memory (MB) either has held."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in both), max(u.ru_maxrss for u in both) / 1024


def _one(what: str, size: int) -> None:
    import django

    django.setup()
    from django.conf import settings

    from recommendations.packets.assemble import assemble, document
    from recommendations.packets.build import build
    from tests.recommendations.packets.specimen import specimen

    contents = specimen("both", *SIZES[size])
    if what == "plain":
        html = document(contents, assemble(contents))
        _timed(lambda: _plain(html))
        return
    with tempfile.TemporaryDirectory() as folder:
        settings.STORAGE_ROOT = Path(folder)
        _timed(lambda: build(contents).pages)


def _plain(html: str) -> int:
    import weasyprint

    from recommendations.packets.process import CSS

    drawn = weasyprint.HTML(string=html.replace("packet:", f"{CSS.as_uri()}/")).render()
    drawn.write_pdf(os.devnull)
    return len(drawn.pages)


if __name__ == "__main__":
    _one(sys.argv[1], int(sys.argv[2]))
