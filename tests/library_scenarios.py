"""Files as people upload them, good and bad, and papers of the library."""

import struct
import zlib
from io import BytesIO
from itertools import count
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Word
from openpyxl import Workbook

from boards.actions import checking, filing
from boards.actions.filing import NewFile, Particulars
from boards.models import Body, Document, DocumentFile, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib.extraction import Extracted
from dipb_portal.lib.uploads import DOCX, JPEG, PDF, PNG, XLSX


def pdf(words: str = "Powder lines", **save: object) -> bytes:
    """One page with some words on it."""
    out = BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
        lines = "".join(f"({line}) Tj T* " for line in words.split("\n"))
        page.contents_add(made.make_stream(f"BT /F1 12 Tf 14 TL 72 720 Td {lines}ET".encode("latin-1")))
        made.save(out, deterministic_id="encryption" not in save, **save)
    return out.getvalue()


def docx(*paragraphs: str, header: str = "") -> bytes:
    word, out = Word(), BytesIO()
    for words in paragraphs or ("Powder lines",):
        word.add_paragraph(words)
    if header:
        word.sections[0].header.paragraphs[0].text = header
    word.save(out)
    return out.getvalue()


def xlsx(*cells: str) -> bytes:
    book, out = Workbook(), BytesIO()
    book.active.append(list(cells or ("Powder", 12)))
    book.save(out)
    return out.getvalue()


def png(width: int = 1, height: int = 1, *, after: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"") + after


def jpeg() -> bytes:
    app = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    frame = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    return b"\xff\xd8" + app + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


def with_member(office: bytes, name: str, content: bytes, *, replace: bool = False) -> bytes:
    """The container with one more member, or with one replaced."""
    out = BytesIO()
    with ZipFile(BytesIO(office)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for each in old.infolist():
            if not (replace and each.filename == name):
                new.writestr(each, old.read(each))
        new.writestr(name, content)
    return out.getvalue()


def upload(content: bytes, name: str = "paper.pdf", content_type: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


_numbers = count(1)
_TYPES = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX, "png": PNG, "jpg": JPEG}


def new_file(content: bytes | None = None, name: str = "paper.pdf", language: str = "en") -> NewFile:
    """`paper.pdf` with one page of words unless told otherwise."""
    return NewFile(name, _TYPES[name.rpartition(".")[2]].media_type, language, content or pdf())


def paper(
    by: User,
    *,
    title: str = "",
    body: str = "DIPB",
    kind: str = "N",
    genre: str = "note",
    nation: str = "",
    text: str = "",
    file: NewFile | None = None,
    check: bool = True,
) -> Document:
    """A paper with a checked file, unless a text is given; by a nation or by the body itself."""
    group = Body.objects.get(code=body)
    made = filing.file_document(
        body=group,
        paper=Particulars(
            kind=kind,
            genre=genre,
            marking="NU",
            title_en=title or f"Powder capacity in Europe {next(_numbers)}",
            title_fr="",
            original_language="en",
            nation=Nation.objects.get(alpha3=nation) if nation else None,
            origin=None if nation else group,
            text_en=text,
        ),
        file=file or (None if text else new_file()),
        by=by,
    )
    if check:
        check_files()
    return made


def check_files() -> None:
    """Check every file that waits, as a worker would."""
    while checking.check_next():
        pass


def file_of(document: Document) -> DocumentFile:
    """The newest file of the document."""
    return document.files.order_by("-pk")[0]


def check_all_at_once() -> None:
    """Take in every file that waits, without reading it."""
    while file := checking.lease_next():
        checking.accept_file(file, Extracted("", ""))
