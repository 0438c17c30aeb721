"""A packet's way through real workers that are killed, doubled or cut off from their broker."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from dipb_portal.audit.models import Entry
from dipb_portal.lib import storage
from dipb_portal.lib.clock import DatabaseNow
from dipb_portal.local.process import Process
from dipb_portal.notifications.models import Kind, Notification
from recommendations.enums import PacketState, State
from recommendations.models import Packet
from recommendations.tasks import build_packets
from tests import processes, scenarios
from tests.recommendations.submission.conftest import asked, files
from tests.scenarios import People, text_in
from tests.settings import HOME, VALKEY

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 90  # seconds for a build on a busy machine


def now(packet: Packet) -> Packet:
    packet.refresh_from_db()
    return packet


def until(worker: Process, condition: Callable[[], bool]) -> None:
    worker.wait_until(condition, seconds=PATIENCE)


@pytest.fixture
def worker(empty_store: None, transactional_db: None) -> Iterator[Process]:
    with processes.celery_worker(settings.DATABASES["default"]["NAME"]) as started:
        yield started


@pytest.fixture
def long_report(people: People):
    return scenarios.report(people, text_in(State.ENDORSED, people, paragraphs=12))


def test_a_packet_whose_worker_is_killed_is_built_by_the_next_exactly_once(long_report, people, worker):
    packet = asked(long_report, people, "both")
    until(worker, lambda: now(packet).stage >= 2)
    worker.kill()
    assert now(packet).state == PacketState.RUNNING
    Packet.objects.filter(pk=packet.pk).update(leased_until=DatabaseNow())
    worker.start()
    build_packets.delay()
    until(worker, lambda: now(packet).state == PacketState.DONE)
    assert packet.attempts == 2
    (file,) = files()
    assert not list(Path(settings.STORAGE_ROOT, ".bench").iterdir())
    assert file == storage.path(packet.sha256)
    assert sha256(file.read_bytes()).hexdigest() == packet.sha256
    assert file.stat().st_size == packet.size
    assert Entry.objects.filter(verb="packet_built").count() == 1
    assert Notification.objects.filter(kind=Kind.PACKET_READY, user=people.secretariat).count() == 1
    call_command("verify_journal")


def test_two_workers_build_each_packet_once(long_report, people, worker):
    with processes.celery_worker(settings.DATABASES["default"]["NAME"]):
        packets = [asked(long_report, people) for _ in range(3)]
        for _ in range(6):
            build_packets.delay()
        until(worker, lambda: all(now(packet).state == PacketState.DONE for packet in packets))
    assert [packet.attempts for packet in packets] == [1, 1, 1]
    assert {path.stem for path in files()} == {packet.sha256 for packet in packets}
    assert Entry.objects.filter(verb="packet_built").count() == 3


@contextmanager
def beat() -> Iterator[Process]:
    """What sweeps for work that no hint arrived for."""
    command = [processes.BIN / "celery", "--app=dipb_portal", "beat", f"--schedule={HOME / 'beat'}"]
    env = processes.environment(settings.DATABASES["default"]["NAME"])
    process = Process("beat", command, HOME / "log" / "beat.log", env=env)
    process.start()
    try:
        yield process
    finally:
        process.stop()


def test_a_packet_asked_for_while_the_broker_is_away_for_20_seconds_is_built(report, people, worker):
    client = Client()
    client.force_login(people.secretariat, "django.contrib.auth.backends.ModelBackend")
    with beat():
        VALKEY.stop()
        try:
            stopped = time.monotonic()
            sent = {"edition": "en", "key": str(uuid.uuid4())}
            answer = client.post(reverse("submissions:build", args=[report.pk]), sent)
            packet = Packet.objects.get()
            assert answer.url == reverse("submissions:packet", args=[packet.pk])
            until(worker, lambda: time.monotonic() > stopped + 20)
            assert now(packet).state == PacketState.QUEUED
        finally:
            VALKEY.start()
        until(worker, lambda: now(packet).state == PacketState.DONE)
    assert packet.attempts == 1
    assert len(files()) == 1
