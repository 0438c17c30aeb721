"""The dashboards: drawn from what the reader may see, in both languages, with their figures as CSV."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from boards.models import Body
from dipb_portal.home.dashboards import DASHBOARDS
from dipb_portal.home.overview import where_texts_stand
from dipb_portal.ui.bars import Bar, BarChart
from recommendations.enums import Implementation, Kind
from recommendations.models import Recommendation
from tests import followup_scenarios, register_scenarios, scenarios
from tests.browser.people import signed_in
from tests.counting import queries_of
from tests.scenarios import People

pytestmark = pytest.mark.django_db
MEMBERS_ONLY = [slug for slug, board in DASHBOARDS.items() if board.members_only]


def figures(client: Client, slug: str, **query: str) -> list[list[str]]:
    response = client.get(reverse("dashboard", args=[slug]), {**query, "format": "csv"})
    assert response.status_code == 200
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_a_bar_is_as_long_as_its_figures_to_one_scale() -> None:
    chart = BarChart("x", "x", "x", ["a", "b"], [Bar("one", [3, 1]), Bar("two", [0, 2]), Bar("none", [0, 0])])
    drawn = [[(part.x, part.width, part.series) for part in line.parts] for line in chart.lines]
    assert drawn == [[(0, 750, 1), (750, 250, 2)], [(0, 500, 2)], []]


def test_every_figure_says_what_it_is_where_columns_have_no_room() -> None:
    notes = [0, None, date(2026, 11, 20)]
    chart = BarChart("x", "x", "x", ["a", "b"], [Bar("one", [3, 0], notes=notes)], ["days", "m", "since"])
    assert chart.lines[0].figures == (("a", 3), ("b", 0))
    assert chart.lines[0].notes == (("days", "0"), ("m", ""), ("since", "20 November 2026"))
    assert chart.rows == [["one", 3, 0, *notes]]


@pytest.mark.browser
@pytest.mark.parametrize("slug", DASHBOARDS)
def test_the_picture_is_whole_on_a_phone(slug: str, page: Page, live_portal: str, people: People) -> None:
    scenarios.issued(people)
    page.context.add_cookies([signed_in("secretariat", live_portal)])
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_portal}{reverse('dashboard', args=[slug])}")
    scroll = page.locator("figure.bars .scroll")
    assert scroll.evaluate("each => each.scrollWidth <= each.clientWidth")
    bar = page.locator("td.drawn").first.bounding_box()
    assert bar
    assert bar["width"] > 300
    assert bar["x"] + bar["width"] <= 390


def test_the_pipeline_counts_only_what_the_reader_may_see(people: People, client: Client) -> None:
    scenarios.draft(people.rapporteur)
    scenarios.open_round(people, scenarios.issued(people), audiences=["CAP"])
    scenarios.open_round(people, scenarios.issued(people), audiences=["CAP", "NIAG"])

    def counted(user: object) -> dict[str, int]:
        client.force_login(user)
        return {row[0]: sum(map(int, row[1:4])) for row in figures(client, "pipeline")[1:] if any(row[1:4])}

    assert counted(people.secretariat)["Draft"] == 1
    assert counted(people.head_fra) == counted(people.head_fra) | {"Draft": 0, "In consultation": 2}
    assert counted(people.niag) == counted(people.niag) | {"Draft": 0, "In consultation": 1}


def test_a_group_in_the_address_keeps_to_the_group(people: People, client: Client) -> None:
    scenarios.issued(people, group="CAP")
    scenarios.issued(people, group="SCS")
    client.force_login(people.secretariat)
    assert sum(int(row[1]) for row in figures(client, "pipeline", group="CAP")[1:]) == 1
    assert client.get(reverse("dashboard", args=["pipeline"]), {"group": "NONE\0"}).status_code == 422


def test_what_is_printed_says_which_group_it_shows_and_when(people: People, client: Client) -> None:
    client.force_login(people.secretariat)
    for query, shown in (({}, "All groups"), ({"group": "CAP"}, Body.objects.get(code="CAP").name)):
        page = client.get(reverse("dashboard", args=["pipeline"]), query).text
        assert f'<p class="small">{shown}, <time datetime="' in page


def test_texts_that_came_to_nothing_serve_no_goal(people: People, client: Client) -> None:
    scenarios.text_in("withdrawn", people)
    scenarios.issued(people)
    client.force_login(people.secretariat)
    capacity = next(row for row in figures(client, "goals") if row[0] == "Strengthen industrial capacity")
    assert capacity[1:3] == ["1", "0"]


@pytest.mark.parametrize("slug", ["pipeline", "goals", "objectives"])
@pytest.mark.parametrize("query", [{}, {"group": "CAP"}])
def test_a_bar_leads_to_the_texts_it_counts(slug: str, query: dict[str, str], people: People, client: Client) -> None:
    scenarios.issued(people, group="CAP")
    other = scenarios.issued(people, group="SCS")
    Recommendation.objects.filter(pk=other.pk).update(goals=["interoperability"], objectives=["stocks"])
    advice = scenarios.issued(people, group="CAP")
    Recommendation.objects.filter(pk=advice.pk).update(kind=Kind.ADVICE)
    client.force_login(people.secretariat)
    chart = client.get(reverse("dashboard", args=[slug]), query).context["chart"]
    for bar in chart.bars:
        texts = bar.values if slug == "pipeline" else bar.values[:2]
        assert client.get(bar.url).context["page"].paginator.count == sum(texts), bar.label


def test_a_material_leads_to_the_actions_of_the_group_it_counts(people: People, client: Client) -> None:
    register_scenarios.accepted("priority-actions", people.secretariat, people, group="CAP")
    register_scenarios.accepted("priority-actions", people.secretariat, people, group="SCS")
    client.force_login(people.secretariat)
    chart = client.get(reverse("dashboard", args=["materials"]), {"group": "CAP"}).context["chart"]
    (bar,) = [bar for bar in chart.bars if bar.total]
    assert client.get(bar.url).context["page"].paginator.count == bar.total == 1


def test_the_picture_of_the_desk_leaves_advice_to_its_register(people: People) -> None:
    text = scenarios.issued(people)
    Recommendation.objects.filter(pk=text.pk).update(kind=Kind.ADVICE)
    assert not any(line.squares for line in where_texts_stand(people.secretariat, set()).lines)


def test_follow_up_by_nation_says_who_declines_to_report_and_leads_to_the_nation(
    people: People, client: Client
) -> None:
    action = followup_scenarios.action(people, scenarios.text_in("examined", people))
    followup_scenarios.reported(action, people.head_fra, Implementation.DECLINED)
    client.force_login(people.secretariat)
    head, *rows = figures(client, "nations")
    assert [row for row in rows if any(map(int, row[1:]))] == [["France", "0", "0", "0", "0", "1"]]
    assert head[-1] == "Declines to report"
    address = reverse("followup:nation", args=["FRA"])
    assert f'<a href="{address}">France</a>' in client.get(reverse("dashboard", args=["nations"])).text


@pytest.mark.parametrize("slug", MEMBERS_ONLY)
def test_what_nations_and_groups_owe_does_not_exist_for_outsiders(slug: str, people: People, client: Client) -> None:
    for user, status in ((people.head_fra, 200), (people.niag, 404), (people.partner_ukr, 404), (people.auditor, 404)):
        client.force_login(user)
        assert client.get(reverse("dashboard", args=[slug])).status_code == status
        assert slug not in client.get(reverse("dashboards")).content.decode() or status == 200


@pytest.mark.parametrize("slug", DASHBOARDS)
def test_a_dashboard_costs_the_same_however_much_it_counts(slug: str, people: People, client: Client) -> None:
    client.force_login(people.secretariat)
    path = reverse("dashboard", args=[slug])
    scenarios.issued(people)
    few = queries_of(client, path)
    for number in range(10):
        scenarios.issued(people, title=str(number))
    assert queries_of(client, path) == few


def test_an_unknown_dashboard_does_not_exist(people: People, client: Client) -> None:
    client.force_login(people.secretariat)
    assert client.get(reverse("dashboard", args=["votes"])).status_code == 404
