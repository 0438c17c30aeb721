"""Reports to the CNAD in their three conditions, and packets of them."""

import uuid
from pathlib import Path

import pytest
from django.conf import settings

from recommendations.actions import submission as actions
from recommendations.enums import Edition, PacketState, State
from recommendations.models import Packet, Submission
from tests import scenarios
from tests.scenarios import People, text_in


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of this test and of the workers it starts."""
    monkeypatch.setattr(settings, "STORAGE_ROOT", tmp_path)
    monkeypatch.setenv("STORAGE_ROOT", str(tmp_path))
    return tmp_path


@pytest.fixture
def report(people: People) -> Submission:
    """A complete report on one endorsed text, not issued."""
    return scenarios.report(people, text_in(State.ENDORSED, people))


@pytest.fixture
def issued(report: Submission, people: People) -> Submission:
    actions.issue_submission(submission=report, by=people.chair)
    report.refresh_from_db()
    return report


def files() -> list[Path]:
    """Everything in the store, finished or not."""
    return [path for path in Path(settings.STORAGE_ROOT).rglob("*") if path.is_file()]


def asked(report: Submission, people: People, edition: str = Edition.ENGLISH) -> Packet:
    return actions.request_packet(submission=report, edition=edition, key=uuid.uuid4(), by=people.secretariat)


def built(packet: Packet, sha256: str = "a" * 64) -> Packet:
    """Mark the packet as built, where a test is not about the file."""
    Packet.objects.filter(pk=packet.pk).update(
        state=PacketState.DONE, sha256=sha256, size=1000, pages=3, finished_at=packet.requested_at
    )
    packet.refresh_from_db()
    return packet
