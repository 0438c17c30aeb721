"""Who represents whom, when; what a delegation keeps itself; and what ends with a seat."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from boards.actions import delegations
from boards.actions.seats import end_seat, open_seat
from boards.enums import Denied
from boards.models import Body, Delegation, Mailbox, Nation, Seat
from boards.queries.delegations import represented
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.home.desk import asked_of
from dipb_portal.lib import clock
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Kind, Notification
from dipb_portal.notifications.outbox import notify
from dipb_portal.notifications.tasks import send_due_mail
from tests import scenarios
from tests.counting import queries_of
from tests.races import again, at_once
from tests.scenarios import People

pytestmark = pytest.mark.django_db
EXPERT = {"name": "Lucie Aubin", "email": "lucie.aubin@dipb.example", "language": "fr"}


def france() -> Nation:
    return Nation.objects.get(alpha3="FRA")


def groups(*codes: str) -> list[Body]:
    return list(Body.objects.filter(code__in=codes))


def seat_one(by: User, **changes: object) -> User:
    return delegations.seat_expert(nation=france(), bodies=groups("CAP"), by=by, **{**EXPERT, **changes})


def test_as_of_any_day_the_portal_says_who_represented_whom(people: People) -> None:
    board, before = Body.objects.get(code="DIPB"), clock.now()
    end_seat(seat=people.head_fra.seats.get(), by=people.admin)
    successor = User.objects.create_user("successor@dipb.example", name="Successor")
    open_seat(user=successor, body=board, role="head", nation=france(), by=people.admin)

    def head(at):
        rows = {row.nation.alpha3: row.seats for row in represented(board, at)[1]}
        return [seat.user for seat in rows["FRA"] if seat.role == "head"]

    assert head(before) == [people.head_fra]
    assert head(clock.now()) == [successor]
    assert head(before - timedelta(days=9000)) == []


def test_a_vacant_ally_stands_in_the_list(people: People) -> None:
    rows = represented(Body.objects.get(code="DIPB"), clock.now())[1]
    assert len(rows) == 32
    assert [row.seats for row in rows if row.nation.alpha3 == "ALB"] == [[]]


def test_the_page_as_of_a_past_day(people: People, client: Client) -> None:
    client.force_login(people.head_deu)
    assert people.head_fra.name in client.get(reverse("people:list")).content.decode()
    assert people.head_fra.name not in client.get(reverse("people:list"), {"day": "2010-01-01"}).content.decode()
    for bad in ("soon", "2026-13-01", "\0", "9" * 5000):
        response = client.get(reverse("people:list"), {"day": bad})
        assert response.status_code == 422
        assert "is-error" in response.content.decode() or "error" in response.content.decode()
    assert client.get(reverse("people:list"), {"body": "NIAG"}).status_code == 422


@pytest.mark.parametrize("role", ["niag", "partner_ukr", "auditor", "admin"])
def test_outsiders_do_not_see_who_sits(role: str, people: People, client: Client) -> None:
    client.force_login(getattr(people, role))
    for path in (reverse("people:list"), reverse("people:nation", args=["FRA"]), reverse("people:delegation")):
        assert client.get(path).status_code == 404


def test_a_successor_inherits_the_desk(people: People) -> None:
    scenarios.open_round(people, scenarios.issued(people))
    asked = [ask.url for ask in asked_of(people.head_fra)]
    assert asked
    end_seat(seat=people.head_fra.seats.get(), by=people.admin)
    successor = User.objects.create_user("successor@dipb.example", name="Successor")
    open_seat(user=successor, body=Body.objects.get(code="DIPB"), role="head", nation=france(), by=people.admin)
    assert [ask.url for ask in asked_of(successor)] == asked
    assert asked_of(again(people.head_fra)) == []


def test_who_leaves_is_out_at_the_next_request(people: People, client: Client) -> None:
    seat_one(people.head_fra)
    expert = User.objects.get(email=EXPERT["email"])
    client.force_login(expert)
    assert client.get("/").status_code == 200
    delegations.end_expert(seat=expert.seats.get(), why="Posted elsewhere.", by=people.head_fra)
    assert client.get("/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert Entry.objects.filter(verb="seat_ended", why="Posted elsewhere.", actor=people.head_fra).exists()


def test_a_head_seats_an_expert_who_is_told(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    bodies = [body.pk for body in groups("CAP", "SCS")]
    response = client.post(reverse("people:delegation"), {**EXPERT, "bodies": bodies})
    assert response.status_code == 302
    expert = User.objects.get(email=EXPERT["email"])
    assert {seat.body.code for seat in expert.seats.all()} == {"CAP", "SCS"}
    assert {seat.role for seat in expert.seats.all()} == {"expert"}
    told = Notification.objects.filter(user=expert, kind=Kind.SEAT_OPENED)
    assert {each.path for each in told} == {reverse("account_reset_password")}
    assert all("as national expert. If you have no password yet" in sentence(each) for each in told)


def test_no_name_bears_a_marking_above_the_ceiling(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    bodies = [body.pk for body in groups("CAP")]
    response = client.post(reverse("people:delegation"), {**EXPERT, "name": "A. Dubois, NATO SECRET", "bodies": bodies})
    assert response.status_code == 422
    assert "bears the marking NATO SECRET" in response.content.decode()
    assert not User.objects.filter(email=EXPERT["email"]).exists()


def test_only_head_and_deputy_keep_their_own_delegation(people: People) -> None:
    for by in (people.expert_fra, people.head_deu, people.secretariat, people.niag):
        with pytest.raises(Denied):
            seat_one(by)
    seat_one(people.deputy_fra)
    for seat in (people.head_fra.seats.get(), people.deputy_fra.seats.get()):
        with pytest.raises(Denied):
            delegations.end_expert(seat=seat, why="Coup.", by=people.deputy_fra)


def test_the_seat_of_another_nations_expert_does_not_exist(people: People, client: Client) -> None:
    seat_one(people.head_fra)
    seat = Seat.objects.get(user__email=EXPERT["email"])
    client.force_login(people.head_deu)
    assert client.post(reverse("people:end", args=[seat.pk]), {"why": "No."}).status_code == 404
    assert Seat.objects.live().filter(pk=seat.pk).exists()


def test_limits_and_domains_hold(people: People, client: Client) -> None:
    Delegation.objects.create(nation=france(), experts=2, mailboxes=1, domains=["dipb.example"])
    with pytest.raises(ValidationError, match="must end with"):
        seat_one(people.head_fra, email="x@evildipb.example")
    seat_one(people.head_fra)  # the second: expert_fra is the first
    with pytest.raises(ValidationError, match="as many experts"):
        seat_one(people.head_fra, email="third@dipb.example")
    client.force_login(people.head_fra)
    words = {"name": "Kept as typed", "email": "third@dipb.example", "language": "en"}
    response = client.post(reverse("people:delegation"), {**words, "bodies": [groups("CAP")[0].pk]})
    assert response.status_code == 409
    assert "Kept as typed" in response.content.decode()
    delegations.seat_expert(nation=france(), bodies=groups("SCS"), by=people.head_fra, **EXPERT)


def test_an_administrator_sets_the_limits(people: People, client: Client) -> None:
    people.admin.groups.add(Group.objects.get(name="administrator"))
    client.force_login(people.admin)
    limits = {"nation": france().pk, "experts": 1, "mailboxes": 0, "domains": ""}
    assert client.post(reverse("admin:boards_delegation_add"), limits).status_code == 302
    with pytest.raises(ValidationError, match="as many experts"):
        seat_one(people.head_fra)
    assert Entry.objects.first().verb == "reference_data_saved"


def test_somebody_of_another_side_cannot_be_taken(people: People) -> None:
    for email in (people.niag.email, people.head_deu.email, people.secretariat.email):
        with pytest.raises(ValidationError, match="cannot be entered here"):
            seat_one(people.head_fra, email=email)


@pytest.mark.django_db(transaction=True)
def test_two_cannot_take_the_last_place(people: People) -> None:
    Delegation.objects.create(nation=france(), experts=2)
    outcomes = at_once(
        lambda: seat_one(again(people.head_fra), email="one@dipb.example"),
        lambda: seat_one(again(people.deputy_fra), email="two@dipb.example"),
    )
    assert sorted(isinstance(outcome, ValidationError) for outcome in outcomes) == [False, True]
    assert Seat.objects.live().filter(nation=france(), role="expert").values("user").distinct().count() == 2


def test_mailboxes_get_copies_of_the_heads_mail_only(people: People) -> None:
    delegations.add_mailbox(nation=france(), address="Mission@fra.example", by=people.head_fra)
    for user in (people.head_fra, people.expert_fra, people.head_deu):
        notify([user], Kind.PACKET_READY, path="/", key="x", title="x", edition="en")
    send_due_mail()
    assert {mail_.to[0]: mail_.cc for mail_ in mail.outbox} == {
        people.head_fra.email: ["mission@fra.example"],
        people.expert_fra.email: [],
        people.head_deu.email: [],
    }


def test_a_removed_mailbox_gets_nothing_and_can_be_added_again(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    add = reverse("people:add_mailbox")
    assert client.post(add, {"address": "a@fra.example"}).status_code == 302
    assert client.post(add, {"address": "A@fra.example"}).status_code == 409
    mailbox = Mailbox.objects.get()
    client.force_login(people.head_deu)
    assert client.post(reverse("people:remove_mailbox", args=[mailbox.pk])).status_code == 404
    client.force_login(people.head_fra)
    for _twice in range(2):
        assert client.post(reverse("people:remove_mailbox", args=[mailbox.pk])).status_code == 302
    assert Entry.objects.filter(verb="mailbox_removed").count() == 1
    assert client.post(add, {"address": "a@fra.example"}).status_code == 302


@pytest.mark.parametrize("name", ["people:list", "people:delegation", "people:nation"])
def test_the_pages_cost_the_same_however_many_sit(name: str, people: People, client: Client) -> None:
    path = reverse(name, args=["FRA"] if name == "people:nation" else [])
    client.force_login(people.head_fra)
    few = queries_of(client, path)
    for number in range(27):
        scenarios.seated(f"expert{number}", "expert", "CAP", "FRA")
    assert queries_of(client, path) == few
