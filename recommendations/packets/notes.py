"""Paragraphs with their footnotes: reservations of nations, and notes the drafter wrote into the text.

One note carries every language of the edition. Its text stands where the first language calls it; the other
language calls it by a link of the same number. The numbers are fixed here, not counted by the renderer.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from recommendations.packets.contents import Language, Paragraph, Reservation, Text
from recommendations.packets.markup import SHORT, attribute, read

WRITTEN = re.compile(r'<span class="footnote">(.*?)</span>', re.DOTALL)
ENDING = re.compile(r"([.;:,]?)((?:\s*</\w+>)*\s*)$")  # where a note on a whole paragraph is called


@dataclass(frozen=True)
class Row:
    """A printed paragraph: its number and one cell of HTML a language, with the language it is really in."""

    number: str
    level: int
    cells: tuple[tuple[SafeString, Language], ...]

    @property
    def is_short(self) -> bool:
        """Kept on one page, so that both languages begin there."""
        return all(len(html) < SHORT for html, _ in self.cells)


@dataclass(frozen=True)
class Note:
    number: int
    text: tuple[tuple[SafeString, Language], ...]
    who: tuple[str, ...] = ()


class Notes:
    """Numbers the notes of one packet from 1, in the order in which they are called."""

    def __init__(self, languages: Sequence[Language]):
        self.languages = languages
        self.numbers = count(1)
        self.by_party: dict[tuple[str, str], int] = {}

    def rows(self, reference: str, paragraphs: Sequence[Paragraph], reservations: Sequence[Reservation]) -> list[Row]:
        """The paragraphs of the recommendation `reference`, each with its own notes and its reservations."""
        known = {paragraph.number for paragraph in paragraphs}
        rows = []
        for i, paragraph in enumerate(paragraphs):
            own = [r for r in reservations if r.paragraph == paragraph.number]
            if i == 0:
                own += [r for r in reservations if r.paragraph not in known]
            rows.append(self._row(reference, paragraph, own))
        return rows

    def number(self, reference: str, party: str) -> int | None:
        """The note in which this party's reservation to this recommendation is printed."""
        return self.by_party.get((reference, party))

    def _row(self, reference: str, paragraph: Paragraph, reservations: Iterable[Reservation]) -> Row:
        sides = [paragraph.html.read(language) for language in self.languages]
        written = [WRITTEN.findall(words) for words, _ in sides]
        inside = [self._written(written, place) for place in range(max(map(len, written)))]
        after = [self._reserved(reference, reservation) for reservation in reservations]
        called: set[int] = set()
        cells = []
        for words, spoken in sides:
            html = read(Text(**{spoken: words}), spoken, html=True)[0]
            cells.append((self._with_calls(html, spoken, inside, after, called), spoken))
        return Row(paragraph.number, paragraph.level, tuple(cells))

    def _written(self, written: list[list[str]], place: int) -> Note:
        texts: list[tuple[SafeString, Language]] = []
        for language, notes in zip(self.languages, written, strict=True):
            if place < len(notes):
                texts.append(read(Text(**{language: notes[place]}), language, html=True))
        return Note(next(self.numbers), tuple(texts))

    def _reserved(self, reference: str, reservation: Reservation) -> Note:
        texts = tuple(read(reservation.text, language) for language in self.languages)
        who = tuple(reservation.party.name.read(spoken)[0] for _, spoken in texts)
        note = Note(next(self.numbers), texts, who)
        self.by_party[reference, reservation.party.code] = note.number
        return note

    def _with_calls(
        self, html: str, spoken: Language, inside: list[Note], after: list[Note], called: set[int]
    ) -> SafeString:
        notes = iter(inside)
        html = WRITTEN.sub(lambda _: self._call(next(notes), called), html)
        calls = "".join(self._call(note, called) for note in after)
        if calls:
            html = ENDING.sub(lambda end: _place(end, calls, spoken), html, count=1)
        return mark_safe(html)

    def _call(self, note: Note, called: set[int]) -> str:
        number = note.number
        if number in called:
            return format_html('<a class="call" href="#fn{}" title="{}">{}</a>', number, number, number)
        called.add(number)
        return self._body(note)

    def _body(self, note: Note) -> str:
        root = self.languages[0]
        spoken = []
        for i, (words, language) in enumerate(note.text):
            who = self._who(note.who[i], language) if note.who else ""
            spoken.append(format_html("<span{}>{}{}</span>", attribute(root, language), who, words))
        return format_html(
            '<span class="fn" id="fn{}" data-n="{}">{}</span>',
            note.number,
            note.number,
            mark_safe(" ".join(dict.fromkeys(spoken))),
        )

    @staticmethod
    def _who(name: str, language: Language) -> SafeString:
        colon = "\N{NO-BREAK SPACE}:" if language == "fr" else ":"
        return format_html("<i>{}{}</i> ", escape(name), colon)


def _place(end: re.Match[str], calls: str, spoken: Language) -> str:
    """English calls a note after the full stop, French before it."""
    stop, tags = end.groups()
    return f"{stop}{calls}{tags}" if spoken == "en" else f"{calls}{stop}{tags}"
