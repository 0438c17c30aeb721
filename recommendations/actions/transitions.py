"""The one place that changes the state of a recommendation."""

from typing import Any

from django.db import transaction

from boards.enums import Denied, IllegalTransition
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from recommendations.access.permissions import why_not
from recommendations.actions.following import tell_followers_of, tell_sponsors_of
from recommendations.lifecycle import TRANSITIONS
from recommendations.models import Recommendation


@transaction.atomic
def perform(
    recommendation: Recommendation, name: str, *, by: User | None, why: str = "", **data: Any
) -> Recommendation:
    """Take the step `name`: lock the row, is it legal, may this person, do the guards hold, write, journal.

    `by` is None where the clock acts. Returns the locked row in its new state. Raises IllegalTransition where
    the state (read after the lock) does not allow the step, Denied where person or guards do not, or where the
    step needs a reason and `why` is empty.
    """
    step = TRANSITIONS[name]
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if locked.state not in step.sources:
        raise IllegalTransition(f"{name}: not from {locked.state}")
    if reason := why_not(by, step, locked):
        raise Denied(reason)
    if step.needs_why and not why.strip():
        raise ValueError(f"{name} needs a reason")
    source = locked.state
    locked.state, locked.state_since = step.target, clock.now()
    locked.save(update_fields=["state", "state_since"])
    tell_followers_of(locked, what=f"{name}:{locked.state_since.isoformat()}", by=by)
    if name == "withdraw":
        tell_sponsors_of(locked, by=by)
    record(by, name, locked, why, source=source, target=locked.state, **data)
    return locked
