"""Who represented whom, as of any instant; and the mailboxes that get copies."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from boards.models import Body, Mailbox, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import ROLES

_ORDER = list(ROLES)


@dataclass
class Represented:
    """A nation in a body at an instant, with the seats of its delegation, the head first."""

    nation: Nation
    seats: list[Seat] = field(default_factory=list)


def represented(body: Body, at: datetime) -> tuple[list[Seat], list[Represented]]:
    """Officers, and every Ally in protocol order with who sat for it in `body` or the plenary above it at `at`.

    An Ally without a seat stands there with none: a vacancy is told too. Three queries.
    """
    seats = _held_at(at).filter(body__in=[body.pk, body.parent_id])
    ordered = sorted(seats, key=lambda seat: (_ORDER.index(seat.role), seat.user.name))
    by_nation: dict[int, list[Seat]] = defaultdict(list)
    for seat in ordered:
        if seat.nation_id:
            by_nation[seat.nation_id].append(seat)
    officers = [seat for seat in ordered if seat.nation_id is None and seat.body_id == body.pk]
    allies = Nation.objects.filter(ally=True).protocol_order()
    return officers, [Represented(nation, by_nation[nation.pk]) for nation in allies]


def tenures_of(nation: Nation) -> list[Seat]:
    """Every seat ever held for the nation, the latest first: who, in which role and body, from when until when."""
    return list(Seat.objects.filter(nation=nation).select_related("user", "body").order_by("-starts", "-pk"))


def experts_of(nation: Nation) -> list[Seat]:
    live = Seat.objects.live().filter(nation=nation, role="expert")
    return list(live.select_related("user", "body").order_by("user__name", "body__rank"))


def mailboxes_of(user: User) -> list[str]:
    """Addresses that get a copy of the person's mail: those of the delegation whose head the person is now."""
    led = Seat.objects.live().filter(user=user, role="head").values("nation")
    return list(Mailbox.objects.filter(nation__in=led, removed_at=None).values_list("address", flat=True))


def _held_at(at: datetime) -> QuerySet[Seat]:
    return Seat.objects.filter(Q(ends__isnull=True) | Q(ends__gt=at), starts__lte=at).select_related(
        "user", "body", "nation"
    )
