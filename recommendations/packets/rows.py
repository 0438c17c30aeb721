"""What a row of the database says, as both languages of a packet."""

from typing import Any

from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise

from boards.models import Nation
from recommendations.packets.contents import Party, Text


def both(obj: Any, field: str) -> Text:
    return Text(getattr(obj, f"{field}_en"), getattr(obj, f"{field}_fr"))


def labels(choices: type[TextChoices], values: list[str]) -> Text:
    """The labels of `values`, one after the other."""
    sides = {}
    for language, stop in (("en", "; "), ("fr", "\N{NARROW NO-BREAK SPACE}; ")):
        with translation.override(language):
            sides[language] = stop.join(str(choices(value).label) for value in values)
    return Text(**sides)


def said(message: Promise | str) -> Text:
    sides = {}
    for language in ("en", "fr"):
        with translation.override(language):
            sides[language] = str(message)
    return Text(**sides)


def nation(row: Nation) -> Party:
    return Party(row.alpha3, both(row, "name"))


def in_its_language(text: str, language: str) -> Text:
    return Text(**{language: text})
