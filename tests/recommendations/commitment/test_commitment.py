"""What a recommendation carries: the concrete gate, implications, co-sponsors, who gave what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from boards.enums import Denied, StaleVersion
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind, Notification
from recommendations.access.gates import report_gaps
from recommendations.actions import commitment
from recommendations.actions.transitions import perform
from recommendations.enums import Area, Form, State
from recommendations.models import Commitment, Recommendation
from recommendations.packets.serialise import from_plain
from recommendations.packets.snapshot import snapshot
from recommendations.queries.actors import actors_of
from tests import demand_scenarios, register_scenarios, scenarios
from tests.advice_scenarios import given
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.models import CapacityLevel

pytestmark = pytest.mark.django_db


def save(text: Recommendation, by: User, version: int = 1, **values: object) -> Commitment:
    return commitment.save_commitment(
        recommendation=text, version=version, form=Form.GENERAL, values=values, milestones=[], by=by
    )


@pytest.mark.parametrize(
    ("empty", "named"),
    [
        ({"addressee_fr": ""}, "addressee"),
        ({"verb": ""}, "action verb"),
        ({"action_en": ""}, "action"),
        ({"lead_en": ""}, "lead"),
        ({"due": None}, "due date"),
        ({"indicator_fr": ""}, "indicator"),
    ],
)
@pytest.mark.parametrize("step", ["agree_in_group", "endorse_by_decision"])
def test_nobody_agrees_before_it_is_concrete(people: People, empty: dict, named: str, step: str) -> None:
    text = scenarios.text_in(State.ADJUDICATION, people)
    save(text, people.secretariat, **empty)
    with pytest.raises(Denied, match=named):
        perform(text, step, by=people.secretariat, why="Decided.")
    save(text, people.secretariat, 2, **{name: "x" if value == "" else value for name, value in FULL.items()})
    perform(text, step, by=people.secretariat, why="Decided.")


FULL = {
    "addressee_fr": "x",
    "verb": "report",
    "action_en": "x",
    "lead_en": "x",
    "due": scenarios.date(2027, 1, 1),
    "indicator_fr": "x",
}


def test_it_is_frozen_with_the_text(people: People) -> None:
    text = scenarios.text_in(State.AGREED_BY_GROUP, people)
    with pytest.raises(Denied):
        save(text, people.secretariat, addressee_en="Others")


def test_of_two_who_write_the_second_sees_both(people: People, client) -> None:
    text = scenarios.issued(people)
    save(text, people.rapporteur, addressee_en="Allies of the north")
    client.force_login(people.secretariat)
    sent = {
        "form": "general",
        "version": 1,
        "addressee_en": "Allies of the south",
        "milestones-TOTAL_FORMS": 0,
        "milestones-INITIAL_FORMS": 0,
    }
    answer = client.post(reverse("commitments:edit", args=[text.pk]), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Allies of the north" in page
    assert "Allies of the south" in page
    with pytest.raises(StaleVersion):
        save(text, people.secretariat, 1, addressee_en="Allies of the south")


@pytest.mark.parametrize(
    "change",
    [
        {"version": "x"},
        {"due": "soon"},
        {"verb": "vote"},
        {"addressee_en": "\x00"},
        {"levels": "999"},
        {"standards": "STANAG 1"},
        {"standards": "\x00"},
    ],
)
def test_bad_input_is_refused(people: People, client, change: dict[str, str]) -> None:
    text = scenarios.issued(people)
    client.force_login(people.secretariat)
    sent = {"form": "general", "version": 1, "milestones-TOTAL_FORMS": 0, "milestones-INITIAL_FORMS": 0} | change
    assert client.post(reverse("commitments:edit", args=[text.pk]), sent).status_code == 422


def test_standards_are_named_by_their_numbers(people: People, client) -> None:
    text = scenarios.issued(people)
    standard = register_scenarios.accepted("standards", people.secretariat, people)
    client.force_login(people.secretariat)
    path = reverse("commitments:edit", args=[text.pk])
    sent = {"form": "general", "version": 1, "milestones-TOTAL_FORMS": 0, "milestones-INITIAL_FORMS": 0}
    assert client.post(path, sent | {"standards": " stanag  9999, STANAG 9999,"}).status_code == 302
    assert [each.pk for each in text.commitment.standards.all()] == [standard.pk]
    assert client.get(path).context["form"]["standards"].value() == "STANAG 9999"
    other = client.post(path, sent | {"version": 2, "standards": "STANAG 9999, STANAG 1, STANAG 2"})
    assert other.status_code == 422
    (told,) = other.context["form"].errors["standards"]
    assert told == "The register of standards has no STANAG 1, STANAG 2."


def test_the_levels_it_rests_on_stand_on_its_page_digits_grouped(people: People, client) -> None:
    text = scenarios.issued(people)
    level = demand_scenarios.level(people.rapporteur, agreed=True)
    CapacityLevel.objects.update(required_peace=20_000, current_peace=0)
    save(text, people.secretariat).levels.set([level])
    client.force_login(people.secretariat)
    page = client.get(reverse("commitments:for_text", args=[text.pk])).content.decode()
    assert '<td class="num">20,000</td><td class="num">0</td><td class="num">20,000</td>' in page
    assert '<td class="num">300</td><td class="num">–</td><td class="num">–</td>' in page


def test_a_level_that_is_revised_is_still_what_the_text_rests_on(people: People, client) -> None:
    text = scenarios.issued(people)
    level = demand_scenarios.level(people.rapporteur, agreed=True)
    save(text, people.secretariat).levels.set([level])
    other = demand_scenarios.level(people.rapporteur)
    CapacityLevel.objects.update(state="draft")
    client.force_login(people.secretariat)
    offered = client.get(reverse("commitments:edit", args=[text.pk])).context["form"].fields["levels"]
    assert [(each.value, "Draft" in label) for each, label in offered.choices] == [(level.pk, True)], other
    assert ">Draft<" in client.get(reverse("commitments:for_text", args=[text.pk])).content.decode()


def test_levels_agreed_long_ago_are_not_offered_any_more(people: People, client) -> None:
    text = scenarios.issued(people)
    old, new, served = (demand_scenarios.level(people.rapporteur, agreed=True) for _each in range(3))
    CapacityLevel.objects.exclude(pk=new.pk).update(saved_at=clock.now() - timedelta(days=3 * 366))
    save(text, people.secretariat).levels.set([served])
    client.force_login(people.secretariat)
    offered = client.get(reverse("commitments:edit", args=[text.pk])).context["form"].fields["levels"]
    assert {each.value for each, _label in offered.choices} == {new.pk, served.pk}, old


def test_a_report_waits_until_the_levels_its_texts_rest_on_are_agreed(people: People) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    level = demand_scenarios.level(people.rapporteur, agreed=True)
    Commitment.objects.get(recommendation=text).levels.set([level])
    report = scenarios.report(people, text)
    assert report_gaps(report) == []
    CapacityLevel.objects.update(state="draft")
    (gap,) = report_gaps(report)
    assert f"“{text}” rests on" in gap
    assert str(level.category) in gap


def test_a_report_waits_for_every_implication_and_for_the_advice(people: People) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    report = scenarios.report(people, text)
    assert report_gaps(report) == []
    commitment.save_implications(
        recommendation=text, rows={Area.LEGAL: (1, False, "A law is needed.", "")}, by=people.secretariat
    )
    report.no_advice_fr = ""
    report.save()
    gaps = " ".join(report_gaps(report))
    assert "Legal" in gaps
    assert "Financial" not in gaps
    assert "NIAG" in gaps


def test_none_identified_is_told_in_the_packet(people: People) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    item = from_plain(snapshot(scenarios.report(people, text))).recommendations[0]
    assert {fact.value.fr for fact in item.implications} == {"Aucune incidence recensée"}
    assert [fact.label.en for fact in item.todo] == ["Addressee", "Action", "Lead", "Due", "Indicator"]


def test_nations_co_sponsor_until_submission(people: People) -> None:
    text = scenarios.text_in(State.UNDER_SILENCE, people)
    commitment.co_sponsor(recommendation=text, by=people.head_fra)
    commitment.co_sponsor(recommendation=text, by=people.deputy_fra)
    commitment.co_sponsor(recommendation=text, by=people.head_deu)
    assert text.cosponsors.standing().count() == 2
    assert commitment.stop_co_sponsoring(recommendation=text, by=people.head_deu)
    assert not commitment.stop_co_sponsoring(recommendation=text, by=people.head_deu)
    for person in (people.expert_fra, people.secretariat, people.niag):
        with pytest.raises(Denied):
            commitment.co_sponsor(recommendation=text, by=person)
    submitted = scenarios.text_in(State.SUBMITTED, people, title="Powder")
    with pytest.raises(Denied):
        commitment.co_sponsor(recommendation=submitted, by=people.head_fra)


def test_whoever_speaks_for_a_co_sponsor_is_told_of_the_withdrawal(people: People) -> None:
    text = scenarios.issued(people)
    for head in (people.head_fra, people.head_deu):
        commitment.co_sponsor(recommendation=text, by=head)
    commitment.stop_co_sponsoring(recommendation=text, by=people.head_deu)
    perform(text, "withdraw", by=people.secretariat, why="Overtaken.")
    told = Notification.objects.filter(kind=Kind.SPONSORED_WITHDRAWN)
    assert {note.user for note in told} == {people.head_fra, people.deputy_fra}
    assert told[0].params["title_en"] == text.title_en


@pytest.mark.parametrize("who", ["niag", "partner_ukr", "rapporteur_scs", "auditor"])
def test_for_outsiders_it_does_not_exist(people: People, client, who: str) -> None:
    text = scenarios.issued(people)
    scenarios.open_round(people, text, audiences=["CAP", "NIAG", "PARTNERS"])
    client.force_login(getattr(people, who))
    for name in ("for_text", "edit", "implications"):
        assert client.get(reverse(f"commitments:{name}", args=[text.pk])).status_code == 404
    assert client.post(reverse("commitments:join", args=[text.pk])).status_code == 404


def test_each_actor_sees_what_it_gave_and_outsiders_only_themselves(people: People) -> None:
    text = scenarios.issued(people)
    round_ = scenarios.open_round(people, text, audiences=["DIPB", "NIAG", "PARTNERS"])
    scenarios.comment(round_, people.head_fra, submit=True)
    scenarios.comment(round_, people.niag, submit=True)
    scenarios.comment(round_, people.partner_ukr, submit=True)
    given(people, text)

    def seen(person: User) -> dict[str, tuple[int, str, bool]]:
        return {a.body.code: (a.comments, a.commented, a.advice_given is not None) for a in actors_of(text, person)}

    assert seen(people.secretariat) == {
        "DIPB": (1, "FRA", False),
        "NIAG": (1, "", True),
        "PARTNERS": (1, "UKR", False),
    }
    assert seen(people.niag) == {"NIAG": (1, "", True)}
    assert seen(people.partner_ukr) == {"PARTNERS": (1, "UKR", False)}


def test_pages_take_constant_queries(people: People, client) -> None:
    text = scenarios.issued(people)
    round_ = scenarios.open_round(people, text)
    client.force_login(people.secretariat)
    urls = [reverse("commitments:for_text", args=[text.pk]), reverse("consultations:for_text", args=[text.pk])]
    scenarios.with_comments(round_, people, 3)
    commitment.co_sponsor(recommendation=text, by=people.head_fra)
    few = [queries_of(client, url) for url in urls]
    scenarios.with_comments(round_, people, 12)
    commitment.co_sponsor(recommendation=text, by=people.head_deu)
    assert [queries_of(client, url) for url in urls] == few
