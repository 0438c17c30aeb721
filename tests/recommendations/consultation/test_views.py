import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dipb_portal.lib import clock
from recommendations.actions.consultation import adjudicate, delete_comment
from recommendations.models import Comment, Consultation
from tests.scenarios import close_round, comment, decide_all, issued, open_round, with_comments

pytestmark = pytest.mark.django_db

CANARY = "Our only foundry would have to close."
WORDS = {
    "paragraph": "1",
    "type": "S",
    "language": "fr",
    "text": "Le niveau est imprécis.",
    "proposed_text": "Le niveau est précisé par calibre.",
    "rationale": "",
    "version": "0",
}


def url(name, consultation, *more):
    return reverse(f"consultations:{name}", args=[consultation.pk, *more])


def opening(text, **changes):
    day = (clock.now() + timedelta(days=14)).date()
    while day.weekday() > 3:
        day -= timedelta(days=1)
    asked = {body.code: body.pk for body in text.body._meta.model.objects.all()}
    audiences = [asked[code] for code in changes.pop("audiences", ["DIPB", "NIAG"])]
    return {"audiences": audiences, "day": day.isoformat(), "hour": "17:30", **changes}


def test_the_secretariat_opens_a_round(people, as_):
    text = issued(people)
    client = as_(people.secretariat)
    address = reverse("consultations:open", args=[text.pk])
    assert "Who is asked" in client.get(address).content.decode()
    answer = client.post(address, opening(text))
    made = Consultation.objects.get()
    assert answer.headers["location"] == url("detail", made)
    assert {body.code for body in made.audiences.all()} == {"DIPB", "NIAG"}
    assert client.post(address, opening(text)).status_code == 409


def test_an_unusual_closing_time_is_asked_about_once(people, as_):
    text = issued(people)
    client, address = as_(people.secretariat), reverse("consultations:open", args=[text.pk])
    late = opening(text, hour="23:00")
    answer = client.post(address, late)
    assert answer.status_code == 422
    assert "between 09:00 and 18:00" in answer.content.decode()
    assert client.post(address, {**late, "confirmed": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": "2020-01-06"}, "has passed"),
        ({"day": "soon"}, "Enter a valid date"),
        ({"hour": ""}, "Enter the closing time"),
        ({"audiences": []}, "Choose who is asked"),
        ({"audiences": ["CNAD"]}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_with_an_opening_is_said_at_its_field(people, as_, changes, said):
    text = issued(people)
    answer = as_(people.secretariat).post(reverse("consultations:open", args=[text.pk]), opening(text, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Consultation.objects.exists()


def test_an_expert_prepares_and_the_head_submits(people, as_, asking):
    expert, head = as_(people.expert_fra, "fr"), as_(people.head_fra)
    answer = expert.post(url("comment", asking), WORDS)
    made = Comment.objects.get()
    assert answer.headers["location"] == f"{url('detail', asking)}#c{made.pk}"
    assert (made.paragraph.position, made.nation.alpha3, made.author) == (1, "FRA", people.expert_fra)
    assert expert.get(url("submit", asking)).status_code == 403
    page = head.get(url("submit", asking)).content.decode()
    assert "Review and submit for France" in page
    assert made.text in page
    assert f'value="{made.pk}.1" checked' in page
    assert head.post(url("submit", asking), {"comments": [f"{made.pk}.1"]}).status_code == 302
    made.refresh_from_db()
    assert made.serial == 1


def test_what_is_not_ticked_stays_prepared(people, as_, asking):
    kept, sent = comment(asking, people.head_fra), comment(asking, people.head_fra)
    as_(people.head_fra).post(url("submit", asking), {"comments": [f"{sent.pk}.1"]})
    kept.refresh_from_db()
    assert kept.submitted_at is None
    assert asking.comments.submitted().get() == sent


@pytest.mark.parametrize("ticked", [[], ["999999.1"], ["x"], ["{pk}.2"]])
def test_a_submission_of_anything_but_what_was_read_is_refused(people, as_, asking, ticked):
    made = comment(asking, people.head_fra)
    answer = as_(people.head_fra).post(url("submit", asking), {"comments": [key.format(pk=made.pk) for key in ticked]})
    assert answer.status_code == 422
    assert not asking.comments.submitted().exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": ""}, "Enter the comment"),
        ({"proposed_text": "  "}, "Enter the text you propose"),
        ({"type": "C"}, "Give the rationale of a critical comment"),
        ({"type": ""}, "Choose the type of comment"),
        ({"type": "Z"}, "Select a valid choice"),
        ({"text": "nul\0byte"}, "Null characters"),
        ({"text": "x" * 10_001}, "10001 characters"),
        ({"text": "NATO SECRET"}, "NATO SECRET"),
        ({"paragraph": "77"}, "Select a valid choice"),
        ({"version": "x"}, "Enter a whole number"),
    ],
)
def test_what_is_wrong_with_a_comment_is_said_and_nothing_typed_is_lost(people, as_, asking, changes, said):
    answer = as_(people.head_fra).post(url("comment", asking), WORDS | changes)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert (changes | WORDS)["rationale"] in page
    assert WORDS["proposed_text"] in page or "proposed_text" in changes
    assert not Comment.objects.exists()


def test_without_a_type_nothing_is_said_of_what_only_some_types_call_for(people, as_, asking):
    answer = as_(people.head_fra).post(
        url("comment", asking), WORDS | {"type": "", "proposed_text": "", "rationale": ""}
    )
    assert list(answer.context["form"].errors) == ["type"]


def test_ten_megabytes_are_refused(people, as_, asking):
    answer = as_(people.head_fra).post(url("comment", asking), WORDS | {"text": "x" * 10_000_000})
    assert answer.status_code == 400


def test_an_administrative_comment_owes_neither_text_nor_rationale(people, as_, asking):
    answer = as_(people.head_fra).post(url("comment", asking), WORDS | {"type": "A", "proposed_text": ""})
    assert answer.status_code == 302


def test_a_comment_on_the_text_in_general(people, as_, asking):
    as_(people.niag).post(url("comment", asking), WORDS | {"paragraph": "0"})
    made = Comment.objects.get()
    assert made.paragraph is None
    assert made.body.code == "NIAG"


def test_hostile_words_are_shown_as_words(people, as_, asking):
    comment(asking, people.head_fra, text="<script>alert(1)</script>")
    page = as_(people.head_fra).get(url("detail", asking)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_whoever_saves_second_sees_both_and_may_save_over(people, as_, asking):
    made = comment(asking, people.expert_fra)
    head = as_(people.head_fra)
    assert head.post(url("edit", asking, made.pk), WORDS | {"version": "1", "text": "First."}).status_code == 302
    expert = as_(people.expert_fra)
    answer = expert.post(url("edit", asking, made.pk), WORDS | {"version": "1", "text": "Second."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "First." in page
    assert "Second." in page
    assert 'name="version" value="2"' in page
    expert.post(url("edit", asking, made.pk), WORDS | {"version": "2", "text": "Second."})
    made.refresh_from_db()
    assert made.text == "Second."


def test_words_for_a_comment_that_was_discarded_can_be_saved_anew(people, as_, asking):
    made = comment(asking, people.expert_fra)
    pk = made.pk
    delete_comment(comment=made, by=people.head_fra)
    answer = as_(people.expert_fra).post(url("edit", asking, pk), WORDS | {"version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert WORDS["text"] in page
    assert f'action="{url("comment", asking)}"' in page


def test_words_typed_when_the_round_closed_stay_on_the_page(people, as_, asking):
    client = as_(people.head_fra)
    close_round(people, asking)
    answer = client.post(url("comment", asking), WORDS)
    assert answer.status_code == 403
    assert WORDS["text"] in answer.content.decode()
    assert client.get(url("comment", asking)).status_code == 403


def test_after_the_closing_time_words_stay_on_the_page(people, as_, asking):
    now = clock.now()
    Consultation.objects.update(opened_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1))
    client = as_(people.head_fra)
    answer = client.post(url("comment", asking), WORDS)
    assert answer.status_code == 409
    assert WORDS["text"] in answer.content.decode()
    assert "being closed" in client.get(url("detail", asking)).content.decode()


def test_a_comment_is_discarded_after_a_page_that_shows_it(people, as_, asking):
    made = comment(asking, people.expert_fra, text="To be given up.")
    client = as_(people.deputy_fra)
    assert "To be given up." in client.get(url("discard", asking, made.pk)).content.decode()
    assert client.post(url("discard", asking, made.pk)).status_code == 302
    assert not Comment.objects.exists()
    assert client.post(url("discard", asking, made.pk)).status_code == 404


def test_the_secretariat_closes_after_a_page_that_says_what_follows(people, as_, asking):
    client = as_(people.secretariat)
    assert "Close the round before its time" in client.get(url("close", asking)).content.decode()
    assert client.post(url("close", asking)).status_code == 302
    assert client.post(url("close", asking)).status_code == 302
    assert as_(people.head_fra).post(url("close", asking)).status_code == 403


@pytest.mark.parametrize(
    "role",
    ["secretariat", "chair", "group_chair", "rapporteur", "head_deu", "head_usa", "niag", "partner_ukr", "auditor"],
)
def test_what_a_delegation_prepares_does_not_exist_for_anybody_else(people, as_, role):
    round_ = open_round(people, issued(people), ["DIPB", "NIAG", "PARTNERS"])
    made = comment(round_, people.expert_fra, text=CANARY)
    client = as_(getattr(people, role))
    pages = [url("detail", round_), reverse("consultations:for_text", args=[round_.revision.recommendation_id])]
    pages += [url("submit", round_), url("edit", round_, made.pk), url("discard", round_, made.pk)]
    for address in pages:
        assert CANARY not in client.get(address).content.decode()
    assert client.get(url("edit", round_, made.pk)).status_code == 404
    assert client.post(url("discard", round_, made.pk)).status_code in (403, 404)
    assert Comment.objects.filter(pk=made.pk).exists()


def test_the_whole_delegation_reads_what_it_prepares(people, as_, asking):
    comment(asking, people.expert_fra, text=CANARY)
    for person in (people.expert_fra, people.head_fra, people.deputy_fra):
        assert CANARY in as_(person).get(url("detail", asking)).content.decode()


@pytest.mark.parametrize("role", ["niag", "partner_ukr"])
def test_outsiders_read_their_own_comments_and_no_others(people, as_, role):
    round_ = open_round(people, issued(people), ["DIPB", "NIAG", "PARTNERS"])
    comment(round_, people.head_fra, text=CANARY, submit=True)
    comment(round_, getattr(people, role), text="Ours.", submit=True)
    close_round(people, round_)
    decide_all(people, round_)
    client = as_(getattr(people, role))
    for address in (url("detail", round_), reverse("consultations:for_text", args=[round_.revision.recommendation_id])):
        page = client.get(address).content.decode()
        assert "Ours." in page
        assert CANARY not in page
        assert "France" not in page
        assert "Noted" in page
        assert not re.search(r">\s*2\s*[,<]", page), "a serial tells how many came before"
        assert "Comments received" not in page


def test_a_round_nobody_asked_one_about_does_not_exist(people, as_):
    round_ = open_round(people, issued(people), ["CAP"])
    for person in (people.niag, people.partner_ukr, people.auditor, people.admin):
        for name in ("detail", "comment", "submit", "close", "adjudicate", "accept", "circulate"):
            assert as_(person).get(url(name, round_)).status_code == 404
            if name != "detail":
                assert as_(person).post(url(name, round_), WORDS).status_code == 404


def test_decisions_are_told_when_they_are_circulated(people, as_, received):
    client = as_(people.head_fra)
    for made in received.comments.all():
        adjudicate(comment=made, decision="reject", explanation="Because of the calendar.", by=people.rapporteur)
    assert "Because of the calendar." not in client.get(url("detail", received)).content.decode()
    assert "Because of the calendar." in as_(people.rapporteur).get(url("detail", received)).content.decode()
    as_(people.secretariat).post(url("circulate", received))
    assert "Because of the calendar." in client.get(url("detail", received)).content.decode()


def test_the_secretariat_sees_from_whom_comments_came(people, as_, received):
    page = as_(people.secretariat).get(url("detail", received)).content.decode()
    assert page.count("Not received") == 32 + 1 - 3
    assert "Comments received" not in as_(people.head_fra).get(url("detail", received)).content.decode()


@pytest.mark.parametrize("role", ["head_fra", "secretariat"])
def test_pages_take_as_many_queries_for_thirty_comments_as_for_three(people, as_, role):
    counts = {}
    for n in (3, 30):
        round_ = open_round(people, issued(people, title=f"Text {n}", paragraphs=3))
        with_comments(round_, people, n)
        comment(round_, people.head_fra)
        client = as_(getattr(people, role))
        pages = [url("detail", round_), reverse("consultations:for_text", args=[round_.revision.recommendation_id])]
        pages += [url("submit", round_)] if role == "head_fra" else []
        for number, address in enumerate(pages):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.setdefault(number, []).append(len(queries))
    assert all(few == many for few, many in counts.values()), counts
    assert max(few for few, _many in counts.values()) < 40


def test_every_page_is_there_in_french(people, as_, asking):
    made = comment(asking, people.head_fra)
    client = as_(people.head_fra, "fr")
    for address in (url("detail", asking), url("comment", asking), url("submit", asking), url("edit", asking, made.pk)):
        assert '<html lang="fr">' in client.get(address).content.decode()
