"""Industry's advice: asked on a released revision, written together, given once, quoted word for word."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from boards.enums import Denied, StaleVersion
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions import industry
from recommendations.actions.submission import issue_submission
from recommendations.enums import State
from recommendations.models import AdviceRequest, IndustryAdvice
from recommendations.packets import words
from recommendations.packets.beside import advice_context
from recommendations.packets.serialise import from_plain
from tests import scenarios
from tests.advice_scenarios import TEXT, drafted, given, released, requested
from tests.counting import queries_of
from tests.races import again, at_once
from tests.scenarios import People, seated

pytestmark = pytest.mark.django_db


def test_only_a_released_revision_is_asked_about_and_once(people: People) -> None:
    hidden = scenarios.issued(people, title="Kept among members")
    with pytest.raises(ValidationError):
        requested(people, hidden)
    request = requested(people)
    with pytest.raises(ValidationError):
        requested(people, request.revision.recommendation)
    assert Notification.objects.filter(user=people.niag, kind=Kind.ADVICE_REQUESTED).count() == 1


def test_of_two_liaisons_the_second_sees_both_versions(people: People, client) -> None:
    request = requested(people)
    other = seated("niag_two", "liaison", "NIAG", organisation="NIAG")
    drafted(request, people.niag, "<p>First words.</p>")
    client.force_login(other)
    url = reverse("industry:write", args=[request.pk])
    sent = {"language": "en", "text": "<p>Second words.</p>", "interests": "None.", "version": 0}
    answer = client.post(url, sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "First words." in page
    assert "Second words." in page
    assert client.post(url, sent | {"version": 1}).status_code == 302
    assert IndustryAdvice.objects.get().text == "<p>Second words.</p>"


def test_given_advice_is_frozen_by_the_database(people: People) -> None:
    request = given(people)
    advice = IndustryAdvice.objects.get()
    with pytest.raises(DatabaseError), transaction.atomic():
        IndustryAdvice.objects.update(text="<p>Other.</p>")
    with pytest.raises(DatabaseError), transaction.atomic():
        advice.delete()
    request.question_en = "Another question?"
    with pytest.raises(DatabaseError), transaction.atomic():
        request.save()
    for act in (
        lambda: drafted(request, people.niag, "<p>x</p>", version=1),
        lambda: industry.withdraw_request(request=request, why="Late.", by=people.secretariat),
    ):
        with pytest.raises(Denied):
            act()


def test_an_advice_owes_its_words_and_its_interests(people: People) -> None:
    request = requested(people)
    industry.save_draft(request=request, version=0, language="en", text=TEXT, interests="", by=people.niag)
    with pytest.raises(ValidationError):
        industry.give(request=request, version=1, by=people.niag)


def test_a_draft_that_moved_on_is_not_given(people: People) -> None:
    request = requested(people)
    drafted(request, people.niag)
    drafted(request, people.niag, "<p>Newer.</p>", version=1)
    with pytest.raises(StaleVersion):
        industry.give(request=request, version=1, by=people.niag)


@pytest.mark.django_db(transaction=True)
def test_two_liaisons_give_at_once_and_one_advice_stands(people: People) -> None:
    request = requested(people)
    other = seated("niag_two", "liaison", "NIAG", organisation="NIAG")
    drafted(request, people.niag)

    def giving(person):
        return lambda: industry.give(request=request, version=1, by=again(person))

    outcomes = at_once(giving(people.niag), giving(other))
    assert sorted(type(each).__name__ for each in outcomes) == ["Denied", "IndustryAdvice"]
    assert IndustryAdvice.objects.filter(given_at__isnull=False).count() == 1
    assert Notification.objects.filter(user=people.secretariat, kind=Kind.ADVICE_GIVEN).count() == 1


@pytest.mark.parametrize(("who", "seen"), [("secretariat", 200), ("head_fra", 200), ("niag", 200)])
def test_who_reads_a_request(people: People, client, who: str, seen: int) -> None:
    request = given(people)
    client.force_login(getattr(people, who))
    answer = client.get(reverse("industry:detail", args=[request.pk]))
    assert answer.status_code == seen
    assert "three years of notice" in answer.content.decode()


@pytest.mark.parametrize("who", ["partner_ukr", "auditor", "admin", "rapporteur_scs"])
def test_for_others_the_request_does_not_exist(people: People, client, who: str) -> None:
    request = given(people)
    client.force_login(getattr(people, who))
    for name in ("detail", "write", "give", "withdraw", "taken"):
        assert client.get(reverse(f"industry:{name}", args=[request.pk])).status_code == 404
    assert client.get(reverse("industry:for_text", args=[request.revision.recommendation_id])).status_code == 404


def test_members_read_no_draft(people: People, client) -> None:
    request = requested(people)
    drafted(request, people.niag, "<p>Still among liaisons.</p>")
    for person in (people.secretariat, people.head_fra):
        client.force_login(person)
        for url in (
            reverse("industry:detail", args=[request.pk]),
            reverse("industry:list"),
            reverse("industry:for_text", args=[request.revision.recommendation_id]),
        ):
            assert "Still among liaisons." not in client.get(url).content.decode()
        assert client.get(reverse("industry:write", args=[request.pk])).status_code == 403


@pytest.mark.parametrize(
    "change",
    [{"day": "2020-01-01"}, {"day": "9999-12-31"}, {"question_fr": ""}, {"question_en": "NATO SECRET"}, {"body": "0"}],
)
def test_a_bad_request_keeps_what_was_typed(people: People, client, change: dict[str, str]) -> None:
    text = released(people)
    client.force_login(people.secretariat)
    from boards.models import Body

    niag = Body.objects.get(code="NIAG").pk
    sent = {"body": niag, "question_en": "How long, then?", "question_fr": "Combien ?", "day": "2026-12-18"} | change
    answer = client.post(reverse("industry:ask", args=[text.pk]), sent)
    assert answer.status_code == 422
    assert "Combien" in answer.content.decode() or "How long" in answer.content.decode()


def test_the_packet_quotes_the_advice_and_says_why_there_is_none(people: People) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    first = text.revisions.issued().order_by("number")[0]
    request = industry.request_advice(
        revision=first,
        body=industry.Body.objects.get(code="NIAG"),
        question_en="How long?",
        question_fr="Combien ?",
        deadline=scenarios.clock.now() + scenarios.timedelta(days=3),
        by=people.secretariat,
    )
    drafted(request, people.niag)
    industry.give(request=request, version=1, by=people.niag)
    industry.say_taken(request=request, version=1, taken_en="Taken up.", taken_fr="Repris.", by=people.secretariat)
    other = scenarios.text_in(State.ENDORSED, people, title="Other")
    report = scenarios.report(people, text, other)
    issue_submission(submission=report, by=people.chair)
    report.refresh_from_db()
    contents = from_plain(report.contents)
    (advice,) = contents.advices
    assert "deadline" not in advice_context(contents)["advices"][0]["how"].en
    assert (advice.html, advice.language, advice.reference) == (TEXT, "en", str(first))
    assert advice.taken.fr == "Repris."
    assert contents.no_advice[0].en == "<p>Words.</p>"


def test_the_liaisons_are_told_that_they_are_asked_no_more(people: People) -> None:
    industry.withdraw_request(request=requested(people), why="Overtaken.", by=people.secretariat)
    assert Notification.objects.get(kind=Kind.ADVICE_CLOSED).user == people.niag


def test_late_advice_is_taken_and_every_place_says_that_it_is_late(people: People, client) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    request = requested(people, text)
    now = scenarios.clock.now()
    days = scenarios.timedelta(days=1)
    AdviceRequest.objects.update(requested_at=now - 3 * days, deadline=now - 2 * days)
    detail = reverse("industry:detail", args=[request.pk])
    client.force_login(people.niag)
    assert "The advice can still be given" in client.get(detail).content.decode()
    drafted(request, people.niag)
    industry.give(request=request, version=1, by=people.niag)
    client.force_login(people.head_fra)
    for url in (detail, reverse("industry:list"), reverse("industry:for_text", args=[text.pk])):
        assert ", after the deadline" in client.get(url).content.decode()
    report = scenarios.report(people, text)
    issue_submission(submission=report, by=people.chair)
    report.refresh_from_db()
    contents = from_plain(report.contents)
    said = advice_context(contents)["advices"][0]["how"]
    missed = words.day(day_of(now - 2 * days))
    assert f", after the deadline of {missed.en}." in said.en
    assert f", après l’échéance du {missed.fr}." in said.fr


def test_the_advice_is_headed_one_level_below_what_it_stands_under(people: People, client) -> None:
    request = given(people)
    client.force_login(people.secretariat)
    for name, key, heading in (
        ("industry:detail", request.pk, "h2"),
        ("industry:for_text", request.revision.recommendation_id, "h3"),
    ):
        page = client.get(reverse(name, args=[key])).content.decode()
        assert f"<{heading}>Advice of NIAG</{heading}>" in page


def test_lists_take_constant_queries(people: People, client) -> None:
    client.force_login(people.secretariat)
    for n in range(2):
        given(people, released(people, f"Text {n}"))
    few = queries_of(client, reverse("industry:list"))
    for n in range(4):
        given(people, released(people, f"More {n}"))
    assert queries_of(client, reverse("industry:list")) == few
