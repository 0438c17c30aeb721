"""The tag tree of the built file: what assistive technology reads."""

from collections import Counter

import pikepdf
import pytest


def tags(node):
    if isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
    if not isinstance(node, pikepdf.Dictionary) or "/K" not in node:
        return
    kids = node.K
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        yield from tags(kid)


@pytest.fixture(params=["en", "fr", "both"])
def tree(request, samples):
    with pikepdf.open(samples[request.param].path) as pdf:
        yield samples[request.param], pdf, list(tags(pdf.Root.StructTreeRoot))


def test_each_section_is_one_element_whatever_pages_it_runs_over(tree):
    sample, _, found = tree
    sections = [stage for stage in sample.stages if stage.startswith("section:")]
    assert Counter(str(tag.S) for tag in found)["/Sect"] == len(sections)


def test_header_cells_have_a_scope_and_cells_name_existing_headers(tree):
    _, _, found = tree
    heads = [tag for tag in found if tag.S == "/TH"]
    assert {str(tag.A.Scope) for tag in heads} == {"/Row", "/Column"}
    identities = {str(tag.ID) for tag in heads}
    named = {str(name) for tag in found if tag.S == "/TD" for name in tag.A.get("/Headers", [])}
    assert named
    assert named <= identities


def test_notes_are_notes_with_an_identity(tree):
    _, _, found = tree
    notes = [str(tag.ID) for tag in found if tag.S == "/Note"]
    assert notes == ["note-1", "note-2"]


def test_french_beside_english_is_tagged_as_french(tree):
    sample, pdf, found = tree
    assert pdf.Root.Lang == sample.contents.languages[0]
    marked = {str(tag.Lang) for tag in found if "/Lang" in tag and tag.S == "/TD"}
    assert ("fr" in marked) is (sample.contents.edition != "fr")


def test_marking_and_page_numbers_are_artifacts_on_every_page(tree):
    _, pdf, _ = tree
    for page in pdf.pages:
        operators = [str(op.operands[0]) for op in pikepdf.parse_content_stream(page) if str(op.operator) == "BDC"]
        assert operators.count("/Artifact") >= 4


def test_the_file_claims_both_standards_and_its_own_identity(tree):
    sample, pdf, _ = tree
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert 'pdfuaid:part="1"' in metadata
    assert f"<dipb:reference>{sample.contents.reference}</dipb:reference>" in metadata
    assert sample.contents.chain.sha256 in metadata
    assert len(pdf.Root.AF) == 1
    assert pdf.Root.AF[0].AFRelationship == "/Source"
