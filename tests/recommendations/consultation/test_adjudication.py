import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from recommendations.actions.consultation import adjudicate
from recommendations.models import Adjudication
from recommendations.queries.adjudication import senders_in
from tests.scenarios import close_round, comment, issued, open_round, with_comments

pytestmark = pytest.mark.django_db


def url(name, consultation):
    return reverse(f"consultations:{name}", args=[consultation.pk])


def decisions(*each):
    """What the form of these (comment, decision, explanation) sends."""
    data = {"comment": [made.pk for made, _decision, _explanation in each]}
    for made, decision, explanation in each:
        data |= {f"c{made.pk}-decision": decision, f"c{made.pk}-explanation": explanation, f"c{made.pk}-since": ""}
    return data


@pytest.fixture
def three(received):
    return list(received.comments.order_by("serial"))


def test_the_bench_shows_what_is_left_and_cannot_be_finished(people, as_, received):
    page = as_(people.rapporteur).get(url("adjudicate", received)).content.decode()
    assert "Left to decide: 3 of 3 comments" in page
    assert "Every comment needs a decision first." in page
    assert page.count("Explanation to") == 3
    assert as_(people.rapporteur).get(url("circulate", received)).status_code == 403


def test_several_decisions_are_saved_at_once_and_leave_the_list(people, as_, received, three):
    client = as_(people.secretariat)
    sent = decisions((three[0], "accept", ""), (three[1], "reject", "Outside the subject."), (three[2], "", ""))
    address = url("adjudicate", received) + "?type="
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(address)
    assert dict(Adjudication.objects.values_list("comment", "decision")) == {
        three[0].pk: "accept",
        three[1].pk: "reject",
    }
    page = client.get(url("adjudicate", received)).content.decode()
    assert "Left to decide: 1 of 3 comments" in page
    assert "Outside the subject." not in page


def test_saving_leads_to_where_something_is_left_to_decide(people, as_, received, three):
    client = as_(people.secretariat)
    places = []
    for made in (three[0], three[2], three[1]):  # on paragraphs 1, 1 and 2
        answer = client.post(url("adjudicate", received), decisions((made, "accept", "")))
        places.append(answer.headers["location"].rpartition("#")[2])
        assert "(0)" not in client.get(url("adjudicate", received)).content.decode()
    assert places == ["p1", "p2", "p2"]


def test_one_decision_that_owes_its_reason_holds_back_the_others_and_loses_nothing(people, as_, received, three):
    sent = decisions((three[0], "note", "Kept for later."), (three[1], "modify", " "), (three[2], "", "Typed."))
    answer = as_(people.secretariat).post(url("adjudicate", received), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Comment 2: Explain the decision to Germany" in page
    assert "Comment 3: Choose a decision" in page
    assert "Kept for later." in page
    assert "Typed." in page
    assert not Adjudication.objects.exists()


@pytest.mark.parametrize("wrong", [{"decision": "maybe"}, {"explanation": "nul\0"}, {"since": "yesterday"}])
def test_a_decision_that_makes_no_sense_is_refused(people, as_, received, three, wrong):
    sent = decisions((three[0], "accept", ""))
    sent |= {f"c{three[0].pk}-{name}": value for name, value in wrong.items()}
    assert as_(people.secretariat).post(url("adjudicate", received), sent).status_code == 422
    assert not Adjudication.objects.exists()


@pytest.mark.parametrize("named", [[], ["x"], ["999999"], ["9" * 30], ["foreign"], ["prepared"]])
def test_comments_of_another_round_do_not_exist(people, as_, named):
    round_ = open_round(people, issued(people))
    other = open_round(people, issued(people, title="Another"))
    ids = {"foreign": comment(other, people.head_fra, submit=True).pk, "prepared": comment(round_, people.head_fra).pk}
    close_round(people, round_)
    sent = {"comment": [ids.get(each, each) for each in named]}
    for name in ("adjudicate", "accept"):
        assert as_(people.secretariat).post(url(name, round_), sent).status_code == 404


def test_whoever_decides_second_is_shown_the_first_and_may_insist(people, as_, received, three):
    adjudicate(comment=three[0], decision="note", explanation="", by=people.rapporteur)
    sent = decisions((three[0], "reject", "It contradicts paragraph 2."))
    client = as_(people.secretariat)
    answer = client.post(url("adjudicate", received), sent)
    page = answer.content.decode()
    since = Adjudication.objects.get().decided_at.isoformat()
    assert answer.status_code == 409
    assert "Noted, Rapporteur" in page
    assert "It contradicts paragraph 2." in page
    assert f'value="{since}"' in page
    assert Adjudication.objects.get().decision == "note"
    client.post(url("adjudicate", received), sent | {f"c{three[0].pk}-since": since})
    assert Adjudication.objects.get().decision == "reject"


def test_a_decision_sent_again_unchanged_is_not_taken_again(people, as_, received, three):
    client = as_(people.secretariat)
    client.post(url("adjudicate", received), decisions((three[0], "accept", "")))
    at = Adjudication.objects.get().decided_at
    client.post(
        url("adjudicate", received), decisions((three[0], "accept", "")) | {f"c{three[0].pk}-since": at.isoformat()}
    )
    assert Adjudication.objects.get().decided_at == at


@pytest.mark.parametrize(("language", "first"), [("en", "FRA"), ("fr", "DEU")])
def test_who_commented_is_chosen_in_the_readers_order(people, received, language, first):
    with override(language):
        codes = [code for code, _name in senders_in(received)]
    assert codes[0] == first
    assert sorted(codes) == ["DEU", "FRA", "USA"]


@pytest.mark.parametrize(
    ("query", "serials"),
    [
        ("", {1, 2, 3}),
        ("?type=C", {1}),
        ("?sender=DEU", {2}),
        ("?paragraph=1", {1, 3}),
        ("?paragraph=0", set()),
        ("?words=number 2", {3}),
        ("?decision=decided", set()),
        ("?type=X", {1, 2, 3}),
        ("?words=%00", {1, 2, 3}),
        ("?paragraph=99", {1, 2, 3}),
    ],
)
def test_filters_stand_in_the_address(people, as_, received, three, query, serials):
    page = as_(people.secretariat).get(url("adjudicate", received) + query).content.decode()
    assert {made.serial for made in three if f'id="c{made.pk}"' in page} == serials


def test_decided_comments_are_found_by_their_decision(people, as_, received, three):
    adjudicate(comment=three[1], decision="note", explanation="", by=people.rapporteur)
    client = as_(people.secretariat)
    for query, found in (("decided", {2}), ("note", {2}), ("accept", set()), ("any", {1, 2, 3}), ("", {1, 3})):
        page = client.get(url("adjudicate", received), {"decision": query}).content.decode()
        assert {made.serial for made in three if f'id="c{made.pk}"' in page} == found


def test_administrative_comments_are_accepted_together_after_a_page_that_lists_them(people, as_, received, three):
    client = as_(people.rapporteur)
    page = client.get(url("accept", received)).content.decode()
    assert three[2].text in page
    assert three[0].text not in page
    client.post(url("accept", received), {"comment": [three[2].pk]})
    assert list(Adjudication.objects.values_list("comment", "decision")) == [(three[2].pk, "accept")]
    assert "No administrative comment is left" in client.get(url("accept", received)).content.decode()


def test_decisions_are_circulated_from_the_bench(people, as_, received, three):
    client = as_(people.secretariat)
    client.post(url("adjudicate", received), decisions(*((made, "note", "") for made in three)))
    assert "Every comment is decided." in client.get(url("adjudicate", received)).content.decode()
    assert client.get(url("circulate", received)).status_code == 200
    assert client.post(url("circulate", received)).status_code == 302
    received.refresh_from_db()
    assert received.adjudicated_at is not None
    for name in ("adjudicate", "circulate", "accept"):
        assert client.get(url(name, received)).status_code == 403


def test_circulating_too_early_leads_back_to_the_bench(people, as_, received):
    answer = as_(people.secretariat).post(url("circulate", received), follow=True)
    assert "Comments still to be decided: 3" in answer.content.decode()


@pytest.mark.parametrize("role", ["head_fra", "chair", "expert_fra"])
def test_members_read_and_do_not_decide(people, as_, received, role):
    client = as_(getattr(people, role))
    for name in ("adjudicate", "accept", "circulate"):
        assert client.get(url(name, received)).status_code == 403
        assert client.post(url(name, received)).status_code == 403


def test_the_bench_takes_as_many_queries_for_thirty_comments_as_for_three(people, as_):
    client, counts = as_(people.secretariat), []
    for n in (3, 30):
        round_ = open_round(people, issued(people, title=f"Text {n}", paragraphs=3))
        with_comments(round_, people, n)
        close_round(people, round_)
        adjudicate(comment=round_.comments.first(), decision="note", explanation="", by=people.rapporteur)
        address = url("adjudicate", round_) + "?decision=any"
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
