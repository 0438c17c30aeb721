"""The words around what was found, with the words that were looked for marked."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.db import connection
from django.utils.safestring import SafeString, mark_safe

from dipb_portal.search.query import Query
from dipb_portal.search.source import Card

WINDOW = 2000  # characters of a long text that are looked at, around the first word that looks like one sought
_ALL, _SOME = "HighlightAll=true", "MaxWords=34, MinWords=16, MaxFragments=1"
# PostgreSQL's parser takes what is not ASCII for letters in some locales: while it looks for words, the signs that
# part them are control characters, which no text of ours has. `portal_plain` does the same for the stored words.
_SIGNS = "<>&/\\’‘“”„«»‹›–—−·•…\u00a0\u202f"
_CONTROLS = [chr(code) for code in range(1, 32) if chr(code) not in "\t\n\r"]
_START, _STOP, *_STANDINS = _CONTROLS
_AWAY = str.maketrans(dict.fromkeys(["\0", *_CONTROLS]) | dict(zip(_SIGNS, _STANDINS, strict=False)))
_BACK = str.maketrans(dict(zip(_STANDINS, _SIGNS, strict=False)))
_WORD = re.compile(r"\w")
_HEADLINE = """
    SELECT ts_headline(
        CASE language WHEN 'fr' THEN 'portal_fr' ELSE 'portal_en' END::regconfig,
        words, %s::tsquery, options || %s
    )
    FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS texts (language, words, options, place)
    ORDER BY place
"""


@dataclass(frozen=True)
class Excerpt:
    """Escaped words with `mark` elements, in their language; empty where the card has no text."""

    language: str
    html: SafeString

    def __bool__(self) -> bool:
        return bool(self.html)


@dataclass(frozen=True)
class Shown:
    """A card's title in the reader's language where there is one, and the excerpt that says most."""

    title: Excerpt
    excerpt: Excerpt


def shown(cards: Sequence[Card], query: Query, reader: str) -> list[Shown]:
    """Titles and excerpts of `cards`, with marks; in `reader`'s language where that says as much. One query."""
    pieces: list[tuple[str, str, str]] = []
    for card in cards:
        pieces += *_titles(card, reader), *_windows(card, query, reader)
    marked = iter(_marked(pieces, query))
    return [
        _shown([next(marked) for _ in _titles(card, reader)], [next(marked) for _ in card.texts], reader)
        for card in cards
    ]


def _shown(titles: list[Excerpt], texts: list[Excerpt], reader: str) -> Shown:
    """The title and what says most; where only the other language's title says why it was found, that is said too."""
    title, *others = titles
    telling = [each for each in others if _tells(each) and not _tells(title)]
    return Shown(title, max([*texts, *telling] or [Excerpt(reader, SafeString())], key=_tells))


def _titles(card: Card, reader: str) -> list[tuple[str, str, str]]:
    titles = {"en": card.title_en, "fr": card.title_fr}
    there = [each for each in _first(titles, reader) if titles[each]]
    return [(language, titles[language], _ALL) for language in there or [reader]]


def _windows(card: Card, query: Query, reader: str) -> list[tuple[str, str, str]]:
    return [(each, _window(card.texts[each], query.text), _SOME) for each in _first(card.texts, reader)]


def _first(texts: Mapping[str, str], reader: str) -> list[str]:
    return sorted(texts, key=lambda language: language != reader)


def _window(text: str, sought: str) -> str:
    """The part of a long text around the first word that begins as one of those sought."""
    if len(text) <= WINDOW:
        return text
    stems = {word[:5] for word in re.findall(r"\w{3,}", _bare(sought))}
    found = re.search("|".join(rf"\b{stem}" for stem in stems), _bare(text)) if stems else None
    start = max(found.start() - WINDOW // 4, 0) if found else 0
    return text[start : start + WINDOW]


def _bare(text: str) -> str:
    """Lower case without accents; about as long as before, which is near enough for a window."""
    return "".join(each for each in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(each))


def _marked(pieces: Sequence[tuple[str, str, str]], query: Query) -> list[Excerpt]:
    if not pieces:
        return []
    languages, texts, options = (list(each) for each in zip(*pieces, strict=True))
    marks = f", StartSel={_START}, StopSel={_STOP}"
    texts = [text.translate(_AWAY) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(_HEADLINE, [query.words, marks, languages, texts, options])
        lines = [line for (line,) in cursor.fetchall()]
    return [
        Excerpt(language, _html(_in_its_place(line, text)))
        for language, line, text in zip(languages, lines, texts, strict=True)
    ]


def _in_its_place(line: str, text: str) -> str:
    """`line` with a sign where words of `text` are left out before or after it, and the signs that stand there else."""
    words = line.replace(_START, "").replace(_STOP, "")
    start = text.find(words)
    before, after = text[:start], text[start + len(words) :]
    return f"{'… ' if _WORD.search(before) else before}{line}{' …' if _WORD.search(after) else after}"


def _html(line: str) -> SafeString:
    html = escape(line.translate(_BACK)).replace(_START, "<mark>").replace(_STOP, "</mark>")
    return mark_safe(html)  # noqa: S308 - escaped above


def _tells(excerpt: Excerpt) -> int:
    """How much of what was sought an excerpt shows; of equals, `max` takes the first, in the reader's language."""
    return excerpt.html.count("<mark>")
