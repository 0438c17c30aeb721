from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from boards.models import Nation
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, add_working_days, default_deadline
from recommendations.actions import silence as actions
from recommendations.enums import Outcome, Stance, State
from recommendations.models import Position, Silence
from tests.recommendations.silence.conftest import ends_in
from tests.scenarios import break_it, issued, newest, open_round, text_in

pytestmark = pytest.mark.django_db

PAGES = ("detail", "state", "break", "lift", "extend", "withdraw", "action_sheet")
CANARY = "Our foundries cannot meet this date."


@pytest.fixture
def sign_in():
    def client_of(user, language="en"):
        client = Client()
        user.language = language
        user.save(update_fields=["language"])
        client.force_login(user)
        return client

    return client_of


def url(name, silence):
    return reverse(f"silences:{name}", args=[silence.pk])


def statement(**changes):
    return {"stance": "reservation", "text": CANARY, "paragraph": "", "language": "en"} | changes


def objection(**changes):
    return {"text": CANARY, "paragraph": "", "lifting_text": "within a year", "language": "en"} | changes


def deadline_of(days, hour="17:30"):
    day = add_working_days(clock.today(), days)
    return {"day": day.isoformat(), "hour": hour}


def page_of(response):
    return response.content.decode()


def test_outsiders_find_no_procedure(running, people, sign_in):
    for who in (people.niag, people.partner_ukr, people.auditor, people.admin):
        client = sign_in(who)
        for name in PAGES:
            assert client.get(url(name, running)).status_code == 404, (who, name)
            if name != "detail":
                assert client.post(url(name, running), statement()).status_code == 404, (who, name)


def test_industry_finds_no_positions_on_a_text_released_to_it(people, sign_in):
    text = issued(people)
    open_round(people, text, ["NIAG"])
    client = sign_in(people.niag)
    assert client.get(reverse("recommendations:detail", args=[text.pk])).status_code == 200
    assert client.get(reverse("silences:for_text", args=[text.pk])).status_code == 404


@pytest.mark.parametrize("name", ["state", "break"])
def test_an_expert_is_told_who_speaks(running, people, sign_in, name):
    client = sign_in(people.expert_fra)
    assert client.get(url("detail", running)).status_code == 200
    response = client.post(url(name, running), statement() | objection())
    assert response.status_code == 403
    assert "head of delegation or a deputy" in page_of(response)
    assert not Position.objects.exists()


@pytest.mark.parametrize("name", ["extend", "withdraw", "action_sheet"])
def test_a_delegation_does_not_conduct(running, people, sign_in, name):
    assert sign_in(people.head_fra).post(url(name, running), {"why": "Mine."}).status_code == 403


def test_the_board_has_a_row_a_nation_in_the_protocol_order_of_the_reader(running, people, sign_in):
    for language, first, last in (("en", "Albania", "United States"), ("fr", "Albanie", "Türkiye")):
        page = page_of(sign_in(people.head_fra, language).get(url("detail", running)))
        with translation.override(language):
            names = [nation.name for nation in Nation.objects.filter(ally=True).protocol_order()]
        places = [page.index(f"<span>{name}") for name in names]
        assert places == sorted(places)
        assert (names[0], names[-1]) == (first, last)
        assert page.count('class="state none"') == len(names)


def test_the_board_shows_what_was_stated_word_for_word(running, people, sign_in):
    client = sign_in(people.head_fra)
    paragraph = running.revision.paragraphs.get(position=2)
    response = client.post(url("state", running), statement(paragraph=paragraph.pk), follow=True)
    page = page_of(response)
    assert response.redirect_chain[-1][0] == url("detail", running)
    assert CANARY in page
    assert 'class="mine"' in page
    assert "paragraph 2" in page
    assert CANARY in page_of(sign_in(people.head_usa).get(url("detail", running)))


WRONG_STATEMENTS = [
    (statement(text=""), "text"),
    (statement(stance="support_comments", text="  "), "text"),
    (statement(stance="support"), "stance"),
    (statement(stance="object"), "stance"),
    (statement(stance=""), "stance"),
    (statement(paragraph="999999"), "paragraph"),
    (statement(paragraph="1e9"), "paragraph"),
    (statement(text="a\x00b"), "text"),
    (statement(text="x" * 20_001), "text"),
    (statement(text="NATO SECRET\nour plan"), "text"),
    (statement(language="de"), "language"),
    ({}, "stance"),
]


def test_a_wrong_statement_is_explained_at_its_field_and_kept(running, people, sign_in):
    client = sign_in(people.head_fra)
    for posted, field in WRONG_STATEMENTS:
        response = client.post(url("state", running), posted)
        assert response.status_code == 422, posted
        assert response.context["form"].errors[field], posted
        assert response.context["form"]["text"].value() == posted.get("text")
    assert not Position.objects.exists()


def test_a_break_says_its_consequence_and_asks_for_a_reason(running, people, sign_in):
    client = sign_in(people.head_deu)
    assert "returns to adjudication" in page_of(client.get(url("break", running)))
    assert client.post(url("break", running), objection(text="")).status_code == 422
    response = client.post(url("break", running), objection(), follow=True)
    page = page_of(response)
    assert CANARY in page
    assert "within a year" in page
    assert client.post(url("break", running), objection()).status_code == 302
    running.refresh_from_db()
    assert running.outcome == Outcome.BROKEN


def test_hostile_words_stay_words(running, people, sign_in):
    client = sign_in(people.head_fra)
    page = page_of(client.post(url("state", running), statement(text="<script>alert(1)</script>"), follow=True))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("name", "posted"), [("state", statement()), ("break", objection())])
@pytest.mark.parametrize("closed", [False, True])
def test_what_comes_too_late_is_refused_and_stays_on_the_page(lapsed, people, sign_in, name, posted, closed):
    if closed:
        actions.close_silence(silence=lapsed)
    response = sign_in(people.head_fra).post(url(name, lapsed), posted)
    assert response.status_code == 409
    assert CANARY in page_of(response)
    assert "This was not taken into account." in page_of(response)
    assert not Position.objects.exists()


def test_a_passed_deadline_reads_as_being_closed(lapsed, people, sign_in):
    client = sign_in(people.head_fra)
    page = page_of(client.get(url("detail", lapsed)))
    assert "being closed" in page
    assert url("state", lapsed) not in page
    assert client.get(url("state", lapsed)).status_code == 302


def test_the_chair_opens_with_the_usual_deadline(people, sign_in):
    text = text_in(State.AGREED_BY_GROUP, people)
    client = sign_in(people.chair)
    address = reverse("silences:open", args=[text.pk])
    page = page_of(client.get(address))
    assert newest(text).digest in page
    assert "Day of the deadline" in page
    assert "Time of the deadline, Brussels" in page
    assert "unless I hear to the contrary by 17:30 hrs" in page
    assert "Par conséquent" in page
    response = client.post(address, deadline_of(5))
    silence = Silence.objects.get()
    assert response.url == url("detail", silence)
    assert silence.deadline == default_deadline(silence.opened_at)
    assert client.post(address, deadline_of(5)).url == url("detail", silence)


WRONG_DEADLINES = [
    ({"day": "2027-01-01", "hour": "17:30"}, "day"),
    ({"day": "0001-01-01", "hour": "00:00"}, "day"),
    ({"day": "9999-12-31", "hour": "17:30"}, "day"),
    ({"day": "yesterday", "hour": "17:30"}, "day"),
    ({"day": "", "hour": ""}, "hour"),
    ({"hour": "18:01"}, "hour"),
    ({"hour": "08:59"}, "hour"),
]


def test_a_wrong_deadline_is_explained_at_its_field(people, sign_in):
    text = text_in(State.AGREED_BY_GROUP, people)
    client = sign_in(people.chair)
    for posted, field in WRONG_DEADLINES:
        response = client.post(reverse("silences:open", args=[text.pk]), deadline_of(5) | posted)
        assert response.status_code == 422, posted
        assert response.context["form"].errors[field], posted
    assert not Silence.objects.exists()


def test_a_holiday_is_named_in_the_language_of_the_reader(people, sign_in):
    text = text_in(State.AGREED_BY_GROUP, people)
    with clock.specimen_clock(datetime(2026, 12, 15, 10, tzinfo=UTC)):
        response = sign_in(people.chair, "fr").post(
            reverse("silences:open", args=[text.pk]), {"day": "2026-12-25", "hour": "17:30"}
        )
    assert "Noël" in str(response.context["form"].errors["day"])


def test_short_notice_has_to_be_confirmed(people, sign_in):
    text = text_in(State.AGREED_BY_GROUP, people)
    client = sign_in(people.secretariat)
    address = reverse("silences:open", args=[text.pk])
    warned = client.post(address, deadline_of(2))
    assert warned.status_code == 422
    assert "Short notice" in page_of(warned)
    assert 'type="checkbox"' in page_of(warned)
    assert client.post(address, {**deadline_of(2), "confirmed": "on"}).status_code == 302


def test_a_text_that_is_not_agreed_is_not_placed_under_silence(people, sign_in):
    text = text_in(State.DRAFT, people)
    response = sign_in(people.chair).post(reverse("silences:open", args=[text.pk]), deadline_of(5))
    assert response.status_code == 403
    assert "another state" in page_of(response)


def test_an_extension_and_its_reason_are_on_the_board(running, people, sign_in):
    client = sign_in(people.chair)
    later = default_deadline(running.deadline).astimezone(BRUSSELS)
    posted = {"day": later.date().isoformat(), "hour": "17:30", "why": "Two nations asked for time."}
    page = page_of(client.post(url("extend", running), posted, follow=True))
    assert "Two nations asked for time." in page
    assert client.post(url("extend", running), posted).status_code == 409


def test_a_withdrawal_and_its_reason_are_on_the_board(running, people, sign_in):
    client = sign_in(people.secretariat)
    assert client.post(url("withdraw", running), {"why": ""}).status_code == 422
    page = page_of(client.post(url("withdraw", running), {"why": "Overtaken."}, follow=True))
    assert "Overtaken." in page
    assert client.post(url("withdraw", running), {"why": "Again."}).status_code == 302


def test_the_action_sheet_is_edited_and_issued(lapsed, people, sign_in):
    actions.close_silence(silence=lapsed)
    mine, theirs = sign_in(people.chair), sign_in(people.secretariat)
    seen = mine.get(url("action_sheet", lapsed)).context["form"]["seen"].value()
    first = {"seen": seen, "text_en": "Saved first.", "text_fr": "Enregistré d'abord."}
    assert theirs.post(url("action_sheet", lapsed), first).status_code == 302
    second = {"seen": seen, "text_en": "Saved second.", "text_fr": "Enregistré ensuite.", "issue": "1"}
    stale = mine.post(url("action_sheet", lapsed), second)
    assert stale.status_code == 409
    assert "Saved first." in page_of(stale)
    assert "Saved second." in page_of(stale)
    second["seen"] = stale.context["form"]["seen"].value()
    page = page_of(mine.post(url("action_sheet", lapsed), second, follow=True))
    assert f"{lapsed.revision.document.reference}-AS1" in page
    assert mine.get(url("action_sheet", lapsed)).status_code == 302


def test_a_break_stays_readable_beside_the_next_procedure(running, people, sign_in):
    break_it(running, people.head_deu)
    page = page_of(
        sign_in(people.head_fra).get(reverse("silences:for_text", args=[running.revision.recommendation_id]))
    )
    assert "thirty days cannot be met" in page
    assert "within sixty days" in page


def test_the_empty_tab_says_what_will_stand_there(people, sign_in):
    text = text_in(State.ADJUDICATION, people)
    page = page_of(sign_in(people.head_fra).get(reverse("silences:for_text", args=[text.pk])))
    assert "No silence procedure yet" in page
    assert reverse("silences:open", args=[text.pk]) not in page


def test_wrong_methods_and_addresses(running, people, sign_in):
    client = sign_in(people.head_fra)
    assert client.post(url("detail", running)).status_code == 405
    assert client.delete(url("state", running)).status_code == 405
    assert client.get(reverse("silences:detail", args=[999_999_999])).status_code == 404


def test_the_board_asks_as_many_questions_for_three_positions_as_for_thirty(running, people, sign_in):
    client = sign_in(people.head_fra)
    client.get(url("detail", running))  # the first page of a session writes what the next ones read
    counts = []
    nations = list(Nation.objects.filter(ally=True))
    for upto in (3, 30):
        for nation in nations[upto // 30 * 3 : upto]:
            Position.objects.create(
                silence=running,
                nation=nation,
                stance=Stance.RESERVATION,
                text="Reserved.",
                stated_at=clock.now(),
                stated_by=people.head_fra,
                paragraph=running.revision.paragraphs.first(),
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(url("detail", running)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_clock_runs_out_on_the_page_too(running, people, sign_in):
    ends_in(running, -1)
    actions.close_silence(silence=running)
    page = page_of(sign_in(people.head_fra).get(url("detail", running)))
    assert "Agreed under silence." in page
    assert url("break", running) not in page


def test_an_objection_is_withdrawn_on_the_page_of_the_board(running, people, sign_in):
    break_it(running, people.head_deu)
    client = sign_in(people.head_deu)
    assert url("lift", running) in page_of(client.get(url("detail", running)))
    assert client.post(url("lift", running), {"why": ""}).status_code == 422
    page = page_of(client.post(url("lift", running), {"why": "Our question is answered."}, follow=True))
    assert "Our question is answered." in page
    assert 'class="state broke"' in page
    assert url("lift", running) not in page
    assert client.post(url("lift", running), {"why": "Again."}).status_code == 302
    assert url("lift", running) not in page_of(sign_in(people.head_fra).get(url("detail", running)))
