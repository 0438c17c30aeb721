"""Reads for the silence board and for the sweeps that close and remind."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from boards.models import Nation
from dipb_portal.audit.models import Entry
from dipb_portal.lib import clock
from dipb_portal.lib.clock import DatabaseNow
from recommendations.enums import Outcome, Stance
from recommendations.models import Elector, Position, Recommendation, Revision, Silence

# The mark of each position (ui.templatetags.portal.POSITION_ICONS); silence itself is one too.
MARKS = {
    Stance.SUPPORT: "yes",
    Stance.SUPPORT_COMMENTS: "yes",
    Stance.RESERVATION: "held",
    Stance.SCRUTINY: "scrutiny",
    Stance.OBJECT: "broke",
}
NO_POSITION = _("No position received")
# Longer than any run of weekend and public holidays, so that the sweep looks at few procedures.
REMINDED_WITHIN = timedelta(days=10)


@dataclass(frozen=True)
class Row:
    """One nation asked: what it stated, if anything, and the number of its note below the board."""

    nation: Nation
    position: Position | None
    mine: bool
    note: int | None = None

    @property
    def mark(self) -> str:
        return MARKS[Stance(self.position.stance)] if self.position else "none"

    @property
    def label(self) -> str | Promise:
        return self.position.get_stance_display() if self.position else NO_POSITION


@dataclass(frozen=True)
class Board:
    """A procedure as everybody asked sees it, at the database's instant `as_of`."""

    silence: Silence
    rows: list[Row]
    as_of: datetime

    @property
    def notes(self) -> list[Row]:
        """What nations wrote, in protocol order; the reason of a break stands with the outcome instead."""
        return [row for row in self.rows if row.note]

    @property
    def own(self) -> Row | None:
        """The reader's nation, where it is asked."""
        return next((row for row in self.rows if row.mine), None)

    @property
    def being_closed(self) -> bool:
        """The deadline has passed, and the sweep that writes the outcome has not come by yet."""
        return self.silence.outcome == Outcome.OPEN and self.as_of > self.silence.deadline

    @property
    def runs(self) -> bool:
        return self.silence.outcome == Outcome.OPEN and not self.being_closed


def with_text(silences: QuerySet[Silence]) -> QuerySet[Silence]:
    """With what the name of the text and the rights on it need."""
    return silences.select_related(
        "revision__document",
        "revision__recommendation__body__parent",
        "revision__recommendation__rapporteur",
        "opened_by",
        "action_sheet",
    )


def board_of(silence: Silence, own_nations: Iterable[int]) -> Board:
    """The board of one procedure, nations in the protocol order of the reader's language."""
    rank = "nation__rank_fr" if get_language() == "fr" else "nation__rank_en"
    electors = Elector.objects.filter(silence=silence).select_related("nation").order_by(rank)
    # An objection ended the procedure, and is shown as what was stated even where it was taken back since.
    positions = silence.positions.filter(Q(superseded_at=None) | Q(stance=Stance.OBJECT))
    stated = {p.nation_id: p for p in positions.select_related("paragraph", "nation")}
    own, rows, number = set(own_nations), [], 0
    for elector in electors:
        position = stated.get(elector.nation_id)
        noted = bool(position and position.text and position.stance != Stance.OBJECT)
        number += noted
        rows.append(Row(elector.nation, position, elector.nation_id in own, number if noted else None))
    return Board(silence, rows, clock.now())


@dataclass(frozen=True)
class Move:
    """What was done to a procedure, and why: extended to `deadline`, withdrawn, or the objection taken back."""

    at: datetime
    who: str
    why: str
    verb: str
    deadline: datetime | None


def moves_of(silence: Silence) -> list[Move]:
    """Extensions and withdrawals with their reasons, oldest first, as the journal has them."""
    entries = Entry.objects.filter(
        object_type=Silence._meta.label_lower,
        object_id=str(silence.pk),
        verb__in=["silence_extended", "silence_withdrawn", "break_withdrawn"],
    ).select_related("actor")
    return [
        Move(entry.at, str(entry.actor), entry.why, entry.verb, datetime.fromisoformat(moved) if moved else None)
        for entry in entries.order_by("sequence")
        for moved in [json.loads(entry.data).get("deadline")]
    ]


def silences_on(recommendation: Recommendation) -> QuerySet[Silence]:
    """All procedures on the text, newest first, each with the break that ended it as `breaks`."""
    breaks = Position.objects.filter(stance=Stance.OBJECT).select_related("nation", "paragraph")
    return with_text(Silence.objects.filter(revision__recommendation=recommendation)).prefetch_related(
        Prefetch("positions", breaks, to_attr="breaks")
    )


def sheets_on(revision: Revision) -> int:
    """How many action sheets were issued on the revision: the number of the last one."""
    return Silence.objects.filter(revision=revision, action_sheet__isnull=False).count()


def past_deadline() -> QuerySet[Silence]:
    """Open procedures whose deadline has passed by the database's clock."""
    return Silence.objects.filter(outcome=Outcome.OPEN, deadline__lt=DatabaseNow())


def to_remind_of() -> QuerySet[Silence]:
    """Open procedures that end soon and of which nobody was reminded."""
    now = DatabaseNow()
    return Silence.objects.filter(
        outcome=Outcome.OPEN, reminded_at=None, deadline__gte=now, deadline__lt=now + REMINDED_WITHIN
    )
