"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def portal(request: HttpRequest) -> dict[str, Any]:
    """The marking in the reader's language, whether the data are fictitious, and the choice of languages."""
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "marking": settings.MARKING.get(language, settings.MARKING["en"]),
        "specimen": settings.SPECIMEN,
        "languages": [("en", "English"), ("fr", "français")],
        "LANGUAGE_CODE": language,
    }
