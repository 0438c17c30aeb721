"""The lease on a packet, what makes a build fail, and what the built file says."""

import subprocess
import threading
import time
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from boards.enums import Denied
from boards.models import Document
from dipb_portal.audit.models import Entry
from dipb_portal.lib.clock import DatabaseNow
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Kind, Notification
from recommendations.actions import packets as work
from recommendations.actions import submission as actions
from recommendations.enums import Edition, PacketFailure, PacketState, State
from recommendations.models import Packet
from recommendations.packets.build import Built
from tests import followup_scenarios, scenarios
from tests.recommendations.submission.conftest import asked, files
from tests.recommendations.submission.test_snapshot import endorsed_with_reservation
from tests.scenarios import text_in

pytestmark = pytest.mark.django_db


def lapse(packet: Packet) -> None:
    Packet.objects.filter(pk=packet.pk).update(leased_until=DatabaseNow() - timedelta(seconds=1))


def test_packets_are_taken_in_the_order_they_were_asked_for_and_once(report, people):
    first, second = asked(report, people), asked(report, people, "fr")
    assert [work.lease_next(), work.lease_next(), work.lease_next()] == [first, second, None]


def test_a_worker_that_lost_its_lease_writes_nothing(report, people):
    asked(report, people)
    slow = work.lease_next()
    lapse(slow)
    other = work.lease_next()
    assert (other.pk, other.fence, other.attempts) == (slow.pk, slow.fence + 1, 2)
    before = Packet.objects.values().get()
    writes = (
        lambda: work.report_progress(slow, ["contents"], 1),
        lambda: work.complete_packet(slow, Built("b" * 64, 1, 1)),
        lambda: work.fail_packet(slow, PacketFailure.CRASH),
    )
    for write in writes:
        with pytest.raises(work.LeaseLost):
            write()
    assert Packet.objects.values().get() == before
    assert not Entry.objects.filter(verb__in=["packet_built", "packet_failed"]).exists()
    assert not Notification.objects.filter(kind=Kind.PACKET_READY).exists()


def test_of_the_editions_that_issuing_asks_for_the_issuer_is_told_once(report, people):
    issued = actions.issue_submission(submission=report, by=people.chair)
    again = asked(report, people)
    while packet := work.lease_next():
        work.complete_packet(packet, Built("b" * 64, 1, 1))
    told = Notification.objects.filter(kind=Kind.PACKET_READY)
    assert [each.path for each in told.filter(user=people.chair)] == [f"/reports/packets/{issued[0].pk}/"]
    assert [each.path for each in told.exclude(user=people.chair)] == [f"/reports/packets/{again.pk}/"]


def test_a_build_without_its_lease_stops_before_it_stores(report, people, empty_store):
    asked(report, people)
    slow = work.lease_next()
    lapse(slow)
    other = work.lease_next()
    with pytest.raises(work.LeaseLost):
        work._build(slow)
    assert files() == []
    other.refresh_from_db()
    assert other.state == PacketState.RUNNING


def test_a_packet_whose_workers_all_died_is_given_up(report, people):
    packet = asked(report, people)
    for _ in range(work.MAX_ATTEMPTS):
        assert work.lease_next() == packet
        lapse(packet)
    assert work.lease_next() is None
    packet.refresh_from_db()
    assert (packet.state, packet.error, packet.attempts) == ("failed", PacketFailure.ATTEMPTS, work.MAX_ATTEMPTS)
    assert Entry.objects.get(verb="packet_failed").why == PacketFailure.ATTEMPTS
    told = Notification.objects.get(kind=Kind.PACKET_FAILED)
    assert told.user == people.secretariat
    assert packet.submission.title_en in sentence(told)
    with override("fr"):
        assert packet.submission.title_fr in sentence(told)


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        ({"summary": [{"en": "<div>" * 3000, "fr": ""}]}, PacketFailure.DEPTH),
        ({"marking": 7}, PacketFailure.FAULT),
        ({"unheard_of": True}, PacketFailure.FAULT),
    ],
)
def test_a_packet_that_cannot_be_built_fails_at_once_with_a_reason(report, people, empty_store, poison, reason):
    packet = asked(report, people)
    Packet.objects.filter(pk=packet.pk).update(contents=packet.contents | poison)
    assert work.build_next()
    packet.refresh_from_db()
    assert (packet.state, packet.error, packet.attempts) == (PacketState.FAILED, reason, 1)
    assert files() == []
    assert not work.build_next()


@pytest.mark.django_db(transaction=True)
def test_a_long_section_keeps_its_lease(report, people, monkeypatch):
    asked(report, people)
    packet = work.lease_next()
    monkeypatch.setattr(work, "LEASE", timedelta(seconds=1))
    taken = packet.leased_until
    Packet.objects.filter(pk=packet.pk).update(leased_until=DatabaseNow())
    patience = time.monotonic() + 20
    with work._kept(packet):
        while Packet.objects.filter(leased_until__gt=DatabaseNow()).count() == 0:
            assert time.monotonic() < patience
    packet.refresh_from_db()
    assert packet.leased_until != taken


def together(*calls) -> list[object]:
    """Make the calls at the same instant on connections of their own; each answer, or the error raised."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int) -> None:
        start.wait()
        try:
            answers[place] = calls[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.django_db(transaction=True)
def test_of_two_who_issue_at_once_one_numbers_the_report(report, people):
    answers = together(
        lambda: actions.issue_submission(submission=report, by=people.chair),
        lambda: actions.issue_submission(submission=report, by=people.secretariat),
    )
    assert sum(isinstance(answer, Denied) for answer in answers) == 1
    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert Document.objects.filter(submission=report).count() == 1
    assert sorted(report.packets.values_list("edition", flat=True)) == sorted(Edition.values)
    assert Entry.objects.filter(verb="report_issued").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_takes_the_packet(report, people):
    packet = asked(report, people)
    answers = together(work.lease_next, work.lease_next)
    assert sorted(answers, key=str) == sorted([packet, None], key=str)


def test_what_was_issued_stays_what_it_was(issued, people):
    text = issued.items.get().recommendation
    before = issued.contents
    followup_scenarios.disposed(people, text)
    again = asked(issued, people, "both")
    assert again.contents == before
    assert again.contents["reference"] == issued.document.reference
    assert again.issued


@pytest.fixture
def read(people, empty_store):
    """Issue a report on a text with comments, positions and a reservation; read a packet of it by edition."""
    report = scenarios.report(people, endorsed_with_reservation(people), text_in(State.ENDORSED, people, title="B"))
    actions.issue_submission(submission=report, by=people.chair)

    def build(edition: str) -> tuple[Packet, str]:
        Packet.objects.exclude(edition=edition).delete()
        assert work.build_next()
        packet = Packet.objects.get()
        assert packet.state == PacketState.DONE, packet.error
        answer = at(people.head_fra).get(reverse("submissions:download", args=[packet.pk]))
        content = b"".join(answer.streaming_content)
        assert sha256(content).hexdigest() == packet.sha256
        assert len(content) == packet.size
        told = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        return packet, " ".join(told.stdout.decode().split())

    return build


def at(user) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_english_packet_says_everything_in_english(read):
    packet, text = read("en")
    assert packet.stage == len(packet.stages)
    assert packet.submission.document.reference in text
    assert "Note by the Chair of the DIPB to the Conference of National Armaments Directors" in text
    assert "Allies report level 1 twice a year." in text
    assert "The CNAD is invited to" in text or "The NADREPs are invited to" in text
    assert "La France réserve sa position sur le délai." in text
    assert "no position received" in text
    assert "Le niveau manque de clarté." in text
    assert "The wording is that of the annex." in text
    assert "Industry agrees." in text
    assert packet.contents["chain"]["sha256"][:8] in text
    assert f"Page 1 of {packet.pages}" in text
    assert "Les Alliés communiquent" not in text


def test_the_french_packet_says_everything_in_french(read):
    text = read("fr")[1]
    assert "Les Alliés communiquent le niveau 1 deux fois par an." in text
    assert "La France réserve sa position sur le délai." in text
    assert "Note de la présidence du DIPB" in text
    assert "Allies report level" not in text


def test_the_parallel_packet_has_both(read):
    text = read("both")[1]
    for words in ("twice a year", "deux fois par an", "Allies report", "Les Alliés"):
        assert words in text


def test_a_download_is_an_attachment_that_nothing_keeps_or_guesses(issued, people, empty_store):
    packet = issued.packets.get(edition="en")
    Packet.objects.exclude(pk=packet.pk).delete()
    client = at(people.head_deu)
    address = reverse("submissions:download", args=[packet.pk])
    assert client.get(address).status_code == 404
    assert work.build_next()
    answer = client.get(address)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{issued.document.reference} EN.pdf"'
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    for file in files():
        file.unlink()
    assert client.get(address).status_code == 404
