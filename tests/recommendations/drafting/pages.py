"""What the tests of a text's pages share: a signed-in browser, addresses, what the editor sends."""

from django.test import Client
from django.urls import reverse

from dipb_portal.accounts.models import User
from recommendations.actions import drafting
from recommendations.models import Paragraph, Recommendation
from tests.scenarios import People, issued, revised

CANARY = "heliotrope"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"recommendations:{name}", args=args)


def every_page(text: Recommendation, paragraph: Paragraph) -> list[str]:
    names = ("detail", "history", "documents", "edit", "heading", "issue", "discard")
    return [
        *[url(name, text.pk) for name in names],
        *[url(name, text.pk, paragraph.pk) for name in ("split", "delete")],
        url("compare", text.pk, 0, 1),
        url("step", text.pk, "withdraw"),
    ]


def being_revised(people: People) -> tuple[Recommendation, Paragraph]:
    """A text with two issued revisions and a working one; the paragraph is of the working one."""
    text = issued(people)
    revised(text, people.secretariat)
    return text, drafting.start_revision(recommendation=text, by=people.rapporteur).paragraphs.first()


def words(paragraph: Paragraph, **more: object) -> dict[str, object]:
    """What the editor sends for a paragraph."""
    sent = {"text_en": paragraph.text_en, "text_fr": paragraph.text_fr, "version": paragraph.version}
    return sent | {"then": "save"} | more
