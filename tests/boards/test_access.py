"""Rights follow from live seats and from what roles hold; nothing else is stored."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from guardian.shortcuts import get_perms

from boards.access import documents_visible_to, grant_roles, people_holding, release, rights_of, withdraw_release
from boards.actions.seats import end_seat, open_seat
from boards.enums import DocumentKind
from boards.models import Body, Document, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import PERMISSIONS, ROLES
from dipb_portal.lib import clock
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """The same person in a later request."""
    return User.objects.get(pk=user.pk)


def paper(body: str = "CAP") -> Document:
    now = clock.now()
    return Document.objects.create(
        reference=f"DIPB({body})-WP(2026)0099",
        kind=DocumentKind.WORKING_PAPER,
        body=Body.objects.get(code=body),
        title_en="Levels",
        original_language="en",
        dated=now.date(),
        issued_at=now,
    )


@pytest.mark.parametrize("role", ROLES.values(), ids=lambda role: role.code)
def test_every_body_stores_exactly_what_each_role_holds(db: None, role) -> None:
    group = Group.objects.get(name=role.code)
    for body in Body.objects.all():
        assert set(get_perms(group, body)) == role.permissions


def test_a_permission_taken_from_a_role_is_taken_from_the_bodies(db: None, monkeypatch) -> None:
    body, group = Body.objects.get(code="CAP"), Group.objects.get(name="auditor")
    monkeypatch.setattr("boards.access.ROLES", {"auditor": type(ROLES["auditor"])("auditor", "", "", frozenset())})
    grant_roles(body)
    assert get_perms(group, body) == []


def test_a_role_in_the_plenary_reaches_into_its_groups_and_nowhere_else(people: People) -> None:
    held = rights_of(people.secretariat).bodies("draft_text")
    assert set(Body.objects.filter(pk__in=held).values_list("code", flat=True)) == {"DIPB", "CAP", "SCS", "SOI"}


def test_a_role_in_a_group_stays_in_the_group(people: People) -> None:
    held = rights_of(people.rapporteur).bodies("draft_text")
    assert set(Body.objects.filter(pk__in=held).values_list("code", flat=True)) == {"CAP"}


def test_outsiders_hold_nothing_in_the_board(people: People) -> None:
    board = set(Body.objects.filter(code__in=["DIPB", "CAP", "SCS", "SOI"]).values_list("pk", flat=True))
    for outsider in (people.niag, people.partner_ukr):
        assert not any(rights_of(outsider).bodies(permission) & board for permission in PERMISSIONS)


def test_a_seat_gives_rights_only_within_its_period(people: People) -> None:
    body, now = Body.objects.get(code="CAP"), clock.now()
    successor = User.objects.create_user("next@dipb.example", name="Next")
    seat = open_seat(user=successor, body=body, role="rapporteur", by=None, starts=now + timedelta(days=1))
    assert not rights_of(again(successor))
    Seat.objects.filter(pk=seat.pk).update(starts=now - timedelta(days=2), ends=now - timedelta(days=1))
    assert not rights_of(again(successor))
    Seat.objects.filter(pk=seat.pk).update(ends=now + timedelta(days=1))
    assert rights_of(again(successor)).has("draft_text", body)


def test_ending_a_seat_ends_its_rights_at_once(people: People) -> None:
    end_seat(seat=people.head_fra.seats.get(), by=people.admin)
    assert not rights_of(again(people.head_fra))


def test_an_inactive_person_has_no_rights(people: People) -> None:
    User.objects.filter(pk=people.chair.pk).update(is_active=False)
    assert not rights_of(again(people.chair))


def test_a_nation_is_known_for_what_is_done_in_its_name(people: People) -> None:
    france = Nation.objects.get(alpha3="FRA")
    cap = Body.objects.get(code="CAP")
    assert rights_of(people.head_fra).nation("state_position", cap) == france
    assert rights_of(people.expert_fra).nation("prepare_comment", cap) == france
    assert rights_of(people.secretariat).nation("view_issued", cap) is None


def test_a_release_reaches_who_sits_in_the_body_and_ends_with_its_withdrawal(people: People) -> None:
    document, niag = paper(), Body.objects.get(code="NIAG")
    assert document not in documents_visible_to(people.niag)
    release(document, [niag])
    assert document in documents_visible_to(people.niag)
    assert document not in documents_visible_to(people.partner_ukr)
    withdraw_release(document, niag)
    assert document not in documents_visible_to(people.niag)


def test_members_read_documents_of_all_groups_and_experts_those_of_theirs(people: People) -> None:
    cap, scs = paper("CAP"), paper("SCS")
    assert set(documents_visible_to(people.head_deu)) == {cap, scs}
    assert set(documents_visible_to(people.expert_fra)) == {cap}
    assert set(documents_visible_to(people.auditor)) == set()


def test_people_holding_follows_the_same_rule(people: People) -> None:
    cap = Body.objects.get(code="CAP")
    speakers = {people.head_fra, people.deputy_fra, people.head_deu, people.head_usa}
    assert set(people_holding("state_position", [cap])) == speakers
    assert set(people_holding("prepare_comment", [cap])) == {*speakers, people.expert_fra}
    assert people.niag in people_holding("prepare_comment", [Body.objects.get(code="NIAG")])


def test_people_holding_for_a_nation_are_those_who_sit_for_it_now(people: People) -> None:
    france, germany = (Nation.objects.get(alpha3=code) for code in ("FRA", "DEU"))
    cap = Body.objects.get(code="CAP")
    moved = people.deputy_fra.seats.get()
    now = clock.now()
    Seat.objects.filter(pk=moved.pk).update(starts=now - timedelta(days=2), ends=now - timedelta(days=1))
    open_seat(user=people.deputy_fra, body=moved.body, role="deputy", nation=germany, by=None)
    assert set(people_holding("state_position", [cap], nations=[france])) == {people.head_fra}
    assert set(people_holding("state_position", [cap], nations=[germany])) == {people.head_deu, people.deputy_fra}
    assert not people_holding("state_position", [cap], nations=[]).exists()


def test_rights_cost_two_queries_however_many_seats(people: People, django_assert_num_queries) -> None:
    for body in Body.objects.exclude(code="DIPB"):
        open_seat(user=people.secretariat, body=body, role="secretariat", by=None)
    user = again(people.secretariat)
    with django_assert_num_queries(2):
        rights_of(user)
        rights_of(user)
