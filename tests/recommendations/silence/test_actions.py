from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from boards.enums import Denied, StaleVersion
from boards.models import Nation
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import default_deadline
from dipb_portal.notifications.models import Kind, Notification
from recommendations.access.guards import newest_issued
from recommendations.actions import silence as actions
from recommendations.actions.drafting import digest
from recommendations.enums import Outcome, Stance, State
from recommendations.models import Silence
from recommendations.tasks import close_silences, remind_silences
from tests import scenarios
from tests.recommendations.silence.conftest import ends_in
from tests.scenarios import break_it, seated, text_in

pytestmark = pytest.mark.django_db


def state(silence: Silence, by, stance=Stance.SUPPORT, text="", **kwargs):
    return actions.state_position(silence=silence, stance=stance, text=text, by=by, **kwargs)


def test_opening_freezes_the_text_and_asks_every_ally(running, people):
    assert running.digest == running.revision.digest
    assert running.digest == digest(running.revision, list(running.revision.paragraphs.all()))
    asked = set(running.electors.values_list("nation__alpha3", flat=True))
    assert asked == set(Nation.objects.filter(ally=True).values_list("alpha3", flat=True))
    assert "UKR" not in asked
    told = set(Notification.objects.filter(kind=Kind.SILENCE_OPENED).values_list("user__email", flat=True))
    assert {people.head_fra.email, people.expert_fra.email} <= told
    assert not told & {people.niag.email, people.partner_ukr.email, people.auditor.email, people.admin.email}


@pytest.mark.parametrize("deadline", [timedelta(minutes=5), timedelta(days=300)])
def test_a_deadline_against_the_rules_opens_nothing(people, deadline):
    text = text_in(State.AGREED_BY_GROUP, people)
    with pytest.raises(ValidationError) as refused:
        actions.open_silence(recommendation=text, deadline=clock.now() + deadline, by=people.chair)
    assert "deadline" in refused.value.error_dict
    text.refresh_from_db()
    assert text.state == State.AGREED_BY_GROUP
    assert not Silence.objects.exists()


def test_a_nation_that_joins_later_is_not_asked(running, people):
    Nation.objects.create(alpha3="NEW", alpha2="NW", name_en="New", name_fr="Neuf", rank_en=90, rank_fr=90)
    late = seated("head_new", "head", "DIPB", "NEW")
    with pytest.raises(Denied):
        state(running, late)
    assert not running.electors.filter(nation__alpha3="NEW").exists()


def test_a_seat_opened_later_speaks_for_a_nation_that_was_asked(running, people):
    assert state(running, seated("head_bel", "head", "DIPB", "BEL")).nation.alpha3 == "BEL"


@pytest.mark.parametrize("who", ["expert_fra", "niag", "partner_ukr", "chair", "secretariat", "auditor", "rapporteur"])
def test_only_heads_and_deputies_state(running, people, who):
    with pytest.raises(Denied):
        state(running, getattr(people, who))
    assert not running.positions.exists()


def test_a_deputy_restates_for_the_nation_and_the_first_position_stays_on_record(running, people):
    first = state(running, people.head_fra, Stance.SCRUTINY)
    second = state(running, people.deputy_fra, Stance.RESERVATION, "Not before 2027.")
    assert list(running.positions.current()) == [second]
    first.refresh_from_db()
    assert first.superseded_at == second.stated_at


def test_saying_the_same_twice_writes_once(running, people):
    first = state(running, people.head_fra, Stance.RESERVATION, "Not before 2027.")
    assert state(running, people.head_fra, Stance.RESERVATION, "Not before 2027.") == first
    assert running.positions.count() == 1
    assert Entry.objects.filter(verb="position_stated").count() == 1


def test_a_paragraph_of_another_text_is_refused(running, people):
    other = newest_issued(text_in(State.DRAFT, people, title="Another"))
    with pytest.raises(ValidationError):
        state(running, people.head_fra, Stance.RESERVATION, "No.", paragraph=other.paragraphs.first())


def test_a_break_returns_the_text_and_tells_all_members_at_once(running, people):
    position = break_it(running, people.head_deu)
    running.refresh_from_db()
    text = running.revision.recommendation
    text.refresh_from_db()
    assert (running.outcome, running.ended_at) == (Outcome.BROKEN, position.stated_at)
    assert text.state == State.ADJUDICATION
    told = Notification.objects.filter(kind=Kind.SILENCE_BROKEN)
    assert told.filter(user=people.head_fra).exists()
    assert not told.filter(user__in=[people.niag, people.partner_ukr]).exists()
    assert "thirty days" not in str(list(told.values("params")))
    assert break_it(running, people.head_deu) == position
    with pytest.raises(ValidationError):
        state(running, people.head_fra)


def test_nothing_is_accepted_after_the_deadline_though_nobody_has_closed_yet(lapsed, people):
    with pytest.raises(ValidationError, match="deadline has passed"):
        break_it(lapsed, people.head_deu)
    with pytest.raises(ValidationError):
        actions.extend_silence(silence=lapsed, deadline=default_deadline(clock.now()), by=people.chair, why="Late.")
    close_silences()
    lapsed.refresh_from_db()
    assert lapsed.outcome == Outcome.AGREED
    assert not lapsed.positions.exists()


def test_the_sweep_leaves_what_still_runs(running):
    close_silences()
    running.refresh_from_db()
    assert running.outcome == Outcome.OPEN


def test_a_procedure_that_cannot_be_closed_does_not_hold_up_the_others(people, lapsed, monkeypatch):
    other = ends_in(Silence.objects.get(revision__recommendation=text_in(State.UNDER_SILENCE, people, title="B")), -500)
    close, first = actions.close_silence, lapsed.pk

    def close_all_but_the_first(*, silence):
        if silence.pk == first:
            raise RuntimeError("broken row")
        return close(silence=silence)

    monkeypatch.setattr("recommendations.tasks.close_silence", close_all_but_the_first)
    close_silences()
    other.refresh_from_db()
    assert other.outcome == Outcome.AGREED


def test_an_extension_moves_the_deadline_and_tells_again(running, people):
    state(running, people.head_fra)
    later = default_deadline(running.deadline)
    actions.extend_silence(silence=running, deadline=later, by=people.chair, why="Asked for by two nations.")
    running.refresh_from_db()
    assert running.deadline == later
    assert running.positions.current().count() == 1
    assert Notification.objects.filter(kind=Kind.SILENCE_OPENED, user=people.head_fra).count() == 2
    assert Entry.objects.get(verb="silence_extended").why == "Asked for by two nations."
    with pytest.raises(ValidationError):
        actions.extend_silence(silence=running, deadline=later, by=people.chair, why="Not later.")
    with pytest.raises(Denied):
        actions.extend_silence(silence=running, deadline=default_deadline(later), by=people.head_fra, why="Mine.")


def test_a_withdrawal_returns_the_text(running, people):
    actions.withdraw_silence(silence=running, by=people.chair, why="A better wording is at hand.")
    running.refresh_from_db()
    text = running.revision.recommendation
    text.refresh_from_db()
    assert (running.outcome, text.state) == (Outcome.WITHDRAWN, State.ADJUDICATION)
    with pytest.raises(Denied):
        actions.withdraw_silence(silence=running, by=people.chair, why="Again.")


def test_a_break_and_a_new_revision_are_followed_by_a_fresh_procedure(running, people):
    break_it(running, people.head_deu)
    text = running.revision.recommendation
    scenarios.revised(text, people.secretariat)
    scenarios.perform(text, "agree_in_group", by=people.group_chair)
    again = scenarios.under_silence(people, text)
    assert again.digest != running.digest
    assert not again.positions.exists()


def test_the_action_sheet_is_drafted_in_both_languages_with_the_reservation(running, people):
    state(
        running,
        people.head_fra,
        Stance.RESERVATION,
        "La France réserve sa position.",
        paragraph=running.revision.paragraphs.get(position=2),
        language="fr",
    )
    ends_in(running, -1)
    assert actions.close_silence(silence=running)
    running.refresh_from_db()
    reference = running.revision.document.reference
    english, french = running.action_sheet_en, running.action_sheet_fr
    assert english.startswith("ACTION SHEET")
    assert f"({reference}) and agreed to forward it" in english
    assert "France – reservation on paragraph 2: “La France réserve sa position.”" in english
    assert f"(Signed)\n{people.chair.name}" in english
    assert french.startswith("NOTE SUR LA SUITE DONNÉE")
    assert "au terme d’une procédure d’accord tacite" in french
    assert "La France réserve sa position." in french
    assert f"fait partie du {reference}" in french


def test_the_action_sheet_is_edited_by_one_at_a_time_and_issued_once(lapsed, people):
    actions.close_silence(silence=lapsed)
    lapsed.refresh_from_db()
    seen = actions.draft_digest(lapsed)
    texts = {"text_en": "ACTION SHEET\n\nAs signed.", "text_fr": "NOTE SUR LA SUITE DONNÉE\n\nSignée."}
    with pytest.raises(Denied):
        actions.save_action_sheet(silence=lapsed, seen=seen, by=people.head_fra, **texts)
    saved = actions.save_action_sheet(silence=lapsed, seen=seen, by=people.secretariat, **texts)
    with pytest.raises(StaleVersion):
        actions.issue_action_sheet(silence=lapsed, seen=seen, by=people.chair, **texts)
    document = actions.issue_action_sheet(silence=lapsed, seen=actions.draft_digest(saved), by=people.chair, **texts)
    assert document.reference == f"{lapsed.revision.document.reference}-AS1"
    assert document.called == "Action sheet"
    assert lapsed.revision.document.called == "Working paper"
    assert document.text_en == "<p>ACTION SHEET</p><p>As signed.</p>"
    with pytest.raises(ValidationError):
        actions.issue_action_sheet(silence=lapsed, by=people.chair, **texts)


def test_reminders_go_once_to_those_still_to_be_heard(running, people):
    state(running, people.head_fra)
    state(running, people.head_usa, Stance.SCRUTINY)
    remind_silences()
    assert not Notification.objects.filter(kind=Kind.SILENCE_ENDING).exists()
    ends_in(running, 3_600_000)
    remind_silences()
    remind_silences()
    told = sorted(Notification.objects.filter(kind=Kind.SILENCE_ENDING).values_list("user__email", flat=True))
    assert told == [people.head_deu.email, people.head_usa.email]
    assert Entry.objects.filter(verb="silence_reminded").count() == 1


def test_after_an_extension_the_reminder_comes_again(running, people):
    ends_in(running, 3_600_000)
    remind_silences()
    actions.extend_silence(silence=running, deadline=default_deadline(clock.now()), by=people.chair, why="More time.")
    ends_in(running, 3_600_000)
    remind_silences()
    assert Notification.objects.filter(kind=Kind.SILENCE_ENDING, user=people.head_deu).count() == 2


def test_the_journal_holds_after_all_this(running, people):
    break_it(running, people.head_deu)
    call_command("verify_journal")


def test_the_reminder_is_due_one_working_day_before():
    from dipb_portal.lib.deadlines import reminder_due

    monday = datetime(2026, 11, 16, 16, 30, tzinfo=UTC)
    assert reminder_due(monday) == datetime(2026, 11, 13, 16, 30, tzinfo=UTC)
    after_armistice_day = datetime(2026, 11, 12, 16, 30, tzinfo=UTC)
    assert reminder_due(after_armistice_day) == datetime(2026, 11, 10, 16, 30, tzinfo=UTC)
    after_the_clocks_changed = datetime(2026, 10, 26, 16, 30, tzinfo=UTC)
    assert reminder_due(after_the_clocks_changed) == datetime(2026, 10, 23, 15, 30, tzinfo=UTC)


def test_an_objection_is_taken_back_on_record_and_the_text_may_come_again(running, people):
    with pytest.raises(ValidationError):
        actions.withdraw_break(silence=running, by=people.head_deu, why="Nothing to take back.")
    break_it(running, people.head_deu)
    with pytest.raises(Denied):
        actions.withdraw_break(silence=running, by=people.chair, why="Not ours.")
    with pytest.raises(ValidationError):
        actions.withdraw_break(silence=running, by=people.head_fra, why="Not ours.")
    actions.withdraw_break(silence=running, by=people.head_deu, why="Our question is answered.")
    running.refresh_from_db()
    assert running.outcome == Outcome.BROKEN
    assert Entry.objects.get(verb="break_withdrawn").why == "Our question is answered."
    text = running.revision.recommendation
    scenarios.perform(text, "agree_in_group", by=people.group_chair)
    assert scenarios.under_silence(people, text).digest == running.digest
