from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from boards.actions.seats import end_seat, open_seat
from boards.enums import Denied, IllegalTransition, StaleVersion
from boards.models import Body, Nation
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions import consultation as rounds
from recommendations.enums import Decision, State
from recommendations.models import Adjudication, Comment, Consultation
from recommendations.tasks import close_consultations, remind_consultations
from tests.scenarios import close_round, comment, decide_all, issued, newest, open_round, seated, with_comments

pytestmark = pytest.mark.django_db


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


def past(consultation):
    """Move the closing time into the past, and no rule asked."""
    now = clock.now()
    Consultation.objects.filter(pk=consultation.pk).update(
        opened_at=now - timedelta(days=2), closes_at=now - timedelta(seconds=1)
    )
    consultation.refresh_from_db()


def test_opening_releases_the_text_and_tells_those_asked(people):
    text = issued(people)
    consultation = open_round(people, text, ["DIPB", "NIAG"])
    text.refresh_from_db()
    assert text.state == State.IN_CONSULTATION
    assert consultation.number == 1
    assert told(Kind.CONSULTATION_OPENED) == {
        person.email for person in (people.head_fra, people.deputy_fra, people.head_deu, people.head_usa, people.niag)
    }
    assert Entry.objects.filter(verb="consultation_opened", actor=people.secretariat).count() == 1


def test_only_those_who_run_rounds_open_one(people):
    with pytest.raises(Denied):
        rounds.open_consultation(
            recommendation=issued(people),
            audiences=[Body.objects.get(code="CAP")],
            closes_at=clock.now() + timedelta(days=3),
            by=people.rapporteur,
        )


def test_a_round_cannot_close_before_it_opens_and_leaves_nothing_behind(people):
    text = issued(people)
    with pytest.raises(ValidationError):
        open_round(people, text, days=-1)
    text.refresh_from_db()
    assert text.state == State.DRAFT
    assert not Consultation.objects.exists()


def test_a_second_round_while_one_is_open_is_no_step_of_the_lifecycle(people, asking):
    with pytest.raises(IllegalTransition):
        open_round(people, asking.revision.recommendation)


def test_a_nation_comments_through_the_group_or_the_plenary(people, asking):
    assert comment(asking, people.expert_fra).nation.alpha3 == "FRA"
    assert comment(asking, people.head_deu).nation.alpha3 == "DEU"
    assert comment(asking, people.niag).body.code == "NIAG"


@pytest.mark.parametrize("role", ["secretariat", "chair", "rapporteur", "rapporteur_scs", "partner_ukr", "auditor"])
def test_whoever_is_not_asked_cannot_comment(people, asking, role):
    with pytest.raises(Denied):
        comment(asking, getattr(people, role))


def test_an_expert_cannot_submit(people, asking):
    made = comment(asking, people.expert_fra)
    with pytest.raises(Denied):
        rounds.submit_comments(consultation=asking, comments=[made], by=people.expert_fra)


def test_submitting_numbers_in_the_order_of_the_text(people, asking):
    second = comment(asking, people.expert_fra, position=2)
    first = comment(asking, people.expert_fra, position=1)
    general = comment(asking, people.deputy_fra, position=None)
    assert rounds.submit_comments(consultation=asking, comments=[second, first, general], by=people.head_fra) == 3
    for made in (general, first, second):
        made.refresh_from_db()
    assert [general.serial, first.serial, second.serial] == [1, 2, 3]
    assert first.submitted_by == people.head_fra


def test_another_delegations_comments_are_never_submitted(people, asking):
    theirs = comment(asking, people.head_deu)
    assert rounds.submit_comments(consultation=asking, comments=[theirs], by=people.head_fra) == 0
    theirs.refresh_from_db()
    assert theirs.submitted_at is None


def test_a_comment_changed_since_it_was_read_is_not_submitted(people, asking):
    read = comment(asking, people.expert_fra)
    changed(read, people.expert_fra, version=read.version, text="Something else.")
    with pytest.raises(StaleVersion):
        rounds.submit_comments(consultation=asking, comments=[read], by=people.head_fra)
    assert not asking.comments.submitted().exists()


def changed(made, by, version, text):
    return rounds.save_comment(
        consultation=made.consultation,
        comment=made,
        version=version,
        paragraph=made.paragraph,
        type=made.type,
        language=made.language,
        text=text,
        proposed_text=made.proposed_text,
        rationale=made.rationale,
        by=by,
    )


def test_whoever_saves_second_is_shown_the_first(people, asking):
    made = comment(asking, people.expert_fra)
    changed(made, people.head_fra, version=1, text="The head was first.")
    with pytest.raises(StaleVersion) as refused:
        changed(made, people.expert_fra, version=1, text="The expert was second.")
    assert refused.value.theirs.text == "The head was first."


@pytest.mark.parametrize("act", [lambda made, by: changed(made, by, 1, "x"), lambda made, by: discard(made, by)])
def test_a_submitted_comment_cannot_change(people, asking, act):
    made = comment(asking, people.head_fra, submit=True)
    with pytest.raises(Denied):
        act(made, people.head_fra)


def discard(made, by):
    rounds.delete_comment(comment=made, by=by)


def test_another_delegations_comment_cannot_be_changed_or_discarded(people, asking):
    made = comment(asking, people.head_deu)
    with pytest.raises(Denied):
        changed(made, people.head_fra, 1, "x")
    with pytest.raises(Denied):
        discard(made, people.head_fra)


def test_a_discarded_comment_stays_in_the_history(people, asking):
    made = comment(asking, people.expert_fra, text="Given up.")
    pk = made.pk
    discard(made, people.deputy_fra)
    assert Comment.history.filter(id=pk, history_type="-").get().text == "Given up."


def test_a_paragraph_of_another_text_is_refused(people, asking):
    foreign = newest(issued(people, title="Another")).paragraphs.first()
    with pytest.raises(ValidationError):
        rounds.save_comment(
            consultation=asking,
            comment=None,
            version=0,
            paragraph=foreign,
            type="A",
            language="en",
            text="x",
            proposed_text="",
            rationale="",
            by=people.head_fra,
        )


@pytest.mark.parametrize(
    ("type", "proposed_text", "rationale"), [("C", "", "why"), ("C", "words", ""), ("S", "", "why"), ("X", "w", "w")]
)
def test_the_database_asks_for_what_a_type_owes(people, asking, type, proposed_text, rationale):
    with pytest.raises(IntegrityError), transaction.atomic():
        comment(asking, people.head_fra, type=type, proposed_text=proposed_text, rationale=rationale)


def test_after_the_closing_time_the_clock_refuses_whatever_the_sweep_has_done(people, asking):
    made = comment(asking, people.head_fra)
    past(asking)
    with pytest.raises(ValidationError, match="closing time"):
        comment(asking, people.head_fra)
    with pytest.raises(ValidationError, match="closing time"):
        rounds.submit_comments(consultation=asking, comments=[made], by=people.head_fra)


def test_the_sweep_closes_what_is_due_and_only_that(people, asking):
    close_consultations()
    asking.refresh_from_db()
    assert asking.closed_at is None
    past(asking)
    close_consultations()
    close_consultations()
    asking.refresh_from_db()
    assert asking.closed_at is not None
    assert asking.revision.recommendation.state == State.ADJUDICATION
    assert Entry.objects.filter(verb="consultation_closed").count() == 1


def test_one_reminder_a_day_ahead_to_whoever_may_submit_what_was_prepared(people, asking):
    comment(asking, people.expert_fra)
    comment(asking, people.head_deu, submit=True)
    moved_on = seated("moved_on", "deputy", "DIPB", "FRA")
    end_seat(seat=moved_on.seats.get(), by=people.admin)
    open_seat(
        user=moved_on,
        body=Body.objects.get(code="DIPB"),
        role="deputy",
        nation=Nation.objects.get(alpha3="DEU"),
        by=people.admin,
    )
    remind_consultations()
    assert told(Kind.CONSULTATION_CLOSING) == set()
    Consultation.objects.update(closes_at=clock.now() + timedelta(hours=23))
    remind_consultations()
    remind_consultations()
    assert told(Kind.CONSULTATION_CLOSING) == {people.head_fra.email, people.deputy_fra.email}
    assert Notification.objects.filter(kind=Kind.CONSULTATION_CLOSING).count() == 2


def test_comments_are_decided_when_the_round_has_closed(people, asking):
    made = comment(asking, people.head_fra, submit=True)
    with pytest.raises(Denied):
        rounds.adjudicate(comment=made, decision=Decision.NOTE, explanation="", by=people.secretariat)


@pytest.mark.parametrize("role", ["head_fra", "expert_fra", "chair", "niag", "rapporteur_scs", "auditor"])
def test_whoever_does_not_adjudicate_in_the_group_is_refused(people, received, role):
    made = received.comments.first()
    with pytest.raises(Denied):
        rounds.adjudicate(comment=made, decision=Decision.NOTE, explanation="", by=getattr(people, role))


@pytest.mark.parametrize("decision", ["modify", "reject"])
def test_the_database_asks_for_the_explanation_that_is_owed(people, received, decision):
    with pytest.raises(IntegrityError), transaction.atomic():
        rounds.adjudicate(comment=received.comments.first(), decision=decision, explanation="", by=people.rapporteur)


def test_a_comment_that_was_not_submitted_is_not_decided(people, asking):
    made = comment(asking, people.head_fra)
    close_round(people, asking)
    made.consultation.refresh_from_db()
    with pytest.raises(ValidationError):
        rounds.adjudicate(comment=made, decision=Decision.NOTE, explanation="", by=people.secretariat)


def test_decisions_on_many_are_all_or_nothing(people, received):
    first, second, _third = received.comments.order_by("serial")
    rounds.adjudicate(comment=second, decision=Decision.NOTE, explanation="", by=people.rapporteur)
    rulings = [rounds.Ruling(first, "accept"), rounds.Ruling(second, "accept")]
    with pytest.raises(StaleVersion) as refused:
        rounds.adjudicate_all(consultation=received, rulings=rulings, by=people.secretariat)
    assert refused.value.theirs.decided_by == people.rapporteur
    assert Adjudication.objects.get().comment == second


def test_a_decision_changes_until_it_is_circulated(people, received):
    made = received.comments.first()
    rounds.adjudicate(comment=made, decision=Decision.NOTE, explanation="", by=people.rapporteur)
    since = Adjudication.objects.get().decided_at
    ruling = rounds.Ruling(made, "reject", "Outside the subject.", since)
    rounds.adjudicate_all(consultation=received, rulings=[ruling], by=people.secretariat)
    assert Adjudication.objects.get().decision == "reject"
    decide_all(people, received)
    with pytest.raises(Denied):
        rounds.adjudicate(comment=made, decision=Decision.NOTE, explanation="", by=people.secretariat)


def test_decisions_are_not_circulated_while_a_comment_is_open(people, received):
    with pytest.raises(ValidationError, match="3"):
        rounds.finish_adjudication(consultation=received, by=people.secretariat)
    decide_all(people, received)
    assert told(Kind.COMMENTS_ADJUDICATED) == {p.email for p in (people.head_fra, people.head_deu, people.head_usa)}


def test_an_act_that_cannot_be_journalled_did_not_happen(people, asking, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    made = comment(asking, people.head_fra)
    monkeypatch.setattr(rounds, "record", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        rounds.submit_comments(consultation=asking, comments=[made], by=people.head_fra)
    made.refresh_from_db()
    assert made.serial is None


def test_serials_go_on_where_they_ended(people, asking):
    assert [made.serial for made in with_comments(asking, people, 4)] == [1, 2, 3, 4]
