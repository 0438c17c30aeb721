"""The programme of work and the mandate: kept by chair and rapporteurs, set by the Board."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boards.enums import Denied, TaskingState
from boards.models import Tasking
from dipb_portal.lib.clock import today
from recommendations.enums import Kind
from recommendations.models import Recommendation
from tests import group_scenarios as groups
from tests import scenarios
from tests.counting import queries_of
from tests.races import at_once
from tests.scenarios import People
from workinggroups.models import Mandate, Milestone, WorkItem
from workinggroups.queries.programme import address_of
from workinggroups.views.programme import ITEMS

pytestmark = pytest.mark.django_db

PAGES = ("detail", "mandate", "programme", "programme_export", "debates", "members", "documents")


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(f"workinggroups:{name}", args=args)).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_for_members_of_the_group(name: str, people: People, client: Client) -> None:
    for user, status in ((people.head_fra, 200), (people.expert_fra, 404), (people.niag, 404), (people.auditor, 404)):
        client.force_login(user)
        assert client.get(reverse(f"workinggroups:{name}", args=["SCS"])).status_code == status, user


def test_the_pen_keeps_the_programme_and_others_read_it(people: People, client: Client) -> None:
    tasking = groups.tasked(people)
    fields = {"title_en": "Map", "title_fr": "Carte", "due": today().isoformat(), "status": "ongoing", "version": 1}
    new = reverse("workinggroups:item_new", args=["CAP"])
    for user in (people.head_fra, people.expert_fra):
        client.force_login(user)
        assert client.get(new).status_code == 403
        assert client.post(new, fields).status_code == 403
    client.force_login(people.rapporteur)
    assert client.post(new, fields | {"title_fr": ""}).status_code == 422
    assert client.post(new, fields | {"tasking": groups.tasked(people, group="SCS").pk}).status_code == 422
    assert client.post(new, fields | {"tasking": tasking.pk}).status_code == 302
    item = WorkItem.objects.get()
    assert item.tasking == tasking
    edit = reverse("workinggroups:item", args=["CAP", item.pk])
    assert client.post(edit, fields | {"title_en": "Chart"}).status_code == 302
    stale = client.post(edit, fields | {"title_en": "Plan"})
    assert stale.status_code == 409
    assert "Chart" in stale.content.decode()
    assert "Plan" in stale.content.decode()
    client.force_login(people.expert_fra)
    assert "Chart" in page(client, "programme", "CAP")
    assert "Chart" in page(client, "programme_export", "CAP")


def test_an_item_serves_a_task_that_is_not_over(people: People, client: Client) -> None:
    """What the Board asked over the years would make a list without end."""
    over, served = groups.tasked(people, title="Long over"), groups.tasked(people, title="Served by it")
    item = groups.item(people)
    WorkItem.objects.filter(pk=item.pk).update(tasking=served)
    groups.tasked(people, title="Asked today")
    Tasking.objects.filter(pk__in=[over.pk, served.pk]).update(state=TaskingState.LAPSED, outcome="Overtaken")
    client.force_login(people.rapporteur)
    offered = page(client, "item", "CAP", item.pk)
    assert "Asked today" in offered
    assert "Served by it" in offered
    assert "Long over" not in offered


def test_what_is_done_stands_after_what_is_open_the_newest_first(people: People, client: Client) -> None:
    for title, days, status in (
        ("Done long ago", -400, "done"),
        ("Done lately", -20, "done"),
        ("Due later", 60, "planned"),
        ("Due soon", 30, "ongoing"),
    ):
        made = groups.item(people, title=title, due=today() + timedelta(days=days))
        WorkItem.objects.filter(pk=made.pk).update(status=status)
    client.force_login(people.expert_fra)
    shown = page(client, "programme", "CAP")
    order = ("Due soon", "Due later", "Done lately", "Done long ago")
    assert sorted(order, key=lambda title: shown.index(title)) == list(order)
    overview, listed = page(client, "detail", "CAP"), page(client, "list")
    assert "Due soon" in overview
    assert "Due soon" in listed
    assert "Done lately" not in overview + listed


def test_the_programme_of_years_is_paged(people: People, client: Client) -> None:
    for number in range(ITEMS + 1):
        groups.item(people, title=f"Item {number}.", due=today() + timedelta(days=number))
    client.force_login(people.expert_fra)
    assert f"Item {ITEMS}." not in page(client, "programme", "CAP")
    second = client.get(reverse("workinggroups:programme", args=["CAP"]) + "?page=2").content.decode()
    assert f"Item {ITEMS}." in second
    assert f"Item {ITEMS}." in page(client, "programme_export", "CAP")


def test_what_leads_to_an_item_opens_the_page_it_stands_on(people: People, client: Client) -> None:
    items = [groups.item(people, title=f"Item {at}.", due=today() + timedelta(days=at)) for at in range(2 * ITEMS + 1)]
    last = items[-1]
    client.force_login(people.rapporteur)
    hit = client.get(reverse("search"), {"q": f'"{last.title_en}"'}).context["results"][0]["card"].url
    edit = reverse("workinggroups:item", args=["CAP", last.pk])
    fields = {"title_en": "Map", "title_fr": "Carte", "due": last.due.isoformat(), "status": "ongoing", "version": 1}
    assert hit in client.get(edit).content.decode()
    assert client.post(edit, fields).url == hit
    new = reverse("workinggroups:milestone_new", args=["CAP", last.pk])
    assert client.post(new, fields).url == hit
    reached = reverse("workinggroups:reach", args=["CAP", last.pk, Milestone.objects.get().pk])
    assert client.post(reached).url == hit
    address, anchor = hit.split("#")
    assert f'id="{anchor}"' in client.get(address).content.decode()
    programme = reverse("workinggroups:programme", args=["CAP"])
    assert client.get(programme, {"item": last.pk, "page": 2}).context["page"].number == 2
    for odd in ("x", "\0", "9" * 40, "-1"):
        assert client.get(programme, {"item": odd}).context["page"].number == 1


def test_a_milestone_to_reach_lies_ahead_though_its_item_is_done(people: People, client: Client) -> None:
    item = groups.item(people)
    groups.milestone(people, item, title="Still to reach")
    WorkItem.objects.update(status="done")
    client.force_login(people.expert_fra)
    assert "Still to reach" in page(client, "detail", "CAP")


def test_milestones_are_reached_once_and_not_in_advance(people: People, client: Client) -> None:
    item = groups.item(people)
    client.force_login(people.group_chair)
    new = reverse("workinggroups:milestone_new", args=["CAP", item.pk])
    fields = {"title_en": "Draft", "title_fr": "Projet", "due": today().isoformat(), "version": 1}
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert client.post(new, fields | {"done_on": tomorrow}).status_code == 422
    assert client.post(new, fields).status_code == 302
    milestone = Milestone.objects.get()
    reach = reverse("workinggroups:reach", args=["CAP", item.pk, milestone.pk])
    assert client.post(reach).status_code == 302
    assert client.post(reach).status_code == 302
    milestone.refresh_from_db()
    assert (milestone.done_on, milestone.version) == (today(), 2)
    edit = reverse("workinggroups:milestone", args=["CAP", item.pk, milestone.pk])
    assert client.post(edit, fields).status_code == 409
    elsewhere = groups.item(people, group="SCS")
    for path in (("SCS", item.pk, milestone.pk), ("SCS", elsewhere.pk, milestone.pk)):
        assert client.get(reverse("workinggroups:milestone", args=path)).status_code == 404
    client.force_login(people.head_fra)
    assert client.post(reach).status_code == 403


def test_what_lies_ahead_stands_on_the_overview_late_first(people: People, client: Client) -> None:
    item = groups.item(people, title="Map of suppliers")
    groups.milestone(people, item, title="Overdue draft", days=-3)
    task = groups.tasked(people, title="Asked by the Board", days=5)
    client.force_login(people.head_fra)
    shown = page(client, "detail", "CAP")
    ahead = shown[shown.index('id="ahead"') :]
    assert ahead.index("Overdue draft") < ahead.index("Asked by the Board") < ahead.index("Map of suppliers")
    assert "Asked by the Board" in page(client, "programme", "CAP")
    theirs = f'href="{address_of(item)}"'
    assert ahead.count(theirs) == 2  # the milestone's and the item's
    assert f'href="{reverse("taskings:detail", args=[task.pk])}"' in ahead


def test_how_long_a_milestone_has_stands_with_its_day_not_as_reached(people: People, client: Client) -> None:
    groups.milestone(people, groups.item(people), days=3)
    client.force_login(people.head_fra)
    due, reached = page(client, "programme", "CAP").split("<td")[1:3]
    assert "In 3 days" in due
    assert 'data-th="Reached"></td>' in reached


def test_the_overview_shows_texts_by_state_and_what_is_asked(people: People, client: Client) -> None:
    scenarios.open_round(people, scenarios.issued(people, title="Powder for shells"), audiences=["CAP"])
    client.force_login(people.head_fra)
    shown = page(client, "detail", "CAP")
    assert shown.count("Powder for shells") >= 3
    assert "Round of comments:" in shown


def test_a_state_of_the_overview_leads_to_texts_of_every_kind(people: People, client: Client) -> None:
    advice = scenarios.issued(people)
    Recommendation.objects.filter(pk=advice.pk).update(kind=Kind.ADVICE)
    client.force_login(people.head_fra)
    found = re.search(r'<a href="([^"]+)">Draft</a>', page(client, "detail", "CAP"))
    assert found
    listed = client.get(unescape(found[1])).context["page"]
    assert list(listed) == [advice]


@pytest.mark.parametrize("name", ["detail", "programme"])
def test_a_page_costs_the_same_however_full(name: str, people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    path = reverse(f"workinggroups:{name}", args=["CAP"])

    def fill(count: int) -> None:
        for number in range(count):
            groups.milestone(people, groups.item(people, title=f"Item {number}"))
            groups.tasked(people, title=f"Task {number}")
            groups.topic(people, title=f"Topic {number}")
            scenarios.issued(people, title=f"Text {number}")

    fill(3)
    few = queries_of(client, path)
    fill(12)
    assert queries_of(client, path) == few


def test_a_mandate_is_set_by_the_board_amended_and_frozen(people: People, client: Client) -> None:
    first = groups.mandate(people)
    with pytest.raises(ValidationError):
        groups.mandate(people, since=first.since)
    second = groups.mandate(people, words="Study capacity and surge.", since=date(2025, 3, 1))
    first.refresh_from_db()
    assert (first.until, second.until) == (date(2025, 3, 1), None)
    for change in ({"text_en": "<p>Other.</p>"}, {"since": date(2024, 1, 1)}, {"authority": "X"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Mandate.objects.filter(pk=second.pk).update(**change)
    client.force_login(people.expert_fra)
    shown = page(client, "mandate", "CAP")
    assert shown.index("Study capacity and surge.") < shown.index("Study capacity.")
    assert client.get(reverse("workinggroups:amend", args=["CAP"])).status_code == 403


def test_a_mandate_to_come_is_not_the_one_in_force(people: People, client: Client) -> None:
    groups.mandate(people)
    day = today() + timedelta(days=9)
    groups.mandate(people, words="Study what is to come.", since=day, adopted_on=today())
    client.force_login(people.expert_fra)
    shown = page(client, "mandate", "CAP")
    assert shown.index("Study what is to come.") < shown.index("Terms of reference") < shown.index("Study capacity.")
    assert "Earlier mandates" not in shown
    overview = page(client, "detail", "CAP").split("Mandate in force since", 1)[1]
    assert "1 February 2024" in overview.split("</a>", 1)[0]


def test_a_mandate_is_recorded_once_it_was_adopted(people: People) -> None:
    with pytest.raises(ValidationError, match="not come yet"):
        groups.mandate(people, since=today() + timedelta(days=1))


def test_a_mandate_rests_on_a_decision(people: People, client: Client) -> None:
    client.force_login(people.chair)
    path = reverse("workinggroups:amend", args=["CAP"])
    fields = {"adopted_on": "2024-02-01", "since": "2024-02-01", "text_en": "Study.", "text_fr": "Étudier."}
    assert client.post(path, fields).status_code == 422
    assert client.post(path, fields | {"authority": "DIPB-DS(2024)0001", "since": "2024-01-01"}).status_code == 422
    assert client.post(path, fields | {"authority": "DIPB-DS(2024)0001"}).status_code == 302
    assert "DIPB-DS(2024)0001" in page(client, "mandate", "CAP")


def test_no_two_mandates_are_in_force_at_once(people: People) -> None:
    first = groups.mandate(people)
    another = Mandate(body=first.body, text_en="x", text_fr="x", adopted_on=first.since, authority="x")
    another.since = date(2026, 1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        another.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_mandates_adopted_at_once_one_is_in_force(people: People) -> None:
    groups.mandate(people)
    at_once(
        lambda: groups.mandate(people, words="One.", since=date(2026, 1, 1)),
        lambda: groups.mandate(people, words="Two.", since=date(2026, 1, 1)),
    )
    assert Mandate.objects.filter(until=None).count() == 1
    assert Mandate.objects.count() == 2


def test_only_the_board_charges_a_group(people: People) -> None:
    people.secretariat = people.group_chair
    with pytest.raises(Denied):
        groups.mandate(people)
