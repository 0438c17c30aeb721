"""Industry raises a challenge; a recommendation answers it, the CNAD endorses that, and a nation carries it out.

The recommendation itself goes through its lifecycle in `tests.scenarios`, up to the report that is issued.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS
from recommendations.enums import State
from recommendations.lifecycle import MAIN_LINE
from recommendations.models import Recommendation, Silence
from tests import scenarios
from tests.browser.people import Person, fr, said, write
from tests.scenarios import People
from workinggroups.models import Challenge

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OBSTACLE, OBSTACLE_FR = "Powder mills cannot borrow", "Les poudreries ne peuvent emprunter"
WORDS = "Banks ask for orders of ten years."
TEXT = "Long-term contracts for powder"
REPORT, DECISION = "Report to the CNAD", "AC/259-DS(2026)0007"
ACTION, ACTION_FR = "Conclude framework contracts of ten years", "Conclure des accords-cadres de dix ans"
STATEMENT = "Trois accords-cadres sont signés."


def test_a_challenge_of_industry_ends_as_a_follow_up(person: Person, people: People) -> None:
    text = scenarios.issued(people, title=TEXT)
    industry_raises_a_challenge(person("niag"))
    secretariat_accepts_it(person("secretariat"))
    rapporteur_links_the_text(person("rapporteur"))
    the_text_goes_to_the_cnad(text, people)
    secretariat_transmits_the_report(person("secretariat"))
    secretariat_records_the_decision(person("secretariat"))
    secretariat_sets_an_action(person("secretariat"))
    france_reports(person("head.fra"))
    germany_walks_the_trace(person("head.deu"))
    industry_sees_no_nation(person("niag"))


def in_days(days: int) -> str:
    """The day so many days ahead in Brussels, as a field for days takes it."""
    return (clock.now().astimezone(BRUSSELS) + timedelta(days=days)).date().isoformat()


def of(act: str, title: str) -> re.Pattern[str]:
    """A link to an act that says, for those who hear the page, on what."""
    return re.compile(rf"^{act}\s*[:–]\s*{title}")


def open_challenge(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Registers").click()
    page.get_by_role("link", name="Challenges", exact=True).click()
    page.get_by_role("link", name=OBSTACLE).click()


def open_text(page: Page, tab: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Recommendations").click()
    page.get_by_role("link", name=TEXT).click()
    page.get_by_role("navigation", name="This text").get_by_role("link", name=tab).click()


def industry_raises_a_challenge(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Registers").click()
    page.get_by_role("link", name="Raise a challenge").click()
    page.get_by_label("Group").select_option(label=group())
    page.get_by_label("Title in English").fill(OBSTACLE)
    page.get_by_label("Title in French").fill(OBSTACLE_FR)
    page.get_by_label("Type").select_option(label="Capacity and ramp-up")
    page.get_by_label("Severity").select_option(label="High")
    write(page.get_by_role("main"), "Description in English", WORDS)
    page.get_by_role("button", name="Save the draft").click()
    expect(said(page)).to_contain_text("Submit it when it is ready")
    take_step(page, "Submit")
    expect(said(page)).to_contain_text("The entry is submitted")


def group() -> str:
    return Recommendation.objects.get().body.name_en


def take_step(page: Page, step: str) -> None:
    page.get_by_role("link", name=step, exact=True).click()
    page.get_by_role("button", name=step, exact=True).click()


def secretariat_accepts_it(page: Page) -> None:
    """Asked on the desk; the page says whose words these are."""
    page.goto("/")
    page.get_by_role("link", name=of("Moderate", OBSTACLE)).click()
    expect(page.get_by_role("main")).to_contain_text(WORDS)
    expect(page.get_by_role("main")).to_contain_text("These are the words of NIAG, not of NATO")
    take_step(page, "Accept")
    expect(said(page)).to_contain_text("can be read by the members")


def rapporteur_links_the_text(page: Page) -> None:
    """On the page of the recommendation, by the number of the challenge."""
    open_challenge(page)
    reference = Challenge.objects.get().reference
    expect(page.get_by_role("main")).to_contain_text(reference)
    open_text(page, "Links")
    page.get_by_role("link", name="Link to an entry").click()
    page.get_by_label("This recommendation").select_option(label="answers")
    page.get_by_label("Number of the entry").fill(reference)
    page.get_by_role("button", name="Link", exact=True).click()
    expect(said(page)).to_contain_text("Linked.")
    expect(page.get_by_role("region", name="Entries of the registers")).to_contain_text(
        f"answers {reference} {OBSTACLE}"
    )


def the_text_goes_to_the_cnad(text: Recommendation, people: People) -> None:
    """Step by step; only the deadline of the silence procedure is brought near."""
    for state in MAIN_LINE[1 : MAIN_LINE.index(State.SUBMITTED) + 1]:
        if state == State.ENDORSED:
            Silence.objects.update(deadline=clock.now())
        scenarios.LEAD[state](text, people)
        text.refresh_from_db()


def secretariat_transmits_the_report(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=of("Record", REPORT)).click()
    page.get_by_role("link", name="Record the transmission").click()
    page.get_by_label("Transmitted on").fill(in_days(0))
    page.get_by_label("By the registry").check()
    page.get_by_label("On the agenda of").fill(in_days(7))
    page.get_by_role("button", name="Record", exact=True).click()
    expect(said(page)).to_contain_text("The way of the report is recorded.")


def secretariat_records_the_decision(page: Page) -> None:
    page.get_by_role("link", name=of("Record", TEXT)).click()
    page.get_by_label("Endorsed").check()
    page.get_by_label("Reference of the CNAD").fill(DECISION)
    page.get_by_label("Decided on").fill(in_days(0))
    page.get_by_role("button", name="Record the decision").click()
    expect(said(page)).to_contain_text("The decision of the CNAD is recorded.")
    expect(page.get_by_role("row").filter(has_text=TEXT)).to_contain_text(DECISION)


def secretariat_sets_an_action(page: Page) -> None:
    open_text(page, "Follow-up")
    page.get_by_role("link", name="Set an action").first.click()
    page.get_by_label("Title in English").fill(ACTION)
    page.get_by_label("Title in French").fill(ACTION_FR)
    page.get_by_label("Owner: body").select_option(label="Conference of National Armaments Directors")
    page.get_by_label("Each nation reports on it separately").check()
    page.get_by_label("Due").fill(in_days(10))
    page.get_by_role("button", name="Set the action").click()
    expect(said(page)).to_contain_text("The action is set")


def france_reports(page: Page) -> None:
    """Asked on the desk, as the day is near; in French, word for word."""
    page.goto("/")
    page.get_by_role("link", name=of(fr("Report"), ACTION_FR)).click()
    page.get_by_label(fr("Implemented", context="implementation")).check()
    page.get_by_label(fr("What the nation says of it")).fill(STATEMENT)
    page.get_by_role("button", name=fr("Report")).click()
    expect(page.get_by_role("main")).to_contain_text(STATEMENT)


def germany_walks_the_trace(page: Page) -> None:
    """From the obstacle to what a nation made of it, and back."""
    open_challenge(page)
    trace = page.get_by_role("region", name="Recommendations, and what came of them")
    expect(trace).to_contain_text(f"is answered by {scenarios.newest(Recommendation.objects.get())} {TEXT}, Follow-up")
    expect(trace.get_by_role("listitem")).to_contain_text(
        ["Decision of the CNAD: Endorsed", f"Follow-up action: {ACTION}", "France: Implemented"]
    )
    expect(trace).to_contain_text(DECISION)
    trace.get_by_role("link", name=TEXT).click()
    page.get_by_role("navigation", name="This text").get_by_role("link", name="Follow-up").click()
    page.get_by_role("region", name="Follow-up actions").get_by_role("link", name=ACTION).first.click()
    expect(page.get_by_role("main")).to_contain_text(STATEMENT)
    open_text(page, "Links")
    expect(page.get_by_role("region", name="What came of it")).to_contain_text("France: Implemented")
    page.get_by_role("link", name=OBSTACLE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(OBSTACLE)


def industry_sees_no_nation(page: Page) -> None:
    """The text, as it was released to industry for comments; neither what the CNAD decided nor what nations report."""
    page.goto("/")
    open_challenge(page)
    trace = page.get_by_role("region", name="Recommendations, and what came of them")
    expect(trace).to_contain_text(TEXT)
    hidden = ("France", ACTION, DECISION, STATEMENT)
    for words in hidden:
        expect(page.locator("body")).not_to_contain_text(words)
    trace.get_by_role("link", name=TEXT).click()
    for tab in ("Links", "History"):
        link = page.get_by_role("navigation", name="This text").get_by_role("link", name=tab)
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        for words in hidden:
            expect(page.locator("body")).not_to_contain_text(words)
    expect(page.get_by_role("link", name="Follow-up")).to_have_count(0)
