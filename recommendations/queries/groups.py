"""Reads for what a group's pages show of its texts; each with a constant number of queries."""

from collections import defaultdict

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber

from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from recommendations.access.visibility import consultations_visible_to, silences_visible_to, visible_to
from recommendations.enums import Outcome, State
from recommendations.models import Consultation, Recommendation, Silence
from recommendations.queries.drafting import texts_for

NEWEST = 5


def texts_by_state(body: Body, user: User) -> list[tuple[State, int, list[Recommendation]]]:
    """How many of a group's visible texts are in each state, in the order of the lifecycle, and the newest there."""
    counted = (
        visible_to(user)
        .filter(body=body)
        .order_by()
        .annotate(
            place=Window(RowNumber(), order_by=["-state_since", "-pk"], partition_by="state"),
            every=Window(Count("pk"), partition_by="state"),
        )
    )
    counts = dict(counted.filter(place__lte=NEWEST).values_list("pk", "every"))
    found: dict[str, list[Recommendation]] = defaultdict(list)
    for text in texts_for(user).filter(pk__in=counts):
        found[text.state].append(text)
    return [(state, counts[found[state][0].pk], found[state]) for state in State if state in found]


def open_rounds(body: Body, user: User) -> QuerySet[Consultation]:
    """Rounds on the group's texts in which can be commented now, the earliest closing first."""
    visible = consultations_visible_to(user).filter(closed_at=None, closes_at__gt=clock.now())
    return (
        visible.filter(revision__recommendation__body=body)
        .select_related("revision__document", "revision__recommendation")
        .order_by("closes_at")
    )


def open_silences(body: Body, user: User) -> QuerySet[Silence]:
    visible = silences_visible_to(user).filter(outcome=Outcome.OPEN, revision__recommendation__body=body)
    return visible.select_related("revision__document", "revision__recommendation").order_by("deadline")
