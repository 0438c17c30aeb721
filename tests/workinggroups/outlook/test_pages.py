"""The pages of the outlook, of what industry was told, and of joint procurement."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.ui.moments import in_words
from tests import demand_scenarios as scenes
from tests.counting import queries_of
from tests.races import again, at_once
from tests.scenarios import People
from workinggroups.actions import joint, plans_sharing
from workinggroups.models import JointCandidate, OutlookRelease
from workinggroups.queries.outlook import categories_of, demand, lines_for, matches
from workinggroups.queries.plans import horizon
from workinggroups.views.outlook import CATEGORIES

pytestmark = pytest.mark.django_db


def as_(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def candidate(people: People) -> JointCandidate:
    return joint.propose_candidate(
        category=scenes.category(), first_year=2027, last_year=2029, note="", by=people.secretariat
    )


def test_the_outlook_sums_what_the_reader_sees_and_nothing_else(people: People) -> None:
    scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: 10}), people.head_deu)
    other = scenes.requirement(people.head_usa, years={scenes.YEAR: 5, scenes.YEAR + 2: 1})
    scenes.share(other, people.head_usa, "chosen", with_=["FRA"])
    scenes.share(scenes.requirement(people.head_usa, years={scenes.YEAR: 1000}), people.head_usa, "own", industry=True)
    (seen,) = demand(lines_for(people.head_fra))
    assert [(nation.alpha3, quantities) for nation, quantities in seen.rows] == [
        ("DEU", [10, 0, 0]),
        ("USA", [5, 0, 1]),
    ]
    assert seen.totals == [15, 0, 1]
    assert demand(lines_for(people.secretariat))[0].totals == [10]
    assert demand(lines_for(people.niag)) == []


def test_what_one_nation_enters_twice_is_one_sum(people: People) -> None:
    for quantity in (10, 7):
        scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: quantity}), people.head_deu)
    (seen,) = demand(lines_for(people.head_fra))
    assert [(nation.alpha3, quantities) for nation, quantities in seen.rows] == [("DEU", [17])]


@pytest.mark.parametrize("name", ["outlook", "export", "harmonisation"])
def test_the_outlook_begins_with_the_last_year_unless_asked(name: str, people: People, client: Client) -> None:
    last = horizon()[0]
    for head in (people.head_deu, people.head_usa):
        scenes.share(scenes.requirement(head, years={last - 1: 1230, last: 40}), head)
    as_(client, people.head_fra)
    address = reverse(f"outlook:{name}")
    shown, asked = (client.get(address, given).content.decode().replace(",", "") for given in ({}, {"since": ""}))
    assert "40" in shown
    assert "1230" in asked
    assert "1230" not in shown


def test_the_outlook_shows_some_categories_a_page_and_leads_to_each(people: People, client: Client) -> None:
    codes = ("artillery-155", "tank-120", "mortar-120", "small-arms", "interceptors")
    for code in codes:
        scenes.share(scenes.requirement(people.head_deu, code=code, years={scenes.YEAR: 10}), people.head_deu)
    as_(client, people.head_fra)
    pages = [client.get(reverse("outlook:outlook"), {"page": page}).content.decode() for page in (1, 2)]
    shown = [[code for code in codes if f'id="{code}"' in page] for page in pages]
    assert shown == [[*codes[:CATEGORIES]], [*codes[CATEGORIES : 2 * CATEGORIES]]]
    firm, last = {"certainty": "firm"}, scenes.category(codes[-1]).pk
    assert f"?certainty=firm&amp;category={last}" in client.get(reverse("outlook:outlook"), firm).content.decode()
    only = client.get(reverse("outlook:outlook"), firm | {"category": last}).content.decode()
    assert f'id="{codes[-1]}"' in only


def test_the_outlook_says_how_much_is_how_certain(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: 10}, certainty="planned"), people.head_deu)
    scenes.share(scenes.requirement(people.head_usa, years={scenes.YEAR: 5}), people.head_usa)
    (seen,) = demand(lines_for(people.head_fra))
    assert seen.parts == [("Firm", [5]), ("Planned", [10]), ("Possible", [0])]
    page = as_(client, people.head_fra).get(reverse("outlook:outlook")).content.decode()
    assert '<th scope="row">of which planned</th><td>10</td>' in page


def test_the_outlook_takes_as_many_queries_for_few_as_for_many(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: 10}), people.head_deu)
    as_(client, people.head_fra)
    few = queries_of(client, reverse("outlook:outlook"))
    for head in scenes.heads(3):
        for code in ("uas", "tank-120"):
            scenes.share(scenes.requirement(head, years={scenes.YEAR: 10, scenes.YEAR + 4: 5}, code=code), head)
    assert queries_of(client, reverse("outlook:outlook")) == few


def test_what_is_withdrawn_leaves_the_outlook_at_once(people: People) -> None:
    found = scenes.share(scenes.requirement(people.head_deu), people.head_deu)
    plans_sharing.withdraw_lines(requirement=found, by=people.head_deu)
    assert demand(lines_for(people.head_fra)) == []


def test_filters_and_the_sheet(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: 1234, scenes.YEAR + 1: 4321}), people.head_deu)
    as_(client, people.head_fra)
    page = client.get(reverse("outlook:outlook"), {"since": scenes.YEAR + 1}).content.decode()
    assert "4,321" in page
    assert "1,234" not in page
    sheet = client.get(reverse("outlook:export"), {"until": scenes.YEAR}).content.decode()
    assert "1234" in sheet
    assert "4321" not in sheet
    assert client.get(reverse("outlook:outlook"), {"since": "x", "nation": "\0"}).status_code == 200


def test_industry_finds_what_was_released_to_it(people: People, client: Client) -> None:
    scenes.contribute(scenes.heads(4))
    made = scenes.release(people)
    as_(client, people.niag)
    assert client.get(reverse("outlook:outlook")).url == reverse("outlook:industry")
    page = client.get(reverse("outlook:industry")).content.decode()
    assert "410" in page
    assert "Armoured vehicles" in page
    assert "Belgium" not in page
    assert "410" in client.get(reverse("outlook:release_export", args=[made.pk])).content.decode()
    for name in ("plans:list", "plans:plans", "outlook:harmonisation", "outlook:export", "capacity:list"):
        assert client.get(reverse(name)).status_code == 404


def test_partners_read_what_was_released_to_them(people: People, client: Client) -> None:
    made = scenes.release(people, "NIAG")
    as_(client, people.partner_ukr)
    assert client.get(reverse("outlook:industry")).status_code == 200
    assert client.get(reverse("outlook:release", args=[made.pk])).status_code == 404
    assert as_(client, people.auditor).get(reverse("outlook:industry")).status_code == 404


def test_the_secretariat_releases_once(people: People, client: Client) -> None:
    scenes.contribute(scenes.heads(4))
    address = reverse("outlook:make")
    assert as_(client, people.chair).get(address).status_code == 403
    as_(client, people.secretariat)
    form = client.get(address).context["form"]
    bodies = [body.pk for body in form.fields["bodies"].queryset]
    assert "410" not in client.get(address).content.decode()
    assert address in client.get(reverse("outlook:industry")).content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"bodies": [999_999]}).status_code == 422
    assert client.post(address, {"bodies": bodies}).status_code == 302
    assert client.post(address, {"bodies": bodies}).status_code == 409
    assert OutlookRelease.objects.count() == 1
    page = client.get(reverse("outlook:industry")).content.decode()
    assert address not in page
    assert in_words(OutlookRelease.objects.get().next_from, "day") in page


def test_the_next_release_is_of_the_next_quarter() -> None:
    firsts = [OutlookRelease(year=2026, quarter=quarter).next_from for quarter in (1, 4)]
    assert firsts == [date(2026, 4, 1), date(2027, 1, 1)]


def test_similar_requirements_are_found_among_what_the_reader_sees(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: 10, scenes.YEAR + 1: 10}), people.head_deu)
    other = scenes.requirement(people.head_usa, years={scenes.YEAR + 1: 5, scenes.YEAR + 3: 5})
    scenes.share(other, people.head_usa, "chosen", with_=["FRA"])
    (found,) = matches(lines_for(people.head_fra))
    assert (found.years, found.totals) == ([scenes.YEAR + 1], [15])
    assert [nation.alpha3 for nation, _quantities in found.rows] == ["DEU", "USA"]
    assert matches(lines_for(people.secretariat)) == []
    page = as_(client, people.head_fra).get(reverse("outlook:harmonisation")).content.decode()
    assert f"?category={scenes.category().pk}&amp;first_year={found.years[0]}&amp;last_year={found.years[0]}" in page


def test_categories_are_those_of_what_the_reader_sees(people: People) -> None:
    scenes.share(scenes.requirement(people.head_deu, years={scenes.YEAR: 10}), people.head_deu)
    scenes.share(scenes.requirement(people.head_usa, years={scenes.YEAR + 1: 10}), people.head_usa)
    scenes.share(scenes.requirement(people.head_usa, years={scenes.YEAR: 10}), people.head_usa, "own", industry=True)
    scenes.share(scenes.requirement(people.head_usa, code="uas"), people.head_usa, "chosen", with_=["DEU"])
    seen = lines_for(people.head_fra)
    assert list(categories_of(seen)) == [scenes.category()]
    assert matches(seen) == []
    scenes.share(scenes.requirement(people.head_usa, years={scenes.YEAR: 10}), people.head_usa)
    assert [each.category for each in matches(seen)] == [scenes.category()]


def test_what_was_dropped_long_ago_is_off_the_table(people: People, client: Client, candidate: JointCandidate) -> None:
    long_ago = clock.now() - timedelta(days=3 * 366)
    address = reverse("outlook:candidate", args=[candidate.pk])
    as_(client, people.head_fra)
    for state, proposed_at, shown in (
        ("proposed", long_ago, True),
        ("dropped", clock.now(), True),
        ("dropped", long_ago, False),
    ):
        JointCandidate.objects.update(state=state, proposed_at=proposed_at)
        assert (address in client.get(reverse("outlook:harmonisation")).content.decode()) == shown
        assert client.get(address).status_code == 200


def test_who_proposes_names_only_the_own_nation(people: People, client: Client) -> None:
    scenes.share(scenes.requirement(people.head_usa), people.head_usa, "chosen", with_=["FRA"])
    data = {"category": scenes.category().pk, "first_year": 2027, "last_year": 2026}
    assert as_(client, people.expert_fra).post(reverse("outlook:propose"), data).status_code == 403
    as_(client, people.head_fra)
    assert client.post(reverse("outlook:propose"), data).status_code == 422
    assert client.post(reverse("outlook:propose"), data | {"last_year": 2028}).status_code == 302
    made = JointCandidate.objects.get()
    assert [nation.alpha3 for nation in made.nations.all()] == ["FRA"]


def test_nations_join_lead_and_leave(people: People, client: Client, candidate: JointCandidate) -> None:
    def post(user: User, name: str, **data: str) -> int:
        return as_(client, user).post(reverse(f"outlook:{name}", args=[candidate.pk]), data).status_code

    assert post(people.head_fra, "lead") == 409
    assert post(people.head_fra, "join") == 302
    assert post(people.head_fra, "join") == 302
    assert post(people.head_deu, "join") == 302
    assert post(people.head_fra, "lead") == 302
    assert post(people.head_deu, "lead") == 409
    assert post(people.head_deu, "move", state="explored") == 403
    assert post(people.head_fra, "move", state="nonsense") == 422
    assert post(people.head_fra, "move", state="explored") == 302
    assert post(people.head_fra, "move", state="explored") == 409
    assert post(people.head_fra, "leave") == 302
    candidate.refresh_from_db()
    assert (candidate.lead, candidate.state) == (None, "explored")
    assert [nation.alpha3 for nation in candidate.nations.all()] == ["DEU"]
    assert post(people.secretariat, "move", state="dropped") == 302
    page = client.get(reverse("outlook:candidate", args=[candidate.pk])).content.decode()
    assert reverse("recommendations:create") not in page
    assert post(people.head_usa, "join") == 403
    assert post(people.niag, "join") == 404
    assert post(people.expert_fra, "join") == 403


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_lead_at_once_one_has_it(people: People) -> None:
    candidate = joint.propose_candidate(
        category=scenes.category(), first_year=2027, last_year=2029, note="", by=people.secretariat
    )
    heads = [again(people.head_fra), again(people.head_deu)]
    for head in heads:
        joint.join_candidate(candidate=candidate, by=head)
    refused = at_once(*[lambda head=head: joint.lead_candidate(candidate=candidate, by=head) for head in heads])
    assert sum(each is None for each in refused) == 1


def test_releases_take_as_many_queries_for_few_as_for_many(people: People, client: Client) -> None:
    heads = scenes.heads(4)
    scenes.contribute(heads)
    made = scenes.release(people)
    as_(client, people.niag)
    address = reverse("outlook:release", args=[made.pk])
    few = queries_of(client, address)
    OutlookRelease.objects.get()
    for code in ("uas", "tank-120", "interceptors"):
        scenes.contribute(heads, quantity=5000, code=code)
    with clock.specimen_clock(clock.now() + timedelta(days=100)):  # in another quarter
        larger = scenes.release(people)
    assert queries_of(client, reverse("outlook:release", args=[larger.pk])) == few
