"""Words of meetings for their templates."""

from django import template

from boards.queries.sheet_wording import clause_as_read

register = template.Library()
register.simple_tag(clause_as_read, name="clause")
