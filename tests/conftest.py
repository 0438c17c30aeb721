"""Fixtures that every test may use: real services, a real worker, a real server, a real browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import migrated, processes
from tests.settings import HOME, POSTGRES, RUN_HOME, VALKEY

if TYPE_CHECKING:  # models can be imported once Django is set up
    from tests.scenarios import People

# Services, workers and browsers share the cores with the examples: how long one takes says nothing about the code.
hypothesis.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("portal")

DATA = HOME / "postgresql" / "data"
MIGRATED = HOME / "migrated"


# They take minutes or make one world for many tests: begun first, by one process, they leave short ones to be shared.
LONGEST = ["test_every_address.py", "test_pages_axe.py", "test_seed_demo.py"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """Let the garbage collector come seldom, and leave out what lives as long as the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(RUN_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def services() -> Iterator[None]:
    """PostgreSQL and Valkey of this test process, unless the environment names others."""
    HOME.mkdir(parents=True, exist_ok=True)
    for directory in (RUN_HOME, HOME):
        directory.chmod(0o711)
    embedded = {"TEST_DATABASE_URL": POSTGRES, "TEST_REDIS_URL": VALKEY}
    started = [service for name, service in embedded.items() if name not in os.environ]
    if POSTGRES in started:
        migrated.restore(DATA)
    for service in started:
        service.start()
    yield
    for service in reversed(started):
        service.stop()
    if POSTGRES in started and MIGRATED.exists():
        migrated.keep(DATA)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(services: None, django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Tests without a database start no service."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Set the Board up once for every test, and keep it for the next after a transactional one; likewise its people."""
    from tests import kept, scenarios

    with django_db_blocker.unblock():
        _copy_for_later_runs()
        call_command("bootstrap")
        kept.keep(kept.BOARD)
        scenarios.people()
        kept.keep(kept.PEOPLE, besides=kept.BOARD)
        kept.restore()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: kept.restore())
        yield


def _copy_for_later_runs() -> None:
    """Copy the database just migrated, where no kept cluster gave it."""
    if migrated.KEPT.exists() or "TEST_DATABASE_URL" in os.environ:
        return
    name = connection.settings_dict["NAME"]
    connection.close()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as session:
        session.execute(f'CREATE DATABASE {migrated.DATABASE} TEMPLATE "{name}"')
    MIGRATED.touch()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A request in French leaves its thread in French; the next test starts in the portal's own language."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def people(db: None) -> "People":
    """The named actors of tests.scenarios, seated."""
    from tests import kept, scenarios

    kept.put(kept.PEOPLE)
    return scenarios.found()


@pytest.fixture
def celery_worker_process(transactional_db: None) -> Iterator[processes.Process]:
    """A real worker on the test database; `kill()` and `start()` it as the test wants."""
    with processes.celery_worker(settings.DATABASES["default"]["NAME"]) as worker:
        yield worker


@pytest.fixture(scope="session")
def _portal_url(django_db_setup: None) -> Iterator[str]:
    with processes.portal(settings.DATABASES["default"]["NAME"]) as url:
        yield url


@pytest.fixture
def live_portal(_portal_url: str, transactional_db: None) -> str:
    """The address of the portal, served by gunicorn with production's static files on the test database."""
    return _portal_url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, with the features off that call home.

    One for each module: the event loop that Playwright runs in this thread must be gone before the next module, as no
    asynchronous view could be called while it runs.
    """
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # In a thread with an event loop, Django would refuse to use the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",  # tests may run as root
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--no-first-run",
            ],
        )
        yield chromium
        chromium.close()
        # While the event loop runs, Django keeps connections of their own, which nobody else closes.
        connections.close_all()


@pytest.fixture
def page(browser: Browser, live_portal: str) -> Iterator[Page]:
    """A fresh browser window; paths are relative to the live portal."""
    context = browser.new_context(base_url=live_portal)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()
