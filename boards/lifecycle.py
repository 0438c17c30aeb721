"""The life of a meeting as a table: data, no database.

From it come the buttons and the reasons where one is disabled (`boards.access.meetings.steps_for`), the check at
the act (`boards.actions.meetings.perform`) and the test of every state with every step.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import MeetingState, TaskingState

M = MeetingState


@dataclass(frozen=True)
class MeetingStep:
    """One legal step. `guards` are names of conditions in `boards.access.meeting_guards`."""

    name: str
    label: Promise
    sources: tuple[MeetingState, ...]
    target: MeetingState
    guards: tuple[str, ...] = ()
    needs_why: bool = False


MEETING_STEPS: dict[str, MeetingStep] = {
    step.name: step
    for step in (
        MeetingStep("call", _("Call the meeting"), (M.PLANNED,), M.CALLED, guards=("has_agenda", "not_over")),
        MeetingStep("hold", _("Record that the meeting was held"), (M.CALLED,), M.HELD, guards=("has_begun",)),
        MeetingStep(
            "issue_sheet",
            _("Issue the decision sheet"),
            (M.HELD,),
            M.CLOSED,
            guards=("sheet_circulated", "comments_over", "comments_answered", "decisions_in_both_languages"),
        ),
        MeetingStep(
            "cancel",
            pgettext_lazy("meeting", "Cancel the meeting"),
            (M.PLANNED, M.CALLED),
            M.CANCELLED,
            needs_why=True,
        ),
    )
}

# The way a meeting goes when nothing prevents it: what the steps on its page draw.
MEETING_LINE = (M.PLANNED, M.CALLED, M.HELD, M.CLOSED)

# Where the agenda may still be changed, and where decisions may be entered.
AGENDA_STATES = (M.PLANNED, M.CALLED)
DECISION_STATES = (M.CALLED, M.HELD)


def steps_from(state: str) -> tuple[MeetingStep, ...]:
    """The steps that are legal from `state`, in the order of the table."""
    return tuple(step for step in MEETING_STEPS.values() if state in step.sources)


@dataclass(frozen=True)
class TaskingStep:
    """One legal step of a task. `permission` is held in the group that is tasked; `asks` says what is written."""

    name: str
    label: Promise
    sources: tuple[TaskingState, ...]
    target: TaskingState
    permission: str
    asks: Promise


T = TaskingState
TASKING_STEPS: dict[str, TaskingStep] = {
    step.name: step
    for step in (
        TaskingStep(
            "answer", _("Record the answer"), (T.OPEN,), T.ANSWERED, "keep_programme", _("What the group answers")
        ),
        TaskingStep(
            "close", _("Close the task"), (T.ANSWERED,), T.CLOSED, "set_tasks", _("What the Board makes of the answer")
        ),
        TaskingStep("reopen", _("Open the task again"), (T.ANSWERED,), T.OPEN, "set_tasks", _("What is still missing")),
        TaskingStep("lapse", _("Let the task lapse"), (T.OPEN,), T.LAPSED, "set_tasks", _("Why it is not pursued")),
    )
}


def tasking_steps_from(state: str) -> tuple[TaskingStep, ...]:
    """The steps that are legal from `state`, in the order of the table."""
    return tuple(step for step in TASKING_STEPS.values() if state in step.sources)
