"""The files that go with a meeting's book: PDFs attached to it, and all of them in an archive beside it."""

import shutil
import zipfile
from pathlib import Path

from boards.actions.filing import SUFFIX as UPLOADED
from dipb_portal.lib import storage
from dipb_portal.lib.uploads import PDF
from recommendations.packets.attached import Attached
from recommendations.packets.book import Book

SUFFIX = ".zip"
EDITIONS = {"en": "EN", "fr": "FR", "both": "EN-FR"}
_MADE = (1980, 1, 1, 0, 0, 0)  # the same papers give the same archive, byte for byte


def attached_to(book: Book) -> list[Attached]:
    return [
        Attached(file.name, storage.path(file.sha256, UPLOADED), file.media_type)
        for file in book.files
        if file.media_type == PDF.media_type
    ]


def archive(book: Book, pdf: Path, target: Path) -> Path:
    """Write the book and the files of its papers to `target`, each as it is, and answer `target`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        _add(made, f"{book.reference} {EDITIONS[book.edition]}.pdf", pdf)
        for file in book.files:
            _add(made, file.name, storage.path(file.sha256, UPLOADED))
    return target


def _add(made: zipfile.ZipFile, name: str, path: Path) -> None:
    member = zipfile.ZipInfo(name, _MADE)
    member.external_attr = 0o644 << 16
    member.file_size = path.stat().st_size
    with path.open("rb") as source, made.open(member, "w") as inside:
        shutil.copyfileobj(source, inside)
