"""The editor in a real browser, under the portal's own content-security policy."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from dipb_portal.lib.richtext import sanitise

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(page: Page, live_portal: str, people) -> Iterator[Page]:
    """The style guide's editor, signed in; fails on any complaint of the browser."""
    client = Client()
    client.force_login(people.rapporteur, "django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_portal}])
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/styleguide/")
    yield page
    assert complaints == []


def enter(page: Page, name: str) -> None:
    page.get_by_role("textbox", name=name, exact=True).click()
    page.wait_for_selector(".ProseMirror-focused")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")


def use(page: Page, tool: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=tool, exact=True).click()


def sent(page: Page, field: str) -> str:
    return sanitise(page.locator(f"[name={field}]").input_value())


def loaded(page: Page) -> str:
    return page.evaluate("performance.getEntriesByType('resource').map(entry => entry.name).join()")


def test_words_lists_and_footnotes_are_written_by_keyboard(editor):
    assert "prose_editor" not in loaded(editor)  # the library comes when work begins
    enter(editor, "French")
    assert "prose_editor" in loaded(editor)
    editor.keyboard.type("Le Bureau ")
    editor.keyboard.press("Control+B")
    editor.keyboard.type("recommande")
    editor.keyboard.press("Control+B")
    editor.keyboard.press("Control+Alt+F")
    editor.keyboard.type("une note")
    editor.keyboard.press("Control+Alt+F")
    editor.keyboard.press("Enter")
    editor.keyboard.type("- un")
    editor.keyboard.press("Enter")
    editor.keyboard.type("deux")
    assert sent(editor, "text_fr") == (
        '<p>Le Bureau <strong>recommande</strong><span class="footnote">une note</span></p>'
        "<ul><li>un</li><li>deux</li></ul>"
    )
    found = Axe().run(editor, context="[aria-labelledby=editor]")
    assert found.violations_count == 0, found.generate_report()


def test_the_toolbar_formats_and_is_reached_and_left_by_keyboard(editor):
    enter(editor, "English")
    editor.keyboard.press("Alt+F10")
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("Enter")
    editor.wait_for_selector(".ProseMirror-focused")
    editor.keyboard.type("word")
    assert sent(editor, "text_en") == "<p><em>word</em></p>"
    editor.keyboard.press("Alt+F10")
    assert editor.evaluate("document.activeElement.dataset.do") == "italic"
    editor.keyboard.press("Escape")
    editor.wait_for_selector(".ProseMirror-focused")

    enter(editor, "English")
    use(editor, "Table")
    for word in ("Level", "Stock", "Peace", "3"):
        editor.keyboard.type(word)
        editor.keyboard.press("Tab")
    use(editor, "Delete the row")
    use(editor, "Add a column")
    assert sent(editor, "text_en") == (
        '<table><thead><tr><th scope="col">Level</th><th scope="col">Stock</th><td></td></tr></thead>'
        "<tbody><tr><td>Peace</td><td>3</td><td></td></tr></tbody></table>"
    )


def test_what_is_pasted_keeps_its_structure_only(editor):
    editor.locator("[name=text_en]").focus()  # as the link of an error summary does
    editor.wait_for_selector(".ProseMirror-focused[lang=en]")
    editor.keyboard.press("Control+A")
    editor.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            const html = `<h1 style="color:red">Head</h1><p style=margin:0 class="Word"><b>a</b> <a href="x">b</a></p>`;
            clipboardData.setData("text/html", html);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
        }"""
    )
    assert sent(editor, "text_en") == "<p>Head</p><p><strong>a</strong> b</p>"


def test_without_the_library_the_stored_text_is_edited(editor):
    editor.route(
        "**/django_prose_editor/**", lambda route: route.fulfill(body="throw 1", content_type="text/javascript")
    )
    editor.get_by_role("textbox", name="English", exact=True).click()
    editor.locator("textarea[name=text_en]:focus").fill("typed")
    assert sent(editor, "text_en") == "<p>typed</p>"


def test_the_first_key_on_a_page_fetches_the_library(editor):
    """Else what is typed at once on entering a text would be lost."""
    assert "django_prose_editor" not in loaded(editor)
    with editor.expect_response("**/django_prose_editor/**"):
        editor.keyboard.press("Tab")
