"""The pages of meetings: forms, refusals, lists, calendars."""

from datetime import UTC, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from boards.access import rights_of
from boards.actions import attendance, calendars, meetings, seats, sheets, statements
from boards.enums import MeetingFormat, MeetingState
from boards.models import AgendaItem, Body, Meeting, Seat
from boards.views.calendars import address_of
from dipb_portal.accounts.models import User
from dipb_portal.home.asks import meetings as asks
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import add_working_days, is_working_day
from dipb_portal.ui.moments import in_words
from tests import meeting_scenarios as scenes
from tests.counting import queries_of
from tests.races import again
from tests.scenarios import People

pytestmark = pytest.mark.django_db

SERIES = {
    "title_en": "",
    "title_fr": "",
    "day": "2031-01-31",
    "begins": "09:30",
    "ends": "12:30",
    "place_en": "Brussels",
    "place_fr": "Bruxelles",
    "format": "allied",
    "every": "1",
    "unit": "months",
    "until": "2031-05-31",
}


@pytest.fixture
def secretariat(people: People, client: Client) -> Client:
    client.force_login(people.secretariat)
    return client


def board() -> Body:
    return Body.objects.get(code="DIPB")


def test_a_series_falls_on_working_days_at_the_same_hour_in_brussels(secretariat: Client) -> None:
    response = secretariat.post(reverse("meetings:series"), {**SERIES, "body": board().pk})
    assert response.status_code == 302
    starts = [meeting.starts for meeting in Meeting.objects.order_by("starts")]
    assert [f"{start.astimezone(UTC):%m-%d %H:%M}" for start in starts] == [
        "01-31 08:30",
        "02-28 08:30",
        "03-31 07:30",
        "04-30 07:30",
    ]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "0001-01-01"}, "day"),
        ({"ends": "09:00"}, "ends"),
        ({"until": "2030-01-01"}, "until"),
        ({"until": "2099-01-01"}, "until"),
        ({"place_en": "a\x00b"}, "place_en"),
        ({"place_en": "x" * 500}, "place_en"),
        ({"every": "9" * 30}, "every"),
        ({"body": "0"}, "body"),
        ({"format": "open"}, "format"),
    ],
)
def test_a_wrong_form_says_so_and_plans_nothing(wrong: dict[str, str], field: str, secretariat: Client) -> None:
    response = secretariat.post(reverse("meetings:series"), {**SERIES, "body": board().pk, **wrong})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title_en": "Only English"}, "title_fr"),
        ({"title_en": "NATO SECRET", "title_fr": "A"}, "title_en"),
        ({"day": "2020-01-31"}, "day"),
    ],
)
def test_a_wrong_meeting_says_so_and_plans_nothing(wrong: dict[str, str], field: str, secretariat: Client) -> None:
    response = secretariat.post(reverse("meetings:plan"), {**SERIES, "body": board().pk, **wrong})
    assert response.status_code in (409, 422)
    assert field in response.context["form"].errors
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("day", "warned"), [("2031-01-31", False), ("2031-02-01", True)])  # a Friday, a Saturday
def test_a_meeting_on_no_working_day_is_planned_with_a_word_about_it(
    secretariat: Client, day: str, warned: bool
) -> None:
    form = {**SERIES, "body": board().pk, "day": day}
    page = secretariat.post(reverse("meetings:plan"), form, follow=True).text
    assert "The meeting is planned." in page
    assert ("no working day in Brussels" in page) is warned


def test_the_meetings_before_and_after_are_dated_once(people: People, secretariat: Client) -> None:
    first, second = scenes.called(people, days=20), scenes.planned(people.secretariat, days=30)
    page = secretariat.get(reverse("meetings:detail", args=[first.pk])).text
    assert page[page.index('rel="next"') :].split("</nav>")[0].count(in_words(second.starts, "day")) == 1
    page = secretariat.get(reverse("meetings:detail", args=[second.pk])).text
    assert page[page.index('rel="prev"') :].split("</nav>")[0].count(in_words(first.starts, "day")) == 1


def test_no_two_meetings_of_a_series_share_a_name(secretariat: Client) -> None:
    titles = {"title_en": "Review", "title_fr": "Examen"}
    secretariat.post(reverse("meetings:series"), {**SERIES, "body": board().pk, **titles})
    assert len({meeting.name for meeting in Meeting.objects.select_related("body")}) == 4


def test_who_edits_second_sees_both_versions(people: People, secretariat: Client) -> None:
    meeting = scenes.planned(people.secretariat)
    path = reverse("meetings:edit", args=[meeting.pk])
    meetings.save_meeting(meeting=meeting, version=1, by=people.chair, place_en="Madrid")
    words = {name: SERIES[name] for name in ("title_en", "title_fr", "day", "begins", "ends", "place_fr", "format")}
    response = secretariat.post(path, {**words, "place_en": "Paris", "version": "1"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Madrid" in page
    assert 'value="Paris"' in page
    response = secretariat.post(path, {**words, "place_en": "Paris", "version": "2"})
    assert response.status_code == 302


def test_a_member_may_read_but_not_run(people: People, client: Client) -> None:
    meeting = scenes.called(people)
    client.force_login(people.head_fra)
    assert client.get(reverse("meetings:detail", args=[meeting.pk])).status_code == 200
    for name in ("edit", "agenda", "cancel", "attendance"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 403


def test_items_of_another_meeting_are_not_found_under_this_one(people: People, secretariat: Client) -> None:
    meeting, other = scenes.planned(people.secretariat), scenes.planned(people.secretariat)
    foreign = AgendaItem.objects.filter(meeting=other).first()
    assert secretariat.get(reverse("meetings:edit_item", args=[meeting.pk, foreign.pk])).status_code == 404


def test_a_paper_is_attached_by_its_reference(people: People, secretariat: Client) -> None:
    agenda = scenes.called(people).agenda
    item = scenes.planned(people.secretariat).items.first()
    path = reverse("meetings:attach", args=[item.meeting_id, item.pk])
    assert secretariat.post(path, {"reference": "DIPB-D(1999)0001"}).status_code == 422
    assert secretariat.post(path, {"reference": f" {agenda.reference.lower()} "}).status_code == 302
    assert item.papers.get().document == agenda


def test_carrying_over_again_says_so_in_plain_words(people: People, secretariat: Client) -> None:
    open_item = scenes.held(people).items.get()
    open_item.decisions.all().delete()
    meeting = scenes.planned(people.secretariat, items=0)
    path = reverse("meetings:carry_over", args=[meeting.pk])
    for said in ("The items are carried over.", "An item you chose is on the agenda by now, or settled."):
        assert said in secretariat.post(path, {"items": [open_item.pk]}, follow=True).text
    assert meeting.items.count() == 1


def test_a_time_for_comments_that_is_over_is_refused_at_its_day(people: People, secretariat: Client) -> None:
    path = reverse("meetings:circulate", args=[scenes.held(people).pk])
    answer = secretariat.post(path, {"day": "2020-01-31", "hour": "17:31"})
    assert list(answer.context["form"].errors) == ["day"]
    assert 'value="17:31"' in answer.text


def test_a_sheet_is_circulated_once_held_and_then_extended(people: People, secretariat: Client) -> None:
    called = reverse("meetings:sheet", args=[scenes.called(people).pk])
    assert "The decision sheet is circulated when the meeting was held." in secretariat.get(called).text
    path = reverse("meetings:circulate", args=[scenes.held(people).pk])
    for days, title in ((1, "Circulate the decision sheet in draft"), (2, "Extend the time for comments")):
        assert f"<h1>{title}</h1>" in secretariat.get(path).text
        secretariat.post(path, {"day": f"{add_working_days(clock.today(), days):%Y-%m-%d}", "hour": "12:00"})


def test_the_time_for_comments_ends_on_a_working_day(people: People, secretariat: Client) -> None:
    day = clock.today() + timedelta(days=7)
    while is_working_day(day):
        day += timedelta(days=1)
    path = reverse("meetings:circulate", args=[scenes.held(people).pk])
    answer = secretariat.post(path, {"day": f"{day:%Y-%m-%d}", "hour": "12:00"})
    assert answer.context["form"].errors == {"day": ["The deadline must be a working day in Brussels."]}


def test_what_a_nation_typed_in_french_keeps_its_marks_with_the_words(people: People, secretariat: Client) -> None:
    meeting = scenes.circulated(people)
    words = "Lire « pris note » : rien d’autre."
    for language in ("fr", "en"):
        sheets.comment_on_sheet(meeting=meeting, language=language, text=words, by=people.head_fra)
    page = secretariat.get(reverse("meetings:sheet", args=[meeting.pk])).text
    assert "Lire «\xa0pris note\xa0»\xa0: rien d’autre." in page
    assert words in page


def test_calling_again_changes_nothing(people: People, secretariat: Client) -> None:
    meeting = scenes.planned(people.secretariat)
    path = reverse("meetings:call", args=[meeting.pk])
    assert secretariat.post(path).status_code == 302
    assert secretariat.post(path).status_code == 409
    meeting.refresh_from_db()
    assert meeting.number == 1


def test_the_list_looks_ahead_or_back(people: People, client: Client) -> None:
    ahead, behind = scenes.planned(people.secretariat), scenes.held(people, body="CAP")
    client.force_login(people.head_fra)
    listed = lambda query: {m.pk for m in client.get(reverse("meetings:list") + query).context["page"]}
    assert listed("") == {ahead.pk}
    assert listed("?when=past") == {behind.pk}
    assert listed(f"?when=past&body={behind.body_id}&year={behind.starts.year}") == {behind.pk}
    assert listed("?when=past&year=2001") == set()
    assert client.get(reverse("meetings:list") + "?year=99999999999999999999&body=x").status_code == 200
    assert str(behind.body.acronym) in client.get(reverse("meetings:export") + "?when=past").content.decode()


def test_pages_take_a_constant_number_of_queries(people: People, client: Client) -> None:
    client.force_login(people.head_fra)
    meeting = scenes.called(people, items=3)
    detail, listing = reverse("meetings:detail", args=[meeting.pk]), reverse("meetings:list")
    few = queries_of(client, detail), queries_of(client, listing)
    for _n in range(8):
        item = scenes.item(meeting, people.secretariat)
        scenes.decide(item, people.secretariat)
        scenes.planned(people.secretariat, items=0)
    assert (queries_of(client, detail), queries_of(client, listing)) == few


def test_a_calendar_file_holds_title_time_and_place(people: People, client: Client) -> None:
    meeting = scenes.called(people)
    client.force_login(people.head_fra)
    response = client.get(reverse("meetings:ics", args=[meeting.pk]))
    event = Calendar.from_ical(response.content).walk("VEVENT")[0]
    assert event["summary"] == "1st meeting of the Defence Industrial Production Board"
    assert event.decoded("dtstart") == meeting.starts.replace(microsecond=0)
    assert event["location"] == "NATO Headquarters"
    assert "Item 1" not in response.content.decode()
    people.head_fra.language = "fr"
    people.head_fra.save()
    event = Calendar.from_ical(client.get(feed(people, "head_fra")).content).walk("VEVENT")[0]
    assert event["location"] == "Siège de l’OTAN"


def feed(people: People, role: str) -> str:
    return reverse("meetings:feed", args=[address_of(calendars.renew_feed(by=getattr(people, role)))])


def test_the_feed_is_read_without_signing_in_and_shows_what_its_owner_sees(people: People, client: Client) -> None:
    scenes.called(people, body="SCS")
    scenes.called(people, format=MeetingFormat.PARTNER)
    count = lambda role: client.get(feed(people, role)).content.decode().count("BEGIN:VEVENT")
    assert [count(role) for role in ("head_fra", "niag", "expert_fra")] == [2, 1, 0]


def test_the_feed_dies_with_a_new_address_a_revocation_and_the_last_seat(people: People, client: Client) -> None:
    first = feed(people, "head_fra")
    second = feed(people, "head_fra")
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    assert client.get(second.replace(":", "0:")).status_code == 404
    for seat in Seat.objects.filter(user=people.head_fra):
        seats.end_seat(seat=seat, by=people.admin)
    assert client.get(second).status_code == 404
    third = feed(people, "head_deu")
    calendars.end_feed(by=people.head_deu)
    assert client.get(third).status_code == 404


def asked(user) -> list[str]:
    user = again(user)
    return [ask.sentence for ask in asks.asks(user, rights_of(user), clock.now())]


def test_the_page_offers_each_their_next_act(people: People, client: Client) -> None:
    def shown(user: User, meeting: Meeting) -> tuple[str, bool]:
        client.force_login(user)
        context = client.get(reverse("meetings:detail", args=[meeting.pk])).context
        return str(context["invitation"] or ""), context["shows_draft"]

    called, circulated = scenes.called(people), scenes.circulated(people)
    assert shown(people.head_fra, called) == ("France", False)
    assert shown(people.secretariat, called) == ("", True)
    assert shown(people.head_fra, circulated) == ("", True)
    assert shown(people.secretariat, scenes.planned(people.secretariat)) == ("", False)


def test_without_an_agenda_there_is_nothing_to_call_for(people: People, secretariat: Client) -> None:
    meeting = scenes.planned(people.secretariat, items=0)

    def page() -> str:
        return secretariat.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()

    assert "disabled>Call the meeting" in page()
    assert "Book of the meeting" not in page()
    scenes.item(meeting, people.secretariat)
    assert "disabled>Call the meeting" not in page()
    assert "Book of the meeting" in page()


def test_a_decision_is_worked_on_at_its_item_and_once_the_meeting_was_held_on_the_sheet(
    people: People, secretariat: Client
) -> None:
    def leads(name: str, **words: object) -> str:
        return secretariat.post(reverse(f"meetings:{name}", args=[meeting.pk, decision.pk]), words).headers["Location"]

    meeting = scenes.called(people)
    decision = scenes.decide(meeting.items.get(position=1), people.secretariat)
    words = {"verb": "noted", "text_en": "the plan", "text_fr": "le plan", "version": 1}
    assert leads("edit_decision", **words).endswith(f"/meetings/{meeting.pk}/#item-{decision.item_id}")
    meeting = scenes.held(people)
    decision = scenes.decide(meeting.items.get(), people.secretariat)
    sheet = reverse("meetings:sheet", args=[meeting.pk])
    at = f"{sheet}#decision-{decision.pk}"
    assert leads("edit_decision", **words) == leads("move_decision", to=1) == at
    assert f'id="decision-{decision.pk}"' in secretariat.get(sheet).text
    assert leads("remove_decision") == at


def test_whoever_issues_the_revised_agenda_is_done_with_its_editor(people: People, secretariat: Client) -> None:
    meeting = scenes.called(people)
    scenes.item(meeting, people.secretariat)
    path = reverse("meetings:revise_agenda", args=[meeting.pk])
    assert secretariat.post(path).headers["Location"] == reverse("meetings:detail", args=[meeting.pk])


def test_what_was_stated_or_answered_is_offered_to_be_changed(people: People, client: Client) -> None:
    item = scenes.called(people).items.get(position=1)
    path = reverse("meetings:detail", args=[item.meeting_id])

    def offered(user: User) -> list[int]:
        client.force_login(user)
        shown = client.get(path).text
        return [shown.count(f'aria-label="{words}') for words in ("Give a stat", "Edit the stat", "Change the answer")]

    statements.make_statement(item=item, version=0, language="en", text="<p>Yes.</p>", by=people.head_fra)
    row = item.meeting.attendances.get(nation__alpha3="FRA")
    attendance.answer_invitation(attendance=row, version=row.version, answer="coming", names="", by=people.head_fra)
    assert offered(people.head_fra) == offered(people.deputy_fra) == [1, 1, 1]
    assert offered(people.head_deu) == [2, 0, 0]
    assert offered(people.secretariat) == [2, 0, 1]


def test_a_statement_is_spelt_in_its_own_language(people: People, client: Client) -> None:
    item = scenes.called(people).items.get(position=1)
    client.force_login(people.head_fra)
    path = reverse("meetings:state", args=[item.meeting_id, item.pk])
    assert 'lang="fr"' not in str(client.get(path).context["form"]["text"])
    client.post(path, {"language": "fr", "text": "<p>Oui : oui</p>", "version": "0"})
    assert "Oui\u00a0: oui" in item.statements.get().text
    assert 'lang="fr"' in str(client.get(path).context["form"]["text"])


def test_the_page_tells_what_is_ahead_from_what_happened(people: People, client: Client) -> None:
    client.force_login(people.head_fra)

    def says(meeting: Meeting) -> list[bool]:
        page = client.get(reverse("meetings:detail", args=[meeting.pk])).content.decode()
        return [words in page for words in ("Invitations", "Attendance", "Presence", "Add to my calendar")]

    ahead, past = scenes.called(people), scenes.closed(people)
    assert says(ahead) == [True, False, False, True]
    meetings.cancel_meeting(meeting=ahead, why="No business.", by=people.secretariat)
    assert says(ahead) == [True, False, False, False]
    assert says(past) == [False, True, True, False]
    papers = client.get(reverse("meetings:detail", args=[past.pk])).context["papers"]
    assert [paper.pk for paper in papers] == [past.agenda_id, past.decision_sheet_id]


def test_the_desk_asks_each_for_their_part(people: People) -> None:
    planned = scenes.planned(people.secretariat)
    assert asked(people.secretariat) == ["The agenda has not been sent."]
    scenes.call(people, planned)
    assert asked(people.head_fra) == ["France has not said who comes."]
    assert asked(people.secretariat) == asked(people.expert_fra) == asked(people.niag) == []
    meetings.cancel_meeting(meeting=planned, why="No business.", by=people.secretariat)
    over = scenes.called(people)
    Meeting.objects.filter(pk=over.pk).update(starts=clock.now() - timedelta(hours=2), ends=clock.now())
    assert asked(people.secretariat) == ["The meeting is over and not recorded as held."]
    meetings.cancel_meeting(meeting=over, why="No business.", by=people.secretariat)
    scenes.held(people)
    assert asked(people.secretariat) == ["The decision sheet has not been circulated in draft."]
    scenes.circulated(people)
    assert asked(people.head_fra) == ["The decision sheet is circulated in draft; your nation has not commented."]
    Meeting.objects.filter(sheet_closes_at__isnull=False).update(sheet_closes_at=clock.now() - timedelta(hours=1))
    assert "The time for comments is over. The decision sheet can be issued." in asked(people.secretariat)
    assert asked(people.head_fra) == []
    assert not Meeting.objects.filter(state=MeetingState.CLOSED).exists()
