"""Every address, for everybody: nobody reads what is hidden from them, nothing breaks, nothing is unreachable.

The world below holds a canary in every kind of hidden content. Each person opens every address with the objects of
their own group and of another, reading and posting; a response may hold only canaries the person may read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import cache

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django import DjangoDbBlocker

from boards.models import Document
from dipb_portal.home.health import say_alive
from tests import scenarios
from tests.scenarios import People
from tests.worlds import CANARIES, TOPICS, World

pytestmark = pytest.mark.django_db

PUBLIC = "anonymous"
# The addresses of the admin's own machinery that stand for the rest of it.
ADMIN = {"index", "boards_nation_changelist", "boards_nation_change", "accounts_user_changelist"}
ENDS_THE_SESSION = {"account_logout"}
# They ask for a second factor or a fresh sign-in, or for a step that no object here is ready for.
ELSEWHERE = {
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "advice:send",
    "books:build",
}


@dataclass
class Place:
    people: People
    world: World


@pytest.fixture(scope="module")
def place(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Place]:
    """The people and all their objects, made once for every test here; each test's own changes are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        place = Place(scenarios.people(), World())
        for topic in TOPICS:
            topic.build(place.world, place.people)
        _common(place.world)
        yield place
        transaction.set_rollback(True)


def _common(world: World) -> None:
    for document in Document.objects.all():
        world.add("boards:document", document.pk)
    world.add("marking_css", "fr")
    world.add("account_reset_password_from_key", "zz", "set-password")
    world.add("admin:boards_nation_change", Document.objects.first().body.pk)


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, space: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every named address of the portal; of the admin, only the ones named in ADMIN."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, space + inner)
        elif space != "admin:" or pattern.name in ADMIN:
            yield f"{space}{pattern.name}", pattern


def visits(world: World) -> list[tuple[str, str]]:
    """The name and path of every visit; an address that takes arguments must have been given some."""
    found = []
    for name, pattern in addresses():
        arguments = world.arguments.get(name) or ([] if pattern.pattern.regex.groups else [[]])
        assert arguments, f"give {name} arguments: this test opens every address"
        found += [(name, reverse(name, args=each)) for each in arguments]
    return found


def text_of(response: HttpResponse) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace") + str(response.headers)


@dataclass
class Tour:
    """What a person met on a tour of addresses: names reached, what went wrong, and the canaries read."""

    reached: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)


def tour(people: People, role: str, stops: list[tuple[str, str]]) -> Tour:
    """Open every stop as `role`, reading and posting; what a post changes is rolled back."""
    say_alive()
    client, user = Client(raise_request_exception=False), getattr(people, role, None)
    if user:
        client.force_login(user)
        client.get("/")  # the session has begun, and no stop need write that
    hidden = [word for word, readers in CANARIES.items() if role not in readers]
    told = Tour()
    for method in ("get", "post"):
        for name, path in stops:
            if method == "post" and name in ENDS_THE_SESSION:
                continue
            with transaction.atomic():
                response = getattr(client, method)(path)
                body = text_of(response)
                transaction.set_rollback(True)
            if response.status_code >= 500:
                told.faults.append(f"{method} {path}: {response.status_code}")
            told.faults += [f"{method} {path}: {word}" for word in hidden if word in body]
            shown_the_door = response.headers.get("Location", "").startswith(reverse("account_login"))
            if response.status_code in (200, 302, 303, 400, 409, 422) and not shown_the_door:
                told.reached.add(name)
            if method == "get":
                told.read |= {word for word in CANARIES if word in body}
    return told


@pytest.fixture(scope="module")
def told(place: Place) -> Callable[[str], Tour]:
    """What a role met; the first test that asks takes the tour."""
    stops = visits(place.world)
    return cache(lambda role: tour(place.people, role, stops))


@pytest.mark.parametrize("role", [*(each.name for each in fields(People)), PUBLIC])
def test_nobody_reads_what_is_hidden_and_nothing_breaks(role: str, told: Callable[[str], Tour]) -> None:
    met = told(role)
    assert not met.faults, "\n".join(met.faults)
    # Were a canary out of reach of those who may read it, that the others do not meet it would say nothing.
    assert {word for word, readers in CANARIES.items() if role in readers} <= met.read


def test_every_address_is_reached_by_somebody(told: Callable[[str], Tour]) -> None:
    reached = set().union(*(told(role).reached for role in ("secretariat", "head_fra", "niag", "admin", PUBLIC)))
    assert {name for name, _pattern in addresses()} - reached == ELSEWHERE
