"""Redlines: two versions of a text as one, with ``<del>`` round what left it and ``<ins>`` round what came.

Words are compared inside a paragraph, item or cell; paragraphs of a list or table are paired first, so that
its structure survives. `ins` and `del` hold only words and inline elements: the result is valid wherever the
text was. Every word of both versions is there exactly once: without `ins` it reads as the old version, without
`del` as the new one.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile
from typing import NamedTuple

from dipb_portal.lib.markup import Element, Node, parse, serialise, text_of
from dipb_portal.lib.richtext import INLINE

# Beyond this many pairs of words a passage is shown as replaced: the comparison would take seconds.
MOST_PAIRS = 4_000_000
# Blocks that share fewer of their words are different blocks, not versions of one.
ALIKE = 0.3
# How many blocks further on the counterpart of a block is looked for.
LOOK_AHEAD = 10

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


_Formats = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # tag and attributes of each element


class Change(StrEnum):
    """What became of a paragraph between two versions; one that moved and changed counts as changed."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph of either version: its redline, and its position (from 0) in each, None where absent."""

    identity: Hashable
    kind: Change
    html: str
    old_position: int | None
    new_position: int | None
    moved: bool = False


class _Word(NamedTuple):
    """A word, a space or a mark, with the inline elements it stands in, outermost first."""

    text: str
    formats: _Formats


_Chunk = tuple[bool, list[_Word], list[_Word]]  # whether both are the same; the old words; the new words
_BREAK = "<br>"  # no word of a text: there, each of its characters is a mark of its own


def compare(old: str, new: str) -> str:
    """The redline of two sanitised texts, as HTML."""
    return serialise(_compare(parse(old), parse(new)))


def compare_texts(old: Sequence[tuple[Hashable, str]], new: Sequence[tuple[Hashable, str]]) -> list[ParagraphChange]:
    """Compare texts given as (identity, sanitised HTML), identities being unique in each.

    The changes come in the new order; what was removed stands after the paragraph it used to follow.
    """
    before = {identity: (position, html) for position, (identity, html) in enumerate(old)}
    after = {identity: (position, html) for position, (identity, html) in enumerate(new)}
    common = [identity for identity, _html in new if identity in before]
    stayed = _longest_rising([before[identity][0] for identity in common])
    moved = {identity for identity in common if before[identity][0] not in stayed}
    return [
        _paragraph_change(identity, before.get(identity), after.get(identity), identity in moved)
        for identity in _reading_order(list(before), list(after))
    ]


def _paragraph_change(
    identity: Hashable, old: tuple[int, str] | None, new: tuple[int, str] | None, moved: bool
) -> ParagraphChange:
    old_position, old_html = old or (None, "")
    new_position, new_html = new or (None, "")
    if old is None:
        kind = Change.ADDED
    elif new is None:
        kind = Change.REMOVED
    elif old_html != new_html:
        kind = Change.CHANGED
    else:
        kind = Change.MOVED if moved else Change.UNCHANGED
    return ParagraphChange(identity, kind, compare(old_html, new_html), old_position, new_position, moved)


def _reading_order(old: list[Hashable], new: list[Hashable]) -> Iterator[Hashable]:
    kept = set(new)
    removed: dict[Hashable, list[Hashable]] = {}
    anchor: Hashable = None
    for identity in old:
        if identity in kept:
            anchor = identity
        else:
            removed.setdefault(anchor, []).append(identity)
    for identity in (None, *new):
        if identity is not None:
            yield identity
        yield from removed.get(identity, [])


def _longest_rising(positions: list[int]) -> set[int]:
    """A longest rising subsequence of distinct numbers: the paragraphs that can be said to have stayed."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for position in positions:
        at = bisect_left(ends, position)
        previous[position] = ends[at - 1] if at else None
        ends[at : at + 1] = [position]
    rising = set()
    last = ends[-1] if ends else None
    while last is not None:
        rising.add(last)
        last = previous[last]
    return rising


def _compare(old: Sequence[Node], new: Sequence[Node]) -> list[Node]:
    return [node for pair in _pairs(_units(old), _units(new)) for node in _merged(*pair)]


def _units(nodes: Sequence[Node]) -> list[Element]:
    """Blocks, and each run of inline nodes as one element without a tag."""
    units: list[Element] = []
    for inline, group in groupby(nodes, lambda node: isinstance(node, str) or node.tag in INLINE):
        run = list(group)
        units += [Element("", run)] if inline else [node for node in run if isinstance(node, Element)]
    return units


def _pairs(old: list[Element], new: list[Element]) -> Iterator[tuple[Element | None, Element | None]]:
    """Old and new blocks side by side, in order; a block without a counterpart stands alone."""
    matcher = SequenceMatcher(None, [serialise([o]) for o in old], [serialise([n]) for n in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _counterparts(old[i1:i2], new[j1:j2])


def _counterparts(old: list[Element], new: list[Element]) -> Iterator[tuple[Element | None, Element | None]]:
    if [o.tag for o in old] == [n.tag for n in new]:
        yield from zip(old, new, strict=True)
        return
    start = 0
    for block in old:
        ahead = range(start, min(start + LOOK_AHEAD, len(new)))
        match = next((at for at in ahead if new[at].tag == block.tag and _alike(block, new[at])), None)
        if match is None:
            yield block, None
            continue
        yield from ((None, added) for added in new[start:match])
        yield block, new[match]
        start = match + 1
    yield from ((None, added) for added in new[start:])


def _alike(old: Element, new: Element) -> bool:
    a, b = (Counter(re.findall(r"\w+", text_of([e]))) for e in (old, new))
    return 2 * (a & b).total() >= ALIKE * (a.total() + b.total())


def _merged(old: Element | None, new: Element | None) -> list[Node]:
    if not (shape := new or old):
        return []
    if shape.tag == "":
        return _nested(_marked(_words(old.children if old else []), _words(new.children if new else [])))
    inside = _compare(old.children if old else [], new.children if new else [])
    return [Element(shape.tag, inside, shape.attributes)]


def _words(nodes: Sequence[Node], formats: _Formats = ()) -> list[_Word]:
    found: list[_Word] = []
    for node in nodes:
        if isinstance(node, str):
            found += [_Word(text, formats) for text in _WORD.findall(node)]
        elif node.tag == "br":
            found.append(_Word(_BREAK, formats))
        else:
            found += _words(node.children, (*formats, (node.tag, tuple(node.attributes.items()))))
    return found


def _marked(old: list[_Word], new: list[_Word]) -> list[_Word]:
    """The words of both, those of one only marked by an innermost `del` or `ins`."""
    marked: list[_Word] = []
    for same, gone, come in _chunks(old, new):
        if same:
            marked += come
        else:
            marked += [word._replace(formats=(*word.formats, ("del", ()))) for word in gone]
            marked += [word._replace(formats=(*word.formats, ("ins", ()))) for word in come]
    return marked


def _chunks(old: list[_Word], new: list[_Word]) -> list[_Chunk]:
    start = _common_prefix(old, new)
    end = _common_prefix(old[start:][::-1], new[start:][::-1])
    a, b = old[start : len(old) - end], new[start : len(new) - end]
    if len(a) * len(b) > MOST_PAIRS:
        inner: list[_Chunk] = [(False, a, b)]
    else:
        matcher = SequenceMatcher(None, a, b, autojunk=False)
        inner = _readable([(op == "equal", a[i:k], b[j:m]) for op, i, k, j, m in matcher.get_opcodes()])
    return [(True, old[:start], new[:start]), *inner, (True, old[len(old) - end :], new[len(new) - end :])]


def _common_prefix(a: list[_Word], b: list[_Word]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _readable(chunks: list[_Chunk]) -> list[_Chunk]:
    """Changes with nothing but a space between them as one change: whole phrases, not words by turns."""
    read: list[_Chunk] = []
    for same, gone, come in chunks:
        same = same and any(word.text.strip() for word in come)
        if read and not same and not read[-1][0]:
            read[-1] = (False, read[-1][1] + gone, read[-1][2] + come)
        else:
            read.append((same, gone, come))
    return read


def _nested(words: Sequence[_Word], depth: int = 0) -> list[Node]:
    """Words as nodes, neighbours that share an element in one element."""
    nodes: list[Node] = []
    for outer, group in groupby(words, lambda word: word.formats[depth] if len(word.formats) > depth else None):
        if outer is not None:
            tag, attributes = outer
            nodes.append(Element(tag, _nested(list(group), depth + 1), dict(attributes)))
            continue
        for is_break, run in groupby(group, lambda word: word.text == _BREAK):
            texts = [word.text for word in run]
            nodes += [Element("br") for _ in texts] if is_break else ["".join(texts)]
    return nodes
