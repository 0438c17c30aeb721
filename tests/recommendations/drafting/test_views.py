"""Pages of a text: who reaches them, what they show, what they do with what is sent."""

import pytest
from django.test import Client
from django.urls import reverse

from recommendations.actions import drafting
from tests.scenarios import People, issued, revised


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"recommendations:{name}", args=args)


def pages(text, *, paragraph=None) -> dict[str, str]:
    names = ("detail", "history", "documents", "edit", "heading", "issue", "discard")
    found = {name: url(name, text.pk) for name in names}
    if paragraph:
        found |= {name: url(name, text.pk, paragraph.pk) for name in ("split", "delete")}
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_opens_for_who_drafts(people: People, language: str) -> None:
    text = issued(people)
    first = revised(text, people.secretariat)
    paragraph = drafting.start_revision(recommendation=text, by=people.secretariat).paragraphs.first()
    people.secretariat.language = language
    people.secretariat.save()
    client = signed_in(people.secretariat)
    addresses = [*pages(text, paragraph=paragraph).values(), url("list"), url("create")]
    addresses += [url("compare", text.pk, 0, first.number), url("detail", text.pk) + "?revision=1&view=changes"]
    for address in addresses:
        assert client.get(address).status_code == 200, address
