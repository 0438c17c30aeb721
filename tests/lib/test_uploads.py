"""What is taken in and what is not, by the file itself."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from dipb_portal.lib.uploads import PDF, Problem, UploadRefused, clean_name, recognise
from tests import library_scenarios as files

MAIN = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relation(kind: bytes) -> bytes:
    return MAIN % (
        b'<Relationship Id="x" Type="%s%s" Target="http://evil.example" TargetMode="External"/>' % (KIND, kind)
    )


def bomb() -> bytes:
    return files.with_member(files.docx(), "word/media/zeros.xml", b"\0" * 40_000_000)


def many() -> bytes:
    out = BytesIO(files.docx())
    with ZipFile(out, "a") as archive:
        for n in range(2_100):
            archive.writestr(f"word/x{n}.xml", b"")
    return out.getvalue()


def nested_entities() -> bytes:
    declared = b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Relationships/>'
    return files.with_member(files.docx(), "word/_rels/header9.xml.rels", declared)


def in_utf16() -> bytes:
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r [<!ENTITY a "x">]><r/>'.encode("utf-16")
    return files.with_member(files.docx(), "word/_rels/header9.xml.rels", declared)


def zip_of(name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, b"x")
    return out.getvalue()


GOOD = {
    "a.pdf": files.pdf,
    "a.docx": files.docx,
    "a.xlsx": files.xlsx,
    "a.png": files.png,
    "a.jpg": files.jpeg,
    "a.jpeg": files.jpeg,
}
BAD = [
    ("a.pdf", lambda: b"", Problem.EMPTY),
    ("a.pdf", lambda: b"hello", Problem.TYPE),
    ("a.pdf", lambda: b"junk" + files.pdf(), Problem.TYPE),
    ("a.pdf", lambda: b"<html><script>alert(1)</script>", Problem.TYPE),
    ("a.pdf", lambda: b"MZ" + b"\0" * 500, Problem.TYPE),
    ("a.pdf", lambda: zip_of("readme.txt"), Problem.TYPE),
    ("a.docx", files.pdf, Problem.EXTENSION),
    ("a.pdf", files.docx, Problem.EXTENSION),
    ("a.xlsx", files.docx, Problem.EXTENSION),
    ("a.exe", files.pdf, Problem.EXTENSION),
    ("a.docm", files.docx, Problem.EXTENSION),
    ("a.pdf", lambda: files.pdf()[:200], Problem.DAMAGED),
    ("a.pdf", lambda: files.pdf(encryption=files.pikepdf.Encryption(owner="o", user="")), Problem.ENCRYPTED),
    ("a.pdf", lambda: files.pdf() + zip_of("run.exe") + b"%%EOF", Problem.DISGUISED),
    ("a.png", lambda: files.png(after=zip_of("run.exe")), Problem.DISGUISED),
    ("a.png", lambda: files.png(100_000, 100_000), Problem.BOMB),
    ("a.png", lambda: files.png()[:-6], Problem.DAMAGED),
    ("a.jpg", lambda: files.jpeg()[:25], Problem.DAMAGED),
    ("a.docx", lambda: files.docx()[:3000], Problem.DAMAGED),
    ("a.docx", bomb, Problem.BOMB),
    ("a.docx", many, Problem.BOMB),
    ("a.docx", lambda: files.with_member(files.docx(), "word/vbaProject.bin", b"x"), Problem.MACROS),
    ("a.docx", lambda: files.with_member(files.docx(), "word/embeddings/oleObject1.bin", b"x"), Problem.MACROS),
    ("a.docx", lambda: files.with_member(files.docx(), "../../etc/passwd", b"x"), Problem.DAMAGED),
    (
        "a.docx",
        lambda: files.with_member(files.docx(), "word/_rels/a.rels", relation(b"attachedTemplate")),
        Problem.EXTERNAL,
    ),
    ("a.docx", lambda: files.with_member(files.docx(), "word/_rels/a.rels", relation(b"image")), Problem.EXTERNAL),
    ("a.docx", nested_entities, Problem.EXTERNAL),
    ("a.docx", in_utf16, Problem.EXTERNAL),
]


@pytest.mark.parametrize("name", GOOD)
def test_what_people_have_is_taken_in(name):
    assert name.rpartition(".")[1] + name.rpartition(".")[2] in recognise(name, BytesIO(GOOD[name]())).extensions


@pytest.mark.parametrize(("name", "content", "problem"), BAD, ids=[f"{n}-{p}-{i}" for i, (n, _, p) in enumerate(BAD)])
def test_what_may_harm_is_refused(name, content, problem):
    with pytest.raises(UploadRefused) as refused:
        recognise(name, BytesIO(content()))
    assert refused.value.problem == problem


def test_a_link_that_a_person_follows_is_no_reason_to_refuse():
    linked = files.with_member(files.docx(), "word/_rels/a.rels", relation(b"hyperlink"))
    assert recognise("a.docx", BytesIO(linked)).label == "Word"


def test_the_file_is_left_at_its_start():
    file = BytesIO(files.pdf())
    assert recognise("a.pdf", file) is PDF
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Paper.PDF", "Paper.pdf"),
        ("C:\\Users\\me\\paper.pdf", "paper.pdf"),
        ("cafe\u0301 \u202efdp.docx", "café fdp.docx"),
        ("a\r\nb<c>.pdf", "ab c.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert clean_name(given) == kept


@pytest.mark.parametrize("given", ["", "pdf", ".pdf", "a\0.pdf", "..", "a/", " . .pdf"])
def test_what_is_no_name_is_refused(given):
    with pytest.raises(UploadRefused):
        clean_name(given)
