"""The words of an uploaded file, read in a process of its own (`child`), and the markings above the ceiling in them.

Run as a module it reads a job {"path", "media_type", "limits"} and tells {"text", "marking"} or {"failed"}: time,
memory, crash, encrypted, active, attached, unreadable.
"""

import json
import re
import resource
import signal
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dipb_portal.lib import child
from dipb_portal.lib.ceiling import find_marking
from dipb_portal.lib.uploads import DOCX, JPEG, PDF, PNG, XLSX, UploadRefused, walk_xml

LIMITS = child.Limits(memory=1024 * 2**20, cpu_seconds=60, wall_seconds=120)
LONGEST = 500_000  # characters kept for search; all of them are looked through for markings
RESERVE = 32 * 2**20  # bytes of address space kept back, so that running out can still be told
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')  # of a workbook's headers and footers
# Elements whose words stand together: paragraphs, cells, headers, the facts about a file.
_BLOCKS = {"p", "si", "is", "text", "title", "subject", "keywords", "description", "category", "lpwstr"}
_HEADERS = {f"{which}{place}" for which in ("odd", "even", "first") for place in ("Header", "Footer")}


class Unfit(Exception):
    """`args[0]` is why."""


@dataclass(frozen=True)
class Extracted:
    """`marking`: the first marking above NATO UNCLASSIFIED in the words or in the facts about the file."""

    text: str
    marking: str


def extract(path: Path, media_type: str, *, limits: child.Limits = LIMITS) -> Extracted:
    """Read the words of a file. Raises child.ChildFailed with the reason."""
    job = {"path": str(path), "media_type": media_type}
    return Extracted(**child.run("dipb_portal.lib.extraction", job, limits=limits))


def main() -> None:
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # whoever started this is gone: stop
    job = json.load(sys.stdin.buffer)
    memory, seconds = job["limits"]["memory"], job["limits"]["cpu_seconds"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + RESERVE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        told: dict[str, Any] = _read(READERS[job["media_type"]](Path(job["path"])))
    except child.OUT_OF_MEMORY:
        resource.setrlimit(resource.RLIMIT_AS, (memory + RESERVE, memory + RESERVE))
        told = {"failed": "memory"}
    except Unfit as unfit:
        told = {"failed": unfit.args[0]}
    except Exception:  # whatever a library makes of a file that is not what it claims to be
        told = {"failed": "unreadable"}
    print(json.dumps(told), flush=True)  # noqa: T201 - what its parent reads
    sys.exit("failed" in told)


def _read(blocks: Iterable[str]) -> dict[str, str]:
    kept: list[str] = []
    length, marking = 0, ""
    for block in blocks:
        words = _CONTROLS.sub("", block)
        marking = marking or find_marking(words) or ""
        if length < LONGEST and words.strip():
            kept.append(words.strip())
            length += len(kept[-1]) + 1
    return {"text": "\n".join(kept)[:LONGEST], "marking": marking}


def _pdf(path: Path) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted:
        raise Unfit("encrypted")
    root = reader.root_object
    names = _at(root, "/Names")
    if "/EmbeddedFiles" in names:
        raise Unfit("attached")
    if "/JavaScript" in names or "/AA" in root or _acts(_at(root, "/OpenAction")):
        raise Unfit("active")
    yield from (str(value) for value in (reader.metadata or {}).values())
    for page in reader.pages:
        yield page.extract_text()
        for reference in _at(page, "/Annots") or ():
            note = reference.get_object()
            if note.get("/Subtype") == "/FileAttachment":
                raise Unfit("attached")
            if _acts(_at(note, "/A")):
                raise Unfit("active")
            yield str(_at(note, "/Contents") or "")


def _at(owner: Any, key: str) -> Any:
    """The value itself, wherever in the file it stands: pypdf follows references here, and not in `get`."""
    return owner[key] if key in owner else {}  # noqa: SIM401 - see above


def _acts(action: Any) -> bool:
    """Whether a PDF's action does more than lead somewhere."""
    return isinstance(action, dict) and action.get("/S", "/GoTo") not in ("/GoTo", "/URI", "/Named")


def _word(path: Path) -> Iterator[str]:
    from docx import Document

    Document(str(path))
    return _office(path)


def _excel(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook

    with path.open("rb") as file:  # by its name openpyxl would judge it
        yield from load_workbook(file, read_only=True).sheetnames
    yield from _office(path)


def _office(path: Path) -> Iterator[str]:
    """The words of every part: body, headers, footnotes, comments, text boxes, what was deleted but is still there."""
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not member.filename.endswith((".xml", ".rels", ".vml")):
                continue
            xml = archive.read(member)
            try:
                walk_xml(xml)
            except UploadRefused as refused:
                raise Unfit("active" if refused.problem == "external" else "unreadable") from None
            tree = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
            for element in tree.iter(etree.Element):
                name = etree.QName(element).localname
                if name in _HEADERS:
                    yield _HEADER_CODES.sub("\n", "".join(element.itertext()))
                elif name in _BLOCKS:
                    yield "".join(_words(element))


def _words(block: Any) -> Iterator[str]:
    from lxml import etree

    for element in block.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ("tab", "br"):
            yield "\t" if name == "tab" else "\n"
        elif element.text and name != "instrText":
            yield element.text


def _picture(path: Path) -> Iterator[str]:
    """A picture has no words for search; what programs write beside it is looked through for markings."""
    beside = (each.decode() for each in re.findall(rb"[\x20-\x7e]{6,}", path.read_bytes()))
    return (each for each in beside if find_marking(each))


READERS = {PDF.media_type: _pdf, DOCX.media_type: _word, XLSX.media_type: _excel}
READERS |= {PNG.media_type: _picture, JPEG.media_type: _picture}

if __name__ == "__main__":
    main()
