"""The same pages on the demo data and beside an archive of years, in one run: how far the archive slows them.

BENCH_YEARS and BENCH_SCALE make a smaller archive. Aims: a page of the demo within 60 ms and 60 kB; beside the archive
within 1.5 of that time and with as many queries; a search within 100 ms, a web worker within 150 MB.
"""

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import quote_plus

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from boards.models import AgendaItem, Document, Meeting
from dipb_portal.accounts.models import User
from recommendations.models import Consultation, Recommendation, Silence, Submission
from tests import processes
from tests.bench.pages import get, workers
from tests.counting import queries_of
from tests.settings import HOME, POSTGRES, RUN_HOME, VALKEY
from tests.test_every_address import addresses
from workinggroups.models import RegisterEntry
from workinggroups.registers import REGISTERS

YEARS, SCALE = os.environ.get("BENCH_YEARS", "20"), os.environ.get("BENCH_SCALE", "1")
DEMO, ARCHIVE = "bench_demo", "bench_archive"
READER = "secretariat@dipb.example"
REQUESTS, WARM = 20, 4
SLOWEST, LONGEST, LARGEST = 1.5, 60, 60_000  # of the demo's time; milliseconds and bytes there
# What a list without arguments is not: files, endpoints of machinery, pages that change what they show.
LEFT_OUT = ("export", "account", "mfa", "usersessions", "admin", "health", "live", "ready", "search", "styleguide")
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
        paths = _databases()
        _report(_measured(paths))
    finally:
        connection.close()
        VALKEY.stop()
        POSTGRES.stop()
        shutil.rmtree(RUN_HOME, ignore_errors=True)


def _databases() -> dict[str, str]:
    """Fill both databases; the archive's begins as a copy of the demo's, so that both have the same pages."""
    _create(DEMO)
    with _on(DEMO):
        call_command("migrate", verbosity=0)
        call_command("seed_demo", verbosity=0)
        paths = _pages()
    _create(ARCHIVE, template=DEMO)
    with _on(ARCHIVE):
        call_command("generate_archive", f"--years={YEARS}", f"--scale={SCALE}")
    return paths


def _create(name: str, template: str = "template1") -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as session:
        session.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


@contextmanager
def _on(database: str) -> Iterator[None]:
    connection.close()
    connection.settings_dict["NAME"] = database
    yield
    connection.close()


def _pages() -> dict[str, str]:
    """Every page without arguments that the reader may open, and one object of each kind."""
    client = _client()
    found = {}
    for name, pattern in addresses():
        if not pattern.pattern.regex.groups and not any(part in name for part in LEFT_OUT):
            found[name] = reverse(name)
    text = Recommendation.objects.filter(state="closed").first() or Recommendation.objects.first()
    entry = RegisterEntry.objects.first()
    objects = {
        "recommendations:detail": text,
        "recommendations:history": text,
        "recommendations:documents": text,
        "consultations:detail": Consultation.objects.first(),
        "silences:detail": Silence.objects.first(),
        "submissions:detail": Submission.objects.first(),
        "boards:document": Document.objects.first(),
        "meetings:detail": Meeting.objects.filter(pk__in=AgendaItem.objects.values("meeting")).first(),
    }
    found |= {name: reverse(name, args=[each.pk]) for name, each in objects.items() if each}
    found |= {f"registers:list {slug}": reverse("registers:list", args=[slug]) for slug in REGISTERS}
    if entry:
        slug = next(slug for slug, register in REGISTERS.items() if register.model._meta.model_name == entry.register)
        found["registers:detail"] = reverse("registers:detail", args=[slug, entry.pk])
    found |= {f"group {code}": reverse("workinggroups:detail", args=[code]) for code in ("CAP", "SCS")}
    return {name: path for name, path in found.items() if _is_page(client, path)}


def _is_page(client: Client, path: str) -> bool:
    answer = client.get(path)
    return answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")


def _client() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=READER))
    return client


def _measured(paths: dict[str, str]) -> dict[str, dict[str, tuple[int, float, int]]]:
    """Of each page, by database, its queries, its median time in milliseconds at one client, its size in bytes.

    Both portals run at once and answer in turn: within minutes a machine may change its speed by half.
    """
    queries, cookies = {}, {}
    for database in (DEMO, ARCHIVE):
        with _on(database):
            client = _client()
            queries[database] = {name: queries_of(client, path) for name, path in paths.items()}
            cookies[database] = client.cookies[settings.SESSION_COOKIE_NAME].value
    found: dict[str, dict[str, tuple[int, float, int]]] = {DEMO: {}, ARCHIVE: {}}
    with ExitStack() as stack:
        portals = {database: stack.enter_context(processes.portal(database)) for database in found}

        def in_turn(path: str) -> dict[str, float]:
            urls = {database: (address + path, cookies[database]) for database, address in portals.items()}
            for url, cookie in urls.values():
                for _ in range(WARM):
                    get(url, cookie)
            times = [{database: get(*asked)[0] for database, asked in urls.items()} for _ in range(REQUESTS)]
            return {database: statistics.median(each[database] for each in times) for database in urls}

        for name, path in paths.items():
            for database, median in in_turn(path).items():
                size = len(get(portals[database] + path, cookies[database])[1])
                found[database][name] = (queries[database][name], median, size)
        searches = [in_turn(f"/search/?q={quote_plus(words)}") for words in SOUGHT]
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
