"""What a reader of the built file finds, in each edition."""

import hashlib
import json
import re
from dataclasses import replace

import pikepdf
import pytest

from recommendations.packets import seal
from recommendations.packets.build import build
from recommendations.packets.contents import Text
from recommendations.queries.packets import STAGES
from tests.recommendations.packets.specimen import NATIONS, specimen

EDITIONS = ("en", "fr", "both")
MARKING = {"en": "SPECIMEN – FICTITIOUS DATA", "fr": "SPÉCIMEN – DONNÉES FICTIVES"}
HEADINGS = {
    "en": ("Purpose", "Action requested", "Executive summary", "Consultation and positions", "Comment matrix"),
    "fr": ("Objet", "Suite demandée", "Résumé", "Traitement des observations", "Tableau des observations"),
}
SENTENCES = {
    "en": ("I attach the report", "Each Ally remains free", "lapse after 24 months", "Survey of existing stocks"),
    "fr": ("Vous trouverez ci-joint", "Chaque pays reste libre", "caducs au bout", "Recensement des stocks"),
}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_edition_says_everything_and_in_its_languages_only(samples, edition):
    text = squeezed(samples[edition].text)
    spoken = samples[edition].contents.languages
    for language in ("en", "fr"):
        for words in (*HEADINGS[language], *SENTENCES[language], MARKING[language]):
            assert (words in text) is (language in spoken), words


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_bears_marking_reference_and_its_number(samples, edition):
    sample = samples[edition]
    assert len(sample.pages) == sample.built.pages
    for number, page in enumerate(sample.pages, start=1):
        for language in sample.contents.languages:
            assert page.count(MARKING[language]) >= 2
        assert sample.contents.reference in page
        total = sample.built.pages
        told = {"en": f"Page {number} of {total}", "fr": f"Page {number} sur {total}"}
        assert all(told[language] in squeezed(page) for language in sample.contents.languages)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reservation_stands_at_the_foot_of_the_page_of_its_paragraph(samples, edition):
    sample = samples[edition]
    note = "Denmark agrees on the understanding" if edition != "fr" else "Le Danemark souscrit"
    called = "The Board recommends that Allies" if edition != "fr" else "Le Bureau recommande que"
    pages = [page for page in sample.pages if note in squeezed(page)]
    assert len(pages) == 1
    assert called in squeezed(pages[0])
    who = {"en": "Denmark:", "fr": "Danemark :"}
    assert all(who[language] in squeezed(pages[0]) for language in sample.contents.languages)


@pytest.mark.parametrize("edition", EDITIONS)
def test_positions_stand_in_protocol_order_without_totals(samples, edition):
    page = next(p for p in samples[edition].pages if "no position received" in p or "aucune position reçue" in p)
    language = "fr" if edition == "fr" else "en"
    names = [nation.name.read(language)[0] for nation in NATIONS]
    rows = [re.search(rf"^ *{name}  ", page, re.MULTILINE).start() for name in names]
    assert rows == sorted(rows)
    assert not re.search(r"\b(total|majorit|%)", page, re.IGNORECASE)


def test_the_table_of_positions_names_the_note_of_a_reservation(samples):
    assert "agrees with a reservation, note 1" in squeezed(samples["en"].text)


@pytest.mark.parametrize("edition", EDITIONS)
def test_contents_page_and_bookmarks_lead_to_the_sections(samples, edition):
    sample = samples[edition]
    with pikepdf.open(sample.path) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        inner = [child.title for item in outline.root for child in item.children]
    headings = [HEADINGS[language][0] for language in sample.contents.languages]
    assert f"1 {' / '.join(headings)}" in titles
    assert any(title.startswith("R1 ") for title in inner)
    listed = next(p for p in sample.pages if p.lstrip().startswith(("Contents", "Table des matières")))
    heading = re.compile(r"^ *5 +Recomm[ae]ndations", re.MULTILINE)
    page = next(n for n, p in enumerate(sample.pages, 1) if p is not listed and heading.search(p))
    assert re.search(rf"5 +Recomm.* {page}$", listed, re.MULTILINE)


@pytest.mark.parametrize("edition", EDITIONS)
def test_printed_hashes_can_be_computed_from_the_attached_source(samples, edition):
    sample = samples[edition]
    with pikepdf.open(sample.path) as pdf:
        source = json.loads(pdf.attachments[seal.SOURCE].get_file().read_bytes())
    printed = squeezed(sample.text)
    members = [part.member for part in seal.parts(sample.contents)]
    for member in members:
        value = source
        for step in filter(None, member.split("/")):
            value = value[int(step)] if step.isdigit() else value[step]
        if not member:
            value = {name: item for name, item in source.items() if name not in seal.PARTS}
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        assert all(digest[i : i + 8] in printed for i in range(0, 64, 8)), member
    assert sample.contents.chain.sha256[:8] in printed


def test_progress_counts_every_stage_once_and_only_upwards(samples):
    sample = samples["both"]
    assert list(sample.progress) == sorted(set(sample.progress))
    assert sample.progress[-1] == len(sample.stages)
    assert sample.stages[:2] == ("contents", "section:cover")
    assert sample.stages[-3:] == ("merge", "seal", "store")
    assert "section:recommendations" in sample.stages
    assert len(sample.progress) > len(sample.stages) / 2


def test_the_same_contents_give_the_same_bytes_and_others_do_not(samples, settings, tmp_path):
    settings.STORAGE_ROOT = tmp_path
    contents = specimen("en")
    assert build(contents).sha256 == samples["en"].built.sha256
    assert build(replace(contents, reference="DIPB-D(2026)0015")).sha256 != samples["en"].built.sha256


def test_what_progress_raises_stops_the_build(settings, tmp_path):
    settings.STORAGE_ROOT = tmp_path

    def lost(done: int) -> None:
        if done > 2:
            raise TimeoutError

    with pytest.raises(TimeoutError):
        build(specimen("en"), lost)
    assert list(tmp_path.rglob("*.pdf")) == []


def test_an_own_marking_stands_where_the_data_is_real(settings, tmp_path):
    from recommendations.packets.assemble import assemble, document

    contents = replace(specimen("both"), specimen=False, title=Text("A <b>title</b>", "Un titre"))
    html = document(contents, assemble(contents))
    assert "NATO UNCLASSIFIED" in html
    assert "SPECIMEN" not in html
    assert "A &lt;b&gt;title&lt;/b&gt;" in html


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_stage_of_a_build_has_words(samples, edition):
    assert set(samples[edition].stages) <= set(STAGES)
