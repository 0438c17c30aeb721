"""The books of a meeting as its page offers them."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.models import Body, Meeting, Paper
from dipb_portal.accounts.models import User
from recommendations.access.books import audiences_open_to, books_visible_to, documents_for, files_for, fits, items_for
from recommendations.enums import Edition, PacketState
from recommendations.models import Packet
from recommendations.queries.packets import EDITIONS


@dataclass(frozen=True)
class Offer:
    """What one audience is offered: the newest book in each edition, and whether the agenda has changed since."""

    audience: Body | None
    books: list[tuple[Packet, bool]]

    @property
    def name(self) -> Promise | str:
        return self.audience.name if self.audience else _("Members")


def offers(meeting: Meeting, user: User) -> list[Offer]:
    """An offer for each audience the person belongs to; nothing where the meeting has no agenda to make one of."""
    found = []
    for audience in audiences_open_to(user, meeting):
        now = fingerprint(meeting, audience)
        newest = (
            books_visible_to(user)
            .filter(meeting=meeting, audience=audience)
            .exclude(state=PacketState.FAILED)
            .select_related("meeting__body", "audience")
            .order_by("edition", "-pk")
            .distinct("edition")
        )
        books = [(packet, packet.contents["fingerprint"] != now) for packet in newest if fits(packet)]
        found.append(Offer(audience, books))
    return found


def fingerprint(meeting: Meeting, audience: Body | None) -> str:
    """SHA-256 of what the book would be made from, in three queries; it changes when that does."""
    items = items_for(meeting, audience).values_list("pk", "version", "position")
    papers = Paper.objects.filter(
        item__in=items_for(meeting, audience), document__in=documents_for(meeting, audience)
    ).values_list("pk", "document", "document__withdrawn_at", "document__title_en", "document__title_fr")
    files = files_for(meeting, audience).values_list("pk", flat=True)
    made = [meeting.version, sorted(items), sorted(papers, key=lambda row: row[0]), sorted(files)]
    return sha256(repr(made).encode()).hexdigest()


def book_for(user: User, pk: int) -> Packet:
    """The book, where the person and everybody of its audience may read all that stands in it. Raises Http404."""
    visible = books_visible_to(user).select_related("meeting__body", "audience", "requested_by")
    packet = visible.filter(pk=pk).first()
    if packet is None or not fits(packet):
        raise Http404
    return packet


def is_stale(packet: Packet) -> bool:
    """Whether the agenda, its papers or their files changed after the book was asked for."""
    assert packet.meeting is not None
    return packet.contents["fingerprint"] != fingerprint(packet.meeting, packet.audience)


def filename_of(packet: Packet, suffix: str) -> str:
    """For example "DIPB 2026-12-03 NIAG EN.pdf"."""
    reference = re.sub(r"[^\w() .-]", "-", packet.contents["reference"], flags=re.ASCII)
    return f"{reference} {EDITIONS[packet.edition]}{suffix}"


def editions() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Edition.choices]
