"""A worker's hold on a packet: take it under a lease, report progress, complete or fail it.

Every write carries the fence of the lease it was made under; a worker that lost its lease (it was slow, or was
thought dead) gets LeaseLost and writes nothing.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.enums import PacketState
from recommendations.models import Packet

LEASE = timedelta(seconds=90)
MAX_ATTEMPTS = 4


class LeaseLost(Exception):
    """Another worker holds the packet now."""


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
        _fail(packet, f"given up after {MAX_ATTEMPTS} attempts")
    return None


def report_progress(packet: Packet, stages: list[str], done: int) -> None:
    """Say that `done` of `stages` are done, and keep the lease. Raises LeaseLost."""
    _write(packet, stages=stages, stage=done, leased_until=clock.now() + LEASE)


@transaction.atomic
def complete_packet(packet: Packet, *, sha256: str, size: int, pages: int) -> None:
    """Complete the packet with its stored file (`size` in bytes). Raises LeaseLost."""
    _write(
        packet,
        state=PacketState.DONE,
        sha256=sha256,
        size=size,
        pages=pages,
        finished_at=clock.now(),
        leased_until=None,
    )
    notify(
        [packet.requested_by],
        Kind.PACKET_READY,
        path=reverse("submissions:packet", args=[packet.pk]),
        key=str(packet.pk),
        title=str(packet.submission),
        edition=packet.edition,
    )
    record(None, "packet_built", packet, sha256=sha256, pages=pages)


@transaction.atomic
def fail_packet(packet: Packet, reason: str) -> None:
    """Stop trying, for `reason`. Raises LeaseLost."""
    _write(packet)
    _fail(packet, reason)


def _write(packet: Packet, **values: object) -> None:
    held = Packet.objects.filter(pk=packet.pk, fence=packet.fence, state=PacketState.RUNNING)
    if not held.update(**{"fence": F("fence"), **values}):
        raise LeaseLost(str(packet.pk))


def _fail(packet: Packet, reason: str) -> None:
    Packet.objects.filter(pk=packet.pk).update(
        state=PacketState.FAILED, error=reason[:300], finished_at=clock.now(), leased_until=None
    )
    record(None, "packet_failed", packet, reason)
