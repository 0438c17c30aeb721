"""The door: who comes in, and what it tells those who do not."""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse

from dipb_portal.accounts.models import User
from tests.accounts.conftest import PASSWORD, words_of

DOOR = "/sign-in/"


def knock(client: Client, email: str, password: str, **more: str):
    return client.post(DOOR, {"login": email, "password": password, **more})


def answer(response) -> str:
    """The page without what was typed."""
    return re.sub(r'value="[^"@]*@dipb.example"', "", words_of(response))


def test_a_person_comes_in_by_mail_address_in_any_case(visitor, delegate):
    response = knock(visitor, "Head.FRA@dipb.example", PASSWORD)
    assert response.status_code == 302
    assert visitor.session["_auth_user_id"] == str(delegate.pk)


def test_wrong_password_unknown_address_and_inactive_account_are_answered_alike(visitor, delegate):
    User.objects.create_user("left@dipb.example", PASSWORD, name="Left", is_active=False)
    wrong = knock(visitor, delegate.email, "wrong")
    unknown = knock(visitor, "nobody@dipb.example", "wrong")
    inactive = knock(visitor, "left@dipb.example", PASSWORD)
    assert wrong.status_code == unknown.status_code == inactive.status_code == 200
    assert answer(wrong) == answer(unknown) == answer(inactive)
    assert "is not correct" in answer(wrong)


def test_the_sixth_attempt_is_refused_even_with_the_right_password(visitor, delegate):
    for _attempt in range(5):
        knock(visitor, delegate.email, "wrong")
    response = knock(visitor, delegate.email, PASSWORD)
    assert "Too many attempts" in response.content.decode()
    assert "_auth_user_id" not in visitor.session


def test_an_unknown_address_is_throttled_alike(visitor, db):
    for _attempt in range(5):
        knock(visitor, "nobody@dipb.example", "wrong")
    assert "Too many attempts" in knock(visitor, "nobody@dipb.example", "wrong").content.decode()


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize("value", ["", "a\0b@dipb.example", "x" * 100_000])
def test_bad_input_is_answered_with_a_page(visitor, db, field, value):
    response = knock(visitor, **{"email": "a@dipb.example", "password": "p"} | {field.replace("login", "email"): value})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_a_failed_form_says_so_in_the_title_and_leads_to_the_field(visitor, db):
    page = knock(visitor, "", "").content.decode()
    assert "<title>Error: Sign in" in page
    assert 'href="#id_login"' in page


def test_after_sign_in_one_is_where_one_wanted_to_be(visitor, delegate):
    asked = visitor.get("/account/")
    assert asked.headers["Location"] == "/sign-in/?next=/account/"
    response = knock(visitor, delegate.email, PASSWORD, next="/account/")
    assert response.headers["Location"] == "/account/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_host(visitor, delegate, target):
    response = knock(visitor, delegate.email, PASSWORD, next=target)
    assert response.status_code == 302
    assert response.headers["Location"] == reverse(settings.LOGIN_REDIRECT_URL)


def test_another_host_name_is_refused(visitor, db):
    assert visitor.get(DOOR, headers={"host": "evil.example"}).status_code == 400


def test_signing_out_takes_a_post_and_ends_the_session(signed_in):
    signed_in.get("/sign-out/")
    assert "_auth_user_id" in signed_in.session
    signed_in.post("/sign-out/")
    assert "_auth_user_id" not in signed_in.session


@override_settings(SPECIMEN=False)
def test_demo_accounts_are_named_only_beside_fictitious_data(visitor, db):
    assert "dipb.example" not in visitor.get(DOOR).content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_inactive"])
def test_there_is_no_way_to_register_or_to_change_the_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_every_view_of_the_portal_asks_for_a_sign_in_but_these():
    open_views = {
        name
        for name in get_resolver().reverse_dict
        if isinstance(name, str) and not getattr(get_resolver().resolve(_sample(name)).func, "login_required", True)
    }
    assert open_views == {
        "account_login",
        "account_logout",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "live",
        "marking_css",
        "mfa_authenticate",
        "ready",
        "set_language",
    }


def _sample(name: str) -> str:
    """An address of the view, with any fitting arguments."""
    pattern, parameters = get_resolver().reverse_dict[name][0][0]
    values = {"language": "en", "uidb36": "1", "key": "k-1"}
    return "/" + pattern % {parameter: values.get(parameter, 1) for parameter in parameters}


def test_the_admin_has_no_door_of_its_own(visitor, signed_in, delegate):
    assert Client().get("/admin/").headers["Location"].startswith(("/admin/login/", DOOR))
    assert Client().get("/admin/login/").headers["Location"].startswith(DOOR)
    assert signed_in.get("/admin/login/").status_code == 403
