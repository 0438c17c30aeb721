"""The pages of requirements and plans, as people use them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page

from dipb_portal.accounts.models import User
from tests import demand_scenarios as scenes
from tests.browser.people import signed_in
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.actions import plans, plans_sharing
from workinggroups.forms.plans import RequirementForm
from workinggroups.models import NationalPlan, Requirement
from workinggroups.queries.plans import horizon
from workinggroups.views.plans import GRID

pytestmark = pytest.mark.django_db


def entry(**changes: object) -> dict[str, object]:
    year = horizon()[2]
    return {
        "category": scenes.category().pk,
        "description_en": "Lorries",
        "certainty": "firm",
        "version": 1,
        f"y{year}": "1 200",
    } | changes


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_an_expert_enters_a_requirement(people: People, client: Client) -> None:
    response = as_(client, people.expert_fra).post(reverse("plans:create"), entry(note="For us"))
    found = Requirement.objects.get()
    assert response.url == reverse("plans:requirement", args=[found.pk])
    assert found.nation.alpha3 == "FRA"
    assert [line.quantity for line in found.lines.all()] == [1200]


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        ("en", "1,200", 1200),
        ("en", "1,2", None),
        ("en", "1,2000", None),
        ("fr", "1\N{NO-BREAK SPACE}200", 1200),
        ("fr", "1,2", None),
    ],
)
def test_a_quantity_is_read_as_the_pages_write_it(language: str, typed: str, read: int | None) -> None:
    with override(language):
        form = RequirementForm(entry() | {f"y{horizon()[2]}": typed})
        assert form.is_valid() == (read is not None)
    assert read is None or form.quantities[horizon()[2]] == read


def test_the_form_says_the_unit_of_each_category(people: People, client: Client) -> None:
    page = as_(client, people.expert_fra).get(reverse("plans:create")).content.decode()
    assert f"{scenes.category()} ({scenes.category().unit})" in page


@pytest.mark.parametrize(
    "changes",
    [
        {"description_en": ""},
        {"description_en": "x\0y"},
        {"description_en": "x" * 400},
        {"description_en": "NATO SECRET"},
        {"category": 999_999},
        {"category": "x"},
        {"certainty": "sure"},
        {f"y{scenes.YEAR}": "-4"},
        {f"y{scenes.YEAR}": "9" * 30},
        {f"y{scenes.YEAR}": "=1+1"},
        {"note": "COSMIC TOP SECRET"},
        {"version": "x"},
    ],
)
def test_what_does_not_hold_is_said_and_nothing_typed_is_lost(people: People, client: Client, changes) -> None:
    response = as_(client, people.expert_fra).post(reverse("plans:create"), entry(**changes))
    assert response.status_code == 422
    assert b"There is a problem" in response.content
    assert not Requirement.objects.exists()


def test_the_second_of_two_who_save_is_told(people: People, client: Client) -> None:
    found = scenes.requirement(people.head_fra)
    plans.save_quantities(changes={found: (found.version, {scenes.YEAR: 300})}, by=people.deputy_fra)
    address = reverse("plans:edit", args=[found.pk])
    response = as_(client, people.expert_fra).post(address, entry(version=found.version, description_en="Mine"))
    assert response.status_code == 409
    assert b"Mine" in response.content
    again = response.context["form"]["version"].value()
    assert client.post(address, entry(version=again, description_en="Mine")).status_code == 302
    found.refresh_from_db()
    assert found.description_en == "Mine"


def test_the_table_of_quantities_saves_all_or_nothing(people: People, client: Client) -> None:
    one, two = scenes.requirement(people.head_fra), scenes.requirement(people.head_fra, code="uas")
    address = reverse("plans:grid")
    form = as_(client, people.expert_fra).get(address).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    data |= {f"q{one.pk}-{scenes.YEAR}": "500", f"q{two.pk}-{scenes.YEAR + 1}": ""}
    assert client.post(address, data).status_code == 302
    assert dict(one.lines.values_list("year", "quantity")) == {scenes.YEAR: 500, scenes.YEAR + 1: 200}
    assert dict(two.lines.values_list("year", "quantity")) == {scenes.YEAR: 100}
    assert client.post(address, data | {f"q{one.pk}-{scenes.YEAR}": "600"}).status_code == 409
    assert client.post(address, data | {f"q{one.pk}-{scenes.YEAR}": "x"}).status_code == 422
    assert one.lines.get(year=scenes.YEAR).quantity == 500


def test_the_table_of_quantities_takes_some_requirements_a_page(people: People, client: Client) -> None:
    """Saving a page leaves the others as they are, and comes back to it."""
    found = [scenes.requirement(people.head_fra, title=f"Lorry {number}.") for number in range(GRID + 1)]
    as_(client, people.head_fra)
    assert f"Lorry {GRID}." not in client.get(reverse("plans:grid")).content.decode()
    second = reverse("plans:grid") + "?page=2"
    form = client.get(second).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    assert client.post(second, data | {f"q{found[-1].pk}-{scenes.YEAR}": "500"}).url == second
    assert [each.lines.get(year=scenes.YEAR).quantity for each in found] == [100] * GRID + [500]


def test_the_head_shares_some_years(people: People, client: Client) -> None:
    found = scenes.requirement(people.expert_fra)
    address = reverse("plans:share", args=[found.pk])
    line = found.lines.get(year=scenes.YEAR)
    choice = {"lines": [line.pk], "audience": "chosen", "nations": [scenes.nation("DEU").pk], "version": found.version}
    assert as_(client, people.expert_fra).get(address).status_code == 403
    as_(client, people.head_fra)
    for wrong in ({"lines": []}, {"nations": []}, {"audience": "x"}, {"nations": [999]}, {"lines": [999_999]}):
        assert client.post(address, choice | wrong).status_code == 422
    assert client.post(address, choice | {"version": 99}).status_code == 409
    assert client.post(address, choice).status_code == 302
    page = as_(client, people.head_deu).get(reverse("plans:requirement", args=[found.pk])).content.decode()
    assert str(scenes.YEAR) in page
    assert str(scenes.YEAR + 1) not in page
    assert "Chosen" not in page


def test_withdrawing_and_deleting(people: People, client: Client) -> None:
    found = scenes.share(scenes.requirement(people.head_fra), people.head_fra)
    address = reverse("plans:requirement", args=[found.pk])
    assert as_(client, people.head_deu).get(address).status_code == 200
    assert client.post(reverse("plans:withdraw", args=[found.pk])).status_code == 403
    assert as_(client, people.head_fra).post(reverse("plans:withdraw", args=[found.pk])).status_code == 302
    assert as_(client, people.head_deu).get(address).status_code == 404
    assert client.post(reverse("plans:withdraw", args=[found.pk])).status_code == 404
    as_(client, people.head_fra)
    assert client.get(reverse("plans:delete", args=[found.pk])).status_code == 200
    assert client.post(reverse("plans:delete", args=[found.pk])).status_code == 302
    assert client.post(reverse("plans:delete", args=[found.pk])).status_code == 404


def test_an_expert_is_offered_to_delete_only_what_nobody_else_sees(people: People, client: Client) -> None:
    found = scenes.requirement(people.expert_fra)
    address, delete = (reverse(f"plans:{name}", args=[found.pk]) for name in ("requirement", "delete"))
    as_(client, people.expert_fra)
    assert delete in client.get(address).content.decode()
    assert client.get(delete).status_code == 200
    scenes.share(found, people.head_fra)
    page = client.get(address).content.decode()
    assert delete not in page
    assert "What others see already, only they change." in page
    assert client.get(delete).status_code == 403
    assert delete in as_(client, people.head_fra).get(address).content.decode()


def test_only_what_is_shared_can_be_withdrawn(people: People, client: Client) -> None:
    found = scenes.requirement(people.head_fra)
    address, withdraw = (reverse(f"plans:{name}", args=[found.pk]) for name in ("requirement", "withdraw"))
    assert withdraw not in as_(client, people.head_fra).get(address).content.decode()
    scenes.share(found, people.head_fra)
    assert withdraw in client.get(address).content.decode()


def test_a_plan_from_its_entry_to_its_withdrawal(people: People, client: Client) -> None:
    as_(client, people.head_fra)
    data = {"title_en": "Powder", "first_year": 2027, "last_year": 2026, "version": 0, "text_en": "<p>Two lines</p>"}
    assert client.post(reverse("plans:create_plan"), data).status_code == 422
    assert client.post(reverse("plans:create_plan"), data | {"last_year": 2030}).status_code == 302
    plan = NationalPlan.objects.get()
    edited = data | {"last_year": 2031, "version": 1, "title_en": "Powders"}
    assert client.post(reverse("plans:edit_plan", args=[plan.pk]), edited).status_code == 302
    assert client.post(reverse("plans:edit_plan", args=[plan.pk]), edited).status_code == 409
    plan.refresh_from_db()
    share = {"audience": "all", "version": plan.version}
    assert client.post(reverse("plans:share_plan", args=[plan.pk]), share).status_code == 302
    assert b"Powders" in as_(client, people.head_deu).get(reverse("plans:plans")).content
    assert client.get(reverse("plans:edit_plan", args=[plan.pk])).status_code == 403
    as_(client, people.expert_fra)
    assert client.get(reverse("plans:edit_plan", args=[plan.pk])).status_code == 403
    as_(client, people.deputy_fra).post(reverse("plans:withdraw_plan", args=[plan.pk]))
    assert as_(client, people.head_deu).get(reverse("plans:plan", args=[plan.pk])).status_code == 404
    as_(client, people.head_fra).post(reverse("plans:delete_plan", args=[plan.pk]))
    assert not NationalPlan.objects.exists()


def test_the_list_says_what_nobody_else_sees(people: People, client: Client) -> None:
    shared = [
        scenes.share(scenes.requirement(people.head_fra), people.head_fra),
        scenes.share(scenes.requirement(people.head_fra), people.head_fra, "own", industry=True),
    ]
    own = [scenes.requirement(people.head_fra), scenes.requirement(people.head_fra, years={})]
    rows = as_(client, people.expert_fra).get(reverse("plans:list")).context["rows"]
    assert {row.requirement: row.private for row in rows} == dict.fromkeys(shared, False) | dict.fromkeys(own, True)
    assert client.get(reverse("plans:list")).content.decode().count("Own delegation only") == len(own)


@pytest.mark.browser
def test_the_list_fits_a_phone_with_every_year_beside_its_quantity(
    page: Page, live_portal: str, people: People
) -> None:
    found = scenes.requirement(people.head_fra, years=dict(zip(horizon(), range(100_000, 100_010), strict=True)))
    scenes.requirement(people.head_fra, title="Tracked", years={horizon()[3]: 7})
    page.context.add_cookies([signed_in("head.fra", live_portal)])
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_portal}{reverse('plans:list')}")
    scroll = page.get_by_role("region", name="Long-term requirements")
    assert scroll.evaluate("each => each.scrollWidth <= each.clientWidth")
    row = scroll.get_by_role("row").filter(has_text="Tracked")
    cells = [each for each in row.get_by_role("cell").all() if each.is_visible()]
    said = [each.evaluate("each => getComputedStyle(each, '::before').content") for each in cells]
    assert said[-1] == f'"{horizon()[3]}: "'
    assert len(cells) == 4
    assert str(found.category.unit) in cells[1].inner_text()


def test_the_list_filters_and_goes_out_as_csv(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_deu, title="Tracked"), people.head_deu)
    scenes.share(scenes.requirement(people.head_usa, code="uas", title="Flying"), people.head_usa)
    scenes.requirement(people.head_usa, title="Hidden")
    as_(client, people.secretariat)
    page = client.get(reverse("plans:list"), {"category": scenes.category().pk}).content
    assert b"Tracked" in page
    assert b"Flying" not in page
    sheet = client.get(reverse("plans:export"), {"nation": scenes.nation("USA").pk}).content.decode()
    assert "Flying" in sheet
    assert "Tracked" not in sheet
    assert "Hidden" not in sheet
    assert client.get(reverse("plans:list"), {"category": "x", "nation": "\0", "page": "y"}).status_code == 200


def test_lists_take_as_many_queries_for_few_as_for_many(people: People, client: Client) -> None:
    def fill(count: int) -> None:
        for _each in range(count):
            found = scenes.requirement(people.head_deu)
            scenes.share(found, people.head_deu, "chosen", with_=["FRA", "USA"])
            plan = scenes.plan(people.head_deu)
            plans_sharing.share_plan(plan=plan, audience="all", nations=[], by=people.head_deu)

    as_(client, people.head_fra)
    addresses = [reverse(name) for name in ("plans:list", "plans:plans", "outlook:outlook", "outlook:harmonisation")]
    fill(3)
    few = [queries_of(client, address) for address in addresses]
    fill(12)
    assert [queries_of(client, address) for address in addresses] == few
    as_(client, people.head_deu)
    before = queries_of(client, reverse("plans:grid"))
    fill(3)
    assert queries_of(client, reverse("plans:grid")) == before


def test_in_french(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_deu), people.head_deu)
    as_(client, people.head_fra).post(reverse("set_language"), {"language": "fr"})
    page = client.get(reverse("plans:list")).content.decode()
    assert "Besoins à long terme" in page
    assert "Véhicules blindés" in page
    assert "Allemagne" in page
