"""The portal as a delegate meets it: the demo's Board behind real processes, seen through a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from tests import kept
from tests.browser.people import AXE, DOMAIN, PASSWORD, Person, listen, sign_in, signed_in

if TYPE_CHECKING:  # models can be imported once Django is set up
    from tests.scenarios import People

ACCOUNTS = (
    "secretariat",
    "chair",
    "head.fra",
    "head.deu",
    "head.usa",
    "head.nor",
    "rapporteur.cap",
    "rapporteur.scs",
    "niag",
    "auditor",
)
Window = Callable[[str], Page]


@pytest.fixture(scope="module")
def demo(_portal_url: str, django_db_blocker: Any) -> Iterator[str]:
    """The portal's address, with the demo data in it for a whole module; tests change nothing there."""
    with django_db_blocker.unblock():
        call_command("seed_demo", verbosity=0)
        yield _portal_url
        kept.restore()


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request: pytest.FixtureRequest, demo: str) -> str:
    """Everybody reads the portal in this language."""
    from dipb_portal.accounts.models import User

    User.objects.update(language=request.param)
    return request.param


@pytest.fixture(scope="module")
def window(browser: Browser, demo: str, language: str) -> Iterator[Window]:
    """Gives each account of the demo a window, signed in; "" is somebody at the door."""
    cookies = {account: signed_in(account, demo) for account in ACCOUNTS}
    windows: dict[str, Page] = {}
    with ExitStack() as stack:

        def of(account: str) -> Page:
            if account not in windows:
                context = browser.new_context(base_url=demo, locale=language, reduced_motion="reduce")
                stack.callback(context.close)
                context.add_init_script(AXE)  # once a window is quicker than once a page
                context.set_default_timeout(10_000)
                if account:
                    context.add_cookies([cookies[account]])
                windows[account] = context.new_page()
            return windows[account]

        yield of


@pytest.fixture
def person(browser: Browser, live_portal: str, people: "People") -> Iterator[Person]:
    """Signs a person in at the door and gives their window; fails on any complaint of a browser."""
    from dipb_portal.accounts.models import User

    User.objects.update(password=Argon2PasswordHasher().encode(PASSWORD, "salt-of-the-story"))
    User.objects.filter(email=f"head.fra@{DOMAIN}").update(language="fr")
    windows: dict[str, Page] = {}
    complaints: list[str] = []

    def of(account: str) -> Page:
        if account not in windows:
            language = "fr-FR" if account == "head.fra" else "en-GB"
            context = browser.new_context(base_url=live_portal, locale=language)
            context.set_default_timeout(15_000)
            page = windows[account] = context.new_page()
            complaints.extend(listen(page))
            sign_in(page, account)
        return windows[account]

    yield of
    for page in windows.values():
        page.context.close()
    assert complaints == []
