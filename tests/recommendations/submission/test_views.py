import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from recommendations.access.gates import report_gaps, report_gates
from recommendations.actions import submission as actions
from recommendations.enums import Edition, State
from recommendations.models import Commitment, Implication, Packet, Recommendation, Submission
from tests import demand_scenarios, scenarios
from tests.counting import queries_of
from tests.recommendations.submission.conftest import asked, built
from tests.scenarios import People, text_in

pytestmark = pytest.mark.django_db


def at(user) -> Client:
    """The person at the keyboard."""
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def url(name: str, obj=None) -> str:
    return reverse(f"submissions:{name}", args=[obj.pk] if obj else [])


def filled(report: Submission, rows: int = 1, **changes: object) -> dict[str, object]:
    """What the form of the report sends, as it stands, with `changes`."""
    texts = {
        f"{part}_{language}": "<p>Words.</p>"
        for part in ("introduction", "summary", "way_ahead")
        for language in ("en", "fr")
    }
    places = {f"place_{item.recommendation_id}": item.position for item in report.items.all()}
    actions_ = {"actions-TOTAL_FORMS": rows, "actions-INITIAL_FORMS": 1, "actions-0-verb": "approve"}
    actions_ |= {"actions-0-text_en": "the recommendations", "actions-0-text_fr": "les recommandations"}
    head = {"title_en": "Report to the CNAD", "title_fr": "Rapport à la CDNA", "addressee": "nadreps"}
    return {**head, **texts, **places, **actions_, "version": report.version, **changes}


def test_a_report_is_started_written_and_read(people):
    text = text_in(State.ENDORSED, people)
    client = at(people.secretariat)
    client.post(
        url("create"),
        {
            "kind": "submission",
            "title_en": "Autumn report",
            "title_fr": "Rapport d'automne",
            "addressee": "plenary",
            "plenary_date": "2027-04-20",
        },
    )
    report = Submission.objects.get()
    data = filled(report, **{f"place_{text.pk}": 1, "addressee": "plenary", "plenary_date": "2027-04-21"})
    assert client.post(url("edit", report), data).url == url("detail", report)
    page = client.get(url("detail", report)).content.decode()
    assert "the recommendations" in page
    assert "les recommandations" in page
    assert str(text) in page
    report.refresh_from_db()
    assert str(report.plenary_date) == "2027-04-21"


def test_the_list_takes_as_many_queries_for_ten_reports_as_for_one(issued, people):
    client = at(people.secretariat)
    few = queries_of(client, url("list"))
    for number in range(9):
        scenarios.report(people, text_in(State.ENDORSED, people, title=f"Text {number}"))
    assert queries_of(client, url("list")) == few
    assert [report.texts for report in client.get(url("list")).context["page"]] == [1] * 10


def test_rows_and_recommendations_follow_their_numbers(people):
    texts = [text_in(State.ENDORSED, people, title=title) for title in ("First", "Second", "Third")]
    report = scenarios.report(people, texts[0])
    data = filled(
        report,
        rows=3,
        **{f"place_{texts[0].pk}": "", f"place_{texts[1].pk}": 9, f"place_{texts[2].pk}": 4},
        **{"actions-0-ORDER": 2, "actions-1-ORDER": 1, "actions-1-verb": "note"},
        **{"actions-1-text_en": "the progress", "actions-1-text_fr": "les progrès"},
    )
    assert at(people.secretariat).post(url("edit", report), data).status_code == 302
    assert [str(item.recommendation) for item in report.items.all()] == ["Third", "Second"]
    assert list(report.actions.values_list("verb", flat=True)) == ["note", "approve"]


def test_a_row_is_removed_and_saving_to_write_on_gives_a_blank_one(report, people):
    client = at(people.secretariat)
    answer = client.post(url("edit", report), filled(report, **{"actions-0-DELETE": "on", "stay": "1"}))
    assert answer.url == url("edit", report)
    assert not report.actions.exists()
    assert 'name="actions-0-text_en"' in client.get(answer.url).content.decode()


def test_a_row_names_its_cells_where_a_phone_has_no_room_for_columns(report, people):
    page = at(people.secretariat).get(url("edit", report)).text
    for head in ("No.", "Verb", "English", "French", "Remove"):
        assert page.count(f'<td role="cell" data-th="{head}">') >= 2


def test_who_saves_second_sees_both_and_loses_nothing(report, people):
    client = at(people.secretariat)
    theirs = filled(report, summary_en="<p>Theirs, saved first.</p>")
    assert client.post(url("edit", report), theirs).status_code == 302
    mine = filled(report, summary_en="<p>Mine, saved second.</p>", title_en="My title")
    answer = client.post(url("edit", report), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, saved first." in page
    assert "Mine, saved second." in page
    assert "My title" in page
    report.refresh_from_db()
    assert report.summary_en == "<p>Theirs, saved first.</p>"
    assert client.post(url("edit", report), mine | {"version": report.version}).status_code == 302
    report.refresh_from_db()
    assert report.summary_en == "<p>Mine, saved second.</p>"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title_en", "", "This field is required"),
        ("title_fr", "é" * 301, "at most 300"),
        ("title_en", "a\0b", "Null characters"),
        ("plenary_date", "2027-02-30", "Enter a valid date"),
        ("addressee", "council", "Select a valid choice"),
        ("version", "x", "whole number"),
        ("introduction_en", "<p>NATO SECRET</p>", "NATO SECRET"),
        ("actions-0-text_fr", "", "This field is required"),
        ("actions-0-verb", "vote", "Select a valid choice"),
        ("place_99999", "1", "no longer endorsed"),
    ],
)
def test_bad_input_is_said_at_its_field_and_all_is_kept(report, people, field, value, message):
    answer = at(people.secretariat).post(url("edit", report), filled(report, **{"summary_fr": "Gardé.", field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert "There is a problem" in page
    assert "Gardé." in page


def test_a_plenary_needs_its_date(report, people):
    answer = at(people.secretariat).post(url("edit", report), filled(report, addressee="plenary"))
    assert answer.status_code == 422
    assert "Enter the date of the plenary session" in answer.content.decode()


def test_each_day_of_a_period_is_asked_for_by_its_name(people):
    form = at(people.secretariat).post(url("create"), {"kind": "progress"}).context["form"]
    assert form.errors["period_from"] == ["Enter the first day of the period"]
    assert form.errors["period_to"] == ["Enter the last day of the period"]


def test_broken_management_data_is_refused_without_a_fault(report, people):
    client = at(people.secretariat)
    for bad in ({"actions-TOTAL_FORMS": "x"}, {"actions-TOTAL_FORMS": "5000"}):
        assert client.post(url("edit", report), filled(report, **bad)).status_code == 422


def test_hostile_html_is_not_kept(report, people):
    hostile = '<p onclick="x()">Word</p><script>alert(1)</script><img src=x onerror=y>'
    at(people.secretariat).post(url("edit", report), filled(report, introduction_en=hostile))
    report.refresh_from_db()
    assert report.introduction_en == "<p>Word</p>"


def test_what_was_issued_meanwhile_is_not_overwritten_and_the_words_stay_on_the_page(report, people):
    client = at(people.secretariat)
    data = filled(report, summary_en="<p>Too late.</p>")
    actions.issue_submission(submission=report, by=people.chair)
    answer = client.post(url("edit", report), data)
    assert answer.status_code == 409
    assert "frozen" in answer.content.decode()
    assert "Too late." in answer.content.decode()
    report.refresh_from_db()
    assert "Too late." not in report.summary_en


def test_a_form_sent_twice_asks_for_one_packet(report, people):
    client = at(people.secretariat)
    data = {"edition": "fr", "key": str(uuid.uuid4())}
    first = client.post(url("build", report), data)
    assert client.post(url("build", report), data).url == first.url
    packet = Packet.objects.get()
    assert packet.contents["edition"] == "fr"
    other = scenarios.report(people)
    assert client.post(url("build", other), data).status_code == 409
    assert client.post(url("build", report), {"edition": "de", "key": "x"}).status_code == 422


def test_the_page_says_what_is_to_do_before_issue(people):
    client = at(people.secretariat)
    bare = scenarios.report(people)
    page = client.get(url("detail", bare)).content.decode()
    assert "No recommendation has been chosen." in page
    assert "disabled" in page
    answer = client.post(url("issue", bare))
    assert answer.status_code == 409
    assert "No recommendation has been chosen." in answer.content.decode()
    bare.refresh_from_db()
    assert bare.document is None


def test_what_is_missing_leads_to_where_it_is_filled(report, people):
    text = report.items.get().recommendation
    Implication.objects.filter(recommendation=text).delete()
    level = demand_scenarios.level(people.rapporteur)
    Commitment.objects.get(recommendation=text).levels.set([level])
    report.actions.all().delete()
    Submission.objects.filter(pk=report.pk).update(introduction_fr="", summary_en="", way_ahead_fr="", no_advice_en="")
    report.refresh_from_db()
    _all_lead_somewhere(report, people.secretariat)
    Recommendation.objects.filter(pk=text.pk).update(state=State.ADJUDICATION)
    assert url("edit", report) not in at(people.chair).get(url("detail", report)).text
    report.items.all().delete()
    _all_lead_somewhere(report, people.secretariat)


def test_a_text_has_as_many_paragraphs_in_each_language_before_issue(report, people):
    longer = "<p>One.</p><ul><li><p>a</p></li></ul><p>Two.</p>"
    Submission.objects.filter(pk=report.pk).update(summary_en=longer, no_advice_fr=longer)
    report.refresh_from_db()
    told = "Number of paragraphs: {} in English, {} in French. They share their numbers."
    assert report_gaps(report) == [
        f"Executive summary: {told.format(2, 1)}",
        f"NIAG advice: {told.format(1, 2)}",
    ]


def _all_lead_somewhere(report: Submission, reader) -> None:
    client = at(reader)
    page = client.get(url("detail", report)).text
    gaps = [gap for gate in report_gates(report) for gap in gate.gaps]
    for gap in gaps:
        address = reverse(gap.view, args=[gap.key])
        place = f"#{gap.place}" if gap.place else ""
        assert f'<a href="{address}{place}">{escape(gap.words)}</a>' in page
        shown = client.get(address)
        assert shown.status_code == 200
        assert not place or f'id="{gap.place}"' in shown.text, gap
    assert gaps


def test_issuing_says_its_consequence_then_numbers_freezes_and_submits(report, people):
    client = at(people.chair)
    assert "freezes it for good" in client.get(url("issue", report)).content.decode()
    assert client.post(url("issue", report)).url == url("detail", report)
    report.refresh_from_db()
    assert report.document.reference.startswith("DIPB-D(")
    assert [item.recommendation.state for item in report.items.all()] == [State.SUBMITTED]
    assert set(report.packets.values_list("edition", "issued")) == {(edition, True) for edition in Edition.values}
    assert client.post(url("issue", report)).status_code == 403
    assert report.packets.count() == 3


def test_a_recommendation_that_moved_on_stops_the_issue(report, people):
    text = report.items.get().recommendation
    scenarios.perform(text, "withdraw", by=people.secretariat, why="Overtaken by events.")
    answer = at(people.chair).post(url("issue", report))
    assert answer.status_code == 409
    assert "no longer endorsed" in answer.content.decode()


def test_the_progress_is_the_rows_and_stops_when_it_is_done(report, people):
    packet = asked(report, people)
    client = at(people.secretariat)
    assert "Waiting for a worker" in client.get(url("packet", packet)).content.decode()
    Packet.objects.filter(pk=packet.pk).update(
        state="running", attempts=2, stages=["contents", "merge", "store"], stage=1
    )
    answer = client.get(url("progress", packet), headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="1" max="3"' in page
    assert "Step 2 of 3: Merge" in page
    assert "Attempt 2" in page
    assert 'hx-trigger="every 1s"' in page
    again = client.get(url("progress", packet), {"seen": "running-2-1"}, headers={"HX-Request": "true"})
    assert (again.status_code, again.content) == (204, b"")
    built(packet)
    answer = client.get(url("progress", packet), headers={"HX-Request": "true"})
    assert answer.status_code == 286
    assert "hx-trigger" not in answer.content.decode()
    assert "a" * 64 in answer.content.decode()
    assert client.get(url("progress", packet)).url == url("packet", packet)


def test_a_failed_packet_says_why(report, people):
    packet = asked(report, people)
    Packet.objects.filter(pk=packet.pk).update(state="failed", error="pages")
    assert "more pages than a packet may have" in at(people.secretariat).get(url("packet", packet)).content.decode()


def test_pages_are_french_for_who_reads_french(issued, people):
    client = at(people.head_fra)
    client.cookies["django_language"] = "fr"
    people.head_fra.language = "fr"
    people.head_fra.save(update_fields=["language"])
    page = client.get(url("detail", issued)).content.decode()
    assert "Rapport à la CDNA" in page
    assert "Suite demandée" in page
    packet = client.get(url("packet", asked(issued, people))).content.decode()
    assert f"<title>Dossier – {issued.title_fr} – DIPB</title>" in packet


MEMBERS = ("chair", "head_fra", "deputy_fra", "expert_fra", "group_chair", "rapporteur")
OUTSIDE = ("niag", "partner_ukr", "auditor", "admin")


@pytest.mark.parametrize("who", [*OUTSIDE, "head_deu"])
def test_a_draft_does_not_exist_for_delegations_and_outsiders(report, people, who):
    packet = asked(report, people)
    client = at(getattr(people, who))
    for name, obj in [
        ("detail", report),
        ("edit", report),
        ("issue", report),
        ("packet", packet),
        ("download", packet),
    ]:
        assert client.get(url(name, obj)).status_code == 404, name
    assert client.post(url("build", report), {}).status_code == 404


@pytest.mark.parametrize("who", OUTSIDE)
def test_even_an_issued_report_does_not_exist_outside(issued, people, who):
    client = at(getattr(people, who))
    packet = issued.packets.first()
    names = [("list", None), ("create", None), ("detail", issued), ("packet", packet), ("download", packet)]
    assert {client.get(url(name, obj)).status_code for name, obj in names} == {404}


@pytest.mark.parametrize("who", MEMBERS)
def test_members_read_what_was_issued_and_may_not_write_it(issued, people, who):
    draft = asked(issued, people)
    Packet.objects.filter(pk=draft.pk).update(issued=False)
    client = at(getattr(people, who))
    page = client.get(url("detail", issued))
    assert page.status_code == 200
    seen = reverse("submissions:packet", args=[draft.pk]) in page.content.decode()
    assert seen is (who == "chair")
    assert client.get(url("packet", issued.packets.filter(issued=True).first())).status_code == 200
    assert client.get(url("edit", issued)).status_code == 403
    assert client.post(url("build", issued), {"edition": "en", "key": str(uuid.uuid4())}).status_code == 403
    assert client.post(url("issue", issued)).status_code == 403


def test_the_number_of_queries_does_not_grow(people):
    report = scenarios.report(people, text_in(State.ENDORSED, people, title="0"))
    client, paths = at(people.secretariat), [url("list"), url("detail", report), url("edit", report)]
    counts = []
    for size in (3, 30):
        _grow(report, people, size)
        counts.append([queries_of(client, path) for path in paths])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 60


def _grow(report: Submission, people: People, size: int) -> None:
    """So many reports, and so many recommendations, actions and packets in this one."""
    texts = [item.recommendation for item in report.items.all()]
    texts += [text_in(State.ENDORSED, people, title=f"No. {n}", paragraphs=1) for n in range(len(texts), size)]
    report.refresh_from_db()
    actions.save_submission(
        submission=report,
        version=report.version,
        texts={},
        recommendations=texts,
        actions=[("note", f"item {n}", f"point {n}") for n in range(min(size, 26))],
        by=people.secretariat,
    )
    for n in range(size):
        asked(report, people)
        actions.create_submission(
            title_en=f"R{n}", title_fr=f"R{n}", addressee="nadreps", plenary_date=None, by=people.secretariat
        )
