"""What is hidden is not found, not counted, not quoted: every canary of every topic, for everybody."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from django.test import Client
from django.urls import reverse

from boards.access import rights_of
from boards.models import Body, Nation, Seat
from dipb_portal.lib import clock
from dipb_portal.search.find import Found, find
from dipb_portal.search.query import Query, read
from dipb_portal.search.sources import SOURCES
from recommendations.actions import drafting
from recommendations.actions.paragraphs import save_paragraph
from recommendations.actions.releases import release_revision
from recommendations.models import Recommendation, Revision
from tests import scenarios
from tests.advice_scenarios import released
from tests.scenarios import People
from tests.worlds import CANARIES, TOPICS, World

pytestmark = pytest.mark.django_db

# Words that search finds, and for everybody who may read them; other canaries stand where search does not look.
SOUGHT = [
    "CANARY-SCS-DRAFT",
    "CANARY-CAP-REVISED",
    "CANARY-CAP-RELEASED",
    "CANARY-PREPARED-FRA",
    "CANARY-COMMENT-NIAG",
    "CANARY-REPORT-DRAFT",
    "CANARY-REPORT-ISSUED",
    "CANARY-ASKED-FRA",
    "CANARY-ADVICE-DRAFT",
    "CANARY-MEETING-SCS",
    "CANARY-ITEM-RESTRICTED",
    "CANARY-STATEMENT-FRA",
    "CANARY-DECISION-DRAFT",
    "CANARY-DECISION-ISSUED",
    "CANARY-TASK-SCS",
    "CANARY-ITEM-SCS",
    "CANARY-ENTRY-DRAFT",
    "CANARY-ENTRY-RELEASED",
    "CANARY-DEBATE-SCS",
    "CANARY-POST-ALLIES",
    "CANARY-POST-NIAG",
    "CANARY-PLAN-FRA",
    "CANARY-NEED-DEU",
    "CANARY-ACTION-CAP",
    "CANARY-LIBRARY-RELEASED",
]


@pytest.fixture
def world(people: People) -> World:
    world = World()
    for topic in TOPICS:
        topic.build(world, people)
    return world


def sought(word: str, user) -> Found:
    user.__dict__.pop("_rights", None)
    return find(read(f'"{word}"'), user, {})


def test_nobody_finds_what_is_hidden(people: People, world: World) -> None:
    parsed = {word: "(" + read(f'"{word}"').words + ")" for word in CANARIES}
    leaks = []
    for each in fields(people):
        role, user = each.name, getattr(people, each.name)
        hidden = [parsed[word] for word, readers in CANARIES.items() if role not in readers]
        found = find(Query("hidden", " | ".join(hidden)), user, {})
        if found.total or found.hits or any(found.counts.values()):
            leaks += [f"{role}: {hit.source.name} {hit.key}" for hit in found.hits]
    assert not leaks, "\n".join(leaks)


def test_whoever_may_read_it_finds_it(people: People, world: World) -> None:
    """Else the test above would pass for the wrong reason."""
    pairs = [(word, role) for word in SOUGHT for role in CANARIES[word]]
    assert [pair for pair in pairs if not sought(pair[0], getattr(people, pair[1])).total] == []


def test_a_facet_counts_only_what_its_reader_may_see(people: People, world: World) -> None:
    """France's prepared comment is counted for France and for nobody else."""
    counts = {role: sought("CANARY-PREPARED-FRA", getattr(people, role)) for role in ("expert_fra", "head_deu", "niag")}
    assert counts["expert_fra"].total == 1
    assert counts["expert_fra"].counts["nation"] == {str(people.expert_fra.seats.get().nation_id): 1}
    assert counts["head_deu"] == counts["niag"] == Found()


def test_a_page_of_results_says_nothing_of_what_is_hidden(people: People, world: World) -> None:
    client = Client()
    client.force_login(people.niag)
    page = client.get(reverse("search"), {"q": "Allies"}).content.decode()
    assert "CANARY-CAP-RELEASED" in page
    assert "CANARY-CAP-ISSUED" not in page
    assert "CANARY-SCS-DRAFT" not in page


def revise(text: Recommendation, word: str, people: People) -> Iterator[Revision]:
    """Begin a revision whose first paragraph says `word`, then issue it."""
    working = drafting.start_revision(recommendation=text, by=people.rapporteur)
    first = working.paragraphs.first()
    words = {"text_en": f"<p>{word}.</p>", "text_fr": f"<p>{word}.</p>", "translation_checked": True}
    save_paragraph(paragraph=first, version=first.version, **words, by=people.rapporteur)
    yield working
    drafting.issue_revision(recommendation=text, by=people.secretariat)
    yield working


def test_a_paragraph_that_was_replaced_is_not_found(people: People) -> None:
    text = scenarios.issued(people, title="Powder")
    scenarios.close_round(people, scenarios.open_round(people, text))
    steps = revise(text, "Replacementword", people)
    next(steps)
    old = read("level 1 year")
    assert find(old, people.head_fra, {}).total == 1
    assert find(read("replacementword"), people.head_fra, {}).total == 0
    assert find(read("replacementword"), people.rapporteur, {}).total == 1
    next(steps)
    assert find(old, people.head_fra, {}).total == 0
    assert find(read("replacementword"), people.head_fra, {}).total == 1


def test_who_reads_by_release_finds_the_newest_that_was_released(people: People) -> None:
    text, niag = released(people), Body.objects.get(code="NIAG")
    scenarios.close_round(people, text.revisions.get().consultations.get())
    first = read("level 1 year")
    assert find(first, people.niag, {}).total == 1
    for number in (2, 3):
        *_, last = revise(text, f"replacementword{number}", people)
    assert find(first, people.niag, {}).total == 1
    assert not find(read("replacementword3"), people.niag, {}).total
    release_revision(revision=last, body=niag, by=people.secretariat)
    assert not find(first, people.niag, {}).total
    assert not find(read("replacementword2"), people.niag, {}).total
    assert find(read("replacementword3"), people.niag, {}).total == 1


def test_a_rule_asks_nothing_but_rights(people: People, django_assert_num_queries) -> None:
    """The statement of what a person may read is kept for whoever holds the same rights."""
    for user in (people.secretariat, people.head_fra, people.niag, people.partner_ukr):
        rights_of(user)
        with django_assert_num_queries(0):
            for source in SOURCES:
                source.readable(user)


def test_an_ally_is_another_reader_than_a_partner(people: People) -> None:
    before = rights_of(people.head_fra).key
    Nation.objects.filter(alpha3="FRA").update(ally=False)
    people.head_fra.__dict__.pop("_rights")
    assert rights_of(people.head_fra).key != before


def test_who_lost_a_seat_finds_no_more_what_was_found_from_it(people: People, world: World) -> None:
    assert sought("CANARY-SCS-DRAFT", people.rapporteur_scs).total
    Seat.objects.filter(user=people.rapporteur_scs).update(ends=clock.now())
    assert not sought("CANARY-SCS-DRAFT", people.rapporteur_scs).total
