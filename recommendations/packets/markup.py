"""Template tags that set a `Text` in the languages of the edition: one wide column, or two side by side."""

import re

from django.template import Context, Library
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from dipb_portal.lib.typography import french
from recommendations.packets.contents import Language, Text

register = Library()
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|janvier|février|mars"
    "|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
DATE = re.compile(rf"(\d{{1,2}}(?:er)?) ({MONTHS})(?: (\d{{4}}))?\b")
SHORT = 900  # characters of HTML in either language: such a paragraph is not parted over two pages


@register.filter
def short(text: Text) -> bool:
    return len(text.en) < SHORT and len(text.fr) < SHORT


def read(text: Text, language: Language, *, html: bool = False) -> tuple[SafeString, Language]:
    """The words as HTML with their language; `html`: already sanitised HTML. Dates are bound, French is spaced."""
    words, spoken = text.read(language)
    markup = DATE.sub(_bound, words if html else escape(words))
    return mark_safe(french(markup) if spoken == "fr" else markup), spoken


def _bound(found: re.Match[str]) -> str:
    return "\N{NO-BREAK SPACE}".join(filter(None, found.groups()))


def attribute(language: Language, spoken: Language) -> SafeString:
    """` lang="…"` where the words are not in the language of the document."""
    return mark_safe("") if spoken == language else format_html(' lang="{}"', spoken)


@register.simple_tag(takes_context=True)
def line(context: Context, text: Text) -> SafeString:
    """One line: "English / français"."""
    root = context["languages"][0]
    pairs = _distinct([read(text, language) for language in context["languages"]])
    return format_html_join(
        " ",
        "<span{}>{}{}</span>",
        ((attribute(root, spoken), "/ " if i else "", words) for i, (words, spoken) in enumerate(pairs)),
    )


@register.simple_tag(takes_context=True)
def stack(context: Context, text: Text) -> SafeString:
    """English above French in one cell."""
    root = context["languages"][0]
    pairs = _distinct([read(text, language) for language in context["languages"]])
    return format_html_join(
        "",
        "<span{}{}>{}</span>",
        (
            (mark_safe(' class="br fr"') if i else "", attribute(root, spoken), words)
            for i, (words, spoken) in enumerate(pairs)
        ),
    )


@register.simple_tag(takes_context=True)
def cells(context: Context, text: Text, tag: str = "td", attributes: str = "") -> SafeString:
    """A table cell for each language of the edition."""
    root = context["languages"][0]
    opened = mark_safe(f"<{tag}{' ' + attributes if attributes else ''}")
    closed = mark_safe(f"</{tag}>")
    return format_html_join(
        "",
        "{}{}>{}{}",
        (
            (opened, attribute(root, spoken), words, closed)
            for words, spoken in (read(text, language) for language in context["languages"])
        ),
    )


@register.simple_tag(takes_context=True)
def columns(context: Context, text: Text) -> SafeString:
    """Titles and notes: English floats left, French stands beside it; one edition has one block."""
    root = context["languages"][0]
    names = ("e", "f") if len(context["languages"]) == 2 else ("only",)
    parts = []
    for name, language in zip(names, context["languages"], strict=True):
        words, spoken = read(text, language)
        parts.append(format_html('<span class="{}"{}>{}</span>', name, attribute(root, spoken), words))
    return mark_safe(" ".join(parts))


@register.simple_tag(takes_context=True)
def flat(context: Context, text: Text, between: str = " / ") -> SafeString:
    """The words without markup, for an attribute or a bookmark."""
    told = dict.fromkeys(read(text, language)[0] for language in context["languages"])
    return mark_safe(between.join(told))


@register.simple_tag
def one(text: Text, language: Language) -> SafeString:
    """The words in one language, escaped."""
    return mark_safe(read(text, language)[0])


@register.simple_tag(takes_context=True)
def cell(context: Context, text: Text, language: Language) -> SafeString:
    """A cell of words that exist in one language only, as they were written."""
    words, spoken = read(text, language)
    return format_html("<td{}>{}</td>", attribute(context["languages"][0], spoken), words)


@register.simple_tag(takes_context=True)
def quoted(context: Context, text: Text, language: Language) -> SafeString:
    """A cell of sanitised HTML that exists in one language only, as it was written."""
    words, spoken = read(text, language, html=True)
    return format_html("<td{}>{}</td>", attribute(context["languages"][0], spoken), words)


@register.simple_tag(takes_context=True)
def prose(context: Context, text: Text) -> SafeString:
    """A table cell of sanitised HTML for each language of the edition."""
    root = context["languages"][0]
    return format_html_join(
        "",
        "<td{}>{}</td>",
        (
            (attribute(root, spoken), words)
            for words, spoken in (read(text, language, html=True) for language in context["languages"])
        ),
    )


def _distinct(pairs: list[tuple[str, Language]]) -> list[tuple[str, Language]]:
    """What reads the same in both languages is printed once."""
    return pairs[:1] if len({words for words, _ in pairs}) == 1 else pairs
