"""The library: papers of the secretariat, of nations and of industry, with real files, filed over the months."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import Any

import pikepdf
from docx import Document as Word
from openpyxl import Workbook

from boards.actions import agendas, checking, filing
from boards.actions.filing import NewFile, Particulars
from boards.enums import MeetingState
from boards.models import Document, Meeting, Nation
from dipb_portal.lib import clock
from dipb_portal.lib.extraction import Extracted
from dipb_portal.lib.richtext import from_plain
from dipb_portal.lib.typography import french
from dipb_portal.lib.uploads import DOCX, PDF, XLSX
from recommendations.actions.books import request_book
from recommendations.enums import Edition
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.text_player import Beat

SCRIPT = Path(__file__).with_suffix(".toml")
_LINE, _LINES = 88, 50  # of a page: characters and lines


@dataclass(frozen=True, kw_only=True)
class Version:
    """A file in a language, so many working days from today; its words are paragraphs, or rows with bars."""

    day: int
    language: str
    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    code: str
    day: int
    account: str
    body: str
    kind: str
    genre: str
    original: str
    title_en: str = ""
    title_fr: str = ""
    nation: str = ""
    origin: str = ""
    organisation: str = ""
    marking: str = "NU"
    text_en: str = ""
    text_fr: str = ""
    files: tuple[Version, ...] = ()
    french: int | None = None  # the day on which title_fr and text_fr are added, as a revised translation
    released: tuple[str, ...] = ()
    withdrawn: int | None = None
    why: str = ""
    on_agenda: bool = False


def load() -> list[Paper]:
    """Raises TypeError where the script has a member too many or too few."""
    papers = []
    for each in tomllib.loads(SCRIPT.read_text())["papers"]:
        files = tuple(Version(**file) for file in each.pop("files", ()))
        papers.append(Paper(**{**each, "files": files, "released": tuple(each.get("released", ()))}))
    return papers


def beats(cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    for minute, paper in enumerate(load()):
        yield from _Player(paper, cast, calendar, minute).beats()
    yield calendar.at(-1, 16, 30), lambda: _make_the_book(cast, calendar)


@dataclass
class _Player:
    """Plays one paper; `pk` is its document's from the first beat on."""

    paper: Paper
    cast: Cast
    calendar: Calendar
    minute: int
    pk: int = field(init=False)

    def beats(self) -> Iterator[Beat]:
        paper, at = self.paper, self.calendar.at
        yield at(paper.day, 10, self.minute), self.file
        for version in paper.files[1:]:
            yield at(version.day, 11, self.minute), partial(self.add, version)
        if paper.french is not None:
            yield at(paper.french, 12, self.minute), self.translate
        if paper.released:
            yield at(paper.day, 15, self.minute), self.release
        if paper.on_agenda:
            yield at(-8, 9, self.minute), self.put_on_agenda  # before the meeting is called
        if paper.withdrawn is not None:
            yield at(paper.withdrawn, 16, self.minute), self.withdraw

    @property
    def document(self) -> Document:
        return Document.objects.get(pk=self.pk)

    def text(self, language: str) -> str:
        """The text as rich text; {year} in it is that of the papers it cites, filed earlier in the year."""
        words = getattr(self.paper, f"text_{language}").replace("{year}", str(clock.now().year))
        return french(from_plain(words.strip())) if language == "fr" else from_plain(words.strip())

    def file(self) -> None:
        paper, bodies = self.paper, self.cast.bodies
        first = paper.files[0] if paper.files else None
        bilingual = paper.french is None
        made = filing.file_document(
            body=bodies[paper.body],
            paper=Particulars(
                kind=paper.kind,
                genre=paper.genre,
                marking=paper.marking,
                title_en=paper.title_en,
                title_fr=paper.title_fr if bilingual else "",
                original_language=paper.original,
                nation=Nation.objects.get(alpha3=paper.nation) if paper.nation else None,
                origin=bodies[paper.origin] if paper.origin else None,
                organisation=paper.organisation,
                text_en=self.text("en"),
                text_fr=self.text("fr") if bilingual else "",
            ),
            file=new_file(first) if first else None,
            by=self.cast[paper.account],
        )
        self.pk = made.pk
        if first:
            _take_in(first)

    def add(self, version: Version) -> None:
        filing.add_file(filing=self.document.filing, file=new_file(version), by=self.cast[self.paper.account])
        _take_in(version)

    def translate(self) -> None:
        filing.add_language(
            filing=self.document.filing,
            language="fr",
            title=self.paper.title_fr,
            text=self.text("fr"),
            translation="revised",
            by=self.cast["secretariat"],
        )

    def release(self) -> None:
        for code in self.paper.released:
            body = self.cast.bodies[code]
            filing.release_document(filing=self.document.filing, body=body, by=self.cast["secretariat"])

    def put_on_agenda(self) -> None:
        meeting = _next_meeting(self.calendar)
        item = meeting and meeting.items.filter(restricted=False).order_by("position")[1:2].first()
        if item:
            agendas.attach_paper(item=item, document=self.document, by=self.cast["secretariat"])

    def withdraw(self) -> None:
        filing.withdraw_document(filing=self.document.filing, why=self.paper.why, by=self.cast["secretariat"])


def _next_meeting(calendar: Calendar) -> Meeting | None:
    """The Board's first meeting after the day of seeding."""
    coming = Meeting.objects.filter(body__code="DIPB", starts__gt=calendar.at(0, 0))
    return coming.exclude(state=MeetingState.CANCELLED).order_by("starts").first()


def _make_the_book(cast: Cast, calendar: Calendar) -> None:
    if meeting := _next_meeting(calendar):
        request_book(meeting=meeting, audience=None, edition=Edition.PARALLEL, by=cast["secretariat"])


def _take_in(version: Version) -> None:
    """What the workers would do; the words are known here, and reading twelve files would take most of the seeding."""
    file = checking.lease_next()
    assert file is not None
    checking.accept_file(file, Extracted(version.text, ""))


def new_file(version: Version) -> NewFile:
    ending = version.name.rpartition(".")[2]
    kind, make = {"docx": (DOCX, _word), "pdf": (PDF, _pdf), "xlsx": (XLSX, _sheet)}[ending]
    return NewFile(version.name, kind.media_type, version.language, make(version.text.strip().split("\n\n")))


def _word(paragraphs: list[str]) -> bytes:
    made, out = Word(), BytesIO()
    made.add_heading(paragraphs[0], 1)
    for words in paragraphs[1:]:
        made.add_paragraph(" ".join(words.split()))
    made.save(out)
    return out.getvalue()


def _sheet(paragraphs: list[str]) -> bytes:
    book, out = Workbook(), BytesIO()
    sheet: Any = book.active
    for row in "\n".join(paragraphs).split("\n"):
        sheet.append([cell.strip() for cell in row.split("|")])
    book.save(out)
    return out.getvalue()


def _pdf(paragraphs: list[str]) -> bytes:
    """Pages of plain words in a font that every reader has."""
    lines = [line for words in paragraphs for line in (*wrap(" ".join(words.split()), _LINE), "")]
    out = BytesIO()
    with pikepdf.new() as made:
        font = made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        for start in range(0, len(lines), _LINES):
            page = made.add_blank_page(page_size=(595, 842))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            shown = b"".join(
                pikepdf.String(line.encode("cp1252", "replace")).unparse() + b" Tj T* "
                for line in lines[start : start + _LINES]
            )
            page.contents_add(made.make_stream(b"BT /F1 11 Tf 15 TL 60 770 Td " + shown + b"ET"))
        made.save(out, deterministic_id=True)
    return out.getvalue()
