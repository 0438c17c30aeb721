from datetime import timedelta

import pytest
from django.conf import settings

from boards.reference_data import ALLIES
from dipb_portal.lib import clock
from recommendations.actions import consultation as rounds
from recommendations.actions import silence as silences
from recommendations.actions.submission import issue_submission
from recommendations.actions.transitions import perform
from recommendations.enums import Decision, Stance, State
from recommendations.models import Recommendation, Silence
from recommendations.packets.serialise import from_plain
from recommendations.packets.snapshot import in_edition, snapshot
from tests import scenarios
from tests.scenarios import People, text_in

pytestmark = pytest.mark.django_db


def commented(people: People) -> Recommendation:
    """A text agreed by its group after a round in which France commented in French, and a revision."""
    text = scenarios.issued(people)
    consultation = scenarios.open_round(people, text)
    first = scenarios.comment(
        consultation, people.head_fra, position=2, language="fr", text="Le niveau manque de clarté.", submit=True
    )
    second = scenarios.comment(consultation, people.niag, position=None, text="Industry agrees.", submit=True)
    scenarios.close_round(people, consultation)
    by = people.secretariat
    rounds.adjudicate(comment=first, decision=Decision.MODIFY, explanation="The wording is that of the annex.", by=by)
    rounds.adjudicate(comment=second, decision=Decision.NOTE, explanation="", by=by)
    rounds.finish_adjudication(consultation=consultation, by=by)
    scenarios.revised(text, by)
    return perform(text, "agree_in_group", by=people.group_chair)


def endorsed_with_reservation(people: People) -> Recommendation:
    with clock.specimen_clock(clock.now() - timedelta(days=30)):
        text = commented(people)
        silence = scenarios.under_silence(people, text)
        silences.state_position(
            silence=silence,
            stance=Stance.RESERVATION,
            text="La France réserve sa position sur le délai.",
            paragraph=silence.revision.paragraphs.get(position=2),
            language="fr",
            by=people.head_fra,
        )
        silences.state_position(silence=silence, stance=Stance.SUPPORT, text="", by=people.head_deu)
    silences.close_silence(silence=silence)
    text.refresh_from_db()
    return text


def test_the_snapshot_says_what_the_rows_say(people):
    text = endorsed_with_reservation(people)
    contents = from_plain(snapshot(scenarios.report(people, text)))
    (recommendation,) = contents.recommendations
    assert recommendation.reference == scenarios.newest(text).document.reference
    assert [p.number for p in recommendation.paragraphs] == ["1", "2"]
    assert "twice a year" in recommendation.paragraphs[0].html.en
    assert "deux fois par an" in recommendation.paragraphs[0].html.fr
    (reservation,) = recommendation.reservations
    assert (reservation.party.code, reservation.paragraph) == ("FRA", "2")
    assert reservation.text.fr.startswith("La France")
    assert reservation.text.en == ""
    (consultation,) = contents.consultations
    stated = {position.party.code: position.code for position in consultation.positions}
    assert (stated["FRA"], stated["DEU"], stated["USA"]) == ("reservation", "support", "none")
    assert list(stated)[:2] == ["ALB", "BEL"]
    assert "UKR" not in stated
    assert consultation.agreement.manner == "silence"
    assert consultation.agreement.closed == Silence.objects.get().deadline


def test_comments_keep_paragraph_language_and_the_revision_that_took_them_up(people):
    contents = from_plain(snapshot(scenarios.report(people, endorsed_with_reservation(people))))
    french, industry = contents.matrices[0].comments
    assert (french.source, french.paragraph, french.language) == ("FRA", "2", "fr")
    assert (french.decision, french.version) == ("modify", "-REV1")
    assert french.explanation.en.startswith("The wording")
    assert french.explanation.fr == ""
    assert (industry.source, industry.paragraph, industry.decision, industry.version) == ("NIAG", "GEN", "note", "")


def test_a_decision_of_the_board_bears_its_own_day_not_that_of_submission(people):
    decided = clock.now() - timedelta(days=40)
    with clock.specimen_clock(decided):
        text = perform(commented(people), "endorse_by_decision", by=people.chair, why="DIPB-DS(2026)0003, item 4.")
    report = scenarios.report(people, text)
    issue_submission(submission=report, by=people.chair)
    report.refresh_from_db()
    agreement = from_plain(report.contents).consultations[0].agreement
    assert agreement.manner == "decision"
    assert abs(agreement.closed - decided) < timedelta(seconds=5)


def test_the_history_names_revisions_and_action_sheets(people):
    text = endorsed_with_reservation(people)
    silence = Silence.objects.get()
    sheet = silences.issue_action_sheet(
        silence=silence, text_en="ACTION SHEET", text_fr="NOTE", seen=silences.draft_digest(silence), by=people.chair
    )
    contents = from_plain(snapshot(scenarios.report(people, text)))
    first = scenarios.newest(text).document.reference.removesuffix("-REV1")
    assert [event.reference for event in contents.history] == [first, f"{first}-REV1", sheet.reference]
    assert contents.history[2].what.fr != contents.history[2].what.en
    assert contents.consultations[0].agreement.reference == sheet.reference


@pytest.mark.parametrize(("edition", "word"), [("en", "DRAFT"), ("fr", "PROJET"), ("both", "DRAFT / PROJET")])
def test_a_draft_says_so_where_its_number_will_stand(people, edition, word):
    contents = in_edition(snapshot(scenarios.report(people, text_in(State.ENDORSED, people))), edition)
    assert contents["reference"] == f"DIPB-D({clock.now().year}) {word}"
    assert from_plain(contents).edition == edition


def test_the_snapshot_claims_specimen_and_the_head_of_the_journal(report):
    contents = from_plain(snapshot(report))
    assert contents.specimen is settings.SPECIMEN is True
    assert contents.chain.position > 0
    assert len(contents.chain.sha256) == 64


def test_the_french_edition_lists_nations_in_their_french_order() -> None:
    positions = [{"party": {"code": code, "name": {"en": en, "fr": fr}}} for code, _a2, en, fr, *_ranks in ALLIES]
    contents = {"reference": "DIPB-D(2026)0001", "consultations": [{"positions": positions}]}
    french = in_edition(contents, "fr")["consultations"][0]["positions"]
    by_rank = sorted(ALLIES, key=lambda row: row[5])
    assert [each["party"]["code"] for each in french] == [row[0] for row in by_rank]
    assert in_edition(contents, "both")["consultations"][0]["positions"] == positions
