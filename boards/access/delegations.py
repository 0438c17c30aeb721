"""Who keeps a delegation, and who may see who sits where."""

from django.utils.translation import gettext as _

from boards.access import rights_of
from boards.enums import Denied
from boards.models import Nation, Seat
from dipb_portal.accounts.models import User


def delegation_of(user: User) -> Nation | None:
    """The Ally in whose delegation to the Board the person sits, in whatever role."""
    return next((seat.nation for seat in rights_of(user).seats if seat.nation and seat.nation.ally), None)


def check_can_keep_delegation(user: User, nation: Nation) -> None:
    """Raise Denied unless the person is the head or deputy of `nation`'s delegation now."""
    rights = rights_of(user)
    kept = {rights.nation("keep_delegation", body) for body in rights.bodies("keep_delegation")}
    if nation not in kept:
        raise Denied(_("Only the head of delegation and the deputy keep the delegation's experts and mailboxes."))


def can_keep_delegation(user: User, nation: Nation) -> bool:
    try:
        check_can_keep_delegation(user, nation)
    except Denied:
        return False
    return True


def check_can_end(user: User, seat: Seat) -> None:
    """Raise Denied unless the seat is of an expert of the delegation that the person keeps."""
    if seat.nation is None or seat.role != "expert":
        raise Denied(_("Seats of heads and deputies are kept by the secretariat."))
    check_can_keep_delegation(user, seat.nation)


def sees_who_sits(user: User) -> bool:
    """Members see who represents whom; industry, partners and auditors do not."""
    return rights_of(user).anywhere("view_issued")
