"""What WeasyPrint's tag tree lacks for PDF/UA, put right while the tree is built.

WeasyPrint 70 writes no language below the root, no scope of header cells, footnotes as plain spans, margin boxes
as marked content outside the tree, and a new table or section on every page. Here every tagged element gets its
language, header cells their scope, notes their role and identity; margin boxes and repeated table heads become
pagination artifacts; and what goes on over a page break stays one element. This wraps a private function of
the pinned version, and `tests/recommendations/packets/test_structure.py` tests the outcome.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

CONTINUED = {"/Sect", "/Table", "/TBody", "/L", "/P"}
plain_tree = tags._build_box_tree


class Structure:
    """Builds the tag tree of one document; `install` before drawing, `finish` as its finisher."""

    def __init__(self) -> None:
        self.first: dict[tuple[int, str], tuple[int, Any]] = {}  # element and role -> page and first tag
        self.heads: set[int] = set()  # tables whose head has been tagged
        self.artifacts: dict[int, set[int]] = defaultdict(set)  # page -> ids of marked content
        self.done: set[int] = set()
        self.notes = 0

    def install(self) -> None:
        tags._build_box_tree = self.tree

    def tree(self, box, parent, pdf, page: int, nums: dict, links: list, content: dict) -> Iterator[Any]:
        """The tags of one box and what stands in it, as WeasyPrint builds them, corrected."""
        if type(pdf) is pydyf.PDF:
            pdf.__class__ = _CompletePdf
        box = getattr(box, "_box", box)
        html = box.element
        if isinstance(box, boxes.MarginBox) or (box.element_tag == "thead" and id(html) in self.heads):
            self._artifact(box, page, nums, content)
            return
        if box.element_tag == "thead":
            self.heads.add(id(html))
        for tag in plain_tree(box, parent, pdf, page, nums, links, content):
            if html is None or tag.number in self.done:
                yield tag
                continue
            self.done.add(tag.number)
            self._describe(tag, html, parent)
            if not self._continues(tag, box, page, pdf):
                yield tag
        if isinstance(box, boxes.PageBox):
            box.children = ()  # drawn and tagged: a page's boxes are half of the memory

    def finish(self, document, pdf) -> None:
        """Mark as artifacts, in the page streams, what was left out of the tree."""
        for page, marks in self.artifacts.items():
            operations = _stream(pdf, _object(pdf, pdf.page_references[page]), "Contents")
            for i, operation in enumerate(operations):
                if isinstance(operation, dict) and operation.get("MCID") in marks:
                    operations[i - 1] = "/Artifact"
                    operations[i] = pydyf.Dictionary({"Type": "/Pagination"})

    def _artifact(self, box, page: int, nums: dict, content: dict) -> None:
        for child in box.descendants():
            if mark := content.pop(child, None):
                self.artifacts[page].add(mark["mcid"])
                nums[mark["mcid"]] = "null"  # the parent tree is indexed by these ids: keep the place
            elif isinstance(child, boxes.TableCellBox):
                child.mark = {"A": {}}  # the linking of cells to their headers writes here

    def _describe(self, tag, html, parent) -> None:
        if tag["S"] == "/TH":
            tag["A"]["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
        if tag["S"] == "/Span" != parent["S"] and html.get("class") == "fn":
            self.notes += 1
            tag["S"], tag["ID"] = "/Note", pydyf.String(f"note-{self.notes}")
        if language := html.get("lang"):
            tag["Lang"] = pydyf.String(language)

    def _continues(self, tag, box, page: int, pdf) -> bool:
        """Whether the tag goes on with an element of an earlier page; its children then join that one."""
        key = id(box.element), str(tag["S"])
        began, first = self.first.get(key, (page, tag))
        if began == page:
            self.first[key] = page, tag
            return False
        if tag["S"] not in CONTINUED:
            return False
        for child in tag["K"]:
            _object(pdf, child)["P"] = first.reference
        first["K"].extend(tag["K"])
        if tag["S"] == "/Table":
            _point_to_first_head(box, tag.number, first.number)
        return True


class _CompletePdf(pydyf.PDF):
    """A PDF that has all its pages: pydyf lists them anew for every tag, which is quadratic."""

    @cached_property
    def page_references(self) -> tuple:
        return tuple(pydyf.PDF.page_references.fget(self))


def _point_to_first_head(box, number: int, first: int) -> None:
    """Cells of a later page name the headers of the first, where the repeated head is an artifact.

    Headers that stand on this page themselves keep their names: a head whose caption alone fitted before, a row's.
    """
    cells = [cell for cell in box.descendants() if isinstance(cell, boxes.TableCellBox)]
    marked = [cell for cell in cells if isinstance(cell.mark, pydyf.Dictionary)]
    here = {cell.mark["ID"].string for cell in marked if "ID" in cell.mark}
    for cell in marked:
        if cell.element_tag == "td":
            names = [name.string for name in cell.mark["A"]["Headers"]]
            moved = [_moved(name, number, first) if name not in here else name for name in names]
            cell.mark["A"]["Headers"] = pydyf.Array(pydyf.String(name) for name in moved)


def _moved(name: str, number: int, first: int) -> str:
    return f"{first}-0-{name.split('-')[2]}" if name.startswith(f"{number}-0-") else name


def _object(pdf, reference) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _stream(pdf, owner, key: str) -> list:
    return _object(pdf, owner[key]).stream
