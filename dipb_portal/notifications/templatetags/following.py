"""The button by which one follows what a page shows."""

from typing import Any

from django import template
from django.db.models import Model

from dipb_portal.notifications.following import follows, name_of

register = template.Library()


@register.inclusion_tag("notifications/follow_button.html", takes_context=True)
def follow_button(context: dict[str, Any], obj: Model) -> dict[str, Any]:
    """Follow `obj`, or no longer; needs `request` in the context."""
    request = context["request"]
    return {
        "object": name_of(obj),
        "follows": follows(request.user, obj),
        "next": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
