"""The menu: sections of what a person's seats open, and the pages of the section the person is in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenarios import People

pytestmark = pytest.mark.django_db


def menu(client: Client, path: str) -> list[dict]:
    return client.get(path).context["navigation"]


def test_a_section_shows_only_pages_the_person_may_open(people: People, client: Client) -> None:
    client.force_login(people.auditor)
    assert [[str(page["label"]) for page in section["pages"]] for section in menu(client, "/")] == [
        ["My desk", "Notifications", "Journal"]
    ]
    client.force_login(people.admin)
    assert [str(page["label"]) for page in menu(client, "/")[0]["pages"]] == [
        "My desk",
        "Notifications",
        "Reference data",
    ]
    client.force_login(people.head_fra)
    assert "Journal" not in [str(page["label"]) for section in menu(client, "/") for page in section["pages"]]


def test_one_page_is_current_and_so_is_its_section(people: People, client: Client) -> None:
    client.force_login(people.secretariat)
    for name in ("desk", "boards:journal", "submissions:list", "recommendations:create", "boards:documents"):
        sections = menu(client, reverse(name))
        current = [section for section in sections if section["current"]]
        assert len(current) == 1, name
        assert sum(page["current"] for page in current[0]["pages"]) == 1, name
