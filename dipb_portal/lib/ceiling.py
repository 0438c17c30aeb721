"""The ceiling: the portal holds nothing marked above NATO UNCLASSIFIED (domain rules 3.3).

A pattern cannot tell classified content; it finds the marking that such content bears, in either language.
"""

import re
import unicodedata

_LEVEL = "RESTRICTED|CONFIDENTIAL|SECRET|TOP SECRET|DIFFUSION RESTREINTE|CONFIDENTIEL|TRES SECRET"
_OWNER = r"NATO(?:/[A-Z]+)*|OTAN|COSMIC|EU|UE|WEU|UEO"
_MARKING = re.compile(
    rf"\b(?:{_OWNER})[ -](?:{_LEVEL})\b"  # NATO SECRET, COSMIC TOP SECRET
    rf"|\b(?:RESTREINT|CONFIDENTIEL|SECRET|TRES SECRET) UE\b|\bATOMAL\b"
    rf"|^[ *]*(?:{_LEVEL})[ *]*$"  # a level alone on its line
    r"|^ *\((?:NR|NC|NS|CTS)\)(?= )",  # a portion mark at the head of a paragraph
    re.MULTILINE,
)


def find_marking(text: str) -> str | None:
    """The first marking above NATO UNCLASSIFIED in a plain text, or None.

    Only capitals count: a sentence may speak of "NATO secret documents", a marking is written NATO SECRET.
    """
    found = _MARKING.search(_folded(text))
    return found[0].strip(" *") if found else None


def _folded(text: str) -> str:
    """Without accents, with plain single spaces; line breaks stay."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return re.sub(r"[^\S\n]+", " ", bare)
