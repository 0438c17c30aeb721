"""Who sits at the browser, and what the browser has to say."""

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Locator, Page, expect

DOMAIN = "dipb.example"
PASSWORD = "Consensus-2026!"

Person = Callable[[str], Page]
AXE = Axe().axe_script
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to describe every element that is in order takes as long as to look at them
}


def signed_in(account: str, url: str) -> Any:
    """The cookie of a session of `account`, for the portal at `url`: spares the door where it is not the point."""
    from dipb_portal.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=f"{account}@{DOMAIN}"), "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def listen(page: Page) -> list[str]:
    """What the browser complains of from now on: refused styles and scripts above all."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def obstacles(page: Page) -> list[str]:
    """axe's findings on the page as it stands, each with the first element it is about."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(rules).then(found => found.violations)", RULES)
    return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window, or a stacked list than its frame."""
    return page.evaluate("""Math.max(
        document.scrollingElement.scrollWidth - window.innerWidth,
        ...[...document.querySelectorAll(".scroll:has(.stack)")].map((frame) => frame.scrollWidth - frame.clientWidth),
    )""")


def sign_in(page: Page, account: str) -> None:
    say = fr if account == "head.fra" else str
    page.goto("/")
    page.get_by_label(say("E-mail address")).fill(f"{account}@{DOMAIN}")
    page.get_by_label(say("Password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=say("Sign in")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say("My desk"))


def fr(words: str, *, context: str = "", **values: object) -> str:
    """The words as the portal says them in French."""
    with override("fr"):
        translated = (pgettext(context, words) if context else gettext(words)) % values
    assert translated != words % values, f"not translated: {words}"
    return translated


def said(page: Page) -> Locator:
    """What the portal says of the act just done."""
    return page.get_by_role("main").get_by_role("status")


def write(within: Locator, field: str, words: str) -> None:
    """Replace the words of a rich text, through the editor that took the place of its text area."""
    page = within.page
    within.get_by_role("textbox", name=field).and_(page.locator("div")).click()
    page.wait_for_selector(".ProseMirror-focused")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
