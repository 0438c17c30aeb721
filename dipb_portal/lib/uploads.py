"""What an uploaded file is, by its content, and whether it may be taken in at all.

Nothing is parsed here that a hostile file could blow up: the container is looked at, its words are read later by a
process of its own (`extraction`). Everything is refused that runs, fetches, hides or unpacks without end.
"""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO
from xml.parsers import expat

import puremagic

MOST_MEMBERS = 2_000  # of a zip container
MOST_UNPACKED = 150 * 2**20  # bytes
MOST_SQUEEZED = 200  # times its packed size a member may unpack to, once it is larger than a page
SMALL = 2**20  # bytes; no honest list of relations is longer
MOST_PIXELS = 100_000_000
LONGEST_NAME = 150


class Problem(StrEnum):
    """Why a file is not taken in; the form has the words."""

    EMPTY = "empty"
    NAME = "name"
    TYPE = "type"
    EXTENSION = "extension"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    EXTERNAL = "external"
    BOMB = "bomb"
    DISGUISED = "disguised"


class UploadRefused(ValueError):
    def __init__(self, problem: Problem):
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True)
class FileType:
    media_type: str
    label: str
    extensions: tuple[str, ...]


PDF = FileType("application/pdf", "PDF", (".pdf",))
DOCX = FileType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", (".docx",))
XLSX = FileType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", (".xlsx",))
PNG = FileType("image/png", "PNG", (".png",))
JPEG = FileType("image/jpeg", "JPEG", (".jpg", ".jpeg"))
TYPES = {kind.media_type: kind for kind in (PDF, DOCX, XLSX, PNG, JPEG)}
_BY_EXTENSION = {extension: kind for kind in TYPES.values() for extension in kind.extensions}
_MAIN_PARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
_ACTIVE = re.compile(r"vbaproject|vbadata|activex/|\.bin$|/macrosheets/|customui", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printersettings/[^/]+\.bin$", re.IGNORECASE)
_LINKS = ("/hyperlink",)  # the one external relation that fetches nothing until a person follows it
_ENCRYPTED = re.compile(rb"/Encrypt\s+\d+\s+\d+\s+R")


def clean_name(name: str) -> str:
    """A file name that is only a name: no folders, controls or turned-round letters. Raises UploadRefused."""
    if "\0" in name:
        raise UploadRefused(Problem.NAME)
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    kept = re.sub(r'[<>:"|?*]|\s+', " ", kept).strip(" .")
    path = PurePosixPath(kept)
    stem, ending = path.stem.strip(" ."), path.suffix.lower()
    if not stem or not ending:
        raise UploadRefused(Problem.NAME)
    return stem[: LONGEST_NAME - len(ending)] + ending


def recognise(name: str, file: BinaryIO) -> FileType:
    """The file's type, which its content and its name agree on. Raises UploadRefused.

    `name` is clean; `file` is read from its start and left there.
    """
    file.seek(0, 2)
    if not file.tell():
        raise UploadRefused(Problem.EMPTY)
    kind = _by_content(file)
    if kind is None:
        raise UploadRefused(Problem.TYPE)
    if _BY_EXTENSION.get(PurePosixPath(name).suffix) is not kind:
        raise UploadRefused(Problem.EXTENSION)
    _CHECKS[kind](file)
    if kind not in _MAIN_PARTS and zipfile.is_zipfile(file):
        raise UploadRefused(Problem.DISGUISED)
    file.seek(0)
    return kind


def _by_content(file: BinaryIO) -> FileType | None:
    file.seek(0)
    head = file.read(4096)
    try:
        extension = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return None
    if head.startswith(b"PK\x03\x04"):
        return _by_main_part(file)
    kind = _BY_EXTENSION.get(".jpg" if extension in (".jpeg", ".jfif", ".jpe") else extension)
    starts = {PDF: b"%PDF-1.", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}
    if kind is PDF and head.startswith(b"%PDF-2."):
        return PDF
    return kind if kind in starts and head.startswith(starts[kind]) else None


def _by_main_part(file: BinaryIO) -> FileType | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {info.filename for info in archive.infolist()[: MOST_MEMBERS + 1]}
    except (zipfile.BadZipFile, ValueError, OSError):
        raise UploadRefused(Problem.DAMAGED) from None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for kind, part in _MAIN_PARTS.items() if part in names), None)


def _check_pdf(file: BinaryIO) -> None:
    file.seek(0)
    content = file.read()
    if b"%%EOF" not in content[-2048:]:
        raise UploadRefused(Problem.DAMAGED)
    if _ENCRYPTED.search(content):
        raise UploadRefused(Problem.ENCRYPTED)


def _check_office(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members)
            types = _small(archive, "[Content_Types].xml")
            if b"macroenabled" in types.lower():
                raise UploadRefused(Problem.MACROS)
            walk_xml(types)
            for member in members:
                if member.filename.endswith(".rels"):
                    _check_relations(_small(archive, member.filename))
    except UploadRefused:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise UploadRefused(Problem.DAMAGED) from None


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """What the container says of its members, before any is unpacked; zipfile never reads past what it says."""
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
        raise UploadRefused(Problem.BOMB)
    names = [each.filename for each in members]
    if len({name.lower() for name in names}) < len(names):
        raise UploadRefused(Problem.DAMAGED)
    for each in members:
        if each.flag_bits & 1:
            raise UploadRefused(Problem.ENCRYPTED)
        if each.file_size > SMALL and each.file_size > MOST_SQUEEZED * max(each.compress_size, 1):
            raise UploadRefused(Problem.BOMB)
        name = each.filename
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name:
            raise UploadRefused(Problem.DAMAGED)
        if _ACTIVE.search(name) and not _HARMLESS_BIN.search(name):
            raise UploadRefused(Problem.MACROS)


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > SMALL:
        raise UploadRefused(Problem.BOMB)
    return archive.read(name)


def _check_relations(xml: bytes) -> None:
    def relation(tag: str, attributes: dict[str, str]) -> None:
        inside = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        if inside.get("TargetMode", "").lower() == "external" and not inside.get("Type", "").endswith(_LINKS):
            raise UploadRefused(Problem.EXTERNAL)

    walk_xml(xml, relation)


def walk_xml(xml: bytes, element: Callable[[str, dict[str, str]], None] = lambda tag, attributes: None) -> None:
    """Call `element` for each element of XML, which declares no document type, whatever its encoding.

    Raises UploadRefused.
    """

    def refuse(*declared: object) -> None:
        raise UploadRefused(Problem.EXTERNAL)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler = element
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise UploadRefused(Problem.DAMAGED) from None


def _check_png(file: BinaryIO) -> None:
    """Chunk by chunk to its end, so that nothing hangs on to the picture."""
    file.seek(8)
    first = True
    while True:
        head = file.read(8)
        if len(head) < 8:
            raise UploadRefused(Problem.DAMAGED)
        length, name = int.from_bytes(head[:4]), head[4:]
        body = file.read(length + 4)
        if len(body) < length + 4 or (first and (name != b"IHDR" or length != 13)):
            raise UploadRefused(Problem.DAMAGED)
        if first and int.from_bytes(body[:4]) * int.from_bytes(body[4:8]) > MOST_PIXELS:
            raise UploadRefused(Problem.BOMB)
        first = False
        if name == b"IEND":
            break
    if file.read(1):
        raise UploadRefused(Problem.DISGUISED)


def _check_jpeg(file: BinaryIO) -> None:
    """Segment by segment to the first scan; cameras may append previews, so the end is not looked at."""
    file.seek(2)
    while True:
        marker = file.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            raise UploadRefused(Problem.DAMAGED)
        length = int.from_bytes(file.read(2))
        if length < 2:
            raise UploadRefused(Problem.DAMAGED)
        body = file.read(length - 2)
        if len(body) < length - 2:
            raise UploadRefused(Problem.DAMAGED)
        is_frame = 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC)
        if is_frame and int.from_bytes(body[1:3]) * int.from_bytes(body[3:5]) > MOST_PIXELS:
            raise UploadRefused(Problem.BOMB)
        if marker[1] == 0xDA:
            return


_CHECKS: dict[FileType, Callable[[BinaryIO], None]] = {
    PDF: _check_pdf,
    DOCX: _check_office,
    XLSX: _check_office,
    PNG: _check_png,
    JPEG: _check_jpeg,
}
