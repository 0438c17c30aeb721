"""What follows from the decisions of a meeting, on its page."""

from typing import Any

from django import template
from django.template import Context

from boards.access import rights_of
from boards.access.meetings import decisions_visible_to
from boards.enums import BodyKind, DecisionVerb
from boards.models import Meeting
from boards.queries.taskings import taskings_for
from dipb_portal.lib.clock import today

register = template.Library()


@register.inclusion_tag("boards/taskings/_of_meeting.html", takes_context=True)
def tasks_of_meeting(context: Context, meeting: Meeting) -> dict[str, Any]:
    """The tasks that rest on the meeting's decisions, and the decisions from which one can still be set."""
    user = context["request"].user
    groups = rights_of(user).bodies("set_tasks")
    tasking = decisions_visible_to(user).filter(
        item__meeting=meeting,
        verb=DecisionVerb.TASKED,
        taskings=None,
        addressee__in=groups,
        addressee__kind=BodyKind.GROUP,
    )
    return {
        "taskings": taskings_for(user, today()).filter(decision__item__meeting=meeting),
        "decisions": tasking.select_related("item", "addressee") if groups else [],
    }
