"""Each person reads in the chosen language, on every device."""

import pytest
from django.test import Client

DOOR = "/sign-in/"


def test_a_visitor_switches_the_language_and_stays_on_the_page(visitor, db):
    response = visitor.post("/language/", {"language": "fr", "next": DOOR})
    assert response.headers["Location"] == DOOR
    assert '<html lang="fr">' in visitor.get(DOOR).content.decode()


def test_the_choice_holds_on_another_device(signed_in, delegate):
    signed_in.post("/language/", {"language": "fr", "next": "/account/"})
    delegate.refresh_from_db()
    assert delegate.language == "fr"
    elsewhere = Client()
    elsewhere.force_login(delegate, "django.contrib.auth.backends.ModelBackend")
    page = elsewhere.get("/account/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="fr">' in page
    assert "NATO SANS CLASSIFICATION" in page


@pytest.mark.parametrize("language", ["de", "", "../en", "fr\0", "x" * 5000])
def test_an_unknown_language_changes_nothing(signed_in, delegate, language):
    assert signed_in.post("/language/", {"language": language, "next": "/account/"}).status_code == 302
    delegate.refresh_from_db()
    assert delegate.language == "en"


def test_the_switch_leads_to_no_other_host(visitor, db):
    response = visitor.post("/language/", {"language": "fr", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


def test_the_language_is_not_changed_by_a_link(signed_in):
    assert signed_in.get("/language/?language=fr").status_code == 405
