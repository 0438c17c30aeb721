"""What the book of a meeting says, and its sections: cover, contents, agenda, each item with its papers, the files.

Like a packet's contents it is frozen, free of the database, and travels as JSON. Uploaded PDFs are attached to the
file and not merged into it: foreign pages carry neither tags nor the promise of PDF/A, attachments may be anything.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_noop as _

from recommendations.packets import words
from recommendations.packets.contents import LANGUAGES, ChainHead, Edition, Language, Paragraph, Text
from recommendations.packets.notes import Notes
from recommendations.packets.serialise import typed
from recommendations.packets.words import say


@dataclass(frozen=True)
class File:
    """An uploaded file: `key` is its row, `name` what it is called in the archive and among the attachments."""

    key: int
    name: str
    media_type: str
    sha256: str
    size: int
    language: str

    @property
    def rows(self) -> tuple[str, str]:
        """The hash in two lines of four groups, as it is printed."""
        groups = [self.sha256[i : i + 8] for i in range(0, 64, 8)]
        return " ".join(groups[:4]), " ".join(groups[4:])


@dataclass(frozen=True)
class Paper:
    """A numbered document before the meeting: the paragraphs of a revision, or a text as prose, or files."""

    document: int
    reference: str
    title: Text
    note: Text
    paragraphs: tuple[Paragraph, ...] = ()
    prose: tuple[Text, ...] = ()
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class Item:
    """An item; outsiders are not told when it `starts`, as what they do not see would leave a gap in the hours."""

    key: int
    number: int
    starts: datetime | None
    minutes: int
    title: Text
    purpose: Text
    notes: tuple[Text, ...]
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Book:
    """The whole book for one audience. `fingerprint` changes whenever the agenda, its papers or files change."""

    reference: str
    edition: Edition
    marking: Text
    specimen: bool
    body: Text
    title: Text
    note: Text
    starts: datetime
    ends: datetime
    place: Text
    items: tuple[Item, ...]
    fingerprint: str
    frozen_at: datetime
    chain: ChainHead
    version: str

    @property
    def languages(self) -> tuple[Language, ...]:
        return LANGUAGES[self.edition]

    @property
    def files(self) -> list[File]:
        """Every file once, in the order of the agenda."""
        return list({file.name: file for item in self.items for paper in item.papers for file in paper.files}.values())


def from_plain(data: dict) -> Book:
    """The book that `serialise.plain` made JSON types of. Raises ValueError."""
    return typed(Book, data)


def cover_context(book: Book) -> dict[str, Any]:
    one_day = words.local(book.starts).date() == words.local(book.ends).date()
    ends = say(_("until %(time)s"), time=(words.hour if one_day else words.moment)(book.ends))
    return {
        "issued": words.day(book.frozen_at),
        "document": say(_("BOOK OF THE MEETING")),
        "facts": [words.moment(book.starts), ends, Text(capfirst(book.place.en), capfirst(book.place.fr))],
    }


def agenda_context(book: Book) -> dict[str, Any]:
    place = say(_("Time")) if any(item.starts for item in book.items) else say(_("No."))
    return {
        "labels": (place, say(_("Item")), say(_("Purpose"))),
        "rows": [(f"{words.local(item.starts):%H:%M}" if item.starts else "", item) for item in book.items],
    }


def item_context(item: Item, notes: Notes) -> dict[str, Any]:
    papers = [
        {
            "paper": paper,
            "number": f"{item.number}.{place}",
            "anchor": f"item{item.number}-{place}",
            "rows": notes.rows(paper.reference, paper.paragraphs, ()),
        }
        for place, paper in enumerate(item.papers, 1)
    ]
    labels = {
        "purpose": say(_("Purpose")),
        "reference": say(_("Reference")),
        "note": say(_("Note")),
        "file": say(_("File")),
        "bare": say(_("No text or file of this paper is in the portal.")),
    }
    return {"item": item, "papers": papers, "at": words.moment(item.starts) if item.starts else None, "labels": labels}


def files_context(book: Book) -> dict[str, Any]:
    told = _(
        "These files belong to the papers of this meeting. PDF files are attached to this one; all of them stand in "
        "the archive that goes with it, under the same names."
    )
    return {
        "texts": (say(told),),
        "caption": say(_("Files of the papers")),
        "labels": (say(_("File")), say(_("Language")), Text("SHA-256", "SHA-256")),
        "rows": [(file, {"en": "EN", "fr": "FR", "both": "EN-FR"}[file.language]) for file in book.files],
    }
