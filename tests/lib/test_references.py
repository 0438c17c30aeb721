import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipb_portal.lib.references import Kind, Reference, find, is_action_sheet, parse

suffix = st.one_of(
    st.sampled_from(["FINAL", "DRAFT"]),
    st.builds("{}{}".format, st.sampled_from(["REV", "COR", "ADD", "AS"]), st.integers(1, 99)),
)
references = st.builds(
    Reference,
    root=st.sampled_from(["DIPB", "AC/259", "C", "BC"]),
    sub=st.sampled_from(["", "CAP", "SCS", "PBOS", "SI&I"]),
    kind=st.sampled_from(Kind),
    year=st.integers(1999, 2099),
    serial=st.integers(0, 9999),
    suffixes=st.lists(suffix, max_size=4).map(tuple),
    release=st.sampled_from(["", "INV"]),
)


@given(references)
def test_what_is_printed_is_read_back(reference):
    assert parse(str(reference)) == reference


@given(st.lists(references, max_size=4))
def test_every_reference_is_found_in_running_text(cited):
    text = "As agreed in " + ", and further in ".join(map(str, cited)) + "."
    assert [citation.reference for citation in find(text)] == cited
    assert all(text[citation.start : citation.end] == citation.text for citation in find(text))


@pytest.mark.parametrize(
    "text",
    ["DIPB(CAP)-WP(2026)0012-REV1", "C-M(2017)0055-AS1", "BC-D(2020)0077-FINAL", "C-M(2016)0066-AS1 (INV)"],
)
def test_forms_of_public_documents(text):
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DIPB",
        "DIPB-X(2026)0001",
        "C-M(2002)49",
        "dipb-D(2026)0001",
        "DIPB-D(2026)0001-REV0",
        "D(2026)٠٠٠١",
    ],
)
def test_other_forms_are_refused(text):
    with pytest.raises(ValueError, match="not a document reference"):
        parse(text)


def test_revisions_follow_each_other():
    draft = parse("DIPB(CAP)-WP(2026)0012")
    assert str(draft.next_revision()) == "DIPB(CAP)-WP(2026)0012-REV1"
    assert str(draft.next_revision().next_revision()) == "DIPB(CAP)-WP(2026)0012-REV2"
    assert str(draft.with_suffix("ADD", 1).next_revision()) == "DIPB(CAP)-WP(2026)0012-ADD1-REV1"


def test_action_sheet_belongs_to_its_document():
    sheet = parse("DIPB-D(2026)0007-REV1").action_sheet()
    assert str(sheet) == "DIPB-D(2026)0007-REV1-AS1"
    assert sheet.base == parse("DIPB-D(2026)0007")


@pytest.mark.parametrize(("name", "number"), [("REV", None), ("FINAL", 1), ("XYZ", None), ("REV", 0)])
def test_suffixes_outside_the_grammar_are_refused(name, number):
    with pytest.raises(ValueError, match=r"suffix|not a document"):
        parse("DIPB-D(2026)0007").with_suffix(name, number)


def test_legacy_forms_are_found_when_cited():
    text = "See C-M(2002)49, C-R(76)3, AC/4(PP)-D/2000, PFP(AC/327)D(2003)1, AC/259-D(2003)23-ADD1-AS1 (INV)."
    found = {citation.text: citation.reference for citation in find(text)}
    assert list(found) == [
        "C-M(2002)49",
        "C-R(76)3",
        "AC/4(PP)-D/2000",
        "PFP(AC/327)D(2003)1",
        "AC/259-D(2003)23-ADD1-AS1 (INV)",
    ]
    assert str(found["C-M(2002)49"]) == "C-M(2002)0049"
    assert found["C-R(76)3"] is None


def test_prose_is_not_mistaken_for_a_reference():
    assert not list(find("Plan B-D (2026), a 3-D(2026) model, STANAG 4425 and xC-M(2002)49x"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("DIPB(CAP)-WP(2026)0012-AS1", True),
        ("DIPB(CAP)-WP(2026)0012-ADD1-AS2 (INV)", True),
        ("DIPB(CAP)-WP(2026)0012-REV1", False),
        ("DIPB(CAP)-WP(2026)0012-AS1-COR1", False),
        ("DIPB-ASSEMBLY", False),
    ],
)
def test_an_action_sheet_is_known_by_its_reference(text, is_one):
    assert is_action_sheet(text) is is_one
