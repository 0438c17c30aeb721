"""Decisions and the decision sheet; statements; the record."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from boards.actions import agendas, attendance, records, sheets, statements
from boards.enums import Answer, DecisionVerb, Denied, DocumentKind, Presence, StaleVersion
from boards.forms.sheets import SheetCommentForm
from boards.models import Attendance, Body, Document
from boards.queries.documents import citing, meeting_of
from boards.queries.sheet_wording import clause, decision_sheet
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.models import Kind, Notification
from tests import library_scenarios as library
from tests import meeting_scenarios as scenes
from tests.races import again, at_once
from tests.scenarios import People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("verb", "text", "expected"),
    [
        (DecisionVerb.NOTED, "le rapport", "a pris note du rapport"),
        (DecisionVerb.NOTED, "les rapports", "a pris note des rapports"),
        (DecisionVerb.NOTED, "l’avis", "a pris note de l’avis"),
        (DecisionVerb.AGREED, "le calendrier", "a souscrit au calendrier"),
        (DecisionVerb.AGREED, "la recommandation.", "a souscrit à la recommandation"),
        (DecisionVerb.ENDORSED, "le mandat", "a entériné le mandat"),
        (DecisionVerb.TASKED, "le groupe d’agir", "a chargé le groupe d’agir"),
        (DecisionVerb.NOTED, "observations des pays", "a pris note d’observations des pays"),
        (DecisionVerb.NOTED, "", "a pris note de […]"),
    ],
)
def test_french_runs_its_articles_together(verb: str, text: str, expected: str, people: People) -> None:
    decision = scenes.decide(scenes.called(people).items.get(position=1), people.secretariat, verb=verb, text_fr=text)
    assert clause(decision, "fr") == expected


def test_a_point_is_offered_for_comment_as_the_sheet_words_it(people: People) -> None:
    meeting = scenes.called(people)
    words = "les " + "déclarations des pays " * 9
    scenes.decide(meeting.items.get(position=1), people.secretariat, verb=DecisionVerb.NOTED, text_fr=words)
    with override("fr"):
        offered = [str(label) for _value, label in SheetCommentForm(meeting=meeting).fields["decision"].choices]
    assert offered[1].startswith("1 (a) a pris note des déclarations")
    assert offered[1].endswith("…")


def test_the_sheet_says_who_decided_what_and_by_when(people: People) -> None:
    meeting = scenes.held(people)
    item = meeting.items.get(position=1)
    scenes.decide(
        item,
        people.secretariat,
        verb=DecisionVerb.TASKED,
        text_en="the group to draw up recommendations",
        text_fr="le groupe d’élaborer des recommandations",
        due=clock.today().replace(year=2027, month=3, day=1),
        addressee=Body.objects.get(code="SCS"),
    )
    decisions = list(item.decisions.select_related("item"))
    english, french = (decision_sheet(meeting, decisions, language) for language in ("en", "fr"))
    assert "<p>The Board:</p><p>(a) noted the report;</p>" in english
    assert "<p>(b) tasked the group to draw up recommendations, by 1 March 2027.</p>" in english
    assert "<p>Le Bureau\u00a0:</p><p>(a) a pris note du rapport\u202f;</p>" in french
    assert "d’ici au 1er mars 2027.</p>" in french


def test_what_is_asked_is_not_due_before_the_meeting(people: People) -> None:
    meeting = scenes.held(people)
    decision = scenes.decide(meeting.items.get(position=1), people.secretariat, due=day_of(meeting.starts))
    before = {"due": day_of(meeting.starts) - timedelta(days=1)}
    with pytest.raises(ValidationError, match="lies before the meeting"):
        scenes.decide(meeting.items.get(position=1), people.secretariat, **before)
    with pytest.raises(ValidationError, match="lies before the meeting"):
        sheets.save_decision(decision=decision, version=1, by=people.secretariat, **before)


def test_a_group_decides_as_a_group(people: People) -> None:
    meeting = scenes.held(people, body="CAP")
    decisions = [meeting.items.get(position=1).decisions.get()]
    assert "<p>The Group noted the report.</p>" in decision_sheet(meeting, decisions, "en")
    assert "<p>Le Groupe a pris note du rapport.</p>" in decision_sheet(meeting, decisions, "fr")


def test_the_kind_of_a_record_is_not_the_act_of_recording() -> None:
    with override("fr"):
        assert DocumentKind.RECORD.label == "Procès-verbal"


def test_an_issued_sheet_is_a_document_in_both_languages(people: People) -> None:
    sheet = scenes.closed(people).decision_sheet
    assert sheet.reference == f"DIPB-DS({sheet.dated.year})0001"
    assert "noted the report" in sheet.text_en
    assert "a pris note du rapport" in sheet.text_fr
    assert Notification.objects.filter(kind=Kind.SHEET_ISSUED, user=people.head_fra).exists()


def test_a_paper_lists_the_sheets_and_agendas_that_name_it(people: People) -> None:
    cited = library.paper(people.secretariat)
    meeting = scenes.circulated(people, clock.now() - timedelta(days=10), decision=f"the report {cited.reference}")
    sheet = sheets.issue_sheet(meeting=meeting, by=people.secretariat)
    coming = scenes.planned(people.secretariat)
    agendas.attach_paper(item=coming.items.first(), document=cited, by=people.secretariat)
    agenda = scenes.call(people, coming).agenda
    assert set(citing(cited, people.head_fra)) == {sheet, agenda}


def test_a_sheet_leads_to_its_meeting(people: People) -> None:
    meeting = scenes.closed(people)
    assert meeting_of(meeting.decision_sheet, people.head_fra) == meeting
    assert meeting_of(meeting.agenda, people.head_fra) == meeting
    assert meeting_of(meeting.decision_sheet, people.partner_ukr) is None
    assert meeting_of(library.paper(people.secretariat), people.head_fra) is None


def test_outsiders_are_not_told_of_sheets(people: People) -> None:
    scenes.closed(people, format="partner")
    told = Notification.objects.filter(kind__in=[Kind.SHEET_CIRCULATED, Kind.SHEET_ISSUED])
    assert told.filter(user=people.head_fra).count() == 2
    assert not told.filter(user__in=[people.niag, people.partner_ukr]).exists()


@pytest.mark.parametrize("restricted", [False, True])
def test_outsiders_are_told_of_a_decision_addressed_to_them_that_they_may_read(
    people: People, restricted: bool
) -> None:
    meeting = scenes.held(people, clock.now() - timedelta(days=10), restricted=("Aside", "it"), format="partner")
    item = meeting.items.get(restricted=restricted)
    niag = Body.objects.get(code="NIAG")
    scenes.decide(item, people.secretariat, verb=DecisionVerb.INVITED, addressee=niag)
    sheets.circulate_sheet(meeting=meeting, closes_at=clock.now() + timedelta(days=5), by=people.secretariat)
    told = Notification.objects.filter(kind=Kind.DECISION_ADDRESSED)
    assert not told.exists()
    with clock.specimen_clock(clock.now() + timedelta(days=6)):
        sheets.issue_sheet(meeting=meeting, by=people.secretariat)
    assert [each.user for each in told] == ([] if restricted else [people.niag])


@pytest.mark.parametrize("gap", ["not circulated", "still open", "unanswered", "one language"])
def test_what_stands_against_issuing(gap: str, people: People) -> None:
    meeting = scenes.held(people, clock.now() - timedelta(days=10))
    by, past = people.secretariat, clock.now() - timedelta(days=9)
    if gap != "not circulated":
        closes = clock.now() + timedelta(days=1) if gap == "still open" else clock.now() - timedelta(days=1)
        with clock.specimen_clock(past):
            sheets.circulate_sheet(meeting=meeting, closes_at=closes, by=by)
            if gap == "unanswered":
                sheets.comment_on_sheet(meeting=meeting, language="en", text="No.", by=people.head_deu)
    if gap == "one language":
        scenes.decide(meeting.items.first(), by, text_fr="")
    with pytest.raises(Denied):
        sheets.issue_sheet(meeting=meeting, by=by)
    assert not Document.objects.filter(kind="DS").exists()


def test_the_secretariat_answers_and_issues(people: People) -> None:
    with clock.specimen_clock(clock.now() - timedelta(days=6)):
        meeting = scenes.held(people)
    with clock.specimen_clock(clock.now() - timedelta(days=5)):
        sheets.circulate_sheet(meeting=meeting, closes_at=clock.now() + timedelta(days=1), by=people.secretariat)
        comment = sheets.comment_on_sheet(meeting=meeting, language="fr", text="Point 1.", by=people.head_fra)
    sheets.answer_comment(comment=comment, answer="Taken up.", by=people.secretariat)
    assert sheets.issue_sheet(meeting=meeting, by=people.secretariat).kind == "DS"


@pytest.mark.parametrize("role", ["expert_fra", "secretariat", "niag", "partner_ukr", "rapporteur"])
def test_only_heads_and_deputies_comment_on_a_draft(role: str, people: People) -> None:
    meeting = scenes.circulated(people)
    with pytest.raises(Denied):
        sheets.comment_on_sheet(meeting=meeting, language="en", text="No.", by=getattr(people, role))


def test_a_second_click_comments_once(people: People) -> None:
    meeting = scenes.circulated(people)
    for _click in range(2):
        sheets.comment_on_sheet(meeting=meeting, language="en", text="No.", by=people.deputy_fra)
    assert meeting.sheet_comments.count() == 1


def test_a_circulated_decision_is_reworded_not_struck(people: People) -> None:
    decision = scenes.circulated(people).items.get(position=1).decisions.get()
    with pytest.raises(Denied):
        sheets.remove_decision(decision=decision, by=people.secretariat)
    sheets.save_decision(decision=decision, version=1, by=people.secretariat, text_en="the plan")
    with pytest.raises(StaleVersion):
        sheets.save_decision(decision=decision, version=1, by=people.chair, text_en="the paper")


def test_a_nation_has_one_statement_an_item_in_its_language(people: People) -> None:
    item = scenes.called(people).items.get(position=1)
    words = {"item": item, "language": "fr", "text": "<p>Oui</p>"}
    statements.make_statement(version=0, by=people.head_fra, **words)
    with pytest.raises(StaleVersion):
        statements.make_statement(version=0, by=people.deputy_fra, **words)
    statements.make_statement(version=1, by=people.deputy_fra, **words | {"text": "<p>Non</p>"})
    statements.make_statement(version=0, by=people.secretariat, **words)
    said = item.statements.order_by("pk")
    assert [(row.nation and row.nation.alpha3, row.text) for row in said] == [
        ("FRA", "<p>Non</p>"),
        (None, "<p>Oui</p>"),
    ]


@pytest.mark.parametrize("role", ["expert_fra", "chair", "niag", "partner_ukr", "rapporteur"])
def test_who_does_not_speak_gives_no_statement(role: str, people: People) -> None:
    item = scenes.called(people, format="partner").items.get(position=1)
    with pytest.raises(Denied):
        statements.make_statement(item=item, version=0, language="en", text="<p>A</p>", by=getattr(people, role))


def test_after_the_sheet_what_was_said_stands(people: People) -> None:
    item = scenes.closed(people).items.get(position=1)
    with pytest.raises(Denied):
        statements.make_statement(item=item, version=0, language="en", text="<p>A</p>", by=people.head_fra)


@pytest.mark.parametrize(
    ("role", "row", "may"),
    [
        ("deputy_fra", "FRA", True),
        ("secretariat", "FRA", True),
        ("niag", "NIAG", True),
        ("partner_ukr", "UKR", True),
        ("expert_fra", "FRA", False),
        ("head_deu", "FRA", False),
        ("niag", "UKR", False),
    ],
)
def test_each_side_answers_its_own_invitation(role: str, row: str, may: bool, people: People) -> None:
    rows = Attendance.objects.filter(meeting=scenes.called(people, format="partner"))
    attendance_row = rows.get(body__code=row) if row == "NIAG" else rows.get(nation__alpha3=row)
    words = {"attendance": attendance_row, "version": 1, "answer": Answer.COMING, "names": "A. B."}
    if may:
        assert attendance.answer_invitation(by=getattr(people, role), **words).answer == Answer.COMING
    else:
        with pytest.raises(Denied):
            attendance.answer_invitation(by=getattr(people, role), **words)


def test_attendance_is_recorded_of_who_was_invited(people: People) -> None:
    meeting, other = scenes.held(people), scenes.held(people, body="CAP")
    row, foreign = meeting.attendances.first(), other.attendances.first()
    attendance.record_attendance(meeting=meeting, presence={row.pk: Presence.REMOTE}, by=people.secretariat)
    row.refresh_from_db()
    assert row.presence == Presence.REMOTE
    with pytest.raises(ValidationError):
        attendance.record_attendance(meeting=meeting, presence={foreign.pk: Presence.ABSENT}, by=people.secretariat)


def test_the_record_is_issued_in_both_languages(people: People) -> None:
    meeting, by = scenes.held(people), people.secretariat
    records.save_record(meeting=meeting, version=1, text_en="<p>Said.</p>", text_fr="", by=by)
    with pytest.raises(ValidationError):
        records.issue_record(meeting=meeting, by=by)
    records.save_record(meeting=meeting, version=2, text_en="<p>Said.</p>", text_fr="<p>Dit.</p>", by=by)
    assert records.issue_record(meeting=meeting, by=by).reference.startswith("DIPB-R(")
    with pytest.raises(Denied):
        records.save_record(meeting=meeting, version=3, text_en="", text_fr="", by=by)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_issue_at_once_one_numbers_the_sheet(people: People) -> None:
    meeting = scenes.circulated(people, clock.now() - timedelta(days=10))

    def issue() -> object:
        try:
            return sheets.issue_sheet(meeting=meeting, by=again(people.secretariat))
        except Exception as refused:
            return type(refused).__name__

    done = at_once(issue, issue)
    assert "IllegalTransition" in done
    assert Document.objects.filter(kind="DS").count() == 1
