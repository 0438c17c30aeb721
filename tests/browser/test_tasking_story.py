"""The Board tasks a group, and the group's recommendation comes back to the Board.

The meeting that decided and the round of comments are made beforehand or beside; only the deadline of the silence
procedure is helped along.
"""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from boards.actions import sheets
from boards.enums import DecisionVerb
from boards.models import Body
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS
from recommendations.actions import silence
from recommendations.models import Recommendation, Silence
from tests import meeting_scenarios, scenarios
from tests.browser.people import Person, fr, said, write
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GROUP = "Working group on industrial capacity"
TASKED, TASKED_FR = "the group to state levels by calibre", "le groupe d’indiquer des niveaux par calibre"
TASK, TASK_FR = "Levels by calibre", "Niveaux par calibre"
TITLE, TITLE_FR = "Ammunition levels by calibre", "Niveaux de munitions par calibre"
ENGLISH, FRENCH = "Allies report levels by calibre.", "Les Alliés communiquent les niveaux par calibre."
ANSWERED = "The group recommends levels by calibre."
WELCOMED = "The Board forwards the recommendation to the CNAD."
# What is to be done, in English and in French.
DONE = {
    "Addressee": ("Allies", "Pays alliés"),
    "Action: what follows the verb": ("levels of production", "les niveaux de production"),
    "Lead, where it is neither a nation nor a body": ("Every Ally", "Chaque Allié"),
    "Indicator: how it will be known that it was done": ("Levels reported", "Niveaux communiqués"),
}


def test_a_task_of_the_board_comes_back_as_a_recommendation(person: Person, people: People) -> None:
    due = (clock.now().astimezone(BRUSSELS) + timedelta(days=21)).date()
    the_board_tasks_the_group(people, due)
    secretariat_sets_the_task(person("secretariat"), due)
    rapporteur_starts_the_answer(person("rapporteur"))
    text = secretariat_issues(person("secretariat"))
    round_ = scenarios.open_round(people, text)
    scenarios.close_round(people, round_)
    scenarios.decide_all(people, round_)
    group_agrees(person("group.chair"))
    chair_places_under_silence(person("chair"))
    silence_ends()
    secretariat_closes_the_task(person("secretariat"), text)
    france_sees_the_answer(person("head.fra"))


def the_board_tasks_the_group(people: People, due: date) -> None:
    """A meeting of last week, whose decision sheet is issued now."""
    at, by = clock.now() - timedelta(days=7), people.secretariat
    meeting = meeting_scenarios.held(people, at, item_title="Ammunition production")
    words = {"text_en": TASKED, "text_fr": TASKED_FR, "due": due, "addressee": Body.objects.get(code="CAP")}
    with clock.specimen_clock(at):
        meeting_scenarios.decide(meeting.items.get(), by, verb=DecisionVerb.TASKED, **words)
        sheets.circulate_sheet(meeting=meeting, closes_at=at + timedelta(days=5), by=by)
    sheets.issue_sheet(meeting=meeting, by=by)


def menu(page: Page, section: str, entry: str = "") -> None:
    page.get_by_role("navigation").first.get_by_role("link", name=section, exact=True).click()
    if entry:
        page.get_by_role("navigation", name=section).get_by_role("link", name=entry, exact=True).click()


def open_text(page: Page, tab: str = "") -> None:
    menu(page, "Recommendations")
    page.get_by_role("link", name=TITLE).click()
    if tab:
        page.get_by_role("navigation", name="This text").get_by_role("link", name=tab).click()


def take_step(page: Page, step: str) -> None:
    """Follow a next step of the text and confirm it on its page."""
    open_text(page)
    page.get_by_role("link", name=step).click()
    page.get_by_role("button", name=step).click()


def open_task(page: Page) -> None:
    menu(page, "Working groups", "Taskings")
    page.get_by_role("link", name=TASK).click()


def secretariat_sets_the_task(page: Page, due: date) -> None:
    """From the decision on the page of the meeting, whose words and day the form takes over."""
    menu(page, "Meetings")
    page.get_by_label("When").select_option(label="Past")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="1st meeting of the Defence Industrial Production Board").click()
    page.get_by_role("link", name="Set a task").click()
    expect(page.get_by_label("Group that is tasked").locator("option:checked")).to_have_text(GROUP)
    expect(page.get_by_label("Deadline")).to_have_value(due.isoformat())
    page.get_by_label("Title in English").fill(TASK)
    page.get_by_label("Title in French").fill(TASK_FR)
    page.get_by_role("button", name="Set the task").click()
    expect(said(page)).to_contain_text("The task is set")
    expect(page.get_by_role("main")).to_contain_text(TASKED)


def rapporteur_starts_the_answer(page: Page) -> None:
    """The task stands on the desk and in the programme of the group; the text is started from its page."""
    expect(page.get_by_role("link", name=re.compile(f"^Answer the task.*{TASK}$"))).to_be_visible()
    menu(page, "Working groups")
    page.get_by_role("link", name=GROUP).click()
    page.get_by_role("navigation", name="This group").get_by_role("link", name="Programme of work").click()
    page.get_by_role("region", name="What the Board waits for").get_by_role("link", name=TASK).click()
    page.get_by_role("link", name="Start a text in answer").click()
    expect(page.get_by_label("Task of the Board it answers").locator("option:checked")).to_have_text(TASK)
    page.get_by_label("Title in English").fill(TITLE)
    page.get_by_label("Title in French").fill(TITLE_FR)
    page.get_by_role("button", name="Start the text").click()
    paragraph = page.get_by_role("region", name="Paragraph 1")
    write(paragraph, "Paragraph 1, English", ENGLISH)
    write(paragraph, "Paragraph 1, French", FRENCH)
    paragraph.get_by_role("button", name="Save").click()
    expect(paragraph.get_by_role("status")).to_have_text("Saved")


def secretariat_issues(page: Page) -> Recommendation:
    take_step(page, "Issue the revision")
    expect(said(page)).to_contain_text("-WP")
    return Recommendation.objects.get()


def group_agrees(page: Page) -> None:
    """Not before it is said who does what by when."""
    open_text(page)
    expect(page.get_by_role("button", name="Record the group's agreement")).to_be_disabled()
    expect(page.get_by_role("main")).to_contain_text("What is to be done is not said in full.")
    open_text(page, "What is to be done")
    page.get_by_role("link", name="Edit what is to be done").click()
    for field, (english, french) in DONE.items():
        page.get_by_label(f"{field} (English)").fill(english)
        page.get_by_label(f"{field} (French)").fill(french)
    page.get_by_label("Action verb").select_option(label="share")
    page.get_by_label("Due date").fill("2030-06-28")
    page.get_by_role("button", name="Save what is to be done").click()
    expect(said(page)).to_contain_text("What is to be done is saved.")
    take_step(page, "Record the group's agreement")
    expect(said(page)).to_contain_text("Done")


def chair_places_under_silence(page: Page) -> None:
    take_step(page, "Place under silence")
    expect(said(page)).to_contain_text("under silence")


def silence_ends() -> None:
    Silence.objects.update(deadline=clock.now())
    assert silence.close_silence(silence=Silence.objects.get())


def secretariat_closes_the_task(page: Page, text: Recommendation) -> None:
    open_task(page)
    answers(page, "What answers it", TITLE, "Endorsed")
    page.get_by_role("link", name="Record the answer").click()
    page.get_by_label("What the group answers").fill(ANSWERED)
    page.get_by_label("Document that answers it").fill(scenarios.newest(text).document.reference)
    page.get_by_role("button", name="Record the answer").click()
    page.get_by_role("link", name="Close the task").click()
    page.get_by_label("What the Board makes of the answer").fill(WELCOMED)
    page.get_by_role("button", name="Close the task").click()
    expect(said(page)).to_contain_text("Close the task")


def answers(page: Page, heading: str, title: str, state: str) -> Locator:
    """What answers the task, on its page: the text by its title, with its state."""
    section = page.get_by_role("region", name=heading)
    expect(section.get_by_role("listitem").filter(has_text=title)).to_contain_text(state)
    return section


def france_sees_the_answer(page: Page) -> None:
    menu(page, fr("Working groups"), fr("Taskings"))
    row = page.get_by_role("row").filter(has_text=TASK_FR)
    expect(row).to_contain_text(fr("Closed", context="tasking"))
    row.get_by_role("link", name=TASK_FR).click()
    expect(page.get_by_role("link", name=re.compile("^1re réunion du Bureau"))).to_be_visible()
    section = answers(page, fr("What answers it"), TITLE_FR, fr("Endorsed"))
    expect(section).to_contain_text(WELCOMED)
    section.get_by_role("link", name=TITLE_FR).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE_FR)
    expect(page.get_by_role("main")).to_contain_text(FRENCH)
    expect(page.get_by_role("link", name=TASK_FR)).to_be_visible()
