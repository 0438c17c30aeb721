"""Words of meetings for their templates."""

from django import template
from django.utils.translation import get_language

from boards.models import Decision
from boards.queries.sheet_wording import clause as clause_of

register = template.Library()


@register.simple_tag
def clause(decision: Decision) -> str:
    """The verb and what follows it, in the reader's language or the one the decision stands in."""
    language = "fr" if get_language() == "fr" else "en"
    other = "en" if language == "fr" else "fr"
    return clause_of(decision, language if getattr(decision, f"text_{language}") else other)
