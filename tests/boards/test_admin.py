"""What an administrator reads in the pages of the reference data."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from tests.scenarios import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(people: People, client: Client) -> Client:
    people.admin.groups.add(Group.objects.get(name="administrator"))
    client.force_login(people.admin)
    return client


def test_the_administrator_is_greeted_by_name(admin: Client, people: People) -> None:
    page = admin.get(reverse("admin:index")).content.decode()
    assert f"<strong>{people.admin.name}</strong>" in page
    assert people.admin.email not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"nation": ""}, "act for a nation"),
        ({"ends_0": "2025-01-01", "ends_1": "10:00"}, "ends after it begins"),
        ({}, "holds this role in this body already"),
        ({"user": "expert_fra"}, "has a head of delegation already"),
    ],
)
def test_a_seat_that_cannot_be_is_refused_in_plain_words(admin: Client, people: People, change, said: str) -> None:
    seat = {
        "user": "head_fra",
        "body": Body.objects.get(code="DIPB").pk,
        "role": "head",
        "nation": Nation.objects.get(alpha3="FRA").pk,
        "starts_0": "2026-01-01",
        "starts_1": "10:00",
    } | change
    seat["user"] = getattr(people, seat["user"]).pk
    page = admin.post(reverse("admin:boards_seat_add"), seat).content.decode()
    assert escape(said) in page
    assert "seat_" not in page.split('class="errorlist', 1)[1].split("</ul>", 1)[0]


def test_who_administers_reference_data_may_open_its_pages(admin: Client, people: People) -> None:
    path = reverse("admin:accounts_user_change", args=[people.head_fra.pk])
    assert "body:" not in admin.get(path).text
    person = {"name": "Claire", "email": people.head_fra.email, "language": "fr", "is_active": "on"}
    for given, may in (({"is_staff": "on"}, True), ({}, False)):
        assert admin.post(path, person | given).status_code == 302
        assert User.objects.get(pk=people.head_fra.pk).has_perm("boards.change_seat") is may
