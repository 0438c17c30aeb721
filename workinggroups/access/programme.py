"""Who keeps a group's programme of work and its mandate."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from boards.access import check
from boards.enums import BodyKind, Denied
from boards.models import Body
from dipb_portal.accounts.models import User
from workinggroups.access import groups_visible_to
from workinggroups.models import Mandate, WorkItem


def items_visible_to(user: User) -> QuerySet[WorkItem]:
    return WorkItem.objects.filter(body__in=groups_visible_to(user))


def mandates_visible_to(user: User) -> QuerySet[Mandate]:
    return Mandate.objects.filter(body__in=groups_visible_to(user))


def check_can_keep(user: User, body: Body) -> None:
    """Raise Denied unless the person keeps the programme of work of the body."""
    check(user, "keep_programme", body)


def check_can_charge(user: User, body: Body) -> None:
    """Raise Denied unless the person records what the Board charges this group with."""
    check(user, "set_tasks", body)
    if body.kind != BodyKind.GROUP:
        raise Denied(_("Only working groups have a mandate from the Board."))
