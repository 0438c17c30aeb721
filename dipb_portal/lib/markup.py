"""A small tree of well-formed markup, for whoever has to look inside a sanitised text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

VOID = frozenset({"br"})

TEXT = re.compile(r"[^<>]+(?=<|$)")  # what stands between tags
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[a-z]+)(?P<attributes>[^>]*)>|[^<]+")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


@dataclass(slots=True)
class Element:
    """One element; its children are elements and plain (unescaped) strings."""

    tag: str
    children: list["Node"] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)


Node = Element | str


def parse(html: str, deepest: int = 1000) -> list[Node]:
    """Read markup that a sanitiser or `serialise` wrote. Raises RecursionError beyond `deepest` levels."""
    root = Element("")
    stack = [root]
    for token in _TOKEN.finditer(html):
        tag = token["tag"]
        if tag is None:
            stack[-1].children.append(unescape(token[0]))
        elif token["end"]:
            stack.pop()
        else:
            element = Element(tag, attributes=dict(_ATTRIBUTE.findall(token["attributes"])))
            stack[-1].children.append(element)
            if tag not in VOID:
                stack.append(element)
                if len(stack) > deepest + 1:
                    raise RecursionError
    return root.children


def serialise(nodes: Sequence[Node]) -> str:
    """Write the tree back; attribute values come from the sanitiser and need no escaping."""
    return "".join(_written(nodes))


def _written(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield escape(node, quote=False)
            continue
        yield opening(node)
        if node.tag not in VOID:
            yield from _written(node.children)
            yield f"</{node.tag}>"


def opening(element: Element) -> str:
    """The start tag of an element, with its attributes."""
    attributes = "".join(f' {name}="{value}"' for name, value in element.attributes.items())
    return f"<{element.tag}{attributes}>"


def text_of(nodes: Sequence[Node]) -> str:
    """All character data, exactly as it stands, with nothing between elements."""
    return "".join(node if isinstance(node, str) else text_of(node.children) for node in nodes)
