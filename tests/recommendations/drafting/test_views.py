"""Pages of a text: who reaches them, what they show, what they do with what is sent."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dipb_portal.accounts.models import User
from recommendations.actions import drafting, paragraphs
from recommendations.enums import State
from recommendations.models import Recommendation, Revision
from tests.recommendations.drafting.pages import CANARY, being_revised, every_page, signed_in, url
from tests.scenarios import (
    People,
    comment,
    draft,
    fill,
    issued,
    newest,
    open_round,
    text_in,
    with_comments,
    working,
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_opens_for_the_secretariat(people: People, language: str) -> None:
    text, paragraph = being_revised(people)
    User.objects.update(language=language)
    client = signed_in(people.secretariat)
    changes = url("detail", text.pk) + "?revision=1&view=changes"
    for address in [*every_page(text, paragraph), url("list"), url("create"), changes]:
        assert client.get(address).status_code == 200, address


def test_a_hidden_text_does_not_exist(people: People) -> None:
    text = draft(people.rapporteur, title=CANARY)
    paragraph = working(text).paragraphs.first()
    for person in (people.head_fra, people.niag, people.partner_ukr, people.rapporteur_scs, people.auditor):
        client = signed_in(person)
        for address in every_page(text, paragraph):
            assert client.get(address).status_code == 404, (person, address)
        assert CANARY not in client.get(url("list")).content.decode()
        assert "No text found" in client.get(url("list"), {"words": CANARY, "state": "draft"}).content.decode()


def test_members_read_what_is_issued_and_nothing_of_the_working_text(people: People) -> None:
    text, paragraph = being_revised(people)
    paragraphs.save_paragraph(
        paragraph=paragraph,
        version=paragraph.version,
        text_en=f"<p>{CANARY}</p>",
        text_fr="",
        translation_checked=False,
        by=people.rapporteur,
    )
    client = signed_in(people.head_fra)
    for name in ("detail", "history", "documents"):
        page = client.get(url(name, text.pk))
        assert page.status_code == 200
        assert CANARY not in page.content.decode()
        assert "Paragraph saved" not in page.content.decode()
        assert "Working text" not in page.content.decode()
    assert client.get(url("detail", text.pk), {"revision": 2}).status_code == 404
    assert client.get(url("compare", text.pk, 1, 2)).status_code == 404
    assert client.get(url("edit", text.pk)).status_code == 404
    assert client.post(url("revise", text.pk)).status_code == 404


def test_outsiders_read_the_revision_released_to_them_only(people: People) -> None:
    text = issued(people, title="Levels of the first revision")
    open_round(people, text, audiences=["NIAG"])
    Recommendation.objects.filter(pk=text.pk).update(title_en=CANARY, title_fr=CANARY)
    client = signed_in(people.niag)
    for address in (url("list"), url("detail", text.pk), url("history", text.pk), url("documents", text.pk)):
        page = client.get(address)
        assert page.status_code == 200
        assert CANARY not in page.content.decode()
    assert "Levels of the first revision" in client.get(url("list")).content.decode()
    assert "No text found" in client.get(url("list"), {"words": CANARY}).content.decode()
    assert b"What happened" not in client.get(url("history", text.pk)).content


def test_comments_of_others_in_preparation_are_not_in_the_margin(people: People) -> None:
    text = issued(people)
    comment(open_round(people, text), people.expert_fra)
    assert b"FRA" in signed_in(people.head_fra).get(url("detail", text.pk)).content
    assert b"FRA" not in signed_in(people.head_deu).get(url("detail", text.pk)).content


@pytest.mark.parametrize("name", ["revise", "add_first"])
def test_acts_want_a_post(people: People, name: str) -> None:
    assert signed_in(people.secretariat).get(url(name, issued(people).pk)).status_code == 405


@pytest.mark.parametrize("number", ["9", "-1", "x", "999999999999999999999", "%00"])
def test_a_revision_that_does_not_exist_is_not_found(people: People, number: str) -> None:
    address = url("detail", issued(people).pk)
    assert signed_in(people.secretariat).get(f"{address}?revision={number}").status_code == 404


def test_an_enormous_identifier_is_not_found(people: People) -> None:
    client, huge = signed_in(people.secretariat), 10**30
    text = issued(people)
    drafting.start_revision(recommendation=text, by=people.rapporteur)
    assert client.get(url("detail", huge)).status_code == 404
    assert client.get(url("compare", text.pk, huge, 0)).status_code == 404
    assert client.post(url("paragraph", text.pk, huge), {"text_en": "Kept", "version": huge}).status_code == 409


def new_text(people: People, **more: object) -> dict[str, object]:
    body = people.rapporteur.seats.get().body
    sent = {"kind": "advice", "body": body.pk, "original_language": "fr", "title_fr": "Niveaux", "subject": "other"}
    return sent | more


def test_a_rapporteur_starts_a_text(people: People) -> None:
    answer = signed_in(people.rapporteur).post(url("create"), new_text(people, goals=["capacity"]))
    made = Recommendation.objects.get()
    assert answer.url == url("edit", made.pk)
    assert (made.kind, made.title_fr, made.goals, made.original_language) == ("advice", "Niveaux", ["capacity"], "fr")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_fr": ""},
        {"title_fr": "x" * 301},
        {"title_fr": "a\x00b"},
        {"title_fr": "NATO SECRET levels"},
        {"body": 999999},
        {"kind": "vote"},
        {"goals": ["capacity", "votes"]},
    ],
)
def test_a_wrong_answer_is_explained_and_kept(people: People, wrong: dict[str, object]) -> None:
    sent = new_text(people, title_en="Levels to keep") | wrong
    page = signed_in(people.rapporteur).post(url("create"), sent)
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert "Levels to keep" in page.content.decode()
    assert not Recommendation.objects.exists()


def test_nobody_starts_a_text_in_another_group(people: People) -> None:
    other = people.rapporteur_scs.seats.get().body
    assert signed_in(people.rapporteur).post(url("create"), new_text(people, body=other.pk)).status_code == 422
    assert signed_in(people.head_fra).post(url("create"), new_text(people)).status_code == 403


def test_a_heading_saved_by_somebody_else_first_is_shown_beside_mine(people: People) -> None:
    text = draft(people.rapporteur)
    revision = working(text)
    sent = {"title_en": "Mine", "title_fr": "Le mien", "subject": "other", "version": revision.version}
    client = signed_in(people.rapporteur)
    assert client.post(url("heading", text.pk), sent | {"title_en": "Theirs"}).status_code == 302
    page = client.post(url("heading", text.pk), sent)
    assert page.status_code == 409
    assert "Theirs" in page.content.decode()
    assert 'value="Mine"' in page.content.decode()
    version = page.context["form"]["version"].value()
    assert client.post(url("heading", text.pk), sent | {"version": version}).status_code == 302
    assert working(text).title_en == "Mine"


def test_a_text_is_issued_from_its_page(people: People) -> None:
    text = draft(people.rapporteur)
    answer = signed_in(people.secretariat).post(url("issue", text.pk))
    assert answer.url == url("detail", text.pk)
    assert newest(text).is_issued


def test_a_double_issue_says_that_there_is_nothing_left(people: People) -> None:
    text = draft(people.rapporteur)
    client = signed_in(people.secretariat)
    client.post(url("issue", text.pk))
    assert client.post(url("issue", text.pk), follow=True).status_code == 200
    assert Revision.objects.count() == 1


def test_the_page_says_what_is_missing_before_a_text_is_issued(people: People) -> None:
    text = draft(people.rapporteur)
    revision = working(text)
    paragraphs.add_paragraph(revision=revision, after=2, by=people.rapporteur)
    client = signed_in(people.secretariat)
    assert "Paragraph 3 is empty" in client.get(url("issue", text.pk)).content.decode()
    assert client.post(url("issue", text.pk)).status_code == 422


def test_a_step_is_taken_from_its_page(people: People) -> None:
    text = issued(people)
    client, address = signed_in(people.secretariat), url("step", text.pk, "withdraw")
    refused = client.post(address, {"why": " "})
    assert refused.status_code == 422
    assert "Give the reason" in refused.content.decode()
    assert client.post(address, {"why": "Overtaken."}).status_code == 302
    text.refresh_from_db()
    assert text.state == State.WITHDRAWN
    again = client.post(address, {"why": "Overtaken twice."})
    assert again.status_code == 409
    assert "Overtaken twice." in again.content.decode()


def test_a_step_that_is_not_open_says_why(people: People) -> None:
    text = text_in(State.ADJUDICATION, people)
    drafting.start_revision(recommendation=text, by=people.rapporteur)
    client = signed_in(people.group_chair)
    assert "being revised" in client.get(url("detail", text.pk)).content.decode()
    assert client.post(url("step", text.pk, "agree_in_group")).status_code == 409


@pytest.mark.parametrize(("name", "status"), [("endorse", 404), ("nonsense", 404), ("withdraw", 403)])
def test_steps_that_are_not_a_persons_are_not_taken(people: People, name: str, status: int) -> None:
    assert signed_in(people.head_fra).post(url("step", issued(people).pk, name), {"why": "x"}).status_code == status


def test_the_list_filters_by_what_the_address_says(people: People) -> None:
    issued(people, title="Levels of steel")
    issued(people, title="Levels of cotton", group="SCS")
    client = signed_in(people.secretariat)

    def listed(**filters: object) -> list[str]:
        return [text.title_en for text in client.get(url("list"), filters).context["page"]]

    assert listed(words="STEEL") == ["Levels of steel"]
    assert listed(body=people.rapporteur_scs.seats.get().body_id) == ["Levels of cotton"]
    assert listed(state="closed") == []
    assert len(listed(goal="capacity", kind="recommendation")) == 2


@pytest.mark.parametrize("query", ["page=0", "page=x", "body=x", "state=%00", "words=%00", "body=" + "9" * 30])
def test_a_hostile_filter_is_no_error(people: People, query: str) -> None:
    assert signed_in(people.secretariat).get(f"{url('list')}?{query}").status_code == 200


def test_a_comparison_marks_what_moved_came_and_went(people: People) -> None:
    text = issued(people, paragraphs=3)
    revision = drafting.start_revision(recommendation=text, by=people.rapporteur)
    one, two, _three = revision.paragraphs.all()
    paragraphs.move_paragraph(paragraph=one, version=one.version, to=3, by=people.rapporteur)
    two.refresh_from_db()
    paragraphs.delete_paragraph(paragraph=two, version=two.version, by=people.rapporteur)
    paragraphs.add_paragraph(revision=revision, after=2, by=people.rapporteur)
    shown = signed_in(people.secretariat).get(url("compare", text.pk, 0, 1)).content.decode()
    assert "Moved: was paragraph 1" in shown or "Moved: was paragraph 3" in shown
    assert "Removed" in shown
    assert "Added" in shown


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_3_and_for_30(people: People) -> None:
    client = signed_in(people.secretariat)
    for _ in range(3):
        issued(people)
    few = queries_of(client, url("list"))
    for _ in range(27):
        issued(people)
    assert queries_of(client, url("list")) == few


def test_the_pages_of_a_text_cost_the_same_for_3_and_for_30(people: People) -> None:
    client = signed_in(people.secretariat)
    costs = []
    for count in (3, 30):
        text = issued(people, paragraphs=count)
        consultation = open_round(people, text)
        with_comments(consultation, people, count)
        Recommendation.objects.filter(pk=text.pk).update(state=State.ADJUDICATION)
        revision = drafting.start_revision(recommendation=text, by=people.rapporteur)
        fill(revision, people.rapporteur, count)
        names = ("detail", "edit", "issue", "history", "documents")
        costs.append(
            [queries_of(client, url(name, text.pk)) for name in names]
            + [queries_of(client, url("compare", text.pk, 0, 1))]
        )
    assert costs[0] == costs[1]
