"""An open round, a closed one, and people at their browsers."""

from collections.abc import Callable

import pytest
from django.test import Client

from dipb_portal.accounts.models import User
from recommendations.models import Consultation
from tests.scenarios import People, close_round, issued, open_round, with_comments


@pytest.fixture
def asking(people: People) -> Consultation:
    """A round that asks all Allies and NIAG about a text of two paragraphs."""
    return open_round(people, issued(people))


@pytest.fixture
def received(asking: Consultation, people: People) -> Consultation:
    """A closed round with three submitted comments, one of each type: C, S, A."""
    with_comments(asking, people, 3)
    close_round(people, asking)
    asking.refresh_from_db()
    return asking


@pytest.fixture
def as_(db: None) -> Callable[..., Client]:
    """`as_(person)`: a client signed in as the person, who reads in `language`."""

    def sign_in(person: User, language: str = "en") -> Client:
        User.objects.filter(pk=person.pk).update(language=language)
        client = Client()
        client.force_login(person)
        return client

    return sign_in
