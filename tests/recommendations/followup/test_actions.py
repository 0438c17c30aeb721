"""Follow-up actions: who sets them, how they stand, what nations report, when a text is closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from boards.enums import Denied, StaleVersion
from boards.models import Body, Nation
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions.followup import (
    change_action,
    close_text,
    note_status,
    remind_of_actions,
    set_action,
)
from recommendations.actions.transitions import perform
from recommendations.enums import ActionStatus, CnadOutcome, Implementation, State
from recommendations.models import FollowUpAction, ImplementationReport
from tests.followup_scenarios import action as set_one
from tests.followup_scenarios import disposed, reported, today
from tests.races import again, at_once
from tests.scenarios import text_in

pytestmark = pytest.mark.django_db


def told(kind: Kind) -> set[str]:
    return set(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


def nation(alpha3: str) -> Nation:
    return Nation.objects.get(alpha3=alpha3)


@pytest.mark.parametrize("outcome", [CnadOutcome.ENDORSED, CnadOutcome.APPROVED, CnadOutcome.AGREED_IN_PART])
def test_the_first_action_starts_the_follow_up(submitted, people, outcome):
    made = disposed(people, submitted, outcome)
    action = set_one(people, submitted)
    assert submitted.state == State.FOLLOW_UP
    assert action.disposition == made
    assert action.status == ActionStatus.NOT_STARTED
    assert set_one(people, submitted, agency="NSPA").recommendation == submitted


@pytest.mark.parametrize("outcome", [CnadOutcome.NOTED, CnadOutcome.NOT_AGREED])
def test_no_action_follows_from_what_was_only_noted_or_not_agreed(submitted, people, outcome):
    disposed(people, submitted, outcome)
    with pytest.raises(Denied, match="endorsed"):
        set_one(people, submitted)


def test_only_the_secretariat_keeps_actions(examined, people):
    due = today()
    for person in (people.chair, people.group_chair, people.head_fra, people.niag, people.admin):
        with pytest.raises(Denied):
            set_action(recommendation=examined, title_en="a", title_fr="b", due=due, agency="NSPA", by=person)


@pytest.mark.parametrize("owners", [[], ["nation", "body"], ["nation", "agency"], ["body", "agency"]])
def test_an_action_has_exactly_one_owner(action, examined, people, owners):
    named = {"nation": nation("FRA"), "body": Body.objects.get(code="CAP"), "agency": "NSPA"}
    owner = {name: named[name] for name in owners}
    with pytest.raises(ValidationError):
        set_action(recommendation=examined, title_en="a", title_fr="b", due=today(), by=people.secretariat, **owner)
    row = {"nation": None, "body": None, "agency": ""} | owner
    with pytest.raises(IntegrityError, match="follow_up_one_owner"), transaction.atomic():
        FollowUpAction.objects.filter(pk=action.pk).update(**row, each_nation=False)


def test_who_owns_an_action_is_told(examined, people):
    set_one(people, examined, nation=nation("FRA"))
    assert told(Kind.FOLLOW_UP_SET) == {people.head_fra.email, people.deputy_fra.email}
    set_one(people, examined, body=Body.objects.get(code="CAP"))
    assert people.group_chair.email in told(Kind.FOLLOW_UP_SET)
    set_one(people, examined)
    assert people.head_usa.email in told(Kind.FOLLOW_UP_SET)
    assert people.niag.email not in told(Kind.FOLLOW_UP_SET)


def test_a_new_owner_is_told_and_the_old_version_is_refused(action, people):
    said = {"title_en": "a", "title_fr": "b", "due": today(), "nation": nation("DEU"), "by": people.secretariat}
    Notification.objects.all().delete()
    change_action(action=action, version=1, **said)
    assert told(Kind.FOLLOW_UP_SET) == {people.head_deu.email}
    with pytest.raises(StaleVersion):
        change_action(action=action, version=1, **said)


def test_a_status_takes_a_note_and_keeps_its_history(action, people):
    with pytest.raises(ValidationError):
        note_status(action=action, version=1, status=ActionStatus.DONE, text=" ", by=people.secretariat)
    FollowUpAction.objects.update(news_at=F("news_at") - timedelta(days=90))
    note_status(action=action, version=1, status=ActionStatus.IN_PROGRESS, text="Begun.", by=people.secretariat)
    note_status(action=action, version=2, status=ActionStatus.DONE, text="Finished.", by=people.secretariat)
    action.refresh_from_db()
    assert action.status == ActionStatus.DONE
    assert clock.now() - action.news_at < timedelta(minutes=5)
    assert [note.status for note in action.notes.all()] == ["done", "in_progress", "not_started"]
    with pytest.raises(StaleVersion):
        note_status(action=action, version=2, status=ActionStatus.OVERTAKEN, text="No.", by=people.secretariat)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        action.notes.update(text="Nothing.")


def test_a_nation_reports_and_reports_again(action, people):
    first = reported(action, people.head_fra, Implementation.PLANNED, planned_by=today() + timedelta(days=9))
    second = reported(action, people.deputy_fra, text="C’est fait.", language="fr")
    first.refresh_from_db()
    assert first.superseded_at is not None
    assert list(ImplementationReport.objects.current()) == [second]
    assert reported(action, people.head_fra, text="C’est fait.", language="fr") == second
    with pytest.raises(DatabaseError, match="as they were written"), transaction.atomic():
        ImplementationReport.objects.filter(pk=second.pk).update(text="Rien.")


def test_a_nation_may_decline(action, people):
    assert reported(action, people.head_deu, Implementation.DECLINED).text == ""


def test_a_plan_has_a_day_and_only_a_plan(action, people):
    for status, day in ((Implementation.PLANNED, None), (Implementation.IMPLEMENTED, today())):
        with pytest.raises(ValidationError):
            reported(action, people.head_fra, status, planned_by=day)


def test_only_heads_and_deputies_report_and_only_where_their_nation_is_asked(action, examined, people):
    for person in (people.expert_fra, people.secretariat, people.niag, people.partner_ukr, people.auditor):
        with pytest.raises(Denied):
            reported(action, person)
    of_germany = set_one(people, examined, nation=nation("DEU"))
    with pytest.raises(Denied, match="not asked"):
        reported(of_germany, people.head_fra)
    reported(of_germany, people.head_deu)


@pytest.mark.django_db(transaction=True)
def test_head_and_deputy_at_once_leave_one_report(action, people):
    at_once(
        lambda: reported(action, again(people.head_fra), Implementation.IMPLEMENTED),
        lambda: reported(action, again(people.deputy_fra), Implementation.DECLINED),
    )
    assert ImplementationReport.objects.current().count() == 1
    assert ImplementationReport.objects.count() == 2


def test_a_text_with_open_actions_is_closed_with_a_reason_only(action, examined, people):
    with pytest.raises(ValidationError):
        close_text(recommendation=examined, why="", by=people.secretariat)
    close_text(recommendation=examined, why="Overtaken by the new plan.", by=people.secretariat)
    examined.refresh_from_db()
    assert examined.state == State.CLOSED
    with pytest.raises(Denied):
        reported(action, people.head_fra)


def test_a_text_whose_actions_have_ended_is_closed_without_one(action, examined, people):
    note_status(action=action, version=1, status=ActionStatus.TRANSFERRED, text="To CAP.", by=people.secretariat)
    close_text(recommendation=examined, why="", by=people.secretariat)
    assert Entry.objects.filter(verb="close").exists()


@pytest.mark.parametrize("step", ["examine", "return_for_work", "put_off", "start_follow_up", "close"])
def test_no_button_of_the_lifecycle_goes_round_these_acts(people, client, step):
    text = text_in(State.EXAMINED, people)
    client.force_login(people.secretariat)
    assert client.post(f"/recommendations/{text.pk}/step/{step}/", {"why": "So."}).status_code == 404
    text.refresh_from_db()
    assert text.state == State.EXAMINED


def test_a_returned_text_is_worked_on_again(submitted, people):
    disposed(people, submitted, CnadOutcome.RETURNED)
    perform(submitted, "agree_in_group", by=people.group_chair)
    submitted.refresh_from_db()
    assert submitted.state == State.AGREED_BY_GROUP


def test_owners_are_reminded_once_a_week_before(action, examined, people):
    set_one(people, examined, nation=nation("DEU"), due=today() + timedelta(days=40))
    assert remind_of_actions() == 0
    FollowUpAction.objects.filter(pk=action.pk).update(due=today() + timedelta(days=7))
    reported(action, people.head_fra)
    assert remind_of_actions() == 1
    assert remind_of_actions() == 0
    assert told(Kind.FOLLOW_UP_DUE) >= {people.head_usa.email, people.secretariat.email}
    assert people.head_fra.email not in told(Kind.FOLLOW_UP_DUE)
