"""What the page of a meeting offers of its books."""

from typing import Any

from django import template

from boards.models import Meeting
from recommendations.queries.books import editions, offers

register = template.Library()


@register.inclusion_tag("recommendations/books/_offers.html", takes_context=True)
def meeting_books(context: template.Context, meeting: Meeting) -> dict[str, Any]:
    """The agenda and its papers as one file, for each audience the reader belongs to."""
    request = context["request"]
    return {"meeting": meeting, "offers": offers(meeting, request.user), "editions": editions(), "request": request}
