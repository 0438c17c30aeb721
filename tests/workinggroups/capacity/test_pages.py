"""Capacity levels: kept by those who draft for the group, read by its members once agreed."""

import pytest
from django.test import Client
from django.urls import reverse

from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.models import Body
from dipb_portal.accounts.models import User
from tests import demand_scenarios as scenes
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.access.capacity import levels_visible_to
from workinggroups.actions import capacity
from workinggroups.forms.capacity import values_of
from workinggroups.models import CapacityLevel

pytestmark = pytest.mark.django_db

KEEPERS = {"secretariat", "group_chair", "rapporteur"}
MEMBERS = KEEPERS | {"chair", "head_fra", "deputy_fra", "expert_fra", "head_deu", "head_usa"}


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def readers(people: People, level: CapacityLevel) -> set[str]:
    return {name for name, user in vars(people).items() if level in levels_visible_to(user)}


def entry(**changes: object) -> dict[str, object]:
    values = {name: "" if value is None else value for name, value in values_of(CapacityLevel.objects.get()).items()}
    return values | changes


def test_a_draft_is_for_its_keepers_and_agreed_for_the_group(people: People) -> None:
    level = scenes.level(people.rapporteur)
    assert readers(people, level) == KEEPERS
    capacity.agree_level(level=level, version=level.version, by=people.group_chair)
    assert readers(people, level) == MEMBERS


@pytest.mark.parametrize("name", ["chair", "head_fra", "rapporteur_scs", "niag"])
def test_nobody_else_keeps_them(people: People, name: str) -> None:
    level = scenes.level(people.rapporteur)
    with pytest.raises(Denied):
        capacity.agree_level(level=level, version=1, by=getattr(people, name))
    with pytest.raises(Denied):
        scenes.level(getattr(people, name))


def test_what_is_missing_is_computed(people: People) -> None:
    levels = scenes.level(people.rapporteur).levels
    assert [each.missing for each in levels] == [0, 50, None]


def test_changing_what_was_agreed_makes_it_a_draft_again(people: People, client: Client) -> None:
    level = scenes.level(people.rapporteur, agreed=True)
    address = reverse("capacity:edit", args=[level.pk])
    as_(client, people.rapporteur)
    assert "it is a draft again" in client.get(address).content.decode()
    assert client.post(address, entry(required_crisis=250)).status_code == 302
    assert "it is a draft again" not in client.get(address).content.decode()
    level.refresh_from_db()
    assert (level.state, level.required_crisis) == ("draft", 250)
    assert client.post(address, entry(version=1)).status_code == 409


def test_what_changed_meanwhile_is_not_agreed(people: People, client: Client) -> None:
    level = scenes.level(people.rapporteur)
    with pytest.raises(StaleVersion):
        capacity.agree_level(level=level, version=level.version + 1, by=people.rapporteur)
    as_(client, people.rapporteur)
    for version in ("99", "", "x", "1\0"):
        client.post(reverse("capacity:agree", args=[level.pk]), {"version": version})
        level.refresh_from_db()
        assert level.state == "draft"
    client.post(reverse("capacity:agree", args=[level.pk]), {"version": level.version})
    level.refresh_from_db()
    assert level.state == "agreed"
    with pytest.raises(IllegalTransition):
        capacity.agree_level(level=level, version=level.version, by=people.rapporteur)


@pytest.mark.parametrize(
    "changes",
    [
        {"source_en": "", "source_fr": ""},
        {"source_en": "NATO SECRET"},
        {"originator": "x\0"},
        {"required_peace": "", "required_crisis": "", "required_conflict": ""},
        {"required_peace": "-1"},
        {"horizon": "0"},
        {"as_of": "yesterday"},
        {"as_of": "2090-01-01"},
        {"body": 999_999},
        {"marking": "SECRET"},
        {"unit_en": ""},
    ],
)
def test_what_does_not_hold_is_refused(people: People, client: Client, changes: dict[str, object]) -> None:
    scenes.level(people.rapporteur)
    response = as_(client, people.rapporteur).post(reverse("capacity:create"), entry(**changes))
    assert response.status_code == 422
    assert CapacityLevel.objects.count() == 1


def test_figures_are_read_as_the_page_writes_them(people: People, client: Client) -> None:
    level = scenes.level(people.rapporteur)
    sent = entry(required_peace="20 000", current_peace="15,000")
    assert as_(client, people.rapporteur).post(reverse("capacity:edit", args=[level.pk]), sent).status_code == 302
    level.refresh_from_db()
    assert (level.required_peace, level.current_peace) == (20_000, 15_000)


def test_what_is_wrong_is_summed_up_in_the_order_of_the_page(people: People, client: Client) -> None:
    scenes.level(people.rapporteur)
    sent = entry(unit_en="", required_peace="many", horizon="0")
    page = as_(client, people.rapporteur).post(reverse("capacity:create"), sent).content.decode()
    links = [page.index(f'href="#id_{name}"') for name in ("unit_en", "required_peace", "horizon")]
    assert links == sorted(links)


def test_a_rapporteur_drafts_for_the_own_group_only(people: People, client: Client) -> None:
    scenes.level(people.rapporteur)
    other = Body.objects.get(code="SCS")
    as_(client, people.rapporteur)
    assert client.post(reverse("capacity:create"), entry(body=other.pk)).status_code == 422
    assert client.post(reverse("capacity:create"), entry()).status_code == 302


def test_the_list_its_sheet_and_its_queries(people: People, client: Client) -> None:
    scenes.level(people.rapporteur, agreed=True)
    as_(client, people.head_fra)
    page = client.get(reverse("capacity:list")).content.decode()
    assert "155 mm artillery ammunition" in page
    assert "rounds a month" in client.get(reverse("capacity:export")).content.decode()
    few = queries_of(client, reverse("capacity:list"))
    for _each in range(10):
        scenes.level(people.rapporteur, agreed=True)
    assert queries_of(client, reverse("capacity:list")) == few
    client.post(reverse("set_language"), {"language": "fr"})
    assert "Niveaux de capacité" in client.get(reverse("capacity:list")).content.decode()
