"""Contents to sections of HTML: pure, without database, network or clock.

The templates hold the layout and no words; words come from `words` in both languages, texts from the contents.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_noop as _

from recommendations.enums import Verb
from recommendations.packets import book, consensus, seal, words
from recommendations.packets.beside import advice_context, implications_context, tables_of
from recommendations.packets.book import Book
from recommendations.packets.contents import Contents, Text
from recommendations.packets.notes import Notes
from recommendations.packets.words import say

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "recommendations" / "packets"
ENGINE = Engine(
    dirs=[str(TEMPLATES)],
    libraries={"packet": "recommendations.packets.markup"},
    builtins=["recommendations.packets.markup"],
)


@dataclass(frozen=True)
class Section:
    """One part of the packet in print. `number` is what the contents page shows: "5", "A1", or nothing."""

    key: str
    title: Text
    html: SafeString
    number: str = ""
    leaf: str = ""  # "1-" where the pages of an annex are numbered apart
    children: tuple[tuple[str, str, Text], ...] = ()  # number, anchor and title of what stands inside


@dataclass(frozen=True)
class Plan:
    """A section to come: its template, its page, and what the template needs beyond the contents."""

    key: str
    title: Text
    template: str
    context: dict[str, Any]
    page: str = "flow"
    children: tuple[tuple[str, str, Text], ...] = ()

    @property
    def is_annex(self) -> bool:
        return self.page in ("matrix", "history", "integrity")


def assemble(contents: Contents) -> list[Section]:
    """The sections in print order: cover, contents page, numbered sections, annexes."""
    notes = Notes(contents.languages)
    numbered: list[tuple[str, Plan]] = []
    sections = annexes = 0
    for plan in (*_report(contents, notes), *_annexes(contents)):
        if plan.is_annex:
            annexes += 1
            numbered.append((f"A{annexes}", plan))
        else:
            sections += 1
            numbered.append((str(sections), plan))
    body = [_section(contents, plan, number) for number, plan in numbered]
    cover = Plan("cover", say(_("Cover note")), "cover.html", _cover(contents, annexes), "cover")
    listing = Plan("contents", say(_("Contents")), "contents.html", {"sections": body}, "toc")
    return [_section(contents, cover, ""), _section(contents, listing, ""), *body]


def assemble_book(contents: Book) -> list[Section]:
    """The sections of a meeting's book, in print order. An item with nothing to read stands in the agenda alone."""
    notes = Notes(contents.languages)
    agenda = Plan("agenda", say(_("Agenda")), "book_agenda.html", book.agenda_context(contents))
    # The agenda bears no number: the numbers of the sections are those of the items.
    numbered = [("", agenda)]
    for item in contents.items:
        if item.notes or item.papers:
            numbered.append((str(item.number), _item(item, notes)))
    if contents.files:
        numbered.append(("", Plan("files", say(_("Files")), "book_files.html", book.files_context(contents), "new")))
    body = [_section(contents, plan, number) for number, plan in numbered]
    cover = Plan("cover", contents.title, "book_cover.html", book.cover_context(contents), "cover")
    listing = Plan("contents", say(_("Contents")), "contents.html", {"sections": body}, "toc")
    return [_section(contents, cover, ""), _section(contents, listing, ""), *body]


def _item(item: book.Item, notes: Notes) -> Plan:
    """Only a text begins a page."""
    context = book.item_context(item, notes)
    children = tuple((each["number"], each["anchor"], each["paper"].title) for each in context["papers"])
    page = "new" if any(paper.paragraphs or paper.prose for paper in item.papers) else "flow"
    return Plan(f"item-{item.number}", item.title, "book_item.html", context, page, children)


def document(contents: Contents | Book, sections: list[Section]) -> str:
    """The sections as one HTML document, the only one the renderer is given."""
    marking = _marking(contents)
    return _render(
        contents,
        "document.html",
        {
            "marking": marking,
            "page_words": _page_words(contents),
            "sections": sections,
            "digest": seal.digest(contents),
            "created": contents.frozen_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        },
    )


def _section(contents: Contents | Book, plan: Plan, number: str) -> Section:
    context = {"key": plan.key, "title": plan.title, "number": number, "page": plan.page, **plan.context}
    if plan.is_annex:
        context["annex"] = say(_("Annex %(number)s"), number=number.removeprefix("A"))
        context["leaf"] = number.removeprefix("A") + "-"
    html = _render(contents, plan.template, context)
    return Section(plan.key, plan.title, html, number, context.get("leaf", ""), plan.children)


def _render(contents: Contents | Book, template: str, context: dict[str, Any]) -> SafeString:
    both = len(contents.languages) == 2
    base = {"contents": contents, "languages": contents.languages, "both": both}
    return ENGINE.get_template(template).render(Context(base | context))


def _report(contents: Contents, notes: Notes) -> Iterator[Plan]:
    if contents.purpose:
        yield Plan("purpose", say(_("Purpose")), "prose.html", {"texts": contents.purpose}, "new")
    if contents.actions:
        yield Plan("actions", say(_("Action requested")), "action.html", _actions(contents))
    if contents.summary:
        yield Plan("summary", say(_("Executive summary")), "prose.html", {"texts": contents.summary})
    if contents.background:
        yield Plan("background", say(_("Background")), "prose.html", {"texts": contents.background})
    if contents.recommendations:
        yield _recommendations(contents, notes)
    if any(item.implications for item in contents.recommendations):
        yield Plan("implications", say(_("Implications")), "implications.html", implications_context(contents))
    if contents.advices or contents.no_advice:
        yield Plan("advice", say(_("NIAG advice")), "advice.html", advice_context(contents))
    if contents.consultations:
        title, context = say(_("Consultation and positions")), consensus.positions_context(contents, notes)
        yield Plan("consultation", title, "consultation.html", context, "new")
    if contents.matrices:
        context = consensus.comments_context(contents.matrices)
        yield Plan("comments", say(_("Comment resolution")), "comments.html", context)
    for table in contents.tables:
        yield Plan(table.key, table.title, "table.html", {"table": table})
    if contents.way_ahead or contents.steps:
        context = {
            "caption": say(_("Steps")),
            "texts": contents.way_ahead,
            "labels": _step_labels(),
            "steps": _steps(contents),
        }
        yield Plan("way-ahead", say(_("Way ahead")), "way_ahead.html", context)


def _annexes(contents: Contents) -> Iterator[Plan]:
    if contents.matrices:
        context = consensus.matrix_context(contents.matrices)
        yield Plan("matrix", say(_("Comment matrix")), "matrix.html", context, "matrix")
    if contents.history:
        rows = [(words.short_day(event.day), event) for event in contents.history]
        labels = (say(_("Date")), say(_("Reference")), say(_("What it is")))
        title = say(_("References and document history"))
        yield Plan("history", title, "history.html", {"rows": rows, "labels": labels}, "history")
    yield Plan("integrity", say(_("Label and integrity")), "integrity.html", _integrity(contents), "integrity")


def _cover(contents: Contents, annexes: int) -> dict[str, Any]:
    count = say(_("1 Annex")) if annexes == 1 else say(_("%(count)s Annexes"), count=str(annexes))
    addressee = contents.addressee
    where = say(_("NADREPs, on behalf of their National Armaments Directors"))
    if addressee.format == "plenary" and addressee.day:
        where = say(_("CNAD in plenary session, %(day)s"), day=words.day(addressee.day))
    original = {"en": _("Original: English"), "fr": _("Original: French")}[contents.original]
    officer = say(_("Action officer: %(who)s"), who=contents.action_officer) if contents.action_officer else Text()
    return {
        "texts": contents.cover,
        "issued": words.day(contents.issued),
        "document": say(_("DOCUMENT")),
        "silence": say(_("Silence Procedure ends:")),
        "ends": words.header_moment(contents.deadline) if contents.deadline else Text(),
        "to": say(_("To: %(addressee)s"), addressee=where),
        "facts": [fact for fact in (count, say(original), officer) if fact],
        "signed": say(_("(Signed) %(who)s"), who=contents.signature) if contents.signature else Text(),
    }


def _actions(contents: Contents) -> dict[str, Any]:
    last = len(contents.actions) - 1
    rows = [
        (f"({chr(97 + i)})", *words.requested(say(Verb(action.verb).label), action.text, "." if i == last else ";"))
        for i, action in enumerate(contents.actions)
    ]
    nadreps = contents.addressee.format == "nadreps"
    invited = _("The NADREPs are invited to:") if nadreps else _("The CNAD is invited to:")
    return {"invited": say(invited), "rows": rows}


def _recommendations(contents: Contents, notes: Notes) -> Plan:
    items: list[dict[str, Any]] = []
    for i, item in enumerate(contents.recommendations, start=1):
        rows = notes.rows(item.reference, item.paragraphs, item.reservations)
        number = words.mark(item.kind, i)
        items.append({"number": number, "anchor": f"r{i}", "item": item, "rows": rows, **tables_of(item)})
    children = tuple((item["number"], item["anchor"], item["item"].title) for item in items)
    label = say(_("Reference"))
    context = {"items": items, "reference_label": label}
    return Plan(
        "recommendations", words.titled(contents.recommendations), "recommendations.html", context, "new", children
    )


def _step_labels() -> tuple[Text, ...]:
    return (say(_("Date")), say(_("Action")), say(_("Responsible")))


def _steps(contents: Contents) -> list[tuple[Text, Text, Text]]:
    return [(words.short_day(step.due), step.action, step.owner) for step in contents.steps]


def _integrity(contents: Contents) -> dict[str, Any]:
    frozen = _("The text of this packet was frozen at %(moment)s (Brussels time) by version %(version)s of the portal.")
    check = _(
        "Each part can be checked: take the member named below from the attached file contents.json, write it as "
        "JSON in UTF-8 with sorted keys and without spaces, and compare its SHA-256 with the value printed here."
    )
    chain = _(
        "The head of the journal, printed here and in every action sheet, lets any holder of a copy establish "
        "that no earlier entry has been changed."
    )
    head = _("Head of the journal, entry %(position)s")
    moment = words.moment(contents.frozen_at)
    return {
        "texts": (say(frozen, moment=moment, version=contents.version), say(check), say(chain)),
        "caption": say(_("SHA-256 of each part")),
        "labels": (say(_("Part")), say(_("Member")), Text("SHA-256", "SHA-256")),
        "parts": seal.parts(contents),
        "rest": say(_("all other members")),
        "head": seal.Part("chain", say(head, position=str(contents.chain.position)), contents.chain.sha256),
        "whole": seal.Part("", say(_("Whole contents, SHA-256")), seal.digest(contents)),
        "label_caption": say(_("Label of the packet")),
        "label": [
            (say(_("Marking")), _marking(contents)),
            (say(_("Originator")), contents.body),
        ],
    }


def _marking(contents: Contents | Book) -> Text:
    """Fictitious data never claims NATO ownership: the specimen marking stands in its place."""
    return say(_("SPECIMEN – FICTITIOUS DATA")) if contents.specimen else contents.marking


def _page_words(contents: Contents | Book) -> SafeString:
    """ "Page x of y" as the value of the CSS property `content`, a line a language."""
    told = say(_("Page %(page)s of %(pages)s"), page="\0", pages="\1")
    lines = []
    for language in contents.languages:
        line = told.read(language)[0].replace('"', "")
        lines.append('"' + line.replace("\0", '" counter(page) "').replace("\1", '" counter(pages) "') + '"')
    return mark_safe(' "\\A" '.join(lines))
