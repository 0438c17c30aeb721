"""Seats do not overlap, and a delegation has one head at a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from boards.actions.numbering import allocate
from boards.actions.seats import end_seat, open_seat
from boards.enums import DocumentKind
from boards.models import Body, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def test_the_same_seat_twice_at_a_time_is_refused(people: People) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        open_seat(user=people.rapporteur, body=Body.objects.get(code="CAP"), role="rapporteur", by=None)


def test_a_delegation_has_one_head_at_a_time(people: People) -> None:
    board, france = Body.objects.get(code="DIPB"), Nation.objects.get(alpha3="FRA")
    successor = User.objects.create_user("successor@dipb.example", name="Successor")
    with pytest.raises(IntegrityError), transaction.atomic():
        open_seat(user=successor, body=board, role="head", nation=france, by=people.admin)
    end_seat(seat=people.head_fra.seats.get(), by=people.admin)
    assert open_seat(user=successor, body=board, role="head", nation=france, by=people.admin).pk


def test_a_national_role_needs_a_nation_and_the_others_have_none(people: People) -> None:
    board, france = Body.objects.get(code="DIPB"), Nation.objects.get(alpha3="FRA")
    for role, nation in (("head", None), ("chair", france)):
        with pytest.raises(IntegrityError), transaction.atomic():
            open_seat(user=people.admin, body=board, role=role, nation=nation, by=None)


@pytest.mark.parametrize(
    ("role", "english", "french"),
    [("head", "head of delegation", "chef de délégation"), ("liaison", "NIAG liaison", "correspondant du NIAG")],
)
def test_a_role_after_other_words_begins_small(role: str, english: str, french: str) -> None:
    for language, expected in (("en", english), ("fr", french)):
        with override(language):
            assert Seat(role=role).role_in_text == expected


def test_opening_and_ending_are_in_the_journal(people: People) -> None:
    seat = people.head_fra.seats.get()
    end_seat(seat=seat, by=people.admin, why="posted elsewhere")
    entry = Entry.objects.first()
    assert (entry.verb, entry.actor, entry.why) == ("seat_ended", people.admin, "posted elsewhere")
    assert Entry.objects.filter(verb="seat_opened", object_id=str(seat.pk)).exists()


def test_serials_follow_one_another_by_series_and_brussels_year(db: None) -> None:
    cap, scs, now = Body.objects.get(code="CAP"), Body.objects.get(code="SCS"), clock.now()
    papers = [str(allocate(body, DocumentKind.WORKING_PAPER, now)) for body in (cap, cap, scs)]
    year = now.year
    assert papers == [f"DIPB(CAP)-WP({year})0001", f"DIPB(CAP)-WP({year})0002", f"DIPB(SCS)-WP({year})0001"]
    last_evening_utc = now.replace(month=12, day=31, hour=23, minute=30)
    assert str(allocate(cap, DocumentKind.WORKING_PAPER, last_evening_utc)) == f"DIPB(CAP)-WP({year + 1})0001"


def test_a_seat_ends_after_it_starts(people: People) -> None:
    seat = people.chair.seats.get()
    seat.ends = seat.starts - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save()
