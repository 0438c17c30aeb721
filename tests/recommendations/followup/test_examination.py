"""The way of a report to the CNAD, and what was decided on each text."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from boards.enums import Denied, StaleVersion
from dipb_portal.audit.models import Entry
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions.examination import record_examination
from recommendations.actions.submission import issue_submission
from recommendations.actions.transitions import perform
from recommendations.enums import CnadOutcome, State
from recommendations.models import Disposition, Transmission
from tests.followup_scenarios import REFERENCE, disposed, item_of, today, transmitted
from tests.races import again, at_once
from tests.scenarios import report, text_in

pytestmark = pytest.mark.django_db


def test_the_way_of_a_report_is_written_down_as_it_goes(submitted, people):
    issued = item_of(submitted).submission
    transmitted(people, issued)
    row = transmitted(people, issued, received_on=today(), scheduled_for=today() + timedelta(days=20))
    assert Transmission.objects.get() == row
    assert row.history.count() == 2
    assert row.examined_on is None


@pytest.mark.parametrize(
    ("field", "days"),
    [("sent_on", -1), ("sent_on", 1), ("received_on", 1), ("examined_on", 1), ("received_on", -1)],
)
def test_days_that_cannot_be_are_refused(submitted, people, field, days):
    with pytest.raises(ValidationError) as refused:
        transmitted(people, item_of(submitted).submission, **{field: today() + timedelta(days=days)})
    assert field in refused.value.message_dict


def test_only_the_secretariat_and_only_of_issued_reports(submitted, people):
    draft = report(people, text_in(State.ENDORSED, people))
    with pytest.raises(Denied):
        transmitted(people, draft)
    for person in (people.chair, people.head_fra, people.niag, people.group_chair):
        people_ = type("Acting", (), {"secretariat": person})
        with pytest.raises(Denied):
            transmitted(people_, item_of(submitted).submission)
        with pytest.raises(Denied):
            disposed(people_, submitted)


def test_nothing_is_decided_on_a_report_that_was_not_transmitted(submitted, people):
    with pytest.raises(Denied, match="transmitted"):
        record_examination(
            item=item_of(submitted),
            seen=0,
            outcome=CnadOutcome.NOTED,
            reference=REFERENCE,
            decided_on=today(),
            by=people.secretariat,
        )


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (CnadOutcome.NOTED, State.EXAMINED),
        (CnadOutcome.ENDORSED, State.EXAMINED),
        (CnadOutcome.APPROVED, State.EXAMINED),
        (CnadOutcome.AGREED_IN_PART, State.EXAMINED),
        (CnadOutcome.NOT_AGREED, State.EXAMINED),
        (CnadOutcome.DEFERRED, State.SUBMITTED),
        (CnadOutcome.RETURNED, State.ADJUDICATION),
    ],
)
def test_a_decision_takes_the_text_along_its_lifecycle(submitted, people, outcome, state):
    made = disposed(people, submitted, outcome)
    assert submitted.state == state
    assert made.item.submission.transmission.examined_on == today()
    assert Entry.objects.filter(verb="disposition_recorded").count() == 1


def test_the_group_the_submitters_and_the_delegations_are_told(submitted, people):
    disposed(people, submitted)
    told = set(Notification.objects.filter(kind=Kind.CNAD_DISPOSED).values_list("user__email", flat=True))
    assert {people.head_fra.email, people.rapporteur.email, people.group_chair.email, people.chair.email} <= told
    assert not told & {people.niag.email, people.partner_ukr.email, people.secretariat.email, people.auditor.email}


@pytest.mark.parametrize("reference", ["AC/259-D(2003)23-ADD1-AS1 (INV)", "C-R(76)3", "PFP(AC/327)D(2003)1"])
def test_legacy_references_are_references(submitted, people, reference):
    assert disposed(people, submitted, reference=reference).reference == reference


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reference": "yesterday's mail"}, "reference"),
        ({"reference": "see AC/259-DS(2026)0002"}, "reference"),
        ({"decided_on": today}, "decided_on"),
        ({"deferred_until": today}, "deferred_until"),
        ({"outcome": CnadOutcome.DEFERRED, "deferred_until": None}, "deferred_until"),
        ({"outcome": CnadOutcome.RETURNED, "text_en": ""}, "text_en"),
    ],
)
def test_what_cannot_be_is_refused(submitted, people, said, field):
    said = {key: value() + timedelta(days=1) if callable(value) else value for key, value in said.items()}
    with pytest.raises(ValidationError) as refused:
        disposed(people, submitted, **said)
    assert field in refused.value.message_dict
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def test_a_correction_keeps_what_was_recorded(submitted, people):
    first = disposed(people, submitted)
    with pytest.raises(ValidationError):
        disposed(people, submitted, CnadOutcome.APPROVED)
    second = disposed(people, submitted, CnadOutcome.APPROVED, why="The decision sheet says approved.")
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert list(Disposition.objects.current()) == [second]


def test_the_same_again_changes_nothing(submitted, people):
    assert disposed(people, submitted) == disposed(people, submitted)
    assert Entry.objects.filter(verb="disposition_recorded").count() == 1


def test_the_cnad_may_come_back_to_what_it_deferred(submitted, people):
    disposed(people, submitted, CnadOutcome.DEFERRED)
    disposed(people, submitted, CnadOutcome.APPROVED)
    assert submitted.state == State.EXAMINED


def test_after_a_return_the_outcome_stays_and_the_words_may_be_corrected(submitted, people):
    disposed(people, submitted, CnadOutcome.RETURNED)
    with pytest.raises(ValidationError) as refused:
        disposed(people, submitted, CnadOutcome.APPROVED, why="A slip.")
    assert "outcome" in refused.value.message_dict
    disposed(people, submitted, CnadOutcome.RETURNED, text_fr="Renvoyé au Bureau.", why="The French was missing.")
    assert submitted.state == State.ADJUDICATION


def test_a_decision_corrected_to_a_deferral_leaves_the_text_submitted(submitted, people):
    disposed(people, submitted)
    disposed(people, submitted, CnadOutcome.DEFERRED, why="The session only took it up.")
    assert submitted.state == State.SUBMITTED
    assert Entry.objects.get(verb="put_off").object_id == str(submitted.pk)
    disposed(people, submitted, CnadOutcome.APPROVED)
    assert submitted.state == State.EXAMINED


def test_what_was_said_of_an_earlier_report_is_corrected_and_leaves_the_text_where_it_is(submitted, people):
    disposed(people, submitted, CnadOutcome.RETURNED)
    first = item_of(submitted)
    perform(submitted, "agree_in_group", by=people.group_chair)
    endorsed = perform(submitted, "endorse_by_decision", by=people.secretariat, why="Agreed at the table.")
    issue_submission(submission=report(people, endorsed), by=people.chair)
    told = {"reference": REFERENCE, "decided_on": today(), "why": "A slip.", "by": people.secretariat}
    again_ = first.dispositions.current().get()
    record_examination(item=first, seen=again_.pk, outcome=CnadOutcome.RETURNED, text_en="Other words.", **told)
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED
    again_ = first.dispositions.current().get()
    assert again_.text_en == "Other words."
    with pytest.raises(ValidationError) as refused:
        record_examination(item=first, seen=again_.pk, outcome=CnadOutcome.APPROVED, **told)
    assert "outcome" in refused.value.message_dict
    disposed(people, submitted, CnadOutcome.APPROVED)
    assert submitted.state == State.EXAMINED


def test_of_two_who_record_the_second_sees_the_first(submitted, people):
    disposed(people, submitted)
    with pytest.raises(StaleVersion):
        record_examination(
            item=item_of(submitted),
            seen=0,
            outcome=CnadOutcome.APPROVED,
            reference=REFERENCE,
            decided_on=today(),
            why="Mine.",
            by=people.secretariat,
        )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_leave_one_current_decision(submitted, people):
    transmitted(people, item_of(submitted).submission)

    def decide(outcome: str):
        return lambda: record_examination(
            item=item_of(submitted),
            seen=0,
            outcome=outcome,
            reference=REFERENCE,
            decided_on=today(),
            why="So it was.",
            by=again(people.secretariat),
        )

    answers = at_once(decide(CnadOutcome.NOTED), decide(CnadOutcome.ENDORSED))
    assert sum(isinstance(answer, StaleVersion) for answer in answers) == 1
    assert Disposition.objects.current().count() == 1
    assert Entry.objects.filter(verb="examine").count() == 1


def test_the_database_keeps_decisions_as_they_were_written(submitted, people):
    made = disposed(people, submitted)
    for change in (
        {"reference": "C-R(76)3"},
        {"outcome": "noted"},
        {"superseded_at": made.recorded_at, "text_en": "x"},
    ):
        with pytest.raises(DatabaseError, match="as they were written"), transaction.atomic():
            Disposition.objects.filter(pk=made.pk).update(**change)
    deferred = Disposition(item=made.item, outcome="deferred", reference="x", decided_on=today())
    deferred.recorded_at = deferred.superseded_at = made.recorded_at
    deferred.recorded_by = people.secretariat
    with pytest.raises(IntegrityError, match="disposition_deferred_has_a_date"), transaction.atomic():
        deferred.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Disposition.objects.filter(pk=made.pk)._raw_delete("default")
    again_ = Disposition(
        item=made.item, outcome="noted", reference="x", decided_on=today(), recorded_at=made.recorded_at
    )
    again_.recorded_by = people.secretariat
    with pytest.raises(IntegrityError, match="disposition_one_current_an_item"), transaction.atomic():
        again_.save()
