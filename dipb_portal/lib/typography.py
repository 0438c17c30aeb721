"""French no-break spaces: U+00A0 before a colon and inside guillemets, U+202F before ; ? and !"""

import re
from html import escape, unescape

from dipb_portal.lib.markup import TEXT

NO_BREAK = "\u00a0"
NARROW = "\u202f"

_SPACE = "[ \u00a0\u2009\u202f]"
_RULES = (
    (re.compile(rf"«{_SPACE}*(?=\S)"), f"«{NO_BREAK}"),
    (re.compile(rf"(?<=\S){_SPACE}*»"), f"{NO_BREAK}»"),
    # A mark is the text's own when a word stands before it and no word right after: not in 17:30 or a?b=c.
    (re.compile(rf"(?<=[^\s:;?!(\[«]){_SPACE}*:(?!\w|//)"), f"{NO_BREAK}:"),
    (re.compile(rf"(?<=[^\s:;?!(\[«]){_SPACE}*([;?!]+)(?!\w)"), rf"{NARROW}\1"),
)


def french_text(text: str) -> str:
    """Set the spaces of a plain French text; setting them twice changes nothing."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def french(html: str) -> str:
    """Set the spaces in the words of a sanitised French text, never inside its tags or character references."""
    return TEXT.sub(lambda words: escape(french_text(unescape(words[0])), quote=False), html)
