"""One delegate at the door."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from boards.actions.seats import open_seat
from boards.models import Body, Nation
from dipb_portal.accounts.models import User

PASSWORD = "Consensus-2026!"


def words_of(response) -> str:
    """A page without what differs from one request to the next: its tokens."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b", "", response.content.decode())


def sign_in(client: Client, user: User) -> Client:
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    return client


@pytest.fixture
def delegate(db) -> User:
    """The head of the French delegation."""
    user = User.objects.create_user("head.fra@dipb.example", PASSWORD, name="Claire Aubrac", language="en")
    body, nation = Body.objects.get(kind="plenary"), Nation.objects.get(alpha3="FRA")
    open_seat(user=user, body=body, role="head", nation=nation, by=None)
    return user


@pytest.fixture
def visitor(db) -> Client:
    """A browser nobody signed in with, and a throttle that remembers nothing."""
    cache.clear()
    return Client()


@pytest.fixture
def signed_in(visitor: Client, delegate: User) -> Client:
    visitor.force_login(delegate, "django.contrib.auth.backends.ModelBackend")
    return visitor
