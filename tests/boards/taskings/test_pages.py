"""The pages of taskings: lists, forms that lose nothing, a text started in answer."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boards.enums import DecisionVerb
from boards.models import Body, Tasking
from dipb_portal.audit.models import Entry
from dipb_portal.lib.clock import today
from dipb_portal.notifications.following import name_of
from dipb_portal.ui.moments import in_words
from recommendations.models import Recommendation
from tests import group_scenarios as groups
from tests import meeting_scenarios as meetings
from tests import scenarios
from tests.counting import queries_of
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def text(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def form(**changes: object) -> dict[str, object]:
    due = (today() + timedelta(days=30)).isoformat()
    fields = {"body": Body.objects.get(code="SCS").pk, "title_en": "Survey", "title_fr": "Enquête", "due": due}
    return fields | {"text_en": "<p>Ask all.</p>", "text_fr": "", **changes}


def test_the_secretariat_sets_a_task_from_its_form(people: People, client: Client) -> None:
    client.force_login(people.secretariat)
    answer = client.post(reverse("taskings:create"), form())
    made = Tasking.objects.get()
    assert answer.url == reverse("taskings:detail", args=[made.pk])
    assert (made.body.code, made.title_fr, made.text_en) == ("SCS", "Enquête", "<p>Ask all.</p>")


@pytest.mark.parametrize(
    "change",
    [
        {"title_fr": ""},
        {"title_en": "NATO SECRET plan"},
        {"due": "2020-01-01"},
        {"due": "soon"},
        {"body": "999999"},
        {"body": "\0"},
        {"decision": "77"},
        {"title_en": "x" * 301},
        {"text_en": "<p>COSMIC TOP SECRET</p>"},
        {"text_en": "x" * 300_000},
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_said_and_stays_typed(change: dict, people: People, client: Client) -> None:
    client.force_login(people.secretariat)
    answer = client.post(reverse("taskings:create"), form(**change))
    assert answer.status_code == 422
    assert "Enquête" in answer.content.decode() or "title_fr" in change
    assert not Tasking.objects.exists()


def test_a_decision_is_chosen_by_its_words(people: People, client: Client) -> None:
    item = meetings.held(people).items.get(position=1)
    meetings.decide(item, people.secretariat, verb=DecisionVerb.TASKED, text_en="the group to report")
    client.force_login(people.secretariat)
    assert "1 (b) tasked the group to report</option>" in text(client, "taskings:create")


def test_a_task_is_asked_for_in_the_words_of_its_decision(people: People, client: Client) -> None:
    item = meetings.held(people).items.get(position=1)
    words = {"verb": DecisionVerb.TASKED, "text_en": "the group to report", "text_fr": "", "due": today()}
    decision = meetings.decide(item, people.secretariat, **words)
    client.force_login(people.secretariat)
    form = client.get(reverse("taskings:create"), {"decision": decision.pk}).context["form"]
    asked = [form[name].value() for name in ("text_en", "text_fr", "due")]
    assert asked == ["The Board tasked the group to report.", "", today()]


def test_who_may_not_set_is_refused_and_who_may_not_see_finds_nothing(people: People, client: Client) -> None:
    tasking = groups.tasked(people, group="SCS")
    for user, statuses in (
        (people.secretariat, (200, 200, 200, 200)),
        (people.head_fra, (403, 200, 403, 403)),
        (people.rapporteur_scs, (403, 200, 403, 200)),
        (people.expert_fra, (403, 404, 404, 404)),
        (people.niag, (403, 404, 404, 404)),
    ):
        client.force_login(user)
        paths = [
            reverse("taskings:create"),
            reverse("taskings:detail", args=[tasking.pk]),
            reverse("taskings:extend", args=[tasking.pk]),
            reverse("taskings:step", args=[tasking.pk, "answer"]),
        ]
        assert tuple(client.get(path).status_code for path in paths) == statuses, user
    client.force_login(people.secretariat)
    assert client.get(reverse("taskings:step", args=[tasking.pk, "nothing"])).status_code == 404


def test_the_list_filters_what_is_late(people: People, client: Client) -> None:
    groups.tasked(people, title="Overdue survey", days=-2)
    groups.tasked(people, title="Coming survey")
    client.force_login(people.chair)
    page = text(client, "taskings:list", late="yes")
    assert "Overdue survey" in page
    assert "Coming survey" not in page
    assert "Late" in page
    sheet = text(client, "taskings:export", late="yes")
    assert "Overdue survey" in sheet
    assert "Coming survey" not in sheet


def test_an_extension_without_a_reason_is_refused(people: People, client: Client) -> None:
    tasking = groups.tasked(people)
    client.force_login(people.chair)
    path = reverse("taskings:extend", args=[tasking.pk])
    later = (tasking.due + timedelta(days=9)).isoformat()
    assert client.post(path, {"due": later, "why": " "}).status_code == 422
    assert client.post(path, {"due": tasking.due.isoformat(), "why": "More time"}).status_code == 422
    assert client.post(path, {"due": later, "why": "Two Allies asked for more time."}).status_code == 302
    page = text(client, "taskings:detail", tasking.pk)
    assert "Two Allies asked for more time." in page
    history = page[page.index('id="history"') :]
    assert history.index(in_words(tasking.due, "day")) < history.index(in_words(date.fromisoformat(later), "day"))


def test_of_two_corrections_the_second_sees_the_first(people: People, client: Client) -> None:
    tasking = groups.tasked(people, title="Survay")
    client.force_login(people.secretariat)
    path = reverse("taskings:correct", args=[tasking.pk])
    said = {"title_en": "Survey", "title_fr": "Enquête", "text_en": "", "text_fr": "", "version": 1}
    assert client.post(path, said | {"why": " "}).status_code == 422
    assert client.post(path, said | {"why": "A slip."}).status_code == 302
    page = text(client, "taskings:detail", tasking.pk)
    assert "A slip." in page
    assert "<del>Survay</del><ins>Survey</ins>" in page.replace("</del> <ins>", "</del><ins>")
    second = client.post(path, said | {"title_en": "Inquiry", "why": "Clearer."})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Survey" in page
    assert "Inquiry" in page
    assert 'name="version" value="2"' in page
    client.force_login(people.head_fra)
    assert client.get(path).status_code == 403


def test_whoever_sees_a_task_can_follow_it(people: People, client: Client) -> None:
    tasking = groups.tasked(people)
    client.force_login(people.head_fra)
    client.post(reverse("notifications:follow"), {"object": name_of(tasking)})
    assert "No longer follow" in text(client, "taskings:detail", tasking.pk)


def test_who_closes_a_task_reads_its_answer_there(people: People, client: Client) -> None:
    tasking = groups.tasked(people)
    client.force_login(people.rapporteur)
    client.post(reverse("taskings:step", args=[tasking.pk, "answer"]), {"outcome": "Eleven lines can be started."})
    client.force_login(people.chair)
    assert "Eleven lines can be started." in text(client, "taskings:step", tasking.pk, "close")


def test_a_task_is_answered_with_a_document_by_its_number(people: People, client: Client) -> None:
    document = scenarios.newest(scenarios.issued(people, group="SCS")).document
    tasking = groups.tasked(people, group="SCS")
    client.force_login(people.secretariat)
    path = reverse("taskings:step", args=[tasking.pk, "answer"])
    assert f'<option value="{document.reference}">' in client.get(path).content.decode()
    refused = client.post(path, {"outcome": "Done.", "document": "DIPB-D(2020)9999"})
    assert refused.status_code == 422
    assert "document" in refused.context["form"].errors
    assert 'value="DIPB-D(2020)9999"' in refused.content.decode()
    assert client.post(path, {"outcome": "Done.", "document": document.reference}).status_code == 302
    tasking.refresh_from_db()
    assert tasking.answered_by == document


def test_a_step_taken_twice_is_refused_the_second_time(people: People, client: Client) -> None:
    tasking = groups.tasked(people)
    client.force_login(people.rapporteur)
    path = reverse("taskings:step", args=[tasking.pk, "answer"])
    assert client.post(path, {"outcome": "Done."}).status_code == 302
    second = client.post(path, {"outcome": "Done, with more words."})
    assert second.status_code == 409
    assert "Done, with more words." in second.content.decode()


def test_a_text_started_in_answer_stands_on_both_pages(people: People, client: Client) -> None:
    tasking = groups.tasked(people)
    client.force_login(people.rapporteur)
    page = text(client, "recommendations:create", tasking=str(tasking.pk), body=str(tasking.body_id))
    assert f'value="{tasking.pk}" selected' in page
    fields = {
        "kind": "recommendation",
        "body": tasking.body_id,
        "original_language": "en",
        "title_en": "Answering text",
        "subject": "planning",
        "tasking": tasking.pk,
    }
    client.post(reverse("recommendations:create"), fields)
    made = Recommendation.objects.get()
    assert made.tasking == tasking
    assert "Answering text" in text(client, "taskings:detail", tasking.pk)
    assert tasking.title_en in text(client, "recommendations:detail", made.pk)
    client.force_login(people.head_fra)  # reads no drafts
    assert "Answering text" not in text(client, "taskings:detail", tasking.pk)


def test_a_text_names_only_tasks_of_its_group(people: People, client: Client) -> None:
    text_, mine, other = scenarios.draft(people.rapporteur), groups.tasked(people), groups.tasked(people, group="SCS")
    client.force_login(people.secretariat)
    path = reverse("recommendations:tasking", args=[text_.pk])
    assert f'href="{path}">Name<' in text(client, "recommendations:detail", text_.pk)
    assert client.post(path, {"tasking": other.pk}).status_code == 422
    assert client.post(path, {"tasking": mine.pk}).status_code == 302
    assert f'href="{path}">Change<' in text(client, "recommendations:detail", text_.pk)
    assert client.post(path, {"tasking": mine.pk}).status_code == 302
    assert Entry.objects.filter(verb="tasking_named").count() == 1
    client.force_login(people.head_fra)
    assert client.get(path).status_code == 404


def test_industry_never_learns_what_a_released_text_answers(people: People, client: Client) -> None:
    tasking = groups.tasked(people, title="Confidential errand")
    released = scenarios.issued(people)
    Recommendation.objects.filter(pk=released.pk).update(tasking=tasking)
    scenarios.open_round(people, released)
    client.force_login(people.niag)
    assert "Confidential errand" not in text(client, "recommendations:detail", released.pk)
    client.force_login(people.head_fra)
    assert "Confidential errand" in text(client, "recommendations:detail", released.pk)


@pytest.mark.parametrize("name", ["taskings:list", "taskings:export"])
def test_the_list_costs_the_same_however_long(name: str, people: People, client: Client) -> None:
    client.force_login(people.chair)
    for number in range(3):
        groups.tasked(people, title=f"Task {number}")
    few = queries_of(client, reverse(name))
    for number in range(27):
        groups.tasked(people, title=f"More {number}")
    assert queries_of(client, reverse(name)) == few


def test_a_reader_of_french_reads_french(people: People, client: Client) -> None:
    tasking = groups.tasked(people, days=-3)
    client.force_login(people.head_fra)
    client.post(reverse("set_language"), {"language": "fr"})
    assert "3 jours de retard" in text(client, "taskings:detail", tasking.pk)
