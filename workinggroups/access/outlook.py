"""Who reads what was released to industry, who releases it, and who proposes to buy together."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from boards.access import rights_of
from boards.enums import BodyKind, Denied
from dipb_portal.accounts.models import User
from workinggroups.access.plans import is_member, nations_for, shares_for
from workinggroups.models import JointCandidate, OutlookRelease


def releases_visible_to(user: User) -> QuerySet[OutlookRelease]:
    """All of them for Allies and staff; for industry and partners those made to the body they sit in."""
    if is_member(user):
        return OutlookRelease.objects.all()
    return OutlookRelease.objects.filter(bodies__in=rights_of(user).bodies("view_released")).distinct()


def reads_releases(user: User) -> bool:
    """Whether releases are made to where the person sits: the page exists for them before there is any."""
    rights = rights_of(user)
    return rights.anywhere("view_issued") or rights.anywhere("view_released")


def is_secretariat(user: User) -> bool:
    """Whether the person moderates for the plenary, and not only in a group."""
    rights = rights_of(user)
    return any(
        seat.body.kind == BodyKind.PLENARY and rights.has("moderate_register", seat.body_id) for seat in rights.seats
    )


def check_can_release(user: User) -> None:
    if not is_secretariat(user):
        raise Denied(_("Only the secretariat releases the demand outlook to industry."))


def candidates_visible_to(user: User) -> QuerySet[JointCandidate]:
    """All of them, for whoever sits at the Board's table: they hold no nation's figures."""
    return JointCandidate.objects.all() if is_member(user) else JointCandidate.objects.none()


def check_can_propose(user: User) -> None:
    if not (is_secretariat(user) or shares_for(user)):
        raise Denied(_("The secretariat, heads of delegation and deputies propose a joint procurement."))


def check_can_join(user: User, candidate: JointCandidate) -> None:
    """Raise Denied unless the person speaks for a nation, and the candidate is still on the table."""
    if not shares_for(user):
        raise Denied(_("Only the head of delegation or the deputy joins for the nation."))
    if candidate.state == JointCandidate.State.DROPPED:
        raise Denied(_("This candidate was dropped."))


def check_can_move(user: User, candidate: JointCandidate) -> None:
    """Raise Denied unless the person keeps the candidate: the secretariat, or who speaks for the lead nation."""
    if not (is_secretariat(user) or candidate.lead_id in nations_for(user, "share_plans")):
        raise Denied(_("Only the secretariat and the lead nation change the state of a candidate."))
