"""The progress report: drawn from the work of its period, frozen when issued, built as a packet."""

import re
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from boards.models import Nation
from dipb_portal.lib import storage
from dipb_portal.ui.paging import ROWS
from recommendations.access.gates import report_gaps
from recommendations.actions.followup import note_status
from recommendations.actions.submission import create_submission, issue_submission, save_submission
from recommendations.enums import ActionStatus, Addressee, CnadOutcome, Implementation, ReportKind, State
from recommendations.models import FollowUpAction, Submission
from recommendations.packets.build import build
from recommendations.packets.progress import shown
from recommendations.packets.serialise import from_plain
from recommendations.packets.snapshot import in_edition
from tests.followup_scenarios import REFERENCE, disposed, reported, today
from tests.followup_scenarios import action as set_one
from tests.scenarios import text_in

pytestmark = pytest.mark.django_db
DECIDED = "What the CNAD decided in the period, and what it still defers"
KEYS = [f"period-{name}" for name in ("texts", "decisions", "follow-up", "nations", "tasks", "advice")]


def started(people, first=None, last=None, **said) -> Submission:
    known = {"title_en": "Progress", "title_fr": "Avancement", "addressee": Addressee.NADREPS, "plenary_date": None}
    days = {"period_from": first or today() - timedelta(days=40), "period_to": last or today()}
    return create_submission(kind=ReportKind.PROGRESS, by=people.secretariat, **known | days | said)


@pytest.fixture
def period(action, examined, people) -> Submission:
    """A progress report of a period in which a text was examined, an action set and France reported on it."""
    set_one(people, examined, title_en="Late", nation=Nation.objects.get(alpha3="FRA"))
    FollowUpAction.objects.filter(title_en="Late").update(due=today())
    reported(action, people.head_fra)
    reported(action, people.head_deu, Implementation.DECLINED)
    return started(people)


def cells(report: Submission) -> dict[str, list[list[str]]]:
    tables = shown(report, "en")
    return {
        table["title"]: [[row["head"], *(cell for _column, cell in row["cells"])] for row in table["rows"]]
        for table in tables
    }


def test_it_starts_with_its_texts_drafted_in_both_languages(period, people):
    for name in ("introduction", "summary", "way_ahead"):
        en, fr = getattr(period, f"{name}_en"), getattr(period, f"{name}_fr")
        assert en
        assert fr
        assert en != fr
    assert "Decisions of the CNAD: 1" in period.summary_en
    assert "Declare storage capacity" in period.way_ahead_en
    assert period.actions.get().verb == "note"
    assert report_gaps(period) == []


def test_its_tables_say_what_happened(period):
    said = cells(period)
    steps = [row[-1] for row in said["Texts agreed and submitted in the period"]]
    assert steps == ["Agreed by the group", "Endorsed under silence", "Submitted to the CNAD"]
    assert said[DECIDED][0][2:] == ["Endorsed", REFERENCE]
    assert [row[-1] for row in said["Follow-up"]] == ["Not started, late", "Not started"]
    assert said["What nations report"] == [["Declare storage capacity", "France", "–", "–"]]


def test_of_a_long_table_the_page_shows_the_first_rows_and_the_others_when_asked(period, examined, people, client):
    for number in range(ROWS):
        set_one(people, examined, title_en=f"Action {number}")
    client.force_login(people.secretariat)
    address = reverse("submissions:detail", args=[period.pk])
    page, whole = client.get(address).content.decode(), client.get(f"{address}?whole").content.decode()
    shown_, all_ = (len(re.findall(r">Action \d+<", html)) for html in (page, whole))
    assert shown_ < all_ == ROWS
    assert '<a href="?whole#period-follow-up">Show the other 2 rows</a>' in page
    assert 'id="period-follow-up"' in whole
    assert "Show the other" not in whole


def test_what_lies_outside_the_period_is_left_out(period, people):
    before = started(people, today() - timedelta(days=400), today() - timedelta(days=300))
    assert not any(cells(before).values())


def test_a_deferral_from_before_the_period_is_told_while_it_stands(people):
    text = text_in(State.SUBMITTED, people, title="Powder")
    disposed(people, text, CnadOutcome.DEFERRED, deferred_until=date(2041, 1, 7))
    later = started(people, today() + timedelta(days=1), today() + timedelta(days=9))
    assert cells(later)[DECIDED][0][2:] == ["Deferred until 7\xa0Jan\xa02041", REFERENCE]
    disposed(people, text)
    assert cells(later)[DECIDED] == []


def test_an_issued_one_stays_what_it_was(period, action, people):
    issue_submission(submission=period, by=people.chair)
    period.refresh_from_db()
    before = cells(period)
    note_status(action=action, version=1, status=ActionStatus.DONE, text="Done.", by=people.secretariat)
    period.refresh_from_db()
    assert cells(period) == before
    assert [table["key"] for table in period.contents["tables"]] == KEYS
    assert period.document.reference in str(period)
    assert period.packets.count() == 3


def test_it_has_a_period_and_no_recommendations(period, people):
    for first, last in ((None, None), (today(), None), (today(), today() - timedelta(days=1))):
        with pytest.raises(ValidationError):
            started(people, period_from=first, period_to=last)
    text = text_in(State.ENDORSED, people, title="Powder")
    with pytest.raises(ValidationError, match="submits no recommendations"):
        save_submission(
            submission=period,
            version=period.version,
            texts={},
            recommendations=[text],
            actions=[],
            by=people.secretariat,
        )
    with pytest.raises(IntegrityError, match="submission_progress_has_a_period"), transaction.atomic():
        Submission.objects.filter(pk=period.pk).update(period_to=None)


@pytest.mark.parametrize("edition", ["en", "both"])
def test_it_is_built_as_a_packet_byte_for_byte(period, people, edition, tmp_path, settings):
    settings.STORAGE_ROOT = tmp_path
    issue_submission(submission=period, by=people.chair)
    period.refresh_from_db()
    contents = from_plain(in_edition(period.contents, edition))
    first, second = build(contents), build(contents)
    assert first.sha256 == second.sha256
    with pikepdf.open(storage.path(first.sha256)) as pdf:
        heads = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/TH"]
        assert heads
        assert all(str(each.A.Scope) in ("/Column", "/Row") for each in heads)


def test_it_is_started_and_read_on_its_pages(period, people, client):
    client.force_login(people.secretariat)
    create = reverse("submissions:create")
    said = {"kind": "progress", "title_en": "A", "title_fr": "B", "addressee": "nadreps"}
    assert client.post(create, said).status_code == 422
    assert client.post(create, said | {"period_from": f"{today()}", "period_to": "2020-01-01"}).status_code == 422
    assert client.post(create, said | {"period_from": "2026-01-01", "period_to": f"{today()}"}).status_code == 302
    assert Submission.objects.latest("pk").is_progress
    page = client.get(reverse("submissions:detail", args=[period.pk])).content.decode()
    assert "What nations report" in page
    assert client.get(reverse("submissions:edit", args=[period.pk])).status_code == 200
    assert "Progress report" in client.get(reverse("submissions:list")).content.decode()
    client.force_login(people.head_fra)
    assert client.get(reverse("submissions:detail", args=[period.pk])).status_code == 404
