"""A meeting of the Board, from the invitation to the decision sheet that nations read under its number.

Only time is helped along, in the database: the day of the meeting comes, and the time for comments ends.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from boards.models import Document, Meeting
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS
from tests import scenarios
from tests.browser.people import Person, fr, said, write
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "1st meeting of the Defence Industrial Production Board"
REPORT, REPORT_FR = "Report on ammunition production", "Rapport sur la production de munitions"
LEVELS, LEVELS_FR = "Levels of ammunition production", "Niveaux de production de munitions"
STOCKS, STOCKS_FR = "State of national stocks", "État des stocks nationaux"
WHO = "Jeanne Morel, chef de délégation"
STATEMENT = "La France souhaite des niveaux par calibre."
COMMENT, ANSWER = "The day is too early.", "The day was set by the Board."
NOTED, NOTED_FR = "the report of the group", "le rapport du groupe"
AGREED, AGREED_FR = "the levels proposed by the group", "les niveaux proposés par le groupe"
TASKED, TASKED_FR = "the group to state the levels by calibre", "le groupe d’indiquer les niveaux par calibre"
GROUP = "Working group on industrial capacity"
SECRET, SECRET_FR = "what nations said of their stocks", "les indications des pays sur leurs stocks"


def test_a_meeting_from_invitation_to_issued_decision_sheet(person: Person, people: People) -> None:
    paper = scenarios.newest(scenarios.issued(people, title=LEVELS)).document
    secretariat_calls_a_meeting(person("secretariat"), paper)
    france_answers_and_speaks(person("head.fra"))
    industry_sees_no_restricted_item(person("niag"), paper)
    the_day_comes()
    secretariat_decides_and_circulates(person("secretariat"))
    germany_comments(person("head.deu"))
    secretariat_answers_and_issues(person("secretariat"))
    france_reads_the_sheet(person("head.fra"))
    industry_sees_no_restricted_item(person("niag"), paper)


def open_meeting(page: Page) -> None:
    """Through the menu, among those to come or those past."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Meetings").click()
    if Meeting.objects.get().ends < clock.now():
        page.get_by_label("When").select_option(label="Past")
        page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name=NAME).click()


def secretariat_calls_a_meeting(page: Page, paper: Document) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Meetings").click()
    page.get_by_role("link", name="Plan a meeting").click()
    page.get_by_label("Body").select_option(label="Defence Industrial Production Board")
    page.get_by_label("Day", exact=True).fill(in_days(20))
    page.get_by_label("Format").select_option("partner")
    page.get_by_role("button", name="Plan the meeting").click()
    page.get_by_role("link", name="Edit the agenda").click()
    add_item(page, REPORT, REPORT_FR, "For information")
    add_item(page, LEVELS, LEVELS_FR, "For decision")
    add_item(page, STOCKS, STOCKS_FR, "For discussion", restricted=True)
    page.get_by_role("link", name="Attach a paper to item 2").click()
    page.get_by_label("Reference").fill(paper.reference)
    page.get_by_role("button", name="Attach the paper").click()
    expect(page.get_by_role("row").filter(has_text=LEVELS)).to_contain_text(paper.reference)
    page.get_by_role("link", name="Back to the meeting").click()
    page.get_by_role("link", name="Call the meeting").click()
    expect(page.get_by_label("NATO Industrial Advisory Group")).to_be_checked()
    page.get_by_role("button", name="Call the meeting").click()
    expect(said(page)).to_contain_text("the invitations are sent")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def add_item(page: Page, english: str, french: str, purpose: str, restricted: bool = False) -> None:
    page.get_by_role("link", name="Add an item").first.click()
    page.get_by_label("Title in English").fill(english)
    page.get_by_label("Title in French").fill(french)
    page.get_by_label("Purpose").select_option(label=purpose)
    page.get_by_label("Restricted to Allies").set_checked(restricted)
    page.get_by_role("button", name="Add the item").click()


def france_answers_and_speaks(page: Page) -> None:
    """From the desk to the invitation, then a statement on the decision item, in French."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(f"^{fr('Answer the invitation')}")).click()
    page.get_by_label(fr("Coming", context="invitation"), exact=True).check()
    page.get_by_label(fr("Who comes")).fill(WHO)
    page.get_by_role("button", name=fr("Send the answer")).click()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="France", exact=True))
    expect(row).to_contain_text(WHO)
    expect(page.get_by_role("main")).to_contain_text(STOCKS_FR)
    page.get_by_role("link", name=fr("Give a statement on item %(number)s", number=2)).click()
    write(page.get_by_role("main"), fr("Text"), STATEMENT)
    page.get_by_role("button", name=fr("Save the statement")).click()
    expect(page.get_by_role("article", name=LEVELS_FR)).to_contain_text(STATEMENT)


def industry_sees_no_restricted_item(page: Page, paper: Document) -> None:
    """Nor the paper that was not released to it, a statement, or how nations answered."""
    page.goto("/")
    open_meeting(page)
    expect(page.get_by_role("heading", level=3)).to_contain_text([REPORT, LEVELS])
    for hidden in (STOCKS, SECRET, paper.reference, STATEMENT, WHO, COMMENT):
        expect(page.get_by_role("main")).not_to_contain_text(hidden)


def the_day_comes() -> None:
    now = clock.now()
    Meeting.objects.update(starts=now - timedelta(hours=4), ends=now - timedelta(hours=1))


def secretariat_decides_and_circulates(page: Page) -> None:
    open_meeting(page)
    page.get_by_role("link", name="Record the attendance").click()
    expect(page.get_by_label("France", exact=True)).to_have_value("in_person")
    page.get_by_label("Germany", exact=True).select_option(label="Remotely")
    page.get_by_role("button", name="Save the attendance").click()
    decide(page, 1, "noted", NOTED, NOTED_FR)
    decide(page, 2, "agreed", AGREED, AGREED_FR)
    decide(page, 2, "tasked", TASKED, TASKED_FR, due=in_days(60))
    decide(page, 3, "noted", SECRET, SECRET_FR)
    page.get_by_role("button", name="Record that the meeting was held").click()
    expect(page.get_by_role("main")).to_contain_text("Present: 2.")
    page.get_by_role("link", name="Open the draft").click()
    page.get_by_role("link", name="Circulate for comments").click()
    page.get_by_role("button", name="Circulate the draft").click()
    expect(said(page)).to_contain_text("The draft is circulated")


def decide(page: Page, number: int, verb: str, english: str, french: str, due: str = "") -> None:
    page.get_by_role("link", name=f"Enter a decision on item {number}").click()
    page.get_by_label("Verb", exact=True).select_option(label=verb)
    page.get_by_label("What follows the verb, in English").fill(english)
    page.get_by_label("What follows the verb, in French").fill(french)
    if due:
        page.get_by_label("Due").fill(due)
        page.get_by_label("Addressee").select_option(label=GROUP)
    page.get_by_role("button", name="Enter the decision").click()
    expect(said(page)).to_contain_text("The decision is entered")


def germany_comments(page: Page) -> None:
    """Asked on the desk; the page says the sheet as it will be issued, in both languages."""
    page.get_by_role("link", name="Read the draft").click()
    expect(page.get_by_role("main")).to_contain_text(f"agreed {AGREED}")
    expect(page.get_by_role("main")).to_contain_text("a souscrit aux niveaux proposés par le groupe")
    page.get_by_role("link", name="Comment on the draft").click()
    page.get_by_label("Point").select_option(label=f"2 (b) tasked {TASKED}")
    page.get_by_label("Comment", exact=True).fill(COMMENT)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_role("article", name="Germany")).to_contain_text(COMMENT)


def secretariat_answers_and_issues(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("^Open the decision sheet")).click()
    page.get_by_role("link", name="Answer the comment of Germany").click()
    page.get_by_label("Answer", exact=True).fill(ANSWER)
    page.get_by_role("button", name="Save the answer").click()
    expect(page.get_by_role("article", name="Germany")).to_contain_text(ANSWER)
    expect(page.get_by_role("main")).to_contain_text("Nations may still comment on the draft.")
    Meeting.objects.update(sheet_closes_at=clock.now())
    page.reload()
    page.get_by_role("button", name="Issue the decision sheet").click()
    expect(said(page)).to_contain_text("the meeting is closed")


def france_reads_the_sheet(page: Page) -> None:
    """The news on the desk leads to the meeting, the meeting to its sheet."""
    sheet = Meeting.objects.get().decision_sheet
    assert sheet is not None
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=sheet.reference).first.click()
    page.get_by_role("link", name=sheet.reference).first.click()
    expect(page.get_by_role("main")).to_contain_text(sheet.reference)
    french = page.locator(".text[lang=fr]").last
    for words in ("a pris note du rapport du groupe", "a souscrit aux niveaux proposés", f"a chargé {TASKED_FR}"):
        expect(french).to_contain_text(words)


def in_days(days: int) -> str:
    """The day so many days ahead in Brussels, as a field for days takes it."""
    return (clock.now().astimezone(BRUSSELS) + timedelta(days=days)).date().isoformat()
