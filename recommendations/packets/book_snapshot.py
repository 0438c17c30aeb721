"""Freeze what the book of a meeting says for one audience: read the agenda and its papers from the database, once."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from boards.enums import Purpose
from boards.models import AgendaItem, Body, Document, DocumentFile, Meeting
from boards.models import Paper as PaperRow
from boards.queries.sheet_wording import starts_of
from dipb_portal.audit import journal
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS
from dipb_portal.lib.languages import language_of
from recommendations.access.books import documents_for, files_for, items_for
from recommendations.packets import prose
from recommendations.packets.book import Book, File, Item, Paper
from recommendations.packets.contents import ChainHead, Paragraph, Text
from recommendations.packets.rows import both, in_its_language, labels, said
from recommendations.packets.serialise import plain
from recommendations.queries.books import fingerprint

MARKS = {"en": "EN", "fr": "FR", "both": "EN-FR"}


def book(meeting: Meeting, audience: Body | None, edition: str) -> dict[str, Any]:
    """The book for the audience (None: the members) as JSON types."""
    sequence, digest = journal.head()
    return plain(
        Book(
            reference=reference_of(meeting, audience),
            edition=edition,  # type: ignore[arg-type] # one of the three, by its constraint
            marking=Text(**settings.MARKING),
            specimen=settings.SPECIMEN,
            body=both(meeting.body, "name"),
            title=Text(meeting.name_in("en"), meeting.name_in("fr")),
            note=_note(audience),
            starts=meeting.starts,
            ends=meeting.ends,
            place=both(meeting, "place"),
            items=tuple(_items(meeting, audience)),
            fingerprint=fingerprint(meeting, audience),
            frozen_at=clock.now(),
            chain=ChainHead(sequence, digest),
            version=settings.VERSION,
        )
    )


def reference_of(meeting: Meeting, audience: Body | None) -> str:
    """ "DIPB(CAP) 2026-12-03 NIAG": a book has no number of its own, and says on each page whose it is."""
    whose = f" {audience.code}" if audience else ""
    return f"{meeting.body.series} {meeting.starts.astimezone(BRUSSELS):%Y-%m-%d}{whose}"


def _note(audience: Body | None) -> Text:
    if audience is None:
        return said(_("For the members"))
    for_whom = said(_("For %(body)s: what was released to it"))
    name = both(audience, "name")
    return Text(for_whom.en % {"body": name.en}, for_whom.fr % {"body": name.fr})


def _items(meeting: Meeting, audience: Body | None) -> Iterable[Item]:
    starts = starts_of(meeting, meeting.items.all()) if audience is None else {}
    files = Prefetch("files", files_for(meeting, audience).defer("text"), to_attr="current")
    documents = documents_for(meeting, audience).select_related("revision")
    documents = documents.prefetch_related("revision__paragraphs", files)
    papers = Prefetch(
        "papers",
        PaperRow.objects.filter(document__in=documents_for(meeting, audience)).prefetch_related(
            Prefetch("document", documents)
        ),
    )
    for number, row in enumerate(items_for(meeting, audience).prefetch_related(papers), 1):
        yield Item(
            key=row.pk,
            number=number,
            starts=starts.get(row.pk),
            minutes=row.minutes,
            title=both(row, "title"),
            purpose=_purpose(row),
            notes=prose.paragraphs(row.notes_en, row.notes_fr),
            papers=tuple(_paper(number, paper) for paper in row.papers.all()),
        )


def _purpose(row: AgendaItem) -> Text:
    purpose = labels(Purpose, [row.purpose])
    if not row.restricted:
        return purpose
    told = said(_("Restricted to Allies"))
    return Text(f"{purpose.en} · {told.en}", f"{purpose.fr} · {told.fr}")


def _paper(number: int, paper: PaperRow) -> Paper:
    document: Any = paper.document
    revision = getattr(document, "revision", None)
    said_of = in_its_language(paper.note, language_of(paper.note)) if paper.note else Text()
    head = Paper(document.pk, document.reference, _title(document), said_of)
    if document.withdrawn_at:
        return head
    paragraphs: tuple[Paragraph, ...] = ()
    if revision is not None:
        paragraphs = tuple(
            Paragraph(str(each.position), Text(each.text_en, each.text_fr)) for each in revision.paragraphs.all()
        )
    return Paper(
        document.pk,
        document.reference,
        _title(document),
        said_of,
        paragraphs,
        prose.paragraphs(document.text_en, document.text_fr),
        tuple(_file(number, document, file) for file in document.current),
    )


def _title(document: Document) -> Text:
    return both(document, "title")


def _file(number: int, document: Document, file: DocumentFile) -> File:
    """Named by its place and reference: "02 DIPB-N(2026)0003 EN.pdf"; two papers never share a reference."""
    reference = re.sub(r"[^\w()-]", "-", document.reference, flags=re.ASCII)
    name = f"{number:02} {reference} {MARKS[file.language]}{PurePosixPath(file.name).suffix}"
    return File(file.pk, name, file.media_type, file.sha256, file.size, file.language)
