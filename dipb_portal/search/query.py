"""What somebody typed, as the database is asked for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import get_language

from boards.models import Body

LONGEST = 200  # characters; more is cut off
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_EXCLUDED = re.compile(r'(?:(?<=\s)|^)-(?=["\w])("[^"]*"?|\S+)')
# A number, or its beginning, as far as the first digit after the hyphen: AC/327-D(2026)0007, DIPB(S&I)-WP(2, GP-0012.
_REFERENCE = re.compile(r"[A-Z]+(?:/\d+)?(?:\([A-Z0-9&/]+\))?-(?:[A-Z]{1,2}\()?\d[-\w()]*(?: \(INV\))?", re.IGNORECASE)
_LOOSE = re.compile(r"(?<!\w)-+|-+(?!\w)")  # PostgreSQL reads each as a "not", and fails on dozens
# A letter by itself says nothing ("à", the l of "l'acier"); in AC/1-D, (a) or between quotation marks it does.
_LETTER = re.compile(r'("[^"]*"?)|(?<![\w&/(.-])[^\W\d_](?![\w&/).-])')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_PARSE = """
    WITH parsed AS (
        SELECT websearch_to_tsquery('portal_en', portal_plain(%(sought)s)) AS en,
            websearch_to_tsquery('portal_fr', portal_plain(%(sought)s)) AS fr,
            websearch_to_tsquery('portal_en', portal_plain(%(excluded)s))
                || websearch_to_tsquery('portal_fr', portal_plain(%(excluded)s)) AS excluded
    ),
    either AS (SELECT *, CASE WHEN en = fr THEN en ELSE en || fr END AS sought FROM parsed)
    SELECT (sought && !!excluded)::text, numnode(CASE %(reader)s WHEN 'fr' THEN fr ELSE en END) FROM either
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


def read(typed: str, bodies: Iterable[Body] = ()) -> Query:
    """Parse what was typed, in one query: words of either language, "phrases", or, -excluded words, a reference.

    Words that only join others in the reader's language ("the", « dans ») find nothing by themselves. The acronym of
    one of `bodies` stands for its names in both languages, and for the numbers of its documents.
    """
    text = _CONTROLS.sub(" ", typed)[:LONGEST].strip()
    if not text:
        return Query("")
    reference = text.upper() if _REFERENCE.fullmatch(text) else ""
    words = text.translate(_QUOTES)
    acronym = text.upper()
    if body := next((each for each in bodies if acronym in (each.acronym_en.upper(), each.acronym_fr.upper())), None):
        reference = body.series and f"{body.series}-"
        words = _meaning(body)
    # Excluded words count in both languages at once: else what one language's stem misses would let rows through.
    excluded = _LOOSE.sub(" ", " or ".join(each for each in _EXCLUDED.findall(words) if len(each) > 1))
    sought = _LOOSE.sub(" ", _LETTER.sub(lambda found: found[1] or " ", _EXCLUDED.sub(" ", words)))
    with connection.cursor() as cursor:
        cursor.execute(_PARSE, {"sought": sought, "excluded": excluded, "reader": get_language()})
        parsed, nodes = cursor.fetchone()
    return Query(text, parsed if nodes else "", reference)


def _meaning(body: Body) -> str:
    """Its names, and the acronyms that the database takes for a word: of S&I it would look for the letters."""
    acronyms = [acronym for acronym in (body.acronym_en, body.acronym_fr) if acronym.isalnum()]
    return " or ".join(f'"{name}"' for name in (body.name_en, body.name_fr, *acronyms))
