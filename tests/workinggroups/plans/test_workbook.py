"""Requirements as a workbook: taken, changed, brought back, looked at, applied; and what is no honest workbook."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook, load_workbook

from tests import demand_scenarios as scenes
from tests.scenarios import People
from workinggroups.actions import plans
from workinggroups.forms.plans_workbook import CATEGORY, CERTAINTY, COLUMNS, ENGLISH, FRENCH, NOTE, NUMBER, VERSION
from workinggroups.models import Category, Requirement, RequirementUpload
from workinggroups.models.plans import Certainty

pytestmark = pytest.mark.django_db
YEAR = len(COLUMNS) + 1  # the first year's column


@pytest.fixture
def france(people: People, client: Client) -> Client:
    client.force_login(people.expert_fra)
    return client


def template(client: Client) -> Workbook:
    return load_workbook(io.BytesIO(client.get(reverse("plans:workbook")).content))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bring(client: Client, content: bytes, name: str = "plan.xlsx") -> HttpResponse:
    return client.post(reverse("plans:upload"), {"file": SimpleUploadedFile(name, content)})


def new_row(book: Workbook, **cells: Any) -> Workbook:
    """A row for a new requirement below the others, with some cells otherwise: c3="x" is the third."""
    values: dict[int, Any] = {CATEGORY: "armoured", ENGLISH: "Lorries", CERTAINTY: "Firm", YEAR: 7}
    values |= {int(name[1:]): value for name, value in cells.items()}
    row = book.active.max_row + 1
    for column, value in values.items():
        book.active.cell(row, column, value)
    return book


def faults(response: HttpResponse) -> dict[str, str]:
    return dict(response.context["form"].faults)


def test_there_and_back_again(france: Client, people: People) -> None:
    found = scenes.requirement(people.expert_fra, years={scenes.YEAR: 100, scenes.YEAR + 1: 200})
    book = template(france)
    head = [cell.value for cell in book.active[1]]
    at = head.index(scenes.YEAR) + 1
    book.active.cell(2, at, "1 500")
    book.active.cell(2, at + 1).value = None
    new_row(book)
    response = bring(france, saved(book))
    upload = RequirementUpload.objects.get()
    assert response.url == reverse("plans:preview", args=[upload.pk])
    page = france.get(response.url).content.decode()
    assert f"{scenes.YEAR}: 100 → 1,500" in page
    assert "Lorries" in page
    assert found.lines.get(year=scenes.YEAR).quantity == 100
    assert france.post(response.url).status_code == 302
    assert dict(found.lines.values_list("year", "quantity")) == {scenes.YEAR: 1500}
    lorries = Requirement.objects.get(description_en="Lorries")
    assert [(line.quantity, line.audience) for line in lorries.lines.all()] == [(7, "own")]
    assert france.post(response.url).status_code == 409
    assert Requirement.objects.count() == 2


def test_an_untouched_workbook_changes_nothing(france: Client, people: People) -> None:
    scenes.requirement(people.expert_fra, years={2020: 3, 2050: 4})
    response = bring(france, saved(template(france)))
    assert b"changes nothing" in france.get(response.url).content


def test_in_french_it_comes_back_as_well(france: Client, people: People) -> None:
    scenes.requirement(people.expert_fra)
    france.post(reverse("set_language"), {"language": "fr"})
    book = template(france)
    assert "Catégorie" in [cell.value for cell in book.active[1]]
    book.active.cell(2, ENGLISH).value, book.active.cell(2, FRENCH).value = "Lorries", "Camions"
    book.active.cell(2, [cell.value for cell in book.active[1]].index(scenes.YEAR) + 1, 1500)
    page = france.get(bring(france, saved(book)).url).content.decode()
    assert "Camions" in page
    assert f"{scenes.YEAR}\N{NO-BREAK SPACE}: 100 → 1\N{NO-BREAK SPACE}500" in page.replace(
        "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"
    )


def test_the_workbook_offers_categories_with_their_units_and_takes_them_back(france: Client, people: People) -> None:
    scenes.requirement(people.expert_fra)
    book = template(france)
    sheet, choices = book.worksheets
    offered = [[cell.value for cell in column if cell.value] for column in choices.columns]
    assert offered == [[each.with_unit for each in Category.objects.filter(active=True)], [*Certainty.labels]]
    targets = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert targets == {
        "C2:C1000": f"'Choices'!$A$1:$A${len(offered[0])}",
        "F2:F1000": f"'Choices'!$B$1:$B${len(offered[1])}",
    }
    assert sheet.cell(2, CATEGORY).value in offered[0]
    new_row(book, **{f"c{CATEGORY}": offered[0][-1], f"c{CERTAINTY}": offered[1][-1]})
    france.post(bring(france, saved(book)).url)
    lorries = Requirement.objects.get(description_en="Lorries")
    assert (lorries.category.with_unit, lorries.get_certainty_display()) == (offered[0][-1], offered[1][-1])


def test_faults_are_told_row_by_row_from_left_to_right(france: Client) -> None:
    book = new_row(template(france), **{f"c{YEAR}": "many", f"c{YEAR + 1}": "=1+1", f"c{CATEGORY}": "balloons"})
    response = bring(france, saved(new_row(book, **{f"c{CERTAINTY}": "maybe"})))
    assert [cell for cell, _words in response.context["form"].faults] == ["C2", "H2", "I2", "F3"]


def test_what_was_saved_meanwhile_is_not_overwritten(france: Client, people: People) -> None:
    found = scenes.requirement(people.expert_fra, years={scenes.YEAR: 100})
    book = template(france)
    book.active.cell(2, [cell.value for cell in book.active[1]].index(scenes.YEAR) + 1, 5)
    address = bring(france, saved(new_row(book))).url
    plans.save_quantities(changes={found: (found.version, {scenes.YEAR: 300})}, by=people.head_fra)
    assert b"after the workbook was taken" in france.get(address).content
    assert france.post(address).status_code == 409
    assert found.lines.get().quantity == 300
    assert Requirement.objects.count() == 1


def test_shared_lines_are_not_for_an_experts_workbook(france: Client, people: People) -> None:
    found = scenes.share(scenes.requirement(people.expert_fra, years={scenes.YEAR: 100}), people.head_fra)
    book = template(france)
    book.active.cell(2, [cell.value for cell in book.active[1]].index(scenes.YEAR) + 1, 5)
    address = bring(france, saved(book)).url
    refused = france.post(address)
    assert refused.status_code == 409
    assert f"Row 2: {scenes.YEAR} is shared already" in refused.text
    assert found.lines.get().quantity == 100


@pytest.mark.parametrize(
    ("cells", "cell", "words"),
    [
        ({f"c{YEAR}": "=1+1"}, "H2", "formula"),
        ({f"c{YEAR}": -1}, "H2", "whole number"),
        ({f"c{YEAR}": 1.5}, "H2", "whole number"),
        ({f"c{YEAR}": "many"}, "H2", "whole number"),
        ({f"c{YEAR}": 10**12}, "H2", "whole number from 0 to 1,000,000,000"),
        ({f"c{CATEGORY}": "balloons"}, "C2", "category"),
        ({f"c{CERTAINTY}": "maybe"}, "F2", "planned"),
        ({f"c{ENGLISH}": None}, "D2", "language"),
        ({f"c{ENGLISH}": "NATO SECRET stocks"}, "D2", "marking"),
        ({f"c{ENGLISH}": "x" * 301}, "D2", "300"),
        ({f"c{NUMBER}": 999_999, f"c{VERSION}": 1}, "A2", "no requirement"),
        ({f"c{NUMBER}": "one"}, "A2", "number"),
        ({f"c{YEAR + 20}": 5}, "AB2", "year"),
    ],
)
def test_what_is_wrong_is_said_cell_by_cell(france: Client, cells: dict, cell: str, words: str) -> None:
    response = bring(france, saved(new_row(template(france), **cells)))
    assert response.status_code == 422
    assert words in faults(response)[cell]
    assert not RequirementUpload.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_columns_that_changed_places_are_told_and_nothing_of_them_is_read(france: Client, language: str) -> None:
    france.post(reverse("set_language"), {"language": language})
    book = new_row(template(france), **{f"c{FRENCH}": "Camions", f"c{NOTE}": "not for others"})
    french, note = (book.active.cell(1, column) for column in (FRENCH, NOTE))
    french.value, note.value = note.value, french.value
    with translation.override(language):
        heads = {"E1": str(COLUMNS[FRENCH - 1]), "G1": str(COLUMNS[NOTE - 1])}
    found = faults(bring(france, saved(book)))
    assert found.keys() == heads.keys()
    assert all(head in found[cell] for cell, head in heads.items())


def test_another_nations_requirement_is_none_of_ours(france: Client, people: People) -> None:
    theirs = scenes.share(scenes.requirement(people.head_deu), people.head_deu)
    book = new_row(template(france), **{f"c{NUMBER}": theirs.pk, f"c{VERSION}": theirs.version})
    assert "no requirement" in faults(bring(france, saved(book)))["A2"]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()


def spoilt(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            part = source.read(each)
            target.writestr(each, part.replace(old, new) if each == name else part)
    return out.getvalue()


_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
_LINK = b'<Relationship Id="x" Type="http://x/image" Target="http://x/" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: b"not a workbook",
        lambda content: content[:200],
        lambda content: with_part(content, "xl/vbaProject.bin", b"x"),
        lambda content: with_part(content, "xl/externalLinks/externalLink1.xml", b"<x/>"),
        lambda content: with_part(content, "xl/media/zeros", bytes(40 * 2**20)),
        lambda content: spoilt(content, "xl/worksheets/sheet1.xml", b"<worksheet", _ENTITY),
        lambda content: spoilt(content, "xl/_rels/workbook.xml.rels", b"</Relationships>", _LINK),
        lambda content: spoilt(content, "xl/worksheets/sheet1.xml", b"</row>", b""),
        lambda content: content + bytes(2**20),
    ],
)
def test_what_is_no_honest_workbook_is_refused(france: Client, spoil) -> None:
    response = bring(france, spoil(saved(new_row(template(france)))))
    assert response.status_code == 422
    assert not RequirementUpload.objects.exists()


def test_too_many_rows(france: Client) -> None:
    book = template(france)
    for _row in range(502):
        book.active.append([None, None, "armoured", "Lorries", None, "firm"])
    assert bring(france, saved(book)).status_code == 422


def test_a_workbook_is_its_delegations_own(france: Client, people: People) -> None:
    address = bring(france, saved(new_row(template(france)))).url
    for user, status in ((people.head_fra, 200), (people.head_deu, 404), (people.secretariat, 404), (people.niag, 404)):
        france.force_login(user)
        assert france.get(address).status_code == status
        if status == 404:
            assert france.post(address).status_code == 404


def test_who_has_no_nation_has_no_workbook(people: People, client: Client) -> None:
    for user, status in ((people.secretariat, 403), (people.niag, 404), (people.partner_ukr, 404)):
        client.force_login(user)
        assert client.get(reverse("plans:workbook")).status_code == status
        assert client.get(reverse("plans:upload")).status_code == status
