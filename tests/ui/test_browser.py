"""The door and the frame in a real browser: accessible, and without a complaint about the policy."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from dipb_portal.accounts.models import User
from tests.browser.people import listen, obstacles, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "Consensus-2026!"
OPEN = ["/sign-in/", "/password/", "/password/sent/"]
OWN = ["/account/", "/account/password/", "/account/sessions/", "/account/second-factor/", "/no-such-page/"]


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser has to say: refused styles and scripts above all."""
    return listen(page)


@pytest.fixture
def delegate(people, settings) -> User:
    """The head of the French delegation, with a password hashed as the portal under test hashes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    people.head_fra.set_password(PASSWORD)
    people.head_fra.save()
    return people.head_fra


def sign_in(page: Page, person: User) -> None:
    page.goto("/sign-in/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".who", state="attached")


def findings(page: Page) -> list[str]:
    return [f"{page.url}: {found}" for found in obstacles(page)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_of_the_door_has_an_obstacle(page, delegate, complaints, language):
    delegate.language = language
    delegate.save()
    sign_in(page, delegate)
    found = []
    for scheme, path in zip(["light", "dark"] * len(OWN), OWN, strict=False):
        page.emulate_media(color_scheme=scheme)
        page.goto(path)
        assert page.get_attribute("html", "lang") == language
        found += findings(page)
    assert found == []
    assert [text for text in complaints if "404" not in text] == []


def test_no_page_before_sign_in_has_an_obstacle(page, people, complaints):
    found = []
    for path in OPEN:
        page.goto(path)
        found += findings(page)
    page.goto("/sign-in/")
    page.press("[name=login]", "Enter")
    page.wait_for_selector(".errors")
    assert findings(page) + found == []
    assert complaints == []


def test_a_refused_form_puts_the_keyboard_at_its_messages(page, people):
    page.goto("/sign-in/")
    page.press("[name=login]", "Enter")
    page.wait_for_selector(".errors:focus")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "login"


def test_the_first_stop_of_the_keyboard_leads_past_the_menu(page, people):
    page.goto("/sign-in/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_second_factor_is_added_under_the_policy(page, delegate, complaints):
    sign_in(page, delegate)
    page.goto("/account/second-factor/activate/")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    picture = page.wait_for_selector("img.qr")
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert complaints == []


@pytest.mark.parametrize("path", ["/sign-in/", "/styleguide/", "/account/"])
def test_no_page_is_wider_than_a_phone(page, delegate, path):
    page.set_viewport_size({"width": 390, "height": 800})
    if path != "/sign-in/":
        sign_in(page, delegate)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


MENU = "header :is(a, button, input):visible"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_on_a_phone_the_header_is_small_and_its_menu_opens_without_scripts(browser: Browser, page, delegate, language):
    delegate.language = language
    delegate.save()
    sign_in(page, delegate)
    entries = page.locator("nav.nav a").count()
    phone = browser.new_context(
        base_url=page.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
        viewport={"width": 390, "height": 844},
    )
    small = phone.new_page()
    small.goto("/")
    bottom = small.locator("header").bounding_box()
    assert bottom["y"] + bottom["height"] < 844 / 7
    assert small.locator("nav.nav a:visible").count() == 0
    small.locator("[popovertarget]").focus()
    small.keyboard.press("Enter")
    assert small.locator("nav.nav a:visible").count() == entries
    sizes = [each.bounding_box() for each in small.locator(MENU).all()]
    assert min(size["height"] for size in sizes) >= 44
    phone.close()


def test_the_menu_of_a_phone_has_no_obstacle(page, delegate):
    sign_in(page, delegate)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    assert findings(page) == []
    page.click("[popovertarget]")
    page.wait_for_selector("nav.nav a:visible")
    assert findings(page) == []


def test_on_paper_the_header_says_whose_page_it_is_and_offers_nothing(page, delegate):
    sign_in(page, delegate)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.locator(".who:visible").count() == 1
    assert page.locator("header :is(button, input, nav):visible").count() == 0


def test_on_paper_a_long_picture_begins_where_its_page_does(page, delegate):
    sign_in(page, delegate)
    page.emulate_media(media="print")
    kept = """kind => {
        const figure = document.body.appendChild(document.createElement("figure"));
        figure.className = kind;
        return getComputedStyle(figure).breakInside;
    }"""
    assert [page.evaluate(kept, kind) for kind in ("bars", "chart")] == ["auto", "avoid"]


def test_the_words_of_a_picture_keep_their_size_on_a_phone(page, delegate):
    sign_in(page, delegate)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/styleguide/")
    drawn = page.locator(".chart:not(.stacks) svg[role=img]").first
    assert drawn.evaluate("each => each.getBoundingClientRect().width == each.getAttribute('width')")
    assert page.evaluate("document.scrollingElement.scrollWidth") == 390


def test_who_types_is_there_and_is_asked_before_the_words_are_lost(page: Page, delegate):
    sign_in(page, delegate)
    page.clock.install()
    page.goto("/registers/challenges/new/")
    page.clock.fast_forward("06:00")
    with page.expect_response(lambda response: response.request.method == "HEAD") as heard:
        page.locator("[name=title_en]").press_sequentially("Powder")
    assert (heard.value.status, heard.value.url.endswith("/account/")) == (200, True)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/account/")
    assert asked == ["beforeunload"]


def test_an_empty_cell_is_a_dash_in_its_column_and_no_line_on_a_phone(page, people, live_portal):
    page.context.add_cookies([signed_in("head.fra", live_portal)])
    page.goto(reverse("people:nation", args=["FRA"]))
    cell = page.get_by_role("row").filter(has_text=people.head_fra.name).locator("td[data-th=Until]")
    assert cell.inner_text() == ""
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"–"'
    page.set_viewport_size({"width": 390, "height": 844})
    assert not cell.is_visible()
