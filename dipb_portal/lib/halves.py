"""Propose where to divide a text in two."""

import re
from collections.abc import Sequence

from dipb_portal.lib.markup import Element, Node, parse, serialise, text_of

_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+(?=\S)")


def halves(html: str) -> tuple[str, str]:
    """Divide a sanitised text between two blocks, or else after a sentence, nearest its middle.

    Where there is no such place, all of it is in the first half.
    """
    blocks = parse(html)
    if len(blocks) > 1:
        cuts = [(blocks[:at], blocks[at:]) for at in range(1, len(blocks))]
    elif blocks and isinstance(blocks[0], Element) and blocks[0].tag == "p":
        cuts = [([_paragraph(before)], [_paragraph(after)]) for before, after in _cuts(blocks[0].children)]
    else:
        cuts = []
    if not cuts:
        return html, ""
    first, second = min(cuts, key=lambda cut: abs(len(text_of(cut[0])) - len(text_of(cut[1]))))
    return serialise(first), serialise(second)


def _paragraph(children: list[Node]) -> Element:
    return Element("p", children)


def _cuts(children: Sequence[Node]) -> list[tuple[list[Node], list[Node]]]:
    """The words before and after each end of a sentence that stands in no further element."""
    return [
        ([*children[:at], node[: end.start()]], [node[end.end() :], *children[at + 1 :]])
        for at, node in enumerate(children)
        if isinstance(node, str)
        for end in _SENTENCE_END.finditer(node)
    ]
