"""The agenda: order, times, papers, what is carried over."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from boards.actions import agendas, statements
from boards.enums import Denied, StaleVersion
from boards.models import AgendaItem, Document, Meeting
from boards.queries.meetings import lines_of, open_items_before
from tests import meeting_scenarios as scenes
from tests import scenarios
from tests.races import again, at_once
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def order(meeting: Meeting) -> str:
    rows = meeting.items.order_by("position").values_list("position", "title_en")
    assert [position for position, _title in rows] == list(range(1, len(rows) + 1))
    return "".join(title for _position, title in rows)


def lettered(people: People, letters: str = "ABCD") -> Meeting:
    meeting = scenes.planned(people.secretariat, items=0)
    for letter in letters:
        scenes.item(meeting, people.secretariat, title=letter)
    return meeting


@pytest.mark.parametrize(("letter", "to", "expected"), [("A", 3, "BCAD"), ("D", 1, "DABC"), ("B", 2, "ABCD")])
def test_items_move_and_the_others_close_up(letter: str, to: int, expected: str, people: People) -> None:
    meeting = lettered(people)
    agendas.move_item(item=meeting.items.get(title_en=letter), to=to, by=people.secretariat)
    assert order(meeting) == expected


def test_an_item_moves_no_further_than_the_end(people: People) -> None:
    meeting = lettered(people)
    agendas.move_item(item=meeting.items.get(title_en="A"), to=99, by=people.secretariat)
    assert order(meeting) == "BCDA"


def test_an_item_taken_off_leaves_no_gap(people: People) -> None:
    meeting = lettered(people)
    agendas.remove_item(item=meeting.items.get(title_en="B"), by=people.secretariat)
    assert order(meeting) == "ACD"


def test_an_item_on_which_something_was_said_stays(people: People) -> None:
    meeting = lettered(people, "A")
    item = meeting.items.get()
    statements.make_statement(item=item, version=0, language="fr", text="<p>Oui</p>", by=people.head_fra)
    with pytest.raises(ValidationError):
        agendas.remove_item(item=item, by=people.secretariat)


def test_each_item_begins_when_the_one_before_ends(people: People) -> None:
    meeting = lettered(people, "ABC")
    lines = lines_of(meeting, people.head_fra)
    assert [(line.starts - meeting.starts).seconds // 60 for line in lines] == [0, 20, 40]


def test_the_agenda_of_a_held_meeting_stands(people: People) -> None:
    meeting = scenes.held(people)
    with pytest.raises(Denied):
        scenes.item(meeting, people.secretariat)


def test_of_two_who_edit_an_item_the_second_is_told(people: People) -> None:
    item = lettered(people, "A").items.get()
    agendas.save_item(item=item, version=1, by=people.secretariat, title_en="B")
    with pytest.raises(StaleVersion):
        agendas.save_item(item=item, version=1, by=people.chair, title_en="C")


def test_undecided_items_are_carried_over_once_with_their_papers(people: People) -> None:
    by = people.secretariat
    before = scenes.held(people)
    document = Document.objects.get(agenda_of=before)
    open_item = AgendaItem.objects.filter(meeting=before).first()
    open_item.decisions.all().delete()
    meeting = scenes.planned(by, items=1)
    assert [item.title_en for item in open_items_before(meeting)] == ["Item 1"]
    assert agendas.carry_over(meeting=meeting, items=open_items_before(meeting), by=by) == 1
    carried = meeting.items.get(position=2)
    assert carried.carried_over_from == open_item
    assert not open_items_before(meeting).exists()
    agendas.attach_paper(item=carried, document=document, by=by)
    assert [paper.document for paper in carried.papers.all()] == [document]


def test_nothing_is_left_open_by_a_meeting_still_to_be_held(people: People) -> None:
    scenes.held(people).items.first().decisions.all().delete()
    between = scenes.called(people, days=10)
    later = scenes.planned(people.secretariat, days=30)
    assert [item.title_en for item in open_items_before(between)] == ["Item 1"]
    assert not open_items_before(later).exists()


def test_a_paper_the_person_may_not_read_is_not_attached(people: People) -> None:
    item = scenes.planned(people.group_chair, body="CAP").items.first()
    foreign = scenarios.newest(scenarios.issued(people, group="SCS")).document
    with pytest.raises(ValidationError):
        agendas.attach_paper(item=item, document=foreign, by=people.group_chair)


@pytest.mark.django_db(transaction=True)
def test_two_who_add_items_at_once_get_numbers_of_their_own(people: People) -> None:
    meeting = lettered(people, "A")
    at_once(
        *(
            lambda title=title, by=by: scenes.item(meeting, again(by), title=title)
            for title, by in (("B", people.secretariat), ("C", people.chair))
        )
    )
    assert sorted(order(meeting)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("2", "The agenda has a new order."),
        ("", "This field is required."),
        ("first", "Enter a whole number."),
        ("0", "Ensure this value is greater than or equal to 1."),
    ],
)
def test_a_place_that_is_none_is_refused_with_a_word(people: People, client: Client, place: str, says: str) -> None:
    client.force_login(people.secretariat)
    meeting = scenes.planned(people.secretariat)
    first, second = meeting.items.all()
    page = client.post(reverse("meetings:move_item", args=[meeting.pk, first.pk]), {"to": place}, follow=True)
    assert says in page.content.decode()
    assert list(meeting.items.all()) == ([second, first] if place == "2" else [first, second])
