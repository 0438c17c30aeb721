"""The tags every page is written with; each is tiny, its markup stands in templates/components/."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from dipb_portal.lib.languages import language_of
from dipb_portal.lib.typography import french, french_text
from dipb_portal.ui import moments
from dipb_portal.ui.bars import BarChart
from dipb_portal.ui.charts import SquareChart
from dipb_portal.ui.forms import problems_of

register = template.Library()

# The shape beside the word that says which position a nation holds.
POSITION_ICONS = {
    "none": "none",
    "yes": "yes",
    "held": "res",
    "scrutiny": "scr",
    "broke": "stop",
    "no": "no",
    "noted": "note",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of components/icons.html; always beside words, so hidden from screen readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.filter
def language(text: str) -> str:
    """The language of words that came without one, such as a reason: a screen reader needs it (WCAG 3.1.2)."""
    return language_of(text)


@register.filter
def grouped(number: int | str | None) -> str:
    """A whole number with its thousands parted, or nothing: `floatformat` takes five times as long in a long table."""
    return f"{number:,}".replace(",", get_format("THOUSAND_SEPARATOR")) if isinstance(number, int) else ""


@register.simple_tag
def when(value: date | datetime | None, style: moments.Style = "full") -> SafeString:
    """A day or an instant in Brussels time. Styles: full, long, deadline, short, day."""
    if value is None:
        return SafeString()
    machine = f"{value.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if isinstance(value, datetime) else f"{value:%Y-%m-%d}"
    return format_html('<time datetime="{}">{}</time>', machine, moments.in_words(value, style))


@register.simple_tag
def time_left(value: date | datetime) -> str:
    return moments.time_left(value)


@register.inclusion_tag("components/deadline.html")
def deadline(value: date | datetime) -> dict[str, Any]:
    """How far off, then the day with its weekday and the hour."""
    return {"left": moments.time_left(value), "instant": when(value, "deadline")}


@register.simple_tag
def state_tag(label: str, kind: str = "") -> SafeString:
    """A framed word; kind "on" for what is current, "off" for a draft."""
    return format_html('<span class="tag {}">{}</span>', kind, label)


@register.simple_tag
def type_mark(comment: Any) -> SafeString:
    """A comment's type as its framed letter, with its name for screen readers."""
    letter = comment.type
    return format_html(
        '<span class="type {}">{}</span><span class="hide"> {}</span>',
        letter.lower(),
        letter,
        comment.get_type_display(),
    )


@register.simple_tag
def position_mark(kind: str, label: str, note: int | None = None, about: str = "") -> SafeString:
    """A position as shape and word; kinds are the keys of POSITION_ICONS. `note` links to note-<number> below."""
    link = format_html(' <a href="#note-{}" aria-label="{}">{}</a>', note, about, note) if note else ""
    return format_html(
        '<span class="state {}">{} <span>{}{}</span></span>', kind, icon(POSITION_ICONS[kind]), label, link
    )


@register.inclusion_tag("components/stage_steps.html")
def stage_steps(steps: Sequence[Any], label: str = "") -> dict[str, Any]:
    """Steps with `label`, `note` and `status`, which is "done", "current" or "ahead"; `label` says of what."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/square_chart.html")
def square_chart(chart: SquareChart) -> dict[str, Any]:
    return {"chart": chart}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    return {"chart": chart}


@register.inclusion_tag("components/progress.html")
def progress(label: str, value: int, of: int, note: str = "", id: str = "progress") -> dict[str, Any]:
    return {"label": label, "value": value, "of": of, "note": note, "id": id}


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """What will appear here, and one way to start."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("components/act.html")
def act(label: str, url: str, reason: str = "", kind: str = "") -> dict[str, Any]:
    """A button that posts to `url`; with a reason it is disabled and the reason stands beside it."""
    return {"label": label, "url": url, "reason": reason, "kind": kind}


@register.inclusion_tag("components/crumbs.html")
def crumbs(*trail: str) -> dict[str, Any]:
    """The way here: label and address in turn."""
    return {"trail": list(zip(trail[::2], trail[1::2], strict=True))}


@register.inclusion_tag("components/paginate.html")
def paginate(page: Page) -> dict[str, Any]:
    """Links to the other pages that keep the rest of the address, filters above all."""
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm, still: bool = False) -> dict[str, Any]:
    """Every problem of the forms, with a way to its field; takes the focus unless it is to be `still`."""
    problems = [problem for form in forms if form for problem in problems_of(form)]
    return {"problems": problems, "still": still}


@register.inclusion_tag("components/bilingual.html")
def bilingual(obj: Any, name: str, tag: str = "p") -> dict[str, Any]:
    """`name`_en and `name`_fr of an object: in the reader's language, the other one below."""
    mine = _reader_language()
    versions = [{"language": code, "text": _typeset(obj, name, code)} for code in (mine, _other(mine))]
    first, *second = [version for version in versions if version["text"]] or versions[:1]
    return {"first": first, "second": second[0] if second else None, "tag": tag, "mine": mine}


@register.simple_tag
def said(obj: Any, name: str) -> SafeString:
    """`name` in the reader's language; where only the other exists, that one, marked with its language."""
    mine = _reader_language()
    if text := _typeset(obj, name, mine):
        return format_html("{}", text)
    other = _other(mine)
    return format_html('<span lang="{}">{}</span>', other, _typeset(obj, name, other))


def _typeset(obj: Any, name: str, language: str) -> str:
    text = getattr(obj, f"{name}_{language}")
    return french_text(text) if text and language == "fr" else text


@register.filter(is_safe=True)
def typeset(text: str, written_in: str = "") -> str:
    """Plain words as they were typed, with the no-break spaces of French where they are in French."""
    return french_text(text) if (written_in or language(text)) == "fr" else text


@register.filter
def rich(html: str, language: str = "") -> SafeString:
    """Show rich text. Only for fields whose HTML was sanitised when it was saved (lib.richtext)."""
    return mark_safe(french(html) if language == "fr" else html)  # noqa: S308 - sanitised when it was saved


def _reader_language() -> str:
    return "fr" if (get_language() or "en").startswith("fr") else "en"


def _other(language: str) -> str:
    return "fr" if language == "en" else "en"
