"""Advice asked of the Board: asked, accepted, drafted, agreed, sent."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from boards.enums import Denied
from boards.models import Body, DocumentRelease, Nation
from boards.queries.parties import parties
from dipb_portal.accounts.models import User
from dipb_portal.notifications.models import Kind as Notice
from dipb_portal.notifications.models import Notification
from recommendations.access.advice import asked_visible_to, keeps_register, register_keepers
from recommendations.actions import advice
from recommendations.actions.commitment import save_implications
from recommendations.actions.examination import record_examination, record_transmission
from recommendations.actions.silence_wording import formula
from recommendations.actions.submission import issue_submission
from recommendations.actions.transitions import perform
from recommendations.enums import Area, AskedState, CnadOutcome, Kind, Means, State
from recommendations.forms.advice import ASKER
from recommendations.models import AdviceAsked, Recommendation, SubmissionItem
from recommendations.queries.advice import asked_for
from recommendations.queries.submission import candidates_for
from tests import scenarios
from tests.advice_scenarios import accepted, asked
from tests.counting import queries_of
from tests.scenarios import People

pytestmark = pytest.mark.django_db


def state(row: AdviceAsked, people: People) -> str:
    return asked_for(people.secretariat).get(pk=row.pk).standing


def _page(row: AdviceAsked) -> str:
    return reverse("advice:detail", args=[row.pk])


def agreed(people: People, text: Recommendation) -> Recommendation:
    """An advice owes no commitment: it is agreed and endorsed without one."""
    scenarios.fill(scenarios.working(text), people.secretariat)
    scenarios.drafting.issue_revision(recommendation=text, by=people.secretariat)
    round_ = scenarios.open_round(people, text)
    scenarios.close_round(people, round_)
    scenarios.decide_all(people, round_)
    return perform(text, "endorse_by_decision", by=people.chair, why="DIPB-DS(2026)0003.")


def test_a_request_goes_from_asked_to_sent(people: People) -> None:
    row = asked(people, by=people.head_fra)
    assert state(row, people) == AskedState.ASKED
    advice.accept(
        asked=row,
        group=Body.objects.get(code="CAP"),
        due=scenarios.clock.now() + scenarios.timedelta(days=9),
        by=people.secretariat,
    )
    assert state(row, people) == AskedState.RECEIVED
    row = advice.begin(asked=row, recommendation=None, by=people.rapporteur)
    assert state(row, people) == AskedState.DRAFTING
    assert row.recommendation.kind == Kind.ADVICE
    with pytest.raises(Denied):
        advice.send(asked=row, by=people.secretariat)
    agreed(people, row.recommendation)
    assert state(row, people) == AskedState.AGREED
    advice.send(asked=row, by=people.secretariat)
    assert state(row, people) == AskedState.SENT
    row.recommendation.refresh_from_db()
    assert row.recommendation.state == State.CLOSED
    with pytest.raises(Denied):
        advice.take_back(asked=row, why="Too late.", by=people.secretariat)


def test_to_accept_the_same_again_tells_nobody_twice(people: People) -> None:
    row = accepted(people)
    told = Notification.objects.filter(kind=Notice.TASK_SET, user=people.rapporteur)
    assert told.count() == 1
    advice.accept(asked=row, group=row.group, due=row.due, by=people.secretariat)
    assert told.count() == 1
    advice.accept(asked=row, group=row.group, due=row.due + scenarios.timedelta(days=1), by=people.secretariat)
    assert told.count() == 2


def test_a_nations_request_is_seen_by_it_alone_until_it_is_accepted(people: People) -> None:
    row = asked(people, by=people.head_fra)
    readers = {name for name in vars(people) if asked_visible_to(getattr(people, name)).exists()}
    assert readers == {"secretariat", "chair", "group_chair", "head_fra", "deputy_fra", "expert_fra"}
    assert row.asker_nation.alpha3 == "FRA"
    accepted(people)
    assert asked_visible_to(people.head_deu).count() == 1
    assert not asked_visible_to(people.niag).exists()
    assert not asked_visible_to(people.partner_ukr).exists()


def test_a_request_is_told_to_the_secretariat_but_not_to_who_entered_it(people: People) -> None:
    assert set(register_keepers()) == {person for person in people if keeps_register(person)}
    colleague = scenarios.seated("staff", "secretariat", "DIPB")
    asked(people, by=people.head_fra)
    told = Notification.objects.filter(kind=Notice.ADVICE_ASKED)
    assert {row.user for row in told} == {people.secretariat, colleague}
    told.delete()
    asked(people)
    assert [row.user for row in told.all()] == [colleague]


@pytest.mark.parametrize("who", ["expert_fra", "rapporteur", "niag", "partner_ukr", "auditor"])
def test_only_heads_and_the_secretariat_ask(people: People, who: str) -> None:
    with pytest.raises(Denied):
        asked(people, by=getattr(people, who))


def test_a_nation_withdraws_before_acceptance_only(people: People) -> None:
    advice.take_back(asked=asked(people, by=people.head_fra), why="Settled.", by=people.deputy_fra)
    row = accepted(people, by=people.head_fra)
    with pytest.raises(Denied):
        advice.take_back(asked=row, why="Settled.", by=people.head_fra)


def test_those_concerned_are_told_that_advice_is_no_longer_asked_for(people: People, client) -> None:
    def told() -> set[User]:
        return {each.user for each in Notification.objects.filter(kind=Notice.ADVICE_CLOSED)}

    advice.take_back(asked=asked(people, by=people.head_fra), why="Settled.", by=people.head_fra)
    assert told() == {*register_keepers(), people.deputy_fra}
    Notification.objects.all().delete()
    row = accepted(people, by=people.head_fra)
    page = reverse("advice:detail", args=[row.pk])
    client.force_login(people.head_fra)
    assert "No text answers" in client.get(page).content.decode()
    advice.take_back(asked=row, why="Not ours.", by=people.secretariat)
    assert "No text answers" not in client.get(page).content.decode()
    assert {people.head_fra, people.deputy_fra, people.rapporteur} <= told()
    assert not told() & {people.secretariat, people.head_deu, people.niag}


def test_whoever_sits_for_the_nation_that_asked_is_told_of_the_answer(people: People) -> None:
    row = advice.begin(asked=accepted(people, by=people.head_fra), recommendation=None, by=people.rapporteur)
    agreed(people, row.recommendation)
    people.head_fra.seats.update(ends=scenarios.clock.now())
    advice.send(asked=row, by=people.secretariat)
    answer = Notification.objects.get(kind=Notice.ADVICE_GIVEN)
    assert (answer.user, answer.path) == (people.deputy_fra, reverse("advice:detail", args=[row.pk]))


def test_the_report_that_carries_it_sends_the_cnad_what_it_asked_for(people: People, client) -> None:
    rows = [accepted(people), accepted(people, by=people.head_fra)]
    begun = [advice.begin(asked=row, recommendation=None, by=people.rapporteur) for row in rows]
    texts = [agreed(people, row.recommendation) for row in begun]
    for text in texts:
        save_implications(recommendation=text, rows=dict.fromkeys(Area, (0, True, "", "")), by=people.secretariat)
    report = scenarios.report(people, *texts)
    client.force_login(people.secretariat)
    for name in ("detail", "edit"):
        assert '<span class="tag ">Advice</span>' in client.get(reverse(f"submissions:{name}", args=[report.pk])).text
    issue_submission(submission=report, by=people.chair)
    report.refresh_from_db()
    said = {fact["label"]["en"]: fact["value"]["en"] for fact in report.contents["recommendations"][0]["facts"]}
    assert said["Asked by"].startswith("Conference of National Armaments Directors, ")
    assert [state(row, people) for row in rows] == [AskedState.SENT, AskedState.AGREED]
    item = SubmissionItem.objects.get(recommendation=texts[0])
    today = scenarios.clock.today()
    record_transmission(submission=item.submission, means=Means.REGISTRY, sent_on=today, by=people.secretariat)
    record_examination(
        item=item,
        seen=0,
        outcome=CnadOutcome.RETURNED,
        reference="AC/259-DS(2026)0002",
        decided_on=today,
        text_en="Say it by calibre.",
        by=people.secretariat,
    )
    assert state(rows[0], people) == AskedState.DRAFTING
    revision = scenarios.newest(texts[0])
    assert DocumentRelease.objects.filter(content_object=revision.document, group__body__code="CNAD").exists()


@pytest.mark.parametrize(("asker", "left"), [("CNAD", State.ENDORSED), ("NIAG", State.CLOSED)])
def test_an_advice_that_was_sent_waits_for_a_report_only_where_the_cnad_asked(
    people: People, client, asker: str, left: str
) -> None:
    row = accepted(people, asker=Body.objects.get(code=asker))
    text = advice.begin(asked=row, recommendation=None, by=people.rapporteur).recommendation
    agreed(people, text)
    client.force_login(people.secretariat)
    client.post(reverse("advice:send", args=[row.pk]))
    text.refresh_from_db()
    assert text.state == left
    offered = candidates_for(scenarios.report(people), people.secretariat)
    assert (text in offered) == (left == State.ENDORSED)


def test_an_advice_on_its_way_to_the_cnad_stays_so_when_its_asker_gets_it(people: People) -> None:
    row = advice.begin(asked=accepted(people, by=people.head_fra), recommendation=None, by=people.rapporteur)
    text = perform(agreed(people, row.recommendation), "submit", by=people.chair)
    advice.send(asked=row, by=people.secretariat)
    text.refresh_from_db()
    assert text.state == State.SUBMITTED


def test_a_body_of_industry_follows_what_it_asked_and_is_told_of_the_answer(people: People, client) -> None:
    others = accepted(people, title="Rates of fire")
    row = accepted(people, title="Powder in depots", asker=Body.objects.get(code="NIAG"))
    client.force_login(people.niag)
    listed = client.get(reverse("advice:list")).content.decode()
    assert ["Powder in depots" in listed, "Rates of fire" in listed] == [True, False]
    assert client.get(reverse("advice:detail", args=[others.pk])).status_code == 404
    text = advice.begin(asked=row, recommendation=None, by=people.rapporteur).recommendation
    assert reverse("recommendations:detail", args=[text.pk]) not in client.get(_page(row)).content.decode()
    agreed(people, text)
    advice.send(asked=row, by=people.secretariat)
    assert Notification.objects.get(kind=Notice.ADVICE_GIVEN).user == people.niag
    assert reverse("recommendations:detail", args=[text.pk]) in client.get(_page(row)).content.decode()


def test_the_secretariat_enters_what_a_nation_wrote_and_the_nation_is_told(people: People, client) -> None:
    client.force_login(people.secretariat)
    sent = {"asker": "n:DEU", "received_on": "2026-01-05", "title_en": "Depots", "question_en": "Which depots?"}
    client.post(reverse("advice:ask"), sent)
    assert AdviceAsked.objects.get().asker == Nation.objects.get(alpha3="DEU")
    assert people.head_deu in {each.user for each in Notification.objects.filter(kind=Notice.ADVICE_ASKED)}


def test_only_a_free_advice_of_the_group_answers(people: People) -> None:
    row = accepted(people)
    with pytest.raises(ValidationError):
        advice.begin(asked=row, recommendation=scenarios.issued(people), by=people.rapporteur)


def test_the_answer_is_a_new_advice_unless_another_is_chosen(people: People, client) -> None:
    row = accepted(people)
    client.force_login(people.rapporteur)
    page = client.get(reverse("advice:begin", args=[row.pk])).content.decode()
    new = page[page.index('name="text" value=""') :].split(">")[0]
    assert "checked" in new
    assert "(optional)" not in page
    client.post(reverse("advice:begin", args=[row.pk]), {"text": ""})
    row.refresh_from_db()
    assert row.recommendation is not None


def test_the_words_of_silence_send_an_advice_to_whoever_asked_for_it(people: People) -> None:
    text = advice.begin(
        asked=accepted(people, people.head_fra), recommendation=None, by=people.rapporteur
    ).recommendation
    said = formula(text, scenarios.clock.now())
    assert said["en"].endswith("the advice and agreed to forward it to the nation that asked for it.")
    assert said["fr"].endswith("l’avis et a approuvé sa transmission au pays qui l’a demandé.")
    for code, words in (
        ("NIAG", "to the body that asked for it."),
        ("CNAD", "to the Conference of National Armaments Directors."),
    ):
        AdviceAsked.objects.update(asker_nation=None, asker_body=Body.objects.get(code=code))
        assert formula(text, scenarios.clock.now())["en"].endswith(words)


def test_advice_is_not_among_the_recommendations(people: People, client) -> None:
    row = advice.begin(asked=accepted(people, title="Powder in depots"), recommendation=None, by=people.rapporteur)
    client.force_login(people.secretariat)
    listed = client.get(reverse("recommendations:list")).content.decode()
    assert "Powder in depots" not in listed
    assert "Powder in depots" in client.get(reverse("recommendations:list") + "?kind=advice").content.decode()
    assert "Powder in depots" in client.get(reverse("advice:list")).content.decode()
    page = client.get(reverse("recommendations:detail", args=[row.recommendation_id])).content.decode()
    assert reverse("advice:detail", args=[row.pk]) in page
    for name in ("detail", "edit"):  # the way to a text is the list where it is found
        page = client.get(reverse(f"recommendations:{name}", args=[row.recommendation_id])).content.decode()
        crumbs = page[page.index("Breadcrumb") :].split("</nav>")[0]
        assert "Register of advice" in crumbs
        assert "Recommendations" not in crumbs


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_register_is_filtered_exported_and_read_in_both_languages(people: People, client, language: str) -> None:
    row = accepted(people, title="=HYPERLINK(1)")
    people.head_fra.language = language
    people.head_fra.save(update_fields=["language"])
    client.force_login(people.head_fra)
    listed = client.get(reverse("advice:list") + "?state=received").content.decode()
    assert "HYPERLINK" in listed
    assert "HYPERLINK" not in client.get(reverse("advice:list") + "?state=sent").content.decode()
    page = client.get(reverse("advice:detail", args=[row.pk]))
    assert page.status_code == 200
    assert "combien de temps\u202f?" in page.content.decode()
    assert "'=HYPERLINK" in client.get(reverse("advice:list") + "?format=csv").content.decode()


def test_whoever_asks_can_be_chosen_bodies_first_and_nations_in_the_readers_order(people: People, client) -> None:
    accepted(people, people.head_fra, title="Powder in depots")
    by_a_body = accepted(people, title="Rates of fire")
    AdviceAsked.objects.filter(pk=by_a_body.pk).update(asker_nation=None, asker_body=Body.objects.get(code="CNAD"))
    states = accepted(people, people.head_fra, title="Shelf life")
    AdviceAsked.objects.filter(pk=states.pk).update(asker_nation=Nation.objects.get(alpha3="USA"))
    client.force_login(people.secretariat)
    with override("fr"):
        choices = parties(asked_for(people.secretariat), *ASKER)
    assert choices == [("b:CNAD", "CDNA"), ("n:USA", "États-Unis"), ("n:FRA", "France")]
    listed = {key: client.get(reverse("advice:list") + f"?asker={key}").content.decode() for key in ("b:CNAD", "n:FRA")}
    assert ["Rates of fire" in page for page in listed.values()] == [True, False]
    assert ["Powder in depots" in page for page in listed.values()] == [False, True]
    assert client.get(reverse("advice:list") + "?asker=n:BEL").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"title_en": "\x00"},
        {"received_on": "1999-01-01"},
        {"asker": "b:0"},
        {"title_en": ""},
        {"letter": "x" * 121},
        {"letter": "NATO SECRET 1"},
    ],
)
def test_a_bad_request_is_refused_with_what_was_typed(people: People, client, change: dict[str, str]) -> None:
    client.force_login(people.secretariat)
    sent = {
        "asker": "b:CNAD",
        "received_on": "2026-01-05",
        "title_en": "Depots",
        "question_en": "Which depots, and where?",
    } | change
    assert client.get(reverse("advice:ask")).content.decode().count("(one language suffices)") == 4
    # A browser would cut a long line without a word.
    assert 'maxlength="120"' not in client.get(reverse("advice:ask")).content.decode()
    answer = client.post(reverse("advice:ask"), sent)
    assert answer.status_code == 422
    assert "Which depots, and where?" in answer.content.decode()


def test_the_register_takes_constant_queries(people: People, client) -> None:
    client.force_login(people.secretariat)
    accepted(people)
    few = queries_of(client, reverse("advice:list"))
    for n in range(6):
        accepted(people, title=f"Request {n}")
    assert queries_of(client, reverse("advice:list")) == few
