"""The desk says what is asked of whom, by when, and nothing that is not theirs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse

from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.home.desk import asked_of
from dipb_portal.home.health import say_alive
from dipb_portal.lib import clock
from recommendations.actions import drafting, silence
from recommendations.enums import CnadOutcome, Stance, State
from recommendations.models import Silence
from tests import followup_scenarios, register_scenarios, scenarios
from tests import group_scenarios as groups
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.actions import registers

pytestmark = pytest.mark.django_db


def labels(user: User) -> list[str]:
    return [str(ask.label) for ask in asked_of(User.objects.get(pk=user.pk))]


def test_a_head_is_asked_for_a_position_until_it_is_stated(people: People) -> None:
    scenarios.text_in(State.UNDER_SILENCE, people)
    assert labels(people.head_fra) == ["Silence procedure"]
    assert labels(people.expert_fra) == []
    silence.state_position(silence=Silence.objects.get(), stance=Stance.SUPPORT, by=people.head_fra)
    assert labels(people.head_fra) == []
    assert labels(people.deputy_fra) == []
    assert labels(people.head_deu) == ["Silence procedure"]


def test_who_is_asked_for_comments_sees_how_far_the_side_is(people: People) -> None:
    consultation = scenarios.open_round(people, scenarios.issued(people), audiences=["CAP", "NIAG"])
    scenarios.comment(consultation, people.expert_fra)
    ask = asked_of(people.head_fra)[0]
    assert ask.sentence == "1 comment is prepared and not submitted yet."
    assert str(ask.action) == "Review and submit"
    assert asked_of(people.head_deu)[0].sentence == "No comment has been prepared."
    assert labels(people.niag) == ["Round of comments"]
    assert labels(people.partner_ukr) == []


def test_the_earliest_deadline_comes_first_and_what_has_none_last(people: People) -> None:
    with clock.specimen_clock(clock.now() - timedelta(minutes=1)):
        scenarios.text_in(State.UNDER_SILENCE, people)
        scenarios.open_round(people, scenarios.issued(people), days=1)
    dues = [ask.due for ask in asked_of(people.head_fra)]
    assert dues == sorted(dues)
    scenarios.report(people)
    scenarios.open_round(people, scenarios.issued(people, title="Closed"))
    assert asked_of(people.secretariat)[-1].due is None


def test_the_secretariat_and_the_pen_holders_are_asked_to_decide_and_to_move_texts(people: People) -> None:
    text = scenarios.issued(people)
    consultation = scenarios.open_round(people, text)
    scenarios.comment(consultation, people.head_fra, submit=True)
    scenarios.close_round(people, consultation)
    assert "Adjudication" in labels(people.secretariat)
    assert labels(people.rapporteur) == ["Adjudication"]
    assert labels(people.rapporteur_scs) == []
    scenarios.decide_all(people, consultation)
    for pen in (people.group_chair, people.rapporteur):  # the text, now to be agreed or revised
        assert [ask.url for ask in asked_of(pen)] == [reverse("recommendations:detail", args=[text.pk])]
    assert labels(people.rapporteur_scs) == []


def test_who_moves_a_text_reads_that_silence_was_broken_until_it_is_revised(people: People) -> None:
    text = scenarios.text_in(State.UNDER_SILENCE, people)
    scenarios.break_it(Silence.objects.get(), people.head_fra)
    said = lambda: [ask.sentence for ask in asked_of(people.rapporteur)]
    assert said() == ["Silence was broken on the text. It is to be revised, or the group to agree anew."]
    scenarios.revised(text, people.secretariat)
    assert said() == ["The comments are decided. The group is to agree, or the text to be revised."]


def test_who_moves_a_text_reads_that_the_cnad_returned_it_until_it_is_revised(people: People) -> None:
    text = scenarios.text_in(State.SUBMITTED, people)
    followup_scenarios.disposed(people, text, CnadOutcome.RETURNED)
    said = lambda: [ask.sentence for ask in asked_of(people.rapporteur)]
    assert said() == ["The CNAD returned the text for further work: it is to be revised."]
    scenarios.revised(text, people.secretariat)
    assert said() == ["The comments are decided. The group is to agree, or the text to be revised."]


def test_a_signed_action_sheet_and_an_issued_report_are_asked_no_more(people: People) -> None:
    text = scenarios.text_in(State.ENDORSED, people)
    assert labels(people.chair) == ["Action sheet"]
    assert labels(people.secretariat) == ["Action sheet"]
    silence.issue_action_sheet(silence=Silence.objects.get(), text_en="Agreed.", text_fr="Agréé.", by=people.chair)
    scenarios.report(people, text)
    assert labels(people.chair) == []
    assert labels(people.secretariat) == ["Report to the CNAD"]


def test_the_page_shows_the_asks_and_remembers_the_visit(people: People, client: Client) -> None:
    scenarios.text_in(State.UNDER_SILENCE, people, title="Powder for shells")
    client.force_login(people.head_fra)
    page = client.get(reverse("desk")).content.decode()
    assert "Powder for shells" in page
    assert "France has not stated a position." in page
    seen = User.objects.get(pk=people.head_fra.pk).desk_seen_at
    assert seen is not None
    client.get(reverse("desk"))
    assert User.objects.get(pk=people.head_fra.pk).desk_seen_at > seen


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_happened_gives_the_title_behind_a_number(people: People, client: Client, language: str) -> None:
    entry = register_scenarios.accepted("good-practices", people.head_fra, people)
    registers.release(entry=entry, bodies=[Body.objects.get(code="NIAG")], by=people.secretariat)
    people.niag.language = language
    people.niag.save()
    client.force_login(people.niag)
    for address in (reverse("desk"), reverse("notifications:inbox")):
        page = client.get(address).content.decode()
        assert entry.reference in page
        assert {"en": entry.title_en, "fr": entry.title_fr}[language] in page


def test_the_page_says_what_is_late_and_sets_apart_what_has_no_deadline(people: People, client: Client) -> None:
    for days in (-2, 5):
        groups.tasked(people, days=days)
    scenarios.report(people, scenarios.text_in(State.ENDORSED, people))
    client.force_login(people.secretariat)
    context = client.get(reverse("desk")).context
    assert context["late"] == 1
    assert all(ask.due for ask in context["due"])
    assert [ask.due for ask in context["undated"]] == [None] * len(context["undated"]) != []
    assert len(context["due"]) >= 2


def test_the_overview_counts_only_what_the_reader_sees(people: People, client: Client) -> None:
    scenarios.draft(people.rapporteur_scs, group="SCS")
    drafting.issue_revision(recommendation=scenarios.draft(people.rapporteur), by=people.secretariat)
    for user, squares in ((people.secretariat, 2), (people.expert_fra, 1), (people.niag, 0)):
        client.force_login(user)
        chart = client.get(reverse("overview")).context["chart"]
        assert sum(len(line.squares) for line in chart.lines) == squares


def test_the_desk_costs_the_same_however_much_is_asked(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    for number in range(3):
        scenarios.open_round(people, scenarios.issued(people, title=f"Text {number}"))
    few = queries_of(client, reverse("desk"))
    for number in range(27):
        scenarios.open_round(people, scenarios.issued(people, title=f"More {number}"))
    assert queries_of(client, reverse("desk")) == few


def test_the_portal_is_ready_only_while_a_worker_answers() -> None:
    def status(path: str) -> int:
        try:
            return Client().get(path).status_code
        finally:
            connections.close_all()

    # The checks are asynchronous, and a browser test before this one may have left its event loop in our thread.
    with ThreadPoolExecutor(1) as pool:
        cache.clear()
        assert pool.submit(status, "/health/live").result() == 200
        assert pool.submit(status, "/health/ready").result() == 500
        say_alive()
        assert pool.submit(status, "/health/ready").result() == 200
