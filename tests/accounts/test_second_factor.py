"""An authenticator beside the password, and recovery codes beside the authenticator."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from tests.accounts.conftest import PASSWORD, sign_in

ACTIVATE = "/account/second-factor/activate/"


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def at_home(visitor, delegate) -> Client:
    """Signed in, and the password given once more, as changing the sign-in asks for."""
    sign_in(visitor, delegate).post("/account/confirm/", {"password": PASSWORD})
    return visitor


@pytest.fixture
def secret(at_home) -> str:
    """The key of an authenticator that has just been activated."""
    page = at_home.get(ACTIVATE).content.decode()
    key = re.search(r'<code class="hash">([A-Z2-7]+)</code>', page)[1]
    assert at_home.post(ACTIVATE, {"code": code_of(key)}).status_code == 302
    return key


def test_the_key_is_shown_as_picture_and_text_within_the_policy(at_home):
    page = at_home.get(ACTIVATE).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page


def test_a_wrong_code_activates_nothing(at_home, delegate):
    at_home.get(ACTIVATE)
    page = at_home.post(ACTIVATE, {"code": "000000x"}).content.decode()
    assert "The code is not correct" in page
    assert not Authenticator.objects.filter(user=delegate).exists()


def test_the_password_alone_no_longer_opens(secret, delegate):
    newcomer = Client()
    response = newcomer.post("/sign-in/", {"login": delegate.email, "password": PASSWORD})
    assert response.headers["Location"].startswith("/sign-in/code/")
    assert newcomer.get("/account/").status_code == 302
    assert "The code is not correct" in newcomer.post("/sign-in/code/", {"code": "123456x"}).content.decode()
    assert "_auth_user_id" not in newcomer.session


def test_a_recovery_code_opens_once(at_home, secret, delegate):
    codes = at_home.get("/account/recovery-codes/download/").content.decode().split()
    assert len(codes) == 10
    for expected in (True, False):
        newcomer = sign_in(Client(), delegate)
        newcomer.post("/sign-in/code/", {"code": codes[0]})
        assert ("_auth_user_id" in newcomer.session) is expected


def test_the_account_page_says_whether_it_is_active(at_home, secret):
    assert "Second factor: active" in at_home.get("/account/").content.decode()


def test_changing_the_sign_in_asks_for_the_password_again(signed_in):
    response = signed_in.get(ACTIVATE)
    assert response.headers["Location"].startswith("/account/confirm/")


@pytest.mark.parametrize(
    "path", ["recovery-codes/", "recovery-codes/new/", "second-factor/", "second-factor/deactivate/"]
)
def test_its_pages_open(at_home, secret, path):
    assert at_home.get(f"/account/{path}").status_code == 200
