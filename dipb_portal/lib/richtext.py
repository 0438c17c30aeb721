"""Restricted rich text: what the Board's texts may contain, and nothing else.

Paragraphs, strong and emphasised words, line breaks, lists, tables, and footnotes, which stand where they are
called, as ``<span class="footnote">``: the packet floats them to the foot of the page and numbers them, so no
number has to be kept in step. No links, images, styles or other attributes.

`sanitise` brings whatever comes in to one canonical form, so that equal texts are equal strings: ``strong``
and ``em`` only, words always inside a block, single spaces, no empty elements.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, takewhile

import nh3

from dipb_portal.lib.markup import Element, Node, parse, serialise, text_of

LONGEST = 200_000  # characters, markup included
DEEPEST = 64
WIDEST = 50  # columns or rows a cell may span: a million of them would keep the PDF renderer busy for minutes
MOST_TAGS = 10_000  # an HTML parser needs quadratic time for unclosed tags, and quadratic space
MOST_STYLED = 100  # for formatting tags with attributes, which it reopens in every paragraph

FOOTNOTE = "span"
INLINE = frozenset({"strong", "em", "br", FOOTNOTE})
CELLS = ("th", "td")

_CANONICAL = {"b": "strong", "i": "em"}
_CLEANER = nh3.Cleaner(
    tags=INLINE | {*_CANONICAL, *CELLS, "p", "div", "ul", "ol", "li", "table", "thead", "tbody", "tr"},
    attributes={cell: {"colspan", "rowspan"} for cell in CELLS},
    allowed_classes={FOOTNOTE: {"footnote"}},
    attribute_filter=lambda tag, name, value: _spanned(value) if name.endswith("span") else value,
)
_TAG = re.compile(r"</?(p|div|b|strong|i|em|br|[uo]l|li|table|thead|tbody|tr|t[hd]|span)[\s/>]", re.IGNORECASE)
_STYLED = re.compile(r"<(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t\r\n]+")


class TooLong(ValueError):
    """The text has more than LONGEST characters."""


class TooIntricate(ValueError):
    """The text is nested more than DEEPEST deep, or has more tags than a paragraph can need."""


def sanitise(html: str) -> str:
    """Bring HTML from anywhere to the canonical restricted form. Raises TooLong, TooIntricate."""
    if len(html) > LONGEST:
        raise TooLong
    if html.count("<") > MOST_TAGS or sum(1 for _ in _STYLED.finditer(html)) > MOST_STYLED:
        raise TooIntricate
    try:
        tree = parse(_CLEANER.clean(_CONTROLS.sub("", html)), DEEPEST)
    except RecursionError:
        raise TooIntricate from None
    return serialise(_blocks(tree))


def from_input(text: str) -> str:
    """Take in what a form sends: the editor's markup, or plain text. Raises as `sanitise`."""
    return sanitise(text) if _TAG.search(text) else from_plain(text)


def from_plain(text: str) -> str:
    """Plain text as paragraphs: a blank line parts them, a single line break stays. Raises as `sanitise`."""
    if len(text) > LONGEST:
        raise TooLong
    paragraphs = re.split(r"\n\s*\n", _CONTROLS.sub("", text.replace("\r\n", "\n")))
    lines = ([line for line in paragraph.split("\n") if line.strip()] for paragraph in paragraphs)
    return sanitise("".join(f"<p>{'<br>'.join(map(escape, some))}</p>" for some in lines))


def paragraphs(html: str) -> list[str]:
    """The paragraphs of a sanitised text as a packet numbers them: a list or a table stays with the one before it."""
    parts: list[list[Node]] = []
    for node in parse(html):
        if not parts or (isinstance(node, Element) and node.tag == "p"):
            parts.append([])
        parts[-1].append(node)
    return [serialise(part) for part in parts]


def plain(html: str) -> str:
    """The words of a canonical text: a line a block, tabs between cells, footnotes in brackets."""
    return re.sub(r"\s*\n\s*", "\n", "".join(_plain(parse(html)))).strip()


def words(html: str) -> int:
    """How many words a canonical text has, its footnotes included."""
    return len(re.findall(r"\w+(?:[-'’./]\w+)*", plain(html)))


def text_hash(html: str) -> str:
    """SHA-256 in hex of a canonical text, the same however its characters are composed or its spaces set.

    Typesetting a text (see typography) therefore does not make its translation stale.
    """
    normal = re.sub(r"\s+", " ", unicodedata.normalize("NFC", html))
    return hashlib.sha256(normal.encode()).hexdigest()


def _spanned(value: str) -> str | None:
    digits = value.strip()
    more = re.fullmatch(r"[1-9]\d{0,8}", digits, re.ASCII) and digits != "1"
    return str(min(int(digits), WIDEST)) if more else None


def _is_inline(node: Node) -> bool:
    return isinstance(node, str) or (node.tag in INLINE | _CANONICAL.keys() and all(map(_is_inline, node.children)))


def _blocks(nodes: Sequence[Node]) -> list[Element]:
    """Paragraphs, lists and tables; words that stand outside any of them become a paragraph."""
    found: list[Element] = []
    for inline, group in groupby(nodes, _is_inline):
        if not inline:
            found += [block for node in group if isinstance(node, Element) for block in _block(node)]
        elif paragraph := _inline(list(group)):
            found.append(Element("p", paragraph))
    return found


def _block(node: Element) -> list[Element]:
    if node.tag in ("ul", "ol"):
        items = [_content(child) for child in node.children if not isinstance(child, str) or child.strip()]
        return [Element(node.tag, [Element("li", item) for item in items if item])] if any(items) else []
    if node.tag == "table":
        return _table(node)
    return _blocks(node.children)  # paragraphs, and wrappers that mean nothing here, dissolve into what they hold


def _table(table: Element) -> list[Element]:
    """Rows of headers at the top are its head, to be repeated on each page; every header says what it heads."""
    sections = [part for part in table.children if isinstance(part, Element)]
    rows = [row for part in sections for row in part.children if isinstance(row, Element) and row.tag == "tr"]
    cells = [[cell for cell in row.children if isinstance(cell, Element) and cell.tag in CELLS] for row in rows]
    filled = [row for row in cells if row]
    head = list(takewhile(_is_head, filled))
    if len(head) == len(filled):
        head = []
    parts = ("thead", "col", head), ("tbody", "row", filled[len(head) :])
    found = [Element(tag, [_row(row, scope) for row in some]) for tag, scope, some in parts if some]
    return [Element("table", [*found])] if found else []


def _is_head(cells: list[Element]) -> bool:
    headers = [cell for cell in cells if cell.tag == "th"]
    return bool(headers) and all(cell.tag == "th" or not _content(cell) for cell in cells)


def _row(cells: list[Element], scope: str) -> Element:
    return Element("tr", [_cell(cell, scope) for cell in cells])


def _cell(cell: Element, scope: str) -> Element:
    content = _content(cell)
    if cell.tag == "td" or not content:  # an empty header heads nothing
        return Element("td", content, cell.attributes)
    return Element("th", content, {"scope": scope, **cell.attributes})


def _content(node: Node) -> list[Node]:
    """What an item or a cell holds: one paragraph stands bare, several stay paragraphs."""
    inside = node.children if isinstance(node, Element) and node.tag in ("li", *CELLS) else [node]
    blocks = _blocks(inside)
    if [block.tag for block in blocks].count("p") == 1 and blocks[0].tag == "p":
        return [*blocks[0].children, *blocks[1:]]
    return list(blocks)


def _inline(nodes: Sequence[Node]) -> list[Node]:
    found = list(_words(nodes, frozenset()))
    _trim(found, 0)
    _trim(found, -1)
    return found if text_of(found).strip() else []


def _words(nodes: Sequence[Node], around: frozenset[str]) -> Iterator[Node]:
    """Inline nodes with canonical tags, each format once, without what says nothing."""
    for node in nodes:
        if isinstance(node, str):
            yield _BLANKS.sub(" ", node)
            continue
        tag = _CANONICAL.get(node.tag, node.tag)
        if tag == "br":
            yield Element("br")
        elif tag in around or (tag == FOOTNOTE and not node.attributes):
            yield from _words(node.children, around)
        elif text_of(node.children).strip():
            yield Element(tag, list(_words(node.children, around | {tag})), node.attributes)


def _trim(nodes: list[Node], side: int) -> None:
    """Take spaces and line breaks off one end (0 or -1), however deep they stand."""
    while nodes:
        node = nodes[side]
        if isinstance(node, str):
            if rest := node.lstrip(" ") if side == 0 else node.rstrip(" "):
                nodes[side] = rest
                return
        elif node.tag != "br":
            _trim(node.children, side)
            return
        nodes.pop(side)


def _plain(nodes: Sequence[Node]) -> Iterator[str]:
    marks = {"br": ("\n", ""), "li": ("\n- ", ""), FOOTNOTE: (" [", "]"), "strong": ("", ""), "em": ("", "")}
    for node in nodes:
        if isinstance(node, str):
            yield node
            continue
        before, after = marks.get(node.tag, ("", "\t") if node.tag in CELLS else ("\n", "\n"))
        yield before
        yield from _plain(node.children)
        yield after
