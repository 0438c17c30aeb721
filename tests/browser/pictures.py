"""Takes the README's pictures of a running demo: python -m tests.browser.pictures http://localhost:8000."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
PASSWORD = "Consensus-2026!"


def main(url: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page(base_url=url, viewport={"width": 1280, "height": 900}, color_scheme="light")
        page.goto("/sign-in/")
        page.locator("[name=login]").fill("head.usa@dipb.example")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("[name=password]").press("Enter")
        page.wait_for_selector(".asks")
        page.screenshot(path=PICTURES / "desk.png")
        page.locator(".asks a[href*=silences]").first.click()
        page.locator(".tabs").evaluate("tabs => tabs.scrollIntoView()")
        page.screenshot(path=PICTURES / "silence-board.png")
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1])
