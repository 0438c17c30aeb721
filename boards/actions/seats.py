"""Who sits where: seats begin and end, and are never deleted."""

from datetime import datetime

from django.db import transaction

from boards.models import Body, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock


@transaction.atomic
def open_seat(
    *,
    user: User,
    body: Body,
    role: str,
    by: User | None,
    nation: Nation | None = None,
    organisation: str = "",
    starts: datetime | None = None,
    why: str = "",
) -> Seat:
    """Seat `user` in `body` from `starts` (aware; now where none is given).

    Raises IntegrityError where the seat overlaps one the person has, or another head of the same delegation.
    """
    seat = Seat.objects.create(
        user=user,
        body=body,
        role=role,
        nation=nation,
        organisation=organisation,
        starts=starts or clock.now(),
    )
    record(by, "seat_opened", seat, why, role=role)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, by: User | None, why: str = "") -> None:
    """End the seat at this instant; what it gave ends with it."""
    locked = Seat.objects.select_for_update().get(pk=seat.pk)
    locked.ends = clock.now()
    locked.save(update_fields=["ends"])
    record(by, "seat_ended", locked, why, role=locked.role)
