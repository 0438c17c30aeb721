"""Candidates for joint procurement: proposed, joined and left by nations, explored or dropped."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.enums import IllegalTransition
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from workinggroups.access.outlook import check_can_join, check_can_move, check_can_propose
from workinggroups.access.plans import shares_for
from workinggroups.models import JointCandidate

State = JointCandidate.State
# From which states one comes to each: what was dropped may be taken up again.
SOURCES = {State.PROPOSED: {State.DROPPED}, State.EXPLORED: {State.PROPOSED}, State.DROPPED: {*State} - {State.DROPPED}}


@transaction.atomic
def propose_candidate(*, by: User, **particulars: Any) -> JointCandidate:
    """Put a category and a range of years on the table. A nation that proposes is the first to be interested.

    It names no other nation, whatever the proposer sees of their requirements: each joins of its own accord.
    """
    check_can_propose(by)
    nation = shares_for(by)
    candidate = JointCandidate.objects.create(
        proposed_at=clock.now(), proposed_by=by, proposed_for=nation, **particulars
    )
    if nation:
        candidate.nations.add(nation)
    record(by, "joint_proposed", candidate)
    return candidate


@transaction.atomic
def join_candidate(*, candidate: JointCandidate, by: User) -> None:
    """Say that the person's nation is interested; saying so again changes nothing."""
    locked = _lock(candidate)
    check_can_join(by, locked)
    nation = shares_for(by)
    assert nation  # or it would have been denied
    if nation not in locked.nations.all():
        locked.nations.add(nation)
        record(by, "joint_joined", locked, nation=nation.alpha3)


@transaction.atomic
def leave_candidate(*, candidate: JointCandidate, by: User) -> None:
    """Take the person's nation off; a lead nation that leaves leads no more."""
    locked = _lock(candidate)
    check_can_join(by, locked)
    nation = shares_for(by)
    assert nation  # or it would have been denied
    if nation in locked.nations.all():
        if locked.lead == nation:
            locked.lead = None
            locked.save(update_fields=["lead"])
        locked.nations.remove(nation)
        record(by, "joint_left", locked, nation=nation.alpha3)


@transaction.atomic
def lead_candidate(*, candidate: JointCandidate, by: User) -> None:
    """Take the lead for the person's nation, where none has it. Raises ValidationError."""
    locked = _lock(candidate)
    check_can_join(by, locked)
    nation = shares_for(by)
    assert nation  # or it would have been denied
    if nation not in locked.nations.all():
        raise ValidationError(_("Only a nation that has joined takes the lead."))
    if locked.lead and locked.lead != nation:
        raise ValidationError(_("Another nation has the lead."))
    if locked.lead is None:
        locked.lead = nation
        locked.save(update_fields=["lead"])
        record(by, "joint_led", locked, nation=nation.alpha3)


@transaction.atomic
def move_candidate(*, candidate: JointCandidate, state: str, by: User, why: str = "") -> None:
    """Bring the candidate to `state`. Raises Denied or IllegalTransition."""
    locked = _lock(candidate)
    check_can_move(by, locked)
    if state not in SOURCES or locked.state not in SOURCES[State(state)]:
        raise IllegalTransition(state)
    locked.state = state
    locked.save(update_fields=["state"])
    record(by, "joint_moved", locked, why, state=state)


def _lock(candidate: JointCandidate) -> JointCandidate:
    return JointCandidate.objects.select_for_update(of=("self",)).select_related("category").get(pk=candidate.pk)
