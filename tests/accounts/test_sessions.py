"""When a session ends, and what stays of a page: nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from boards.models import Seat
from dipb_portal.accounts.sessions import SEEN, STARTED
from tests.accounts.conftest import sign_in

PAGE = "/account/"
SECOND = timedelta(seconds=1)


def set_back(client, key: str, by: timedelta) -> None:
    session = client.session
    session[key] = (timezone.now() - by).timestamp()
    session.save()


@pytest.mark.parametrize(("key", "limit"), [(SEEN, settings.SESSION_IDLE), (STARTED, settings.SESSION_LIFETIME)])
def test_a_session_lasts_up_to_its_limit_and_no_longer(signed_in, key, limit):
    assert signed_in.get(PAGE).status_code == 200
    set_back(signed_in, key, limit - 10 * SECOND)
    assert signed_in.get(PAGE).status_code == 200
    set_back(signed_in, key, limit)
    response = signed_in.get(PAGE)
    assert response.headers["Location"] == f"/sign-in/?next={PAGE}"
    assert "_auth_user_id" not in signed_in.session


def test_the_door_says_why_the_session_ended(signed_in):
    signed_in.get(PAGE)
    set_back(signed_in, SEEN, settings.SESSION_IDLE)
    page = signed_in.get(PAGE, follow=True).content.decode()
    assert "You were signed out after 30 minutes without activity." in page


def test_a_visit_prolongs_the_idle_time_but_not_the_day(signed_in):
    signed_in.get(PAGE)
    set_back(signed_in, SEEN, settings.SESSION_IDLE / 2)
    started = signed_in.session[STARTED]
    signed_in.get(PAGE)
    assert timezone.now().timestamp() - signed_in.session[SEEN] < 60
    assert signed_in.session[STARTED] == started


def test_what_was_sent_into_an_ended_session_is_not_done(signed_in, delegate):
    signed_in.get(PAGE)
    set_back(signed_in, SEEN, settings.SESSION_IDLE)
    signed_in.post("/language/", {"language": "fr"})
    delegate.refresh_from_db()
    assert delegate.language == "en"


OWN = {"sec-fetch-site": "same-origin", "referer": "http://testserver/plans/?page=2"}
WRITTEN = {"text_fr": "<p>Trois ans&nbsp;de préavis.</p><p>Suite.</p>", "title": "Un préavis", "new_password": "a b"}


def end(client: Client) -> None:
    client.get(PAGE)
    set_back(client, SEEN, settings.SESSION_IDLE)


def unseat(client: Client) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    Seat.objects.filter(user=client.session["_auth_user_id"]).update(starts=yesterday - SECOND, ends=yesterday)


@pytest.mark.parametrize("headers", [OWN, OWN | {"hx-request": "true"}])
@pytest.mark.parametrize("way", [end, Client.logout, unseat])
def test_what_was_written_meanwhile_is_handed_back(signed_in, way, headers):
    way(signed_in)
    response = signed_in.post(PAGE, WRITTEN, headers=headers)
    assert response.status_code == 403
    page = response.content.decode()
    assert "Trois ans\N{NO-BREAK SPACE}de préavis.\nSuite.</textarea>" in page
    assert ">Un préavis</textarea>" in page
    assert ">a b<" not in page
    assert 'href="http://testserver/plans/?page=2"' in page


@pytest.mark.parametrize("headers", [OWN | {"sec-fetch-site": "cross-site"}, {}])
def test_words_of_another_site_are_not_shown(signed_in, headers):
    end(signed_in)
    assert "Un préavis" not in signed_in.post(PAGE, WRITTEN, headers=headers, follow=True).content.decode()


def test_a_page_of_an_earlier_session_gives_back_what_was_written_on_it(delegate):
    client = sign_in(Client(enforce_csrf_checks=True), delegate)
    page = client.post(PAGE, WRITTEN, headers=OWN)
    assert page.status_code == 403
    assert ">Un préavis</textarea>" in page.content.decode()
    bare = client.post(PAGE, {"language": "fr"}, headers=OWN)
    assert "Nothing was changed" in bare.content.decode()


@pytest.mark.parametrize("written", ["Agreed.", "Non", "d’accord", "clôturé", "<p>oui</p>"])
def test_a_single_word_is_handed_back_too(visitor, written):
    page = visitor.post(PAGE, {"version": 1, "due": "2026-12-18", "text": written}, headers=OWN).content.decode()
    assert f">{written.removeprefix('<p>').removesuffix('</p>')}</textarea>" in page
    assert page.count("</textarea>") == 1


CHOSEN = {"csrfmiddlewaretoken": "aB1" * 20, "next": "/groups/SCS/", "type": "C", "at": "09:30", "verb": "agreed"}


def test_what_is_chosen_or_stood_in_the_form_is_nobodys_words(visitor):
    response = visitor.post(PAGE, CHOSEN | {"login": "head.fra@dipb.example", "text": "<p></p>"}, headers=OWN)
    assert response.headers["Location"] == "/sign-in/?next=/"


@pytest.mark.parametrize("way", [end, Client.logout, unseat])
def test_a_part_of_a_page_sends_the_whole_page_to_the_door(signed_in, way):
    way(signed_in)
    response = signed_in.get(PAGE, headers={"hx-request": "true"})
    assert response.headers["HX-Redirect"] == f"/sign-in/?next={PAGE}"


@pytest.mark.parametrize("way", [end, Client.logout, unseat])
def test_the_door_leads_to_no_address_that_only_takes_what_is_sent(signed_in, way):
    way(signed_in)
    assert signed_in.post("/account/sessions/").headers["Location"] == "/sign-in/?next=/"


def test_whoever_is_made_inactive_is_out_at_the_next_request(signed_in, delegate):
    delegate.is_active = False
    delegate.save()
    assert signed_in.get(PAGE).status_code == 302


def test_whoever_loses_the_last_seat_is_out_at_the_next_request(signed_in, delegate):
    delegate.seats.update(starts=timezone.now() - timedelta(days=2), ends=timezone.now() - timedelta(days=1))
    assert signed_in.get(PAGE).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", [PAGE, "/styleguide/", "/account/sessions/", "/no-such-page/"])
def test_nothing_signed_in_stays_in_a_cache(signed_in, path):
    assert "no-store" in signed_in.get(path).headers["Cache-Control"]


def test_one_can_sign_out_elsewhere_and_stay_here(visitor, delegate):
    here, elsewhere = sign_in(visitor, delegate), sign_in(Client(), delegate)
    assert here.get(PAGE).status_code == elsewhere.get(PAGE).status_code == 200
    here.post("/account/sessions/")
    assert elsewhere.get(PAGE).status_code == 302
    assert here.get(PAGE).status_code == 200
