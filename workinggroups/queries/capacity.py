"""Capacity levels for a page, and their charts."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dipb_portal.accounts.models import User
from dipb_portal.ui.stacks import StackChart, stack_chart
from workinggroups.access.capacity import levels_visible_to
from workinggroups.models import CapacityLevel


def levels_for(user: User) -> QuerySet[CapacityLevel]:
    return levels_visible_to(user).select_related("category", "body")


def chart_of(level: CapacityLevel) -> StackChart:
    """Under each condition what industry produces and, upon it, what is missing."""
    columns = [str(each.label) for each in level.levels]
    produced = [each.current or 0 for each in level.levels]
    missing = [each.missing if each.missing is not None else each.required or 0 for each in level.levels]
    layers = [(_("Current"), produced), (_("Missing"), missing)]
    return stack_chart(f"level-{level.pk}", str(level.category), columns, layers, wide=True)
