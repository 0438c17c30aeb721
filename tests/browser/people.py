"""Who sits at the browser, and what the browser has to say."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

DOMAIN = "dipb.example"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
