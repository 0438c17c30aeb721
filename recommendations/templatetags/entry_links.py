"""What the page of a register's entry shows of recommendations."""

from typing import Any

from django import template

from recommendations.access.links import may_link_entry
from recommendations.queries.links import chains_of_entry
from workinggroups.models import RegisterEntry

register = template.Library()


@register.inclusion_tag("recommendations/links/of_entry.html", takes_context=True)
def recommendations_of_entry(context: dict[str, Any], entry: RegisterEntry) -> dict[str, Any]:
    """The recommendations linked to the entry, each with the trace of what came of it."""
    user = context["request"].user
    return {
        "entry": entry,
        "chains": chains_of_entry(entry, user),
        "may_link": may_link_entry(user, entry),
        "csrf_token": context.get("csrf_token"),
    }
