"""A worker's hold on a packet: take it under a lease, build it, report progress, complete or fail it.

Every write carries the fence of the lease it was made under; a worker that lost its lease (it was slow, or was
thought dead) gets LeaseLost and writes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from threading import Event, Thread

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.urls import reverse

from dipb_portal.audit.journal import record
from dipb_portal.lib import clock, storage
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.enums import PacketFailure, PacketState
from recommendations.models import Packet
from recommendations.packets import book
from recommendations.packets.build import Built, build, stages
from recommendations.packets.process import RenderFailed
from recommendations.packets.serialise import from_plain

LEASE = timedelta(seconds=90)
MAX_ATTEMPTS = 4
log = structlog.get_logger(__name__)


class LeaseLost(Exception):
    """Another worker holds the packet now."""


def build_next() -> bool:
    """Take the next packet and build it; False where none waits.

    What may pass (the database or the disk is away) is raised: the lease runs out, and another attempt follows.
    """
    packet = lease_next()
    if packet is None:
        return False
    try:
        with _kept(packet):
            _build(packet)
    except LeaseLost:
        log.warning("packet_lease_lost", packet=packet.pk, fence=packet.fence)
    return True


@transaction.atomic
def lease_next() -> Packet | None:
    """Take the oldest packet that waits or whose worker went silent; None where there is none.

    A packet whose workers went silent MAX_ATTEMPTS times is failed instead, with that as its reason.
    """
    now = clock.now()
    waiting = Q(state=PacketState.QUEUED) | Q(state=PacketState.RUNNING, leased_until__lt=now)
    packets = Packet.objects.select_for_update(skip_locked=True, of=("self",)).filter(waiting)
    while packet := packets.order_by("requested_at", "pk").first():
        if packet.attempts < MAX_ATTEMPTS:
            packet.state = PacketState.RUNNING
            packet.attempts, packet.fence = packet.attempts + 1, packet.fence + 1
            packet.leased_until, packet.stage = now + LEASE, 0
            packet.save(update_fields=["state", "attempts", "fence", "leased_until", "stage"])
            return packet
        _fail(packet, PacketFailure.ATTEMPTS)
        storage.clear_benches(packet.pk, before=packet.fence + 1)
    return None


def _build(packet: Packet) -> None:
    try:
        contents = from_plain(packet.contents) if packet.meeting_id is None else book.from_plain(packet.contents)
        planned = stages(contents)
        report_progress(packet, planned, 0)
        with storage.bench(packet.pk, packet.fence) as bench:
            built = build(contents, partial(report_progress, packet, planned), bench=bench)
    except (LeaseLost, DatabaseError, OSError):
        raise
    except RenderFailed as failure:
        fail_packet(packet, failure.reason)
    except Exception:
        log.exception("packet_not_built", packet=packet.pk)
        fail_packet(packet, PacketFailure.FAULT)
    else:
        complete_packet(packet, built)


@contextmanager
def _kept(packet: Packet) -> Iterator[None]:
    """Renew the lease in the background, as one section can take longer than a lease to lay out."""
    done = Event()
    keeper = Thread(target=_renew_until, args=(packet, done), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _renew_until(packet: Packet, done: Event) -> None:
    while not done.wait(LEASE.total_seconds() / 3):
        try:
            _write(packet, leased_until=clock.now() + LEASE)
        except LeaseLost:
            return  # the builder learns it when it next reports
        except DatabaseError as error:
            log.warning("packet_lease_not_renewed", packet=packet.pk, error=type(error).__name__)
        finally:
            connection.close()


def report_progress(packet: Packet, stages: list[str], done: int) -> None:
    """Say that `done` of `stages` are done, and keep the lease. Raises LeaseLost."""
    _write(packet, stages=stages, stage=done, leased_until=clock.now() + LEASE)


@transaction.atomic
def complete_packet(packet: Packet, built: Built) -> None:
    """Complete the packet with its stored file. Raises LeaseLost."""
    _write(packet, state=PacketState.DONE, finished_at=clock.now(), leased_until=None, **asdict(built))
    _tell(packet, Kind.PACKET_READY)
    record(None, "packet_built", packet, sha256=built.sha256, pages=built.pages)


@transaction.atomic
def fail_packet(packet: Packet, reason: str) -> None:
    """Stop trying, for `reason` (a PacketFailure). Raises LeaseLost."""
    _write(packet)
    _fail(packet, reason)


def _tell(packet: Packet, kind: Kind) -> None:
    """Tell whoever asked for the packet what became of it; of the editions that issuing asked for, of the first."""
    about = packet.meeting or packet.submission
    assert about is not None  # a constraint of the table
    with_issue = packet.submission is not None and packet.requested_at == packet.submission.issued_at
    address = "books:detail" if packet.meeting else "submissions:packet"
    notify(
        [packet.requested_by],
        Kind.BOOK_READY if packet.meeting and kind == Kind.PACKET_READY else kind,
        path=reverse(address, args=[packet.pk]),
        key=f"issued:{packet.submission_id}" if with_issue and kind == Kind.PACKET_READY else str(packet.pk),
        title_en=about.name_in("en"),
        title_fr=about.name_in("fr"),
    )


def _write(packet: Packet, **values: object) -> None:
    held = Packet.objects.filter(pk=packet.pk, fence=packet.fence, state=PacketState.RUNNING)
    if not held.update(**{"fence": F("fence"), **values}):
        raise LeaseLost(str(packet.pk))


def _fail(packet: Packet, reason: str) -> None:
    Packet.objects.filter(pk=packet.pk).update(
        state=PacketState.FAILED, error=reason, finished_at=clock.now(), leased_until=None
    )
    _tell(packet, Kind.PACKET_FAILED)
    record(None, "packet_failed", packet, reason)
