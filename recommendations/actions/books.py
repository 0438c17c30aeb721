"""Ask for the book of a meeting."""

from django.db import transaction

from boards.models import Body, Meeting
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.hints import hint
from recommendations.access.books import check_can_build, fits
from recommendations.enums import PacketState
from recommendations.models import Packet
from recommendations.packets.book_snapshot import book
from recommendations.queries.books import fingerprint


@transaction.atomic
def request_book(*, meeting: Meeting, audience: Body | None, edition: str, by: User) -> Packet:
    """Queue the book for the audience (None: the members) as the agenda stands; one that is the same is answered.

    Raises Denied.
    """
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    check_can_build(by, locked, audience)
    same = Packet.objects.filter(
        meeting=locked,
        audience=audience,
        edition=edition,
        contents__fingerprint=fingerprint(locked, audience),
    ).exclude(state=PacketState.FAILED)
    if (made := same.order_by("-pk").first()) and fits(made):
        return made
    packet = Packet.objects.create(
        meeting=locked,
        audience=audience,
        edition=edition,
        requested_at=clock.now(),
        requested_by=by,
        contents=book(locked, audience, edition),
    )
    hint("recommendations.build_packets")
    record(by, "book_requested", packet, edition=edition, audience=audience.code if audience else "")
    return packet
