"""What pages of groups and of taskings show of the texts: always as the reader may see them."""

from typing import Any

from django import template
from django.template import Context

from boards.access import rights_of
from boards.access.taskings import taskings_visible_to
from boards.enums import TaskingState
from boards.models import Body, Tasking
from recommendations.models import Recommendation
from recommendations.queries.drafting import texts_for
from recommendations.queries.groups import open_rounds, open_silences, texts_by_state

register = template.Library()


@register.inclusion_tag("recommendations/taskings/_answers.html", takes_context=True)
def texts_answering(context: Context, tasking: Tasking) -> dict[str, Any]:
    """The texts that name the task, and the way to start one."""
    user = context["request"].user
    may_start = tasking.state == TaskingState.OPEN and rights_of(user).has("draft_text", tasking.body)
    return {"tasking": tasking, "texts": texts_for(user).filter(tasking=tasking), "may_start": may_start}


@register.inclusion_tag("recommendations/taskings/_of_text.html", takes_context=True)
def tasking_of(context: Context, text: Recommendation, drafts: bool) -> dict[str, Any]:
    """The task a text answers, to those who may know of it; to who drafts, the way to name it."""
    user = context["request"].user
    tasking = taskings_visible_to(user).filter(pk=text.tasking_id).first() if text.tasking_id else None
    return {"text": text, "tasking": tasking, "drafts": drafts and rights_of(user).has("draft_text", text.body_id)}


@register.inclusion_tag("recommendations/groups/_texts.html", takes_context=True)
def texts_of_group(context: Context, group: Body) -> dict[str, Any]:
    """The group's texts by state, each with its link."""
    return {"group": group, "states": texts_by_state(group, context["request"].user)}


@register.inclusion_tag("recommendations/groups/_asked.html", takes_context=True)
def asked_of_members(context: Context, group: Body, tasks: list[Tasking]) -> dict[str, Any]:
    """The group's open tasks, and the rounds of comments and silence procedures that run on its texts."""
    user = context["request"].user
    still = [task for task in tasks if task.state == TaskingState.OPEN]
    return {"tasks": still, "rounds": open_rounds(group, user), "silences": open_silences(group, user)}
