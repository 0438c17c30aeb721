"""What the sections on consensus say: positions, comments and what became of them."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_noop as _

from recommendations.packets import words
from recommendations.packets.contents import Agreement, Contents, Matrix, Position, Text
from recommendations.packets.notes import Notes
from recommendations.packets.words import say


def positions_context(contents: Contents, notes: Notes) -> dict[str, Any]:
    """How each text was agreed, with a table of positions in protocol order."""
    tables = []
    for i, consultation in enumerate(contents.consultations, start=1):
        rows = [
            (position.party.name, *_position(notes, consultation.reference, position))
            for position in consultation.positions
        ]
        name = words.named(*_place(contents, consultation.reference, i))
        tables.append(
            {"name": name, "how": _agreement(name, consultation.agreement), "rows": rows, "title": consultation.title}
        )
    return {
        "tables": tables,
        "labels": (say(_("Nation")), say(_("Position")), say(_("Date"))),
        "caption": say(_("Positions in protocol order")),
    }


def _place(contents: Contents, reference: str, otherwise: int) -> tuple[str, int]:
    """The kind of the text with this reference, and its number in the packet."""
    for number, item in enumerate(contents.recommendations, start=1):
        if item.reference == reference:
            return item.kind, number
    return "recommendation", otherwise


def _agreement(name: Text, agreement: Agreement) -> Text:
    reference = f" ({agreement.reference})" if agreement.reference else ""
    if agreement.manner == "decision":
        told = _("%(name)s was agreed by decision of the Board on %(day)s%(reference)s.")
        return say(told, name=name, day=words.day(agreement.closed), reference=reference)
    told = _(
        "%(name)s was agreed under a silence procedure, which ran until %(closed)s%(reference)s; no position "
        "received means tacit agreement. Positions are listed in protocol order and are not counted."
    )
    return say(told, name=name, closed=words.moment(agreement.closed), reference=reference)


def _position(notes: Notes, reference: str, position: Position) -> tuple[Text, Text]:
    told = say(words.POSITIONS[position.code])
    if note := notes.number(reference, position.party.code):
        told = say(_("%(position)s, note %(number)s"), position=told, number=str(note))
    return told, words.short_day(position.received) if position.received else Text("–", "–")


def comments_context(matrices: tuple[Matrix, ...]) -> dict[str, Any]:
    """Comments are counted by type and decision; nations are not."""
    decisions = ("accept", "modify", "reject", "note", "open")
    seen: Counter[tuple[str, str]] = Counter((c.type, c.decision) for matrix in matrices for c in matrix.comments)
    shown = [d for d in decisions if d != "open" or any(seen[t, d] for t in words.COMMENT_TYPES)]
    told = _("Every comment received and the decision taken on it stand in the comment matrix, annexed.")
    return {
        "how": say(told),
        "caption": say(_("Comments by type and decision")),
        "type_label": say(_("Type")),
        "decisions": [say(words.DECISIONS[decision]) for decision in shown],
        "rows": [
            (say(name), [seen[code, decision] for decision in shown]) for code, name in words.COMMENT_TYPES.items()
        ],
    }


MATRIX_KEY = _("C critical, S substantive, A administrative")
MATRIX_COLUMNS = (
    _("Ser."), _("Nation / body"), _("Lang."), _("Para."), _("Type"), _("Comment"), _("Proposed text"),
    _("Rationale"), _("Decision"), _("Explanation"), _("Version"), _("Reply"),
)  # fmt: skip


def matrix_context(matrices: tuple[Matrix, ...]) -> dict[str, Any]:
    """Every comment with the decision on it, a table a round."""
    labels = [say(column) for column in MATRIX_COLUMNS]
    return {"tables": [_matrix(matrix) for matrix in matrices], "labels": labels, "key_text": say(MATRIX_KEY)}


def _matrix(matrix: Matrix) -> dict[str, Any]:
    rows = [
        (c, Text(**{c.language: c.comment}), Text(**{c.language: c.proposal}), Text(**{c.language: c.rationale}),
         say(words.DECISIONS[c.decision]), say(words.REPLIES[c.reply]))
        for c in matrix.comments
    ]  # fmt: skip
    told = say(_("Comments on %(reference)s and decisions"), reference=matrix.reference)
    return {"caption": told, "title": matrix.title, "rows": rows}
