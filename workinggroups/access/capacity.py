"""Who reads capacity levels, and who keeps them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from boards.access import rights_of
from boards.enums import BodyKind, Denied
from boards.models import Body
from dipb_portal.accounts.models import User
from workinggroups.models import CapacityLevel


def bodies_kept_by(user: User) -> set[int]:
    """The bodies (ids) whose levels the person drafts."""
    rights = rights_of(user)
    return rights.bodies("draft_text") | rights.bodies("moderate_register")


def groups_kept_by(user: User) -> QuerySet[Body]:
    return Body.objects.filter(kind=BodyKind.GROUP, pk__in=bodies_kept_by(user))


def levels_visible_to(user: User) -> QuerySet[CapacityLevel]:
    """Agreed levels for whoever reads the group's issued texts; drafts for those who keep them."""
    agreed = Q(state=CapacityLevel.State.AGREED, body__in=rights_of(user).bodies("view_issued"))
    return CapacityLevel.objects.filter(agreed | Q(body__in=bodies_kept_by(user)))


def check_can_keep(user: User, body: Body | int) -> None:
    if (body if isinstance(body, int) else body.pk) not in bodies_kept_by(user):
        raise Denied(_("Only those who draft for the group keep its capacity levels."))
