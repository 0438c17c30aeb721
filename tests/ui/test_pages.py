"""The frame every page stands in, through a real request."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

PATHS = ["/sign-in/", "/password/", "/styleguide/", "/account/", "/no-such-page/", "/marking/en.css"]


@pytest.fixture
def client(people) -> Client:
    """The head of the French delegation at the keyboard."""
    client = Client()
    client.force_login(people.head_fra, "django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_same_strict_policy(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_marking_stands_at_both_ends_and_says_that_the_data_are_fictitious(client):
    page = client.get("/styleguide/").content.decode()
    assert page.count("<b>NATO UNCLASSIFIED</b>") == 2
    assert page.count("SPECIMEN – FICTITIOUS DATA") == 2


@override_settings(SPECIMEN=False)
def test_real_data_are_not_called_fictitious(client):
    assert "SPECIMEN" not in client.get("/styleguide/").content.decode()


@pytest.mark.parametrize(("language", "words"), settings.MARKING.items())
def test_paper_is_marked_in_the_language_of_the_page(client, language, words):
    css = client.get(f"/marking/{language}.css").content.decode()
    assert css.count(f'content: "{words} · ') == 2


def test_the_menu_shows_what_the_seat_opens_and_where_one_is(client, people):
    page = client.get("/").content.decode()
    assert '<a href="/" aria-current="page">My desk</a>' in page
    assert ">Journal</a>" not in page
    client.force_login(people.auditor, "django.contrib.auth.backends.ModelBackend")
    assert ">Journal</a>" in client.get("/").content.decode()


def test_one_reads_who_one_is_here(client):
    assert "France, head of delegation" in client.get("/account/").content.decode()


def test_a_missing_page_says_nothing_of_what_exists(client):
    signed_in = client.get("/recommendations/999999/")
    nowhere = client.get("/no-such-page/")
    assert signed_in.status_code == nowhere.status_code == 404
    assert signed_in.content == nowhere.content


def test_an_expired_form_is_met_calmly(people):
    response = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a", "password": "b"})
    assert response.status_code == 403
    assert "The page had expired" in response.content.decode()
