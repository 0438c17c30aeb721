"""The main job, end to end, as the people of it live it: from a comment in French to the packet for the CNAD.

Real processes throughout: gunicorn, a Celery worker, PostgreSQL, Valkey and Chromium. Only time is helped along:
the deadline of the second silence procedure is brought near in the database, and the sweep asked for by its name.
"""

import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from dipb_portal.audit.journal import faults
from dipb_portal.celery import app
from dipb_portal.lib import clock
from recommendations.enums import Outcome
from recommendations.models import Comment, Consultation, Silence
from tests import scenarios
from tests.browser.people import Person, fr, said, write
from tests.processes import Process
from tests.scenarios import People

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Levels of ammunition production"

FIRST = "Le niveau 1 est à préciser par calibre."
SECOND = "Le niveau 2 se mesure sur deux exercices."
INDUSTRY = "Suppliers need two years of notice."
EXPLANATION = "Calibres are listed in an annex."
REVISED_EN = "Allies report production levels by calibre."
REVISED_FR = "Les Alliés communiquent les niveaux de production par calibre."
REASON = "Thirty days are too short."
LIFTING = "within sixty days"
AGREED_EN = "Allies report production levels by calibre within sixty days."
AGREED_FR = "Les Alliés communiquent les niveaux de production par calibre sous soixante jours."
RESERVATION = "La France réserve le cas des poudres."
SUMMARY_EN = "One recommendation is submitted."
SUMMARY_FR = "Une recommandation est soumise."


def open_text(page: Page, tab: str = "") -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Recommendations").click()
    page.get_by_role("link", name=TITLE).click()
    if tab:
        page.get_by_role("navigation", name="This text").get_by_role("link", name=tab).click()


def take_step(page: Page, step: str) -> None:
    """Follow a next step of the text and confirm it on its page."""
    open_text(page)
    page.get_by_role("link", name=step).click()
    page.get_by_role("button", name=step).click()


def issue_revision(page: Page, english: str, french: str, number: int) -> None:
    open_text(page)
    page.get_by_role("button", name="Start a revision").click()
    paragraph = page.get_by_role("region", name="Paragraph 1")
    write(paragraph, "Paragraph 1, English", english)
    write(paragraph, "Paragraph 1, French", french)
    paragraph.get_by_role("button", name="Save").click()
    expect(paragraph.get_by_role("status")).to_have_text("Saved")
    expect(paragraph.get_by_role("button", name="Save")).to_be_focused()  # not lost with what was replaced
    page.get_by_role("link", name="Issue the revision").click()
    page.get_by_role("button", name="Issue the revision").click()
    expect(said(page)).to_contain_text(f"REV{number}")


def open_silence(person: Person) -> Silence:
    """The group agrees, and the chair places the newest revision under silence."""
    take_step(person("group.chair"), "Record the group's agreement")
    take_step(person("chair"), "Place under silence")
    expect(said(person("chair"))).to_contain_text("under silence")
    return Silence.objects.get(outcome=Outcome.OPEN)


def test_a_comment_in_french_reaches_the_cnad(
    person: Person, people: People, celery_worker_process: Process, tmp_path: Path
) -> None:
    round_ = scenarios.open_round(people, scenarios.issued(people, title=TITLE))
    france_comments(person("head.fra"))
    industry_comments_and_finds_no_nation(person("niag"), round_)
    secretariat_decides(person("secretariat"))
    issue_revision(person("secretariat"), REVISED_EN, REVISED_FR, 1)
    open_silence(person)
    germany_breaks_silence(person("head.deu"))
    issue_revision(person("secretariat"), AGREED_EN, AGREED_FR, 2)
    silence = open_silence(person)
    france_states_a_reservation(person("head.fra"))
    silence_ends(silence, celery_worker_process)
    open_text(person("head.deu"), "Positions")
    expect(person("head.deu").get_by_text("Agreed under silence").first).to_be_visible()
    packet = secretariat_reports(person("secretariat"), tmp_path / "packet.pdf")
    read_packet(packet)
    assert list(faults()) == []


def france_comments(page: Page) -> None:
    page.get_by_role("link", name=f"{TITLE} (FR)").first.click()
    for number, words in ((1, FIRST), (2, SECOND)):
        page.get_by_role("link", name=fr("Comment on paragraph %(number)s", number=number)).click()
        page.get_by_label(fr("Substantive: the text is incorrect, incomplete or unclear")).check()
        page.get_by_label(fr("Comment"), exact=True).fill(words)
        page.get_by_label(fr("Proposed text")).fill(f"Proposition {number}")
        page.get_by_role("button", name=fr("Save for the delegation")).click()
    page.get_by_role("link", name=fr("Review and submit for %(source)s", source="France")).click()
    page.get_by_role("button", name=fr("Submit for %(source)s", source="France")).click()
    expect(said(page)).to_contain_text("2 observations")
    expect(page.get_by_role("main")).to_contain_text(FIRST)


def industry_comments_and_finds_no_nation(page: Page, round_: Consultation) -> None:
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Comment on paragraph 1").click()
    page.get_by_label("Administrative: spelling, order, style").check()
    page.get_by_label("Comment", exact=True).fill(INDUSTRY)
    page.get_by_role("button", name="Save for the delegation").click()
    page.get_by_role("link", name=re.compile("Review and submit for")).click()
    page.get_by_role("button", name=re.compile("Submit for")).click()
    for tab in ("", "Text", "Comments", "History", "Documents"):
        if tab:
            open_text(page, tab)
        expect(page.locator("body")).not_to_contain_text("FRA")
        expect(page.locator("body")).not_to_contain_text(FIRST)
    expect(page.get_by_role("link", name="Positions")).to_have_count(0)
    french = Comment.objects.filter(nation__alpha3="FRA").latest("pk")
    text = round_.revision.recommendation_id
    for hidden in (
        reverse("consultations:edit", args=[round_.pk, french.pk]),
        reverse("silences:for_text", args=[text]),
        reverse("submissions:list"),
    ):
        assert page.request.get(hidden).status == 404


def secretariat_decides(page: Page) -> None:
    open_text(page, "Comments")
    page.get_by_role("link", name="Round 1").click()
    page.get_by_role("link", name="Close the round").click()
    page.get_by_role("button", name="Close the round").click()
    page.get_by_role("link", name="Decide on the comments").click()
    decide(page, 1, "Accepted with modification", EXPLANATION)
    decide(page, 3, "Noted")
    page.get_by_role("button", name=re.compile("Save decisions.*Paragraph 1")).click()
    decide(page, 2, "Accepted")
    page.get_by_role("button", name=re.compile("Save decisions.*Paragraph 2")).click()
    page.get_by_role("link", name="Circulate the decisions").first.click()
    page.get_by_role("button", name="Circulate the decisions").click()


def decide(page: Page, serial: int, decision: str, explanation: str = "") -> None:
    choice = page.get_by_role("group", name=f"Decision on comment {serial}, ")
    choice.get_by_label(decision, exact=True).check()
    if explanation:
        choice.get_by_label("Explanation to").fill(explanation)


def germany_breaks_silence(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Break silence").click()
    page.get_by_label("Reason").fill(REASON)
    page.get_by_label("Text that would lift it").fill(LIFTING)
    page.get_by_role("button", name="Break silence").click()
    expect(page.get_by_role("main")).to_contain_text(REASON)
    assert not Silence.objects.filter(outcome=Outcome.OPEN).exists()


def france_states_a_reservation(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"{TITLE} (FR)").first.click()
    page.get_by_role("link", name=fr("State the national position (%(nation)s)", nation="France")).click()
    page.get_by_label(fr("Reservation: agrees, with a note under the name of the nation")).check()
    page.get_by_role("textbox", name=re.compile(f"^{fr('Text')}")).fill(RESERVATION)
    page.get_by_role("button", name=fr("State the position")).click()
    expect(page.get_by_role("main")).to_contain_text(RESERVATION)


def silence_ends(silence: Silence, worker: Process) -> None:
    Silence.objects.filter(pk=silence.pk).update(deadline=clock.now())
    app.send_task("recommendations.close_silences")
    worker.wait_until(lambda: not Silence.objects.filter(outcome=Outcome.OPEN).exists())


def secretariat_reports(page: Page, packet: Path) -> Path:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Recommendations").click()
    page.get_by_role("navigation", name="Recommendations").get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="Start a report").first.click()
    page.get_by_label("Title in English").fill("First report to the CNAD")
    page.get_by_label("Title in French").fill("Premier rapport à la CDNA")
    page.get_by_label("NADREPs, on behalf of the National Armaments Directors").check()
    page.get_by_role("button", name="Start the report").click()
    for part in ("Introduction", "Executive summary", "Why NIAG's advice was not requested", "Way ahead"):
        group = page.get_by_role("group", name=part)
        write(group, "English", SUMMARY_EN)
        write(group, "French", SUMMARY_FR)
    page.get_by_label("Verb").select_option("approve")
    table = page.get_by_role("table", name="Action requested")
    table.get_by_label("English").fill("the recommendation")
    table.get_by_label("French").fill("la recommandation")
    endorsed = page.get_by_role("table", name="Endorsed recommendations")
    endorsed.get_by_role("row").filter(has_text=TITLE).get_by_label(TITLE).fill("1")
    page.get_by_role("button", name="Save the report").click()
    page.get_by_role("link", name="Issue the report").click()
    page.get_by_role("button", name="Issue the report").click()
    page.get_by_role("table", name="Packets").get_by_role("link", name="English and French in parallel").first.click()
    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("link", name="Download the PDF").click(timeout=120_000)
    download.value.save_as(packet)
    return packet


def read_packet(packet: Path) -> None:
    told = subprocess.run(["pdftotext", packet, "-"], check=True, capture_output=True, text=True).stdout
    words = " ".join(told.split())
    comments = (FIRST, SECOND, INDUSTRY, EXPLANATION)
    silences = ("Silence broken: Germany", "Accord tacite rompu : Allemagne", RESERVATION)
    for part in (*comments, *silences, AGREED_EN[:-1], AGREED_FR[:-1], SUMMARY_EN, SUMMARY_FR):
        assert part in words
