"""Every kind of page in both languages: no obstacle, no complaint of the browser, nothing wider than a phone.

English is looked at in daylight, French at night, so that each page is seen in both schemes.
"""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.browser.conftest import Window
from tests.browser.people import listen, obstacles, overflow
from tests.browser.specimen import Specimen, specimen

# Nothing is written by a test: what the browser reads was committed for the whole module.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Visit:
    """Who opens which address; `about` names fields of the specimen. `sends` a form as it stands, after `fills`."""

    account: str
    address: str
    about: str = ""
    query: str = ""
    status: int = 200
    sends: bool = False
    fills: str = ""  # name=value of one field

    def __str__(self) -> str:
        sent = "-sent" if self.sends else ""
        return f"{self.address}-{self.about}{self.query}-{self.account or 'door'}{sent}".replace(":", ".")

    def path(self, found: Specimen) -> str:
        return reverse(self.address, args=[getattr(found, name) for name in self.about.split()]) + self.query


VISITS = [
    Visit("", "account_login"),
    Visit("", "account_login", sends=True),
    Visit("", "account_reset_password"),
    Visit("", "account_reset_password_done"),
    Visit("head.fra", "desk"),
    Visit("secretariat", "desk"),
    Visit("niag", "desk"),
    Visit("auditor", "desk"),
    Visit("head.fra", "overview"),
    Visit("head.fra", "search"),
    Visit("head.fra", "search", query="?q=munitions"),
    Visit("niag", "search", query="?q=production&kind=comment"),
    Visit("secretariat", "recommendations:list"),
    Visit("niag", "recommendations:list", query="?words=nothing"),
    Visit("secretariat", "recommendations:create"),
    Visit("secretariat", "recommendations:create", sends=True, status=422),
    Visit("secretariat", "recommendations:detail", "draft"),
    Visit("head.fra", "recommendations:detail", "reviewed"),
    Visit("niag", "recommendations:detail", "reviewed"),
    Visit("secretariat", "recommendations:detail", "silent", query="?view=changes"),
    Visit("secretariat", "recommendations:detail", "endorsed"),
    Visit("secretariat", "recommendations:detail", "withdrawn"),
    Visit("secretariat", "recommendations:step", "draft reason"),
    Visit("secretariat", "recommendations:step", "draft reason", sends=True, status=422),
    Visit("secretariat", "recommendations:history", "silent"),
    Visit("secretariat", "recommendations:documents", "silent"),
    Visit("secretariat", "recommendations:compare", "silent old new"),
    Visit("secretariat", "recommendations:edit", "revising"),
    Visit("secretariat", "recommendations:heading", "revising"),
    Visit("secretariat", "recommendations:issue", "revising"),
    Visit("secretariat", "recommendations:discard", "revising"),
    Visit("secretariat", "recommendations:split", "revising paragraph"),
    Visit("secretariat", "recommendations:delete", "revising paragraph"),
    Visit("head.fra", "consultations:for_text", "revising"),
    Visit("head.fra", "consultations:detail", "round"),
    Visit("niag", "consultations:detail", "round"),
    Visit("secretariat", "consultations:detail", "decided"),
    Visit("secretariat", "consultations:open", "draft", status=403),
    Visit("secretariat", "consultations:open", "ready"),
    Visit("secretariat", "consultations:close", "round"),
    Visit("head.fra", "consultations:comment", "round", query="?paragraph=2"),
    Visit("head.fra", "consultations:comment", "round", sends=True, status=422),
    Visit("head.fra", "consultations:edit", "round prepared"),
    Visit("head.fra", "consultations:discard", "round prepared"),
    Visit("head.fra", "consultations:submit", "round"),
    Visit("secretariat", "consultations:adjudicate", "deciding"),
    Visit("secretariat", "consultations:adjudicate", "deciding", query="?decision=any"),
    Visit("secretariat", "consultations:accept", "deciding"),
    Visit("head.fra", "silences:for_text", "silent"),
    Visit("chair", "silences:open", "agreed"),
    Visit("head.deu", "silences:detail", "running"),
    Visit("chair", "silences:detail", "running"),
    Visit("head.deu", "silences:detail", "broken"),
    Visit("chair", "silences:detail", "unsigned"),
    Visit("head.deu", "silences:state", "running"),
    Visit("head.deu", "silences:break", "running"),
    Visit("chair", "silences:extend", "running"),
    Visit("chair", "silences:withdraw", "running"),
    Visit("chair", "silences:action_sheet", "unsigned"),
    Visit("head.fra", "submissions:list"),
    Visit("secretariat", "submissions:create"),
    Visit("secretariat", "submissions:create", sends=True, status=422),
    Visit("secretariat", "submissions:detail", "report"),
    Visit("head.fra", "submissions:detail", "issued_report"),
    Visit("secretariat", "submissions:edit", "report"),
    Visit("secretariat", "submissions:issue", "report"),
    Visit("secretariat", "submissions:packet", "built"),
    Visit("secretariat", "submissions:packet", "building"),
    Visit("secretariat", "submissions:packet", "failed"),
    Visit("secretariat", "submissions:packet", "queued"),
    Visit("head.fra", "submissions:detail", "progress"),
    Visit("secretariat", "submissions:detail", "issued_report"),
    Visit("secretariat", "submissions:transmission", "issued_report"),
    Visit("secretariat", "submissions:dispose", "disposed"),
    Visit("secretariat", "submissions:dispose", "disposed", fills="reference=none", sends=True, status=422),
    Visit("head.fra", "followup:list"),
    Visit("head.fra", "followup:picture"),
    Visit("head.fra", "followup:nation", "alpha3"),
    Visit("secretariat", "followup:for_text", "followed"),
    Visit("secretariat", "followup:add", "followed"),
    Visit("secretariat", "followup:add", "followed", sends=True, status=422),
    Visit("secretariat", "followup:close", "followed"),
    Visit("secretariat", "followup:action", "action"),
    Visit("secretariat", "followup:edit", "action"),
    Visit("secretariat", "followup:note", "action"),
    Visit("head.fra", "followup:report", "action"),
    Visit("head.fra", "meetings:list"),
    Visit("secretariat", "meetings:list", query="?when=past&year=2023"),
    Visit("head.fra", "meetings:detail", "meeting"),
    Visit("secretariat", "meetings:detail", "partner"),
    Visit("niag", "meetings:detail", "partner"),
    Visit("secretariat", "meetings:series"),
    Visit("secretariat", "meetings:plan", sends=True, status=422),
    Visit("secretariat", "meetings:agenda", "meeting"),
    Visit("secretariat", "meetings:edit_item", "meeting item"),
    Visit("secretariat", "meetings:attach", "meeting item"),
    Visit("head.fra", "meetings:state", "meeting item"),
    Visit("head.fra", "meetings:answer", "meeting invitation"),
    Visit("secretariat", "meetings:attendance", "partner"),
    Visit("secretariat", "meetings:edit_decision", "partner resolved"),
    Visit("secretariat", "meetings:sheet", "partner"),
    Visit("head.fra", "meetings:comment", "partner"),
    Visit("secretariat", "meetings:answer_comment", "partner remark"),
    Visit("secretariat", "meetings:record", "partner"),
    Visit("head.fra", "meetings:subscription"),
    Visit("head.fra", "boards:documents"),
    Visit("head.fra", "boards:document", "founding"),
    Visit("head.fra", "boards:document", "document"),
    Visit("auditor", "boards:journal"),
    Visit("head.fra", "workinggroups:list"),
    Visit("head.fra", "workinggroups:detail", "group"),
    Visit("head.fra", "workinggroups:mandate", "group"),
    Visit("secretariat", "workinggroups:amend", "group"),
    Visit("rapporteur.scs", "workinggroups:programme", "group"),
    Visit("rapporteur.scs", "workinggroups:item_new", "group"),
    Visit("rapporteur.scs", "workinggroups:milestone_new", "group work_item"),
    Visit("head.fra", "workinggroups:debates", "group"),
    Visit("head.fra", "workinggroups:debate_new", "group", sends=True, status=422),
    Visit("head.fra", "workinggroups:members", "group"),
    Visit("head.fra", "workinggroups:documents", "group"),
    Visit("niag", "debates:list"),
    Visit("head.fra", "debates:detail", "topic"),
    Visit("niag", "debates:detail", "topic"),
    Visit("head.fra", "debates:edit", "topic contribution"),
    Visit("head.fra", "debates:withdraw", "topic contribution"),
    Visit("head.fra", "debates:versions", "topic contribution"),
    Visit("secretariat", "debates:correct", "topic"),
    Visit("head.fra", "debates:question_versions", "topic"),
    Visit("secretariat", "debates:close", "topic"),
    Visit("secretariat", "debates:reschedule", "topic"),
    Visit("secretariat", "debates:release", "topic"),
    Visit("chair", "taskings:list"),
    Visit("chair", "taskings:detail", "tasking"),
    Visit("chair", "taskings:create", sends=True, status=422),
    Visit("chair", "taskings:extend", "tasking", sends=True, status=422),
    Visit("chair", "taskings:correct", "tasking", sends=True, status=422),
    Visit("secretariat", "recommendations:tasking", "draft"),
    Visit("head.fra", "notifications:inbox"),
    Visit("head.fra", "account"),
    Visit("head.fra", "account_change_password"),
    Visit("head.fra", "usersessions_list"),
    Visit("head.fra", "mfa_index"),
    Visit("head.fra", "account_reauthenticate"),
    Visit("head.fra", "styleguide"),
    Visit("head.fra", "registers:overview"),
    Visit("head.fra", "registers:list", "challenges"),
    Visit("niag", "registers:list", "actions", query="?words=nothing"),
    Visit("head.deu", "registers:detail", "challenges challenge"),
    Visit("niag", "registers:detail", "insights industrys"),
    Visit("head.deu", "registers:detail", "standards standard"),
    Visit("head.usa", "registers:detail", "practices practice"),
    Visit("secretariat", "registers:history", "actions returned"),
    Visit("head.deu", "registers:edit", "actions returned"),
    Visit("secretariat", "registers:create", "actions"),
    Visit("secretariat", "registers:create", "actions", sends=True, status=422),
    Visit("secretariat", "registers:step", "practices submitted sent_back"),
    Visit("secretariat", "registers:link", "challenges challenge", sends=True, status=422),
    Visit("secretariat", "registers:release", "challenges challenge"),
    Visit("head.deu", "registers:implementation", "standards standard"),
    Visit("head.fra", "links:for_text", "silent"),
    Visit("secretariat", "links:add_to_text", "silent"),
    Visit("secretariat", "links:add_to_entry", "challenge"),
    Visit("secretariat", "boards:documents"),
    Visit("secretariat", "boards:documents", query="?words=nothing"),
    Visit("head.fra", "boards:document", "filed"),
    Visit("secretariat", "boards:document", "filed"),
    Visit("niag", "boards:document", "filed"),
    Visit("secretariat", "boards:file_document"),
    Visit("head.fra", "boards:file_document", sends=True, status=422),
    Visit("secretariat", "boards:add_file", "filed", sends=True, status=422),
    Visit("secretariat", "boards:add_language", "filed"),
    Visit("secretariat", "boards:withdraw_document", "filed", sends=True, status=422),
    Visit("secretariat", "books:detail", "book"),
    Visit("head.fra", "outlook:outlook"),
    Visit("head.nor", "outlook:harmonisation"),
    Visit("head.fra", "outlook:propose", sends=True, status=422),
    Visit("head.fra", "outlook:candidate", "candidate"),
    Visit("niag", "outlook:industry"),
    Visit("head.fra", "outlook:release", "outlook"),
    Visit("secretariat", "outlook:make"),
    Visit("head.fra", "plans:list"),
    Visit("head.fra", "plans:grid"),
    Visit("head.fra", "plans:create", sends=True, status=422),
    Visit("head.fra", "plans:requirement", "requirement"),
    Visit("head.fra", "plans:edit", "requirement"),
    Visit("head.fra", "plans:share", "requirement"),
    Visit("head.fra", "plans:delete", "requirement"),
    Visit("head.fra", "plans:upload", sends=True, status=422),
    Visit("head.fra", "plans:plans"),
    Visit("head.fra", "plans:plan", "shared_plan"),
    Visit("head.fra", "plans:edit_plan", "shared_plan"),
    Visit("head.fra", "plans:share_plan", "shared_plan"),
    Visit("rapporteur.cap", "capacity:list"),
    Visit("rapporteur.cap", "capacity:level", "level"),
    Visit("rapporteur.cap", "capacity:edit", "level"),
    Visit("niag", "silences:detail", "running", status=404),
]


@pytest.fixture(scope="module")
def found(demo: str) -> Specimen:
    return specimen()


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_a_page_has_no_obstacle_no_complaint_and_fits_a_phone(
    visit: Visit, language: str, found: Specimen, window: Window
) -> None:
    page = window(visit.account)
    complaints = listen(page)
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light" if language == "en" else "dark", reduced_motion="reduce")
    response = page.goto(visit.path(found))
    if visit.sends:
        if visit.fills:
            name, _equals, value = visit.fills.partition("=")
            page.locator(f"main [name={name}]").fill(value)
        with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            page.locator("main form[method=post] button.btn").last.click()
        page.wait_for_load_state()
        response = sent.value
    assert response
    assert response.status == visit.status
    assert page.locator("html").get_attribute("lang") == language
    assert obstacles(page) == []
    page.set_viewport_size(PHONE)
    assert overflow(page) <= 0
    assert [words for words in complaints if f"status of {visit.status}" not in words] == []


def test_the_keyboard_reaches_the_first_thing_asked_of_a_delegate(language: str, window: Window) -> None:
    page = window("head.fra")
    page.set_viewport_size(DESKTOP)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    first = page.locator(".asks a").first
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/consultations/**")
