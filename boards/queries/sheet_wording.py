"""The texts a meeting issues, as NATO writes them: agenda and decision sheet, composed from their rows."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from itertools import groupby

from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from boards.enums import BodyKind, DecisionVerb
from boards.models import AgendaItem, Body, Decision, Meeting
from dipb_portal.lib.deadlines import BRUSSELS
from dipb_portal.lib.richtext import sanitise
from dipb_portal.lib.typography import french
from dipb_portal.ui.moments import in_words

_SUBJECTS = {"en": ("The Board", "The Group"), "fr": ("Le Bureau", "Le Groupe")}
_VERBS = {
    "en": {verb: verb.value for verb in DecisionVerb},
    "fr": {
        DecisionVerb.NOTED: "a pris note de",
        DecisionVerb.AGREED: "a souscrit à",
        DecisionVerb.ENDORSED: "a entériné",
        DecisionVerb.APPROVED: "a approuvé",
        DecisionVerb.INVITED: "a invité",
        DecisionVerb.TASKED: "a chargé",
    },
}
MISSING = "[…]"  # what follows the verb, where it is not written yet in the language
_CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}


def subject_of(body: Body, language: str) -> str:
    """Who decides: the Board or the group."""
    board, group = _SUBJECTS[language]
    return group if body.kind == BodyKind.GROUP else board


def clause(decision: Decision, language: str) -> str:
    """The verb, what follows it and by when, in plain text: "noted the report", « a pris note du rapport »."""
    said = _said(decision, language)
    if decision.due:
        with override(language):
            said += _(", by %(day)s") % {"day": in_words(decision.due, "day")}
    return said


def clause_as_read(decision: Decision) -> str:
    """The clause in the reader's language or the one the decision stands in."""
    return clause(decision, _language_read(decision))


def sentence(decision: Decision, language: str) -> str:
    """The decision by itself, without its day: "The Board tasked the group to report."; empty where not written."""
    if not (decision.text_fr if language == "fr" else decision.text_en):
        return ""
    return f"{subject_of(decision.item.meeting.body, language)} {_said(decision, language)}."


def as_point(decision: Decision) -> str:
    """One line of a choice: where it stands on the sheet, and its first words."""
    words = Truncator(_said(decision, _language_read(decision))).chars(100)
    return f"{decision.item.position} ({decision.letter}) {words}"


def _language_read(decision: Decision) -> str:
    first, second = ("fr", "en") if get_language() == "fr" else ("en", "fr")
    return first if getattr(decision, f"text_{first}") else second


def _said(decision: Decision, language: str) -> str:
    words = _VERBS[language][DecisionVerb(decision.verb)]
    text = (decision.text_fr if language == "fr" else decision.text_en).strip().rstrip(" .;") or MISSING
    if language == "fr":
        words, text = _contracted(words, text)
    return f"{words} {text}".replace("’ ", "’")


def _contracted(words: str, text: str) -> tuple[str, str]:
    """« de » and « à » run together with the article that follows them."""
    first, _space, rest = text.partition(" ")
    stem, _space, last = words.rpartition(" ")
    if both := _CONTRACTED.get((last, first)):
        return f"{stem} {both}", rest
    if last == "de" and text[:1].lower() in "aeiouyéèêàâîôûh" and not first.startswith("l"):
        return f"{stem} d’", text
    return words, text


def decision_sheet(meeting: Meeting, decisions: Iterable[Decision], language: str) -> str:
    """The decision sheet in one language; `decisions` in order, with their items. Canonical HTML."""
    parts = [f"<p>{escape(_held(meeting, language))}</p>"]
    for item, group in groupby(decisions, key=lambda decision: decision.item):
        title = item.title_fr if language == "fr" else item.title_en
        parts.append(f"<p><strong>{item.position}. {escape(title)}</strong></p>")
        parts += _points(subject_of(meeting.body, language), list(group), language)
    return _typeset("".join(parts), language)


def _points(subject: str, decisions: list[Decision], language: str) -> list[str]:
    """One decision is a sentence; several are lettered."""
    if len(decisions) == 1:
        return [f"<p>{subject} {escape(clause(decisions[0], language))}.</p>"]
    ends = [";"] * (len(decisions) - 1) + ["."]
    points = [
        f"<p>({decision.letter}) {escape(clause(decision, language))}{end}</p>"
        for decision, end in zip(decisions, ends, strict=True)
    ]
    return [f"<p>{subject}:</p>", *points]


def _held(meeting: Meeting, language: str) -> str:
    place = meeting.place_fr if language == "fr" else meeting.place_en
    with override(language):
        day = in_words(meeting.starts, "day")
        return _("%(meeting)s, held on %(day)s at %(place)s") % {
            "meeting": meeting.name_in(language),
            "day": day,
            "place": place,
        }


def starts_of(meeting: Meeting, items: Iterable[AgendaItem]) -> dict[int, datetime]:
    """When each item (by id) begins: the meeting's start and the durations of all items before it."""
    starts, at = {}, meeting.starts
    for item in items:
        starts[item.pk] = at
        at += timedelta(minutes=item.minutes)
    return starts


def agenda_text(meeting: Meeting, items: list[AgendaItem], language: str) -> str:
    """The agenda in one language; `items` in order, with their papers and documents. Canonical HTML."""
    place = meeting.place_fr if language == "fr" else meeting.place_en
    starts = starts_of(meeting, items)
    with override(language):
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in (_("Time"), _("Item"), _("Purpose")))
        rows = "".join(
            f"<tr><td>{starts[item.pk].astimezone(BRUSSELS):%H:%M}</td>"
            f"<td>{_item(item, language)}</td><td>{escape(item.get_purpose_display())}</td></tr>"
            for item in items
        )
        line = f"{in_words(meeting.starts, 'long')}, {place}"
    return _typeset(
        f"<p>{escape(line)}</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>", language
    )


def _item(item: AgendaItem, language: str) -> str:
    title = item.title_fr if language == "fr" else item.title_en
    cell = f"<p><strong>{item.position}. {escape(title)}</strong></p>"
    if item.restricted:
        cell += f"<p>{escape(_('Restricted to Allies'))}</p>"
    if papers := [paper.document.reference for paper in item.papers.all()]:
        cell += f"<p>{escape(', '.join(papers))}</p>"
    return cell


def _typeset(html: str, language: str) -> str:
    canonical = sanitise(html)
    return french(canonical) if language == "fr" else canonical
