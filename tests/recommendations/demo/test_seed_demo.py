"""The demo's story, played on a real database by the real actions."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection

from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import faults
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import is_working_day
from dipb_portal.notifications.models import Notification
from recommendations.enums import ActionStatus, Implementation, Outcome, State
from recommendations.management.commands.seed_demo import DEMO_PASSWORD, NAMED_ACCOUNTS
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.script import load
from recommendations.models import (
    Comment,
    Disposition,
    FollowUpAction,
    ImplementationReport,
    Packet,
    Paragraph,
    Recommendation,
    Silence,
    Submission,
)
from recommendations.queries.followup import late, stale

SATURDAY = Calendar(date(2026, 11, 21))
TUESDAY = Calendar(date(2026, 11, 24))


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The story, played once for this module and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(seeded: None, db: None) -> None:
    """Each test in a savepoint of its own."""


def test_every_text_stands_where_the_script_says(demo: None) -> None:
    shown = dict(Recommendation.objects.values_list("title_en", "state"))
    assert shown == {text.title_en: text.state for text in load().texts}
    assert set(shown.values()) == set(State)


def test_the_named_accounts_sign_in(demo: None) -> None:
    assert len(NAMED_ACCOUNTS) == 11
    assert authenticate(username="head.fra@dipb.example", password=DEMO_PASSWORD)
    assert set(NAMED_ACCOUNTS) <= set(User.objects.values_list("email", flat=True))
    assert User.objects.get(email="head.fra@dipb.example").language == "fr"


def test_one_silence_runs_and_others_have_ended_in_every_way(demo: None) -> None:
    running = Silence.objects.get(outcome=Outcome.OPEN)
    assert running.deadline > clock.now()
    assert running.positions.filter(stance="reservation").exists()
    assert Silence.objects.filter(outcome=Outcome.BROKEN).count() == 2
    agreed = Silence.objects.filter(outcome=Outcome.AGREED)
    assert agreed
    assert all(silence.action_sheet and silence.action_sheet_fr for silence in agreed)


def test_a_delegation_holds_comments_it_has_not_submitted(demo: None) -> None:
    assert Comment.objects.filter(nation__alpha3="FRA", submitted_at=None).count() == 2


def test_a_translation_is_out_of_date(demo: None) -> None:
    working = Paragraph.objects.filter(revision__issued_at=None).select_related("revision__recommendation")
    assert any(paragraph.is_stale(paragraph.revision.recommendation.original_language) for paragraph in working)


def test_issued_reports_wait_for_their_packets(demo: None) -> None:
    issued = Submission.objects.exclude(issued_at=None)
    assert Counter(issued.values_list("kind", flat=True)) == {"submission": 3, "progress": 1}
    drafts = Submission.objects.filter(issued_at=None)
    assert Counter(drafts.values_list("kind", flat=True)) == {"submission": 1, "progress": 1}
    assert Packet.objects.filter(submission__in=issued, issued=True).count() == 4 * 3


def test_the_cnad_decided_in_many_ways_and_actions_follow_in_every_status(demo: None) -> None:
    outcomes = set(Disposition.objects.current().values_list("outcome", flat=True))
    assert outcomes >= {"endorsed", "approved", "in_part", "returned", "deferred"}
    assert set(FollowUpAction.objects.values_list("status", flat=True)) == set(ActionStatus)
    reports = ImplementationReport.objects.current()
    assert set(reports.values_list("status", flat=True)) == set(Implementation)
    assert len(set(reports.values_list("nation", flat=True))) >= 15
    assert FollowUpAction.objects.filter(late()).exists()
    assert FollowUpAction.objects.filter(stale()).exists()


def test_the_journal_fits_and_runs_in_time(demo: None) -> None:
    assert list(faults()) == []
    instants = list(Entry.objects.order_by("sequence").values_list("at", flat=True))
    assert instants == sorted(instants)
    assert instants[-1] < clock.now()


def test_nobody_is_mailed_about_the_past(demo: None) -> None:
    assert Notification.objects.exists()
    assert not Notification.objects.filter(mailed_at=None).exists()


def test_a_second_run_changes_nothing(demo: None) -> None:
    before = Entry.objects.count()
    call_command("seed_demo")
    assert Entry.objects.count() == before


def test_a_production_portal_is_refused(settings: Any, db: None) -> None:
    settings.SPECIMEN = False
    with pytest.raises(CommandError):
        call_command("seed_demo")


def test_the_clock_runs_again_afterwards(demo: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_now() >= clock_timestamp() - interval '1 second'")
        assert cursor.fetchone() == (True,)


@pytest.mark.parametrize("calendar", [SATURDAY, TUESDAY])
def test_yesterday_lies_behind_and_offsets_count_working_days(calendar: Calendar) -> None:
    assert calendar.day(-1) < calendar.today
    days = [calendar.day(offset) for offset in range(-30, 31)]
    assert all(is_working_day(day) for day in days)
    assert days == sorted(set(days))
