"""The lifecycle of a recommendation as a table: data, no database.

From this one table come the buttons and the reasons where one is disabled, the checks at the action, the diagram
of the documentation and the test of every state with every transition.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from recommendations.enums import State

S = State
OPEN_STATES = (S.DRAFT, S.IN_CONSULTATION, S.ADJUDICATION, S.AGREED_BY_GROUP, S.ENDORSED)
_SETTLED = ("has_issued_revision", "no_working_text", "translation_current", "rounds_adjudicated")
_AGREEABLE = (*_SETTLED, "is_concrete")


@dataclass(frozen=True)
class Transition:
    """One legal step.

    `permission` is held in the owning body by whoever may take it; None where only the clock or another
    action takes it. `guards` are names of conditions in `recommendations.access.guards`. `needs_why` asks for a
    reason. `offered` steps have a button of their own; the others happen as part of another act.
    """

    name: str
    label: Promise
    sources: tuple[State, ...]
    target: State
    permission: str | None
    guards: tuple[str, ...] = ()
    needs_why: bool = False
    offered: bool = False


TRANSITIONS: dict[str, Transition] = {
    step.name: step
    for step in (
        Transition(
            "open_consultation",
            _("Open a round of comments"),
            (S.DRAFT, S.ADJUDICATION),
            S.IN_CONSULTATION,
            "run_consultation",
            guards=("has_issued_revision", "rounds_adjudicated"),
        ),
        Transition(
            "close_consultation",
            _("Close the round"),
            (S.IN_CONSULTATION,),
            S.ADJUDICATION,
            "run_consultation",
        ),
        Transition(
            "agree_in_group",
            _("Record the group's agreement"),
            (S.ADJUDICATION,),
            S.AGREED_BY_GROUP,
            "agree_in_group",
            guards=_AGREEABLE,
            offered=True,
        ),
        Transition(
            "reopen",
            _("Return to adjudication"),
            (S.AGREED_BY_GROUP,),
            S.ADJUDICATION,
            "agree_in_group",
            needs_why=True,
            offered=True,
        ),
        Transition(
            "open_silence",
            _("Place under silence"),
            (S.AGREED_BY_GROUP,),
            S.UNDER_SILENCE,
            "run_silence",
            guards=_SETTLED,
        ),
        Transition("break_silence", _("Break silence"), (S.UNDER_SILENCE,), S.ADJUDICATION, None),
        Transition(
            "withdraw_silence",
            _("Withdraw the silence procedure"),
            (S.UNDER_SILENCE,),
            S.ADJUDICATION,
            "run_silence",
            needs_why=True,
        ),
        Transition("endorse", _("Endorse under silence"), (S.UNDER_SILENCE,), S.ENDORSED, None),
        Transition(
            "endorse_by_decision",
            _("Record the Board's decision"),
            (S.AGREED_BY_GROUP, S.ADJUDICATION),
            S.ENDORSED,
            "run_silence",
            guards=_AGREEABLE,
            needs_why=True,
            offered=True,
        ),
        Transition("submit", _("Submit to the CNAD"), (S.ENDORSED,), S.SUBMITTED, "issue_packet"),
        Transition("send_to_asker", _("Send the advice"), (S.ENDORSED,), S.CLOSED, "request_advice"),
        Transition(
            "examine",
            _("Record the examination by the CNAD"),
            (S.SUBMITTED,),
            S.EXAMINED,
            "record_examination",
        ),
        Transition(
            "start_follow_up",
            _("Start the follow-up"),
            (S.EXAMINED,),
            S.FOLLOW_UP,
            "keep_follow_up",
        ),
        Transition(
            "return_for_work",
            _("Record the return for further work"),
            (S.EXAMINED,),
            S.ADJUDICATION,
            "record_examination",
            needs_why=True,
        ),
        Transition(
            "put_off",
            _("Record that the CNAD deferred it after all"),
            (S.EXAMINED,),
            S.SUBMITTED,
            "record_examination",
        ),
        Transition(
            "close",
            pgettext_lazy("lifecycle", "Close"),
            (S.EXAMINED, S.FOLLOW_UP),
            S.CLOSED,
            "keep_follow_up",
        ),
        Transition(
            "withdraw",
            _("Withdraw the text"),
            OPEN_STATES,
            S.WITHDRAWN,
            "withdraw_text",
            guards=("no_open_round",),
            needs_why=True,
            offered=True,
        ),
        Transition(
            "supersede",
            _("Record that another text supersedes this one"),
            OPEN_STATES,
            S.SUPERSEDED,
            "withdraw_text",
            guards=("no_open_round",),
            needs_why=True,
            offered=True,
        ),
    )
}

# The way a text goes when nothing turns it back: what the steps on its page draw.
MAIN_LINE = (
    S.DRAFT,
    S.IN_CONSULTATION,
    S.ADJUDICATION,
    S.AGREED_BY_GROUP,
    S.UNDER_SILENCE,
    S.ENDORSED,
    S.SUBMITTED,
    S.EXAMINED,
    S.FOLLOW_UP,
    S.CLOSED,
)


def from_state(state: str) -> tuple[Transition, ...]:
    """The steps that are legal from `state`, in the order of the table."""
    return tuple(step for step in TRANSITIONS.values() if state in step.sources)
