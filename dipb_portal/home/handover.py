"""What a successor takes over: what the nation owes, said, reserved, and who sat for it. Constant in queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from boards.access.delegations import delegation_of
from boards.models import Nation, Seat
from boards.queries.delegations import tenures_of
from dipb_portal.accounts.models import User
from dipb_portal.home.asks import Ask
from dipb_portal.home.desk import asked_of
from dipb_portal.lib import clock
from recommendations.access.visibility import comments_visible_to, consultations_visible_to, silences_visible_to
from recommendations.enums import Decision, Stance
from recommendations.models import Consultation, Position

REACH = timedelta(days=365)


@dataclass(frozen=True)
class Handover:
    """The brief of one nation, over the last year; reservations stand however old they are."""

    nation: Nation
    since: datetime
    asks: list[Ask]
    reservations: list[Position]
    positions: list[Position]
    rounds: list[Consultation]
    seats: list[Seat]


def handover_of(user: User) -> Handover | None:
    """The brief of the delegation that the person sits in; None for who sits in none."""
    nation = delegation_of(user)
    if nation is None:
        return None
    since = clock.now() - REACH
    held = _positions(user, nation, since)
    return Handover(
        nation=nation,
        since=since,
        asks=asked_of(user),
        reservations=[each for each in held if each.stance == Stance.RESERVATION],
        positions=[each for each in held if each.stated_at >= since],
        rounds=list(_rounds(user, nation, since)),
        seats=tenures_of(nation),
    )


def _positions(user: User, nation: Nation, since: datetime) -> list[Position]:
    return list(
        Position.objects.current()
        .filter(Q(stance=Stance.RESERVATION) | Q(stated_at__gte=since), nation=nation)
        .filter(silence__in=silences_visible_to(user))
        .select_related("silence__revision__document", "silence__revision__recommendation", "stated_by")
        .order_by("-stated_at")
    )


def _rounds(user: User, nation: Nation, since: datetime) -> QuerySet[Consultation]:
    """Rounds the nation commented in, with how many comments were submitted and how many not accepted."""
    submitted = comments_visible_to(user).filter(nation=nation, submitted_at__isnull=False)
    mine = Q(comments__in=submitted.filter(consultation__opened_at__gte=since))  # not of twenty years
    return (
        consultations_visible_to(user)
        .filter(opened_at__gte=since)
        .annotate(
            said=Count("comments", filter=mine),
            refused=Count("comments", filter=mine & Q(comments__adjudication__decision=Decision.REJECT)),
        )
        .filter(said__gt=0)
        .select_related("revision__document", "revision__recommendation")
        .order_by("-opened_at")
    )
