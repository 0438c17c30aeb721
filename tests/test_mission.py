"""docs/mission.md: every function of the Board has a page that exists and a test that exists."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.test_every_address import addresses

ROOT = Path(__file__).resolve().parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs" / "mission.md").read_text().splitlines()
    if re.match(r"\| \d+ ", line)
]


def test_every_statement_of_the_founding_texts_has_its_row() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 62))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_its_page_and_its_test_exist(row: list[str]) -> None:
    _number, kind, _words, page, test = row
    names = {name for name, _pattern in addresses(get_resolver().url_patterns)}
    pages, tests = re.findall(r"`([^`]+)`", page), re.findall(r"`([^`]+)`", test)
    assert {each for each in pages if each not in names} == set()
    for each in tests:
        path, _, function = each.partition("::")
        defined = {node.name for node in ast.walk(ast.parse((ROOT / path).read_text())) if hasattr(node, "name")}
        assert not function or function in defined, each
    if kind == "P":
        assert tests
        assert pages or page == "every page"
