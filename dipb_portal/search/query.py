"""What somebody typed, as the database is asked for it."""

import re
from dataclasses import dataclass

from django.db import connection

LONGEST = 200  # characters; more is cut off
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_EXCLUDED = re.compile(r'(?:(?<=\s)|^)-(?=["\w])("[^"]*"?|\S+)')
# A number, or its beginning, as far as the year: AC/327-D(2026)0007, DIPB(CAP)-WP(2026).
_REFERENCE = re.compile(r"[A-Z][A-Z0-9/]*(?:\([A-Z0-9]+\))?-[A-Z]{1,2}\((?:19|20)\d\d\)[-\w() ]*", re.IGNORECASE)
_PARSE = """
    SELECT (
        (websearch_to_tsquery('portal_en', portal_plain(%(sought)s))
            || websearch_to_tsquery('portal_fr', portal_plain(%(sought)s)))
        && !!(websearch_to_tsquery('portal_en', portal_plain(%(excluded)s))
            || websearch_to_tsquery('portal_fr', portal_plain(%(excluded)s)))
    )::text,
    numnode(websearch_to_tsquery('portal_en', portal_plain(%(sought)s))
        || websearch_to_tsquery('portal_fr', portal_plain(%(sought)s)))
"""


@dataclass(frozen=True)
class Query:
    """`words` is a tsquery in PostgreSQL's notation, empty where nothing is left to look for.

    `reference` is the number that was typed, or the beginning of one, in capitals; else empty.
    """

    text: str
    words: str = ""
    reference: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.reference)


def read(typed: str) -> Query:
    """Parse what was typed, in one query: words of either language, "phrases", or, -excluded words, a reference."""
    text = _CONTROLS.sub(" ", typed)[:LONGEST].strip()
    if not text:
        return Query("")
    reference = text.upper() if _REFERENCE.fullmatch(text) else ""
    # Excluded words count in both languages at once: else what one language's stem misses would let rows through.
    excluded = " or ".join(_EXCLUDED.findall(text))
    with connection.cursor() as cursor:
        cursor.execute(_PARSE, {"sought": _EXCLUDED.sub(" ", text), "excluded": excluded})
        words, nodes = cursor.fetchone()
    return Query(text, words if nodes else "", reference)
