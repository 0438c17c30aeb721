"""What was written in place and could not be saved is shown in place of the page, to be copied."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from boards.models import Body
from recommendations.actions import paragraphs
from recommendations.models import Paragraph
from tests.browser.people import listen, obstacles, signed_in, write
from tests.recommendations.drafting.pages import being_revised, url
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITTEN = "Allies report production levels by calibre."


@pytest.fixture
def paragraph(people: People) -> Paragraph:
    return being_revised(people)[1]


@pytest.fixture
def editor(page: Page, live_portal: str, paragraph: Paragraph) -> Page:
    page.context.add_cookies([signed_in("secretariat", live_portal)])
    page.goto(url("edit", paragraph.revision.recommendation_id))
    return page


def save(editor: Page) -> list[str]:
    """Write in the first paragraph and save it; gives what the browser says of it."""
    heard = listen(editor)
    paragraph = editor.get_by_role("region", name="Paragraph 1")
    write(paragraph, "Paragraph 1, English", WRITTEN)
    paragraph.get_by_role("button", name="Save").click()
    expect(editor.get_by_role("alert")).to_be_in_viewport()
    expect(editor.get_by_role("main")).to_have_count(1)
    return heard


def test_words_sent_into_an_ended_session_are_handed_back(editor: Page) -> None:
    address = editor.url
    Session.objects.all().delete()
    [refusal] = save(editor)
    assert "403" in refusal
    expect(editor).to_have_title("The page had expired – DIPB")
    expect(editor.get_by_role("textbox", name="What you wrote").first).to_have_value(WRITTEN)
    assert obstacles(editor) == []
    editor.get_by_role("link", name="Open the page again").click()
    expect(editor.get_by_role("button", name="Sign in")).to_be_visible()
    assert editor.url.endswith(f"?next={address.removeprefix(editor.url.split('/sign-in/')[0])}")


def test_words_for_a_paragraph_that_is_gone_are_handed_back(editor: Page, paragraph: Paragraph, people: People) -> None:
    paragraphs.delete_paragraph(paragraph=paragraph, version=paragraph.version, by=people.group_chair)
    [refusal] = save(editor)
    assert "409" in refusal
    expect(editor.get_by_role("heading", level=1)).to_have_text("Your words were not saved")
    expect(editor.get_by_role("textbox", name="English")).to_have_value(WRITTEN)


@pytest.mark.parametrize("fault", ["no such text", "no network"])
def test_a_save_that_nothing_answers_says_so_and_keeps_the_words(editor: Page, people: People, fault: str) -> None:
    if fault == "no such text":
        people.secretariat.seats.update(body=Body.objects.get(code="SCS"))
    else:
        editor.route("**/paragraphs/**", lambda route: route.abort())
    save(editor)
    paragraph = editor.get_by_role("region", name="Paragraph 1")
    expect(paragraph.get_by_role("alert")).to_contain_text("This was not saved.")
    expect(paragraph.get_by_role("textbox", name="Paragraph 1, English").and_(editor.locator("div"))).to_have_text(
        WRITTEN
    )
    assert obstacles(editor) == []
