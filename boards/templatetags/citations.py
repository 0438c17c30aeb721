"""References in any text become links to the documents they name, where the reader may open them."""

import re
from collections.abc import Iterator
from html import unescape

from django import template
from django.template.base import NodeList, Parser, Token
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from boards.queries.documents import resolve
from dipb_portal.accounts.models import User
from dipb_portal.lib.references import find

register = template.Library()
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
_CLOSED = {"a", "button", "textarea", "script", "style", "title", "option", "select", "svg"}  # no link goes in there


class CitationsNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        return linked(self.nodelist.render(context), context["request"].user)


@register.tag
def citations(parser: Parser, token: Token) -> CitationsNode:
    """`{% citations %} … {% endcitations %}`: whatever stands between, its references linked. One query at most.

    What the reader may not open stays as it was written, like what does not exist.
    """
    nodelist = parser.parse(("endcitations",))
    parser.delete_first_token()
    return CitationsNode(nodelist)


def linked(html: str, user: User) -> SafeString:
    """The HTML with references in its text as links."""
    parts = _TAG.split(html)
    words = {place: unescape(parts[place]) for place in _open(parts)}
    cited = {found.text for text in words.values() for found in find(text)}
    known = resolve(user, cited)
    if known:
        for place, text in words.items():
            parts[place] = _with_links(text, known, parts[place])
    return mark_safe("".join(parts))  # noqa: S308 - what was safe, and links made by format_html


def _open(parts: list[str]) -> Iterator[int]:
    """The places of texts that stand in nothing that takes no link."""
    inside = 0
    for place, part in enumerate(parts):
        if place % 2 == 0:
            if not inside and part.strip():
                yield place
        elif (name := _NAME.match(part)) and name[1].lower() in _CLOSED and not part.endswith("/>"):
            inside = max(0, inside + (-1 if part.startswith("</") else 1))


def _with_links(text: str, known: dict[str, int], otherwise: str) -> str:
    pieces, end = [], 0
    for found in find(text):
        if found.text in known:
            url = reverse("boards:document", args=[known[found.text]])
            pieces += [escape(text[end : found.start]), format_html('<a href="{}">{}</a>', url, found.text)]
            end = found.end
    return "".join([*pieces, escape(text[end:])]) if pieces else otherwise
