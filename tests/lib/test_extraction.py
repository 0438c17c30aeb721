"""The words of a file, and the markings in them, read in a process of their own."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from dipb_portal.lib.child import ChildFailed
from dipb_portal.lib.extraction import LIMITS, extract
from dipb_portal.lib.uploads import DOCX, JPEG, PDF, PNG, XLSX
from tests import library_scenarios as files


def read(tmp_path, content, kind, **limits):
    path = tmp_path / "file"
    path.write_bytes(content)
    return extract(path, kind.media_type, limits=replace(LIMITS, **limits))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf("Powder lines\nand furnaces"), PDF),
        (files.docx("Powder lines", "and furnaces"), DOCX),
        (files.xlsx("Powder lines", "and furnaces"), XLSX),
    ],
)
def test_the_words_are_read(tmp_path, content, kind):
    found = read(tmp_path, content, kind)
    assert "Powder lines" in found.text
    assert "furnaces" in found.text
    assert found.marking == ""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf("Powder\nNATO SECRET\nlines"), PDF),
        (files.docx("Powder", "NATO CONFIDENTIAL"), DOCX),
        (files.docx("Powder", header="NATO RESTRICTED"), DOCX),
        (files.xlsx("Powder", "OTAN SECRET"), XLSX),
        (files.png(after=b"")[:-12] + b"", PNG),
        (files.jpeg(), JPEG),
    ],
)
def test_a_marking_is_found_wherever_it_stands(tmp_path, content, kind):
    if kind in (PNG, JPEG):
        content += b"\0\0tEXtComment NATO SECRET\0"
    assert read(tmp_path, content, kind).marking


def test_a_marking_far_into_a_long_text_is_found(tmp_path):
    long = files.docx(*["Powder lines and furnaces. " * 40] * 600, "NATO SECRET")
    found = read(tmp_path, long, DOCX)
    assert found.marking == "NATO SECRET"
    assert len(found.text) <= 500_000


def attached():
    out = BytesIO()
    with pikepdf.open(BytesIO(files.pdf())) as made:
        made.attachments["x.txt"] = pikepdf.AttachedFileSpec(made, b"x", filename="x.txt")
        made.save(out)
    return out.getvalue()


def acting():
    out = BytesIO()
    with pikepdf.open(BytesIO(files.pdf())) as made:
        made.Root.OpenAction = made.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        )
        made.save(out)
    return out.getvalue()


def locked():
    return files.pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


def entities():
    bad = b'<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'
    return files.with_member(files.docx(), "word/footnotes.xml", bad)


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (attached(), PDF, "attached"),
        (acting(), PDF, "active"),
        (locked(), PDF, "encrypted"),
        (b"%PDF-1.7\n%%EOF", PDF, "unreadable"),
        (b"PK\x03\x04", DOCX, "unreadable"),
        (entities(), DOCX, "active"),
        (files.docx(), XLSX, "unreadable"),
    ],
)
def test_what_cannot_be_checked_is_told(tmp_path, content, kind, reason):
    with pytest.raises(ChildFailed) as failed:
        read(tmp_path, content, kind)
    assert failed.value.reason == reason


def squeezed_page():
    """A page whose contents unpack to far more than the limit of memory."""
    out = BytesIO()
    with pikepdf.open(BytesIO(files.pdf())) as made:
        made.pages[0].Contents = made.make_stream(b"BT " + b"(xxxxxxxxxxxxxxxx) Tj " * 6_000_000)
        made.save(out, compress_streams=True)
    return out.getvalue()


def test_a_page_that_unpacks_without_end_is_stopped(tmp_path):
    with pytest.raises(ChildFailed) as failed:
        read(tmp_path, squeezed_page(), PDF, memory=400 * 2**20, cpu_seconds=10)
    assert failed.value.reason in ("memory", "time", "unreadable")


def test_a_file_that_takes_too_long_is_stopped(tmp_path):
    with pytest.raises(ChildFailed) as failed:
        read(tmp_path, files.docx(*["Powder"] * 20_000), DOCX, wall_seconds=0.2)
    assert failed.value.reason == "time"
