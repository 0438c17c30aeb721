"""The way to a text."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from dipb_portal.ui.templatetags.portal import crumbs
from recommendations.access.advice import finds_in_register
from recommendations.models import Recommendation

register = template.Library()


@register.inclusion_tag("components/crumbs.html", takes_context=True)
def text_crumbs(context: Context, text: Recommendation, *trail: str) -> dict[str, Any]:
    """The way to a text through the list where its reader finds it, and on: labels and addresses in turn."""
    if finds_in_register(context["request"].user, text):
        return crumbs(_("Register of advice"), reverse("advice:list"), *trail)
    return crumbs(_("Recommendations"), reverse("recommendations:list"), *trail)
