"""The same pages on the demo data and beside an archive of years, in one run: how far the archive slows them.

BENCH_YEARS and BENCH_SCALE make a smaller archive. Aims: a page of the demo within 60 ms and 60 kB; beside the archive
within 1.5 of that time and with as many queries; a search within 100 ms, a web worker within 150 MB.
"""

import os
import re
import shutil
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple
from urllib.parse import quote_plus

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve

from dipb_portal.accounts.models import User
from tests import processes
from tests.bench.pages import get, workers
from tests.counting import queries_of
from tests.settings import HOME, POSTGRES, RUN_HOME, VALKEY

YEARS, SCALE = os.environ.get("BENCH_YEARS", "20"), os.environ.get("BENCH_SCALE", "1")
DEMO, ARCHIVE = "bench_demo", "bench_archive"
READERS = [f"{account}@dipb.example" for account in ("secretariat", "head.fra", "niag", "chair.cap", "auditor")]
REQUESTS, WARM = 20, 4
SLOWEST, LONGEST, LARGEST = 1.5, 60, 60_000  # of the demo's time; milliseconds and bytes there
# Not the portal's own pages, or measured by themselves.
LEFT_OUT = ("search", "styleguide", "mfa_", "usersessions_", "account_")
SOUGHT = (
    "munitions",
    "titanium forgings",
    "énergie",
    "rare earth qualification",
    '"early warning"',
    "délais -lithium",
    "second source gallium",
    "DIPB(CAP)-WP(2",
    "transit",
    "apprentices",
)


def main() -> None:
    HOME.mkdir(parents=True, exist_ok=True)
    for directory in (RUN_HOME, HOME):
        directory.chmod(0o711)
    POSTGRES.start()
    VALKEY.start()
    try:
        _report(_measured(_databases()))
    finally:
        connection.close()
        VALKEY.stop()
        POSTGRES.stop()
        shutil.rmtree(RUN_HOME, ignore_errors=True)


class Page(NamedTuple):
    reader: str
    path: str


def _databases() -> dict[str, Page]:
    """Fill both databases; the archive's begins as a copy of the demo's, so that both have the same pages."""
    _create(DEMO)
    with _on(DEMO):
        call_command("migrate", verbosity=0)
        call_command("seed_demo", verbosity=0)
        pages = _pages()
    _create(ARCHIVE, template=DEMO)
    with _on(ARCHIVE):
        call_command("generate_archive", f"--years={YEARS}", f"--scale={SCALE}")
    return pages


def _create(name: str, template: str = "template1") -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


@contextmanager
def _on(database: str) -> Iterator[None]:
    connection.close()
    connection.settings_dict["NAME"] = database
    yield
    connection.close()


def _pages() -> dict[str, Page]:
    """Every type of page that the readers come to by links from their desk: the first of each, and of each register."""
    found: dict[str, Page] = {}
    for reader in READERS:
        client, ahead, met = _client(reader), ["/"], set()
        while ahead:
            path = ahead.pop(0)
            name = _type_of(path)
            if not name or name in met or name.startswith(LEFT_OUT):
                continue
            answer = client.get(path)
            if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
                met.add(name)
                found.setdefault(name, Page(reader, path))
                ahead += re.findall(r'href="(/[^"?#]*)', answer.content.decode())
    return found


def _type_of(path: str) -> str:
    """The name of the address, and of which register it is the list; empty where there is no page."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return match.view_name + (f" {match.kwargs['slug']}" if match.view_name == "registers:list" else "")


def _client(reader: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=reader))
    return client


def _measured(pages: dict[str, Page]) -> dict[str, dict[str, tuple[int, float, int]]]:
    """Of each page, by database, its queries, its median time in milliseconds at one client, its size in bytes.

    Both portals run at once and answer in turn: within minutes a machine may change its speed by half.
    """
    queries, cookies = {}, {}
    for database in (DEMO, ARCHIVE):
        with _on(database):
            clients = {reader: _client(reader) for reader in READERS}
            queries[database] = {name: queries_of(clients[page.reader], page.path) for name, page in pages.items()}
            cookies[database] = {
                reader: client.cookies[settings.SESSION_COOKIE_NAME].value for reader, client in clients.items()
            }
    found: dict[str, dict[str, tuple[int, float, int]]] = {DEMO: {}, ARCHIVE: {}}
    with ExitStack() as stack:
        portals = {database: stack.enter_context(processes.portal(database)) for database in found}

        def in_turn(page: Page) -> dict[str, float]:
            urls = {
                database: (address + page.path, cookies[database][page.reader]) for database, address in portals.items()
            }
            for url, cookie in urls.values():
                for _ in range(WARM):
                    get(url, cookie)
            times = [{database: get(*asked)[0] for database, asked in urls.items()} for _ in range(REQUESTS)]
            return {database: statistics.median(each[database] for each in times) for database in urls}

        for name, page in pages.items():
            for database, median in in_turn(page).items():
                size = len(get(portals[database] + page.path, cookies[database][page.reader])[1])
                found[database][name] = (queries[database][name], median, size)
        searches = [in_turn(Page(READERS[0], f"/search/?q={quote_plus(words)}")) for words in SOUGHT]
        for database in found:
            times = [each[database] for each in searches]
            print(f"{database}: search, median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")
        for pid, kilobytes in workers():
            print(f"web worker {pid}, {kilobytes / 1000:.0f} MB resident")
    return found


def _report(measured: dict[str, dict[str, tuple[int, float, int]]]) -> None:
    print(f"{'page':44} {'queries':>9} {'demo, ms':>9} {'archive':>9} {'ratio':>6} {'kB':>6}")
    for name, (queries, alone, small) in measured[DEMO].items():
        more, beside, size = measured[ARCHIVE][name]
        note = " slower" if beside > SLOWEST * alone and beside - alone > 5 else ""
        note += " slow" if alone > LONGEST else ""
        note += " large" if small > LARGEST else ""
        note += " more queries" if more > queries else ""
        print(
            f"{name:44} {queries:>4}/{more:<4} {alone:>9.1f} {beside:>9.1f} {beside / alone:>6.2f} {size / 1000:>6.1f}"
            + note
        )
