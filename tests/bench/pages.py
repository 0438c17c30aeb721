"""How long the main pages take, signed in, at one and at eight clients; what they and the workers weigh."""

import gzip
import os
import re
import shutil
import statistics
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from recommendations.enums import State
from recommendations.models import Silence
from tests import processes, scenarios
from tests.settings import HOME, POSTGRES, RUN_HOME, VALKEY

REQUESTS = 60
CLIENTS = 8
TEXTS = 100
COMMENTS = 100


def main() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    for directory in (RUN_HOME, HOME):
        directory.chmod(0o711)
    POSTGRES.start()
    VALKEY.start()
    try:
        call_command("migrate", verbosity=0)
        call_command("bootstrap")
        cookie, paths = _world()
        with processes.portal(settings.DATABASES["default"]["NAME"]) as address:
            _report(address, cookie, paths)
    finally:
        VALKEY.stop()
        POSTGRES.stop()
        shutil.rmtree(RUN_HOME, ignore_errors=True)


def _world() -> tuple[str, dict[str, str]]:
    """A Board with TEXTS texts, one of them with COMMENTS comments, one under silence; the reader is France's head."""
    people = scenarios.people()
    for number in range(TEXTS - 2):
        scenarios.issued(people, title=f"Text number {number}")
    commented = scenarios.issued(people, title="A text with many comments", paragraphs=8)
    consultation = scenarios.open_round(people, commented)
    scenarios.with_comments(consultation, people, COMMENTS)
    scenarios.text_in(State.UNDER_SILENCE, people, title="A text under silence")
    client = Client()
    client.force_login(people.head_fra)
    pages = {
        "desk": reverse("desk"),
        f"list of {TEXTS} texts": reverse("recommendations:list"),
        f"text with {COMMENTS} comments": reverse("recommendations:detail", args=[commented.pk]),
        f"round with {COMMENTS} comments": reverse("consultations:detail", args=[consultation.pk]),
        "silence board": reverse("silences:detail", args=[Silence.objects.get().pk]),
    }
    return client.cookies[settings.SESSION_COOKIE_NAME].value, pages


def _report(address: str, cookie: str, paths: dict[str, str]) -> None:
    print(f"{'page':32} {'1 client, ms':>16} {f'{CLIENTS} clients, ms':>16} {'HTML kB':>9}")
    print(f"{'':32} {'median':>8}{'p95':>8} {'median':>8}{'p95':>8}")
    for name, path in paths.items():
        url = address + path
        body = get(url, cookie)[1]
        alone = timed(url, cookie, clients=1)
        together = timed(url, cookie, clients=CLIENTS)
        print(f"{name:32} {alone[0]:8.1f}{alone[1]:8.1f} {together[0]:8.1f}{together[1]:8.1f} {len(body) / 1000:9.1f}")
    assets = _assets(address, get(address + paths["desk"], cookie)[1].decode())
    print(f"assets of a page, compressed: {sum(assets.values()) / 1000:.1f} kB in {len(assets)} files")
    for pid, kilobytes in workers():
        print(f"web worker {pid}: {kilobytes / 1000:.0f} MB resident")


def get(url: str, cookie: str = "") -> tuple[float, bytes]:
    """Milliseconds and body of one request, as a browser of `cookie`'s session sends it."""
    request = Request(
        url,
        headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}", "Accept-Encoding": "br, gzip"},
    )
    start = perf_counter()
    with urlopen(request, timeout=60) as answer:
        body = answer.read()
        packed = answer.headers.get("Content-Encoding")
    took = (perf_counter() - start) * 1000
    return took, gzip.decompress(body) if packed == "gzip" and not url.endswith((".css", ".js")) else body


def timed(url: str, cookie: str, requests: int = REQUESTS, *, clients: int = 1) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds, after a warm-up."""
    for _ in range(4):
        get(url, cookie)
    with ThreadPoolExecutor(clients) as pool:
        times = list(pool.map(lambda _: get(url, cookie)[0], range(requests * (1 if clients == 1 else 3))))
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def _assets(address: str, html: str) -> dict[str, int]:
    """Bytes over the wire of each stylesheet and script that the page loads."""
    links = re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"', html)
    return {path: len(get(urljoin(address, path))[1]) for pair in links for path in pair if path}


def workers() -> list[tuple[int, int]]:
    """Process id and resident kilobytes of gunicorn's workers: children of a gunicorn that we started."""
    commands = {
        int(entry.name): entry
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and b"dipb_portal.gunicorn" in _read(entry / "cmdline")
    }
    found = []
    for pid, entry in commands.items():
        status = dict(line.split(":", 1) for line in _read(entry / "status").decode().splitlines() if ":" in line)
        if int(status["PPid"]) in commands and os.environ["TEST_HOME"].encode() in _read(entry / "environ"):
            found.append((pid, int(status["VmRSS"].split()[0])))
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
