"""The pages that only somebody at the door meets: the second factor, its recovery codes, a forgotten password."""

import time

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.urls import reverse
from playwright.sync_api import Page

from dipb_portal.accounts.models import User
from tests.browser.people import listen, obstacles, overflow
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "Consensus-2026!"
PHONE = {"width": 390, "height": 844}


def confirm(page: Page, field: str, value: str) -> None:
    page.locator(f"main [name={field}]").fill(value)
    page.locator(f"main [name={field}]").press("Enter")


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_page_of_the_second_factor_has_an_obstacle(page: Page, people: People, language: str) -> None:
    User.objects.update(password=Argon2PasswordHasher().encode(PASSWORD, "salt-of-the-door"), language=language)
    complaints, found = listen(page), []

    def look() -> None:
        page.wait_for_load_state()
        found.extend(f"{page.url}: {each}" for each in obstacles(page))
        page.set_viewport_size(PHONE)
        assert overflow(page) <= 0, page.url
        page.set_viewport_size({"width": 1280, "height": 900})

    page.goto("/sign-in/")
    page.locator("[name=login]").fill(people.head_fra.email)
    confirm(page, "password", PASSWORD)
    page.wait_for_selector(".asks, .empty")
    page.goto(reverse("mfa_activate_totp"))
    if page.locator("[name=password]").count():
        confirm(page, "password", PASSWORD)
    page.wait_for_selector("img.qr")
    look()
    secret = page.locator("code.hash").inner_text()
    confirm(page, "code", code_for(secret))
    page.wait_for_url(lambda url: "activate" not in url)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp"):
        page.goto(reverse(name))
        look()
    page.locator(f"header form[action='{reverse('account_logout')}'] button").click()
    page.wait_for_url("**/sign-in/")
    page.locator("[name=login]").fill(people.head_fra.email)
    confirm(page, "password", PASSWORD)
    page.wait_for_url("**/sign-in/code/**")
    look()
    assert found == []
    assert complaints == []


def test_a_new_password_is_set_on_a_page_without_obstacles(page: Page, people: People) -> None:
    key = default_token_generator.make_token(people.head_fra)
    uid = user_pk_to_url_str(people.head_fra)
    page.goto(reverse("account_reset_password_from_key", args=[uid, key]))
    assert page.locator("[name=password1]").count() == 1
    assert obstacles(page) == []
    page.goto(reverse("account_reset_password_from_key_done"))
    assert obstacles(page) == []
