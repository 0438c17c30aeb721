"""References become links wherever words stand, to who may open what they name."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from boards.actions import statements
from boards.models import Document
from tests import demand_scenarios, group_scenarios, meeting_scenarios, register_scenarios
from tests import library_scenarios as library
from tests.scenarios import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(people: People) -> Document:
    return library.paper(people.secretariat, text="<p>Powder.</p>")


def link(paper: Document) -> str:
    return f'<a href="{reverse("boards:document", args=[paper.pk])}">{paper.reference}</a>'


def _debate(people: People, words: str) -> str:
    topic = group_scenarios.topic(people)
    group_scenarios.post(topic, people.head_fra, words)
    return reverse("debates:detail", args=[topic.pk])


def _entry(people: People, words: str) -> str:
    entry = register_scenarios.accepted("good-practices", people.head_fra, people, context_en=f"<p>{words}</p>")
    return reverse("registers:detail", args=["good-practices", entry.pk])


def _statement(people: People, words: str) -> str:
    meeting = meeting_scenarios.called(people)
    item = meeting.items.get(position=1)
    statements.make_statement(item=item, version=0, language="en", text=words, by=people.head_fra)
    return reverse("meetings:detail", args=[meeting.pk])


def _sheet(people: People, words: str) -> str:
    return reverse("meetings:sheet", args=[meeting_scenarios.circulated(people, decision=words).pk])


def _tasking(people: People, words: str) -> str:
    return reverse("taskings:detail", args=[group_scenarios.tasked(people, title=words).pk])


def _plan(people: People, words: str) -> str:
    return reverse("plans:plan", args=[demand_scenarios.plan(people.head_fra, text=f"<p>{words}</p>").pk])


def _mandate(people: People, words: str) -> str:
    group_scenarios.mandate(people, words=words)
    return reverse("workinggroups:mandate", args=["CAP"])


@pytest.mark.parametrize("page", [_debate, _entry, _statement, _sheet, _tasking, _plan, _mandate])
def test_a_reference_leads_to_its_document(
    page: Callable[[People, str], str], paper: Document, people: People, client: Client
) -> None:
    path = page(people, f"See {paper.reference}.")
    client.force_login(people.head_fra)
    assert link(paper) in client.get(path).text


def test_what_the_reader_may_not_open_stays_as_it_was_written(paper: Document, people: People, client: Client) -> None:
    topic = group_scenarios.topic(people)
    group_scenarios.post(topic, people.head_fra, f"See {paper.reference}.")
    group_scenarios.released(topic, people, "NIAG")
    client.force_login(people.niag)
    page = client.get(reverse("debates:detail", args=[topic.pk])).text
    assert f"See {paper.reference}." in page
