"""A forgotten password, without a word about who has an account."""

import re

import pytest
from django.core import mail
from django.utils import translation

from dipb_portal.accounts.models import User
from dipb_portal.accounts.tasks import mail_password_reset
from tests.accounts.conftest import PASSWORD, words_of

NEW_PASSWORD = "un-mot-de-passe-plus-long"


@pytest.fixture
def link(delegate, settings) -> str:
    """The path in the mail a worker sends to the delegate."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail_password_reset(delegate.email, "en")
    return re.search(rf"{settings.PORTAL_URL}(/\S+)", mail.outbox[-1].body)[1]


def test_a_known_and_an_unknown_address_are_answered_alike(visitor, delegate):
    known = visitor.post("/password/", {"email": delegate.email}, follow=True)
    unknown = visitor.post("/password/", {"email": "nobody@dipb.example"}, follow=True)
    assert words_of(known) == words_of(unknown)


def test_the_link_sets_a_new_password_once(visitor, delegate, link):
    form = visitor.get(link, follow=True)
    place = form.redirect_chain[-1][0]
    assert "Set a new password" in form.content.decode()
    visitor.post(place, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    delegate.refresh_from_db()
    assert delegate.check_password(NEW_PASSWORD)
    assert "This link does not work" in visitor.get(link, follow=True).content.decode()


def test_a_weak_password_is_refused_at_its_field(visitor, delegate, link):
    place = visitor.get(link, follow=True).redirect_chain[-1][0]
    page = visitor.post(place, {"password1": "12345", "password2": "12345"}).content.decode()
    assert 'href="#id_password' in page
    delegate.refresh_from_db()
    assert delegate.check_password(PASSWORD)


def test_the_mail_is_written_in_the_language_of_who_asked(delegate, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail_password_reset(delegate.email, "fr")
    with translation.override("fr"):
        assert mail.outbox[-1].subject == translation.gettext("DIPB: set a new password")
    assert mail.outbox[-1].to == [delegate.email]
    assert delegate.name in mail.outbox[-1].body


def test_nobody_unknown_or_inactive_gets_mail(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    User.objects.create_user("left@dipb.example", PASSWORD, name="Left", is_active=False)
    mail_password_reset("left@dipb.example", "en")
    mail_password_reset("nobody@dipb.example", "en")
    assert mail.outbox == []


def test_changing_the_password_takes_the_present_one(signed_in, delegate):
    new = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    signed_in.post("/account/password/", {"oldpassword": "wrong", **new})
    delegate.refresh_from_db()
    assert delegate.check_password(PASSWORD)
    signed_in.post("/account/password/", {"oldpassword": PASSWORD, **new})
    delegate.refresh_from_db()
    assert delegate.check_password(NEW_PASSWORD)
