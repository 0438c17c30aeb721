"""The way of an entry through its register, as a table: buttons, checks, and the test of every state and step."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workinggroups.enums import EntryState

S = EntryState


@dataclass(frozen=True)
class EntryStep:
    """One legal step. It is taken by the author's side (`author`), or by who moderates the register (`moderator`).

    `done` is the message after it, `verb` its name in the journal; `needs_why` asks for a reason.
    """

    name: str
    label: Promise
    done: Promise
    sources: tuple[EntryState, ...]
    target: EntryState
    author: bool = False
    moderator: bool = False
    needs_why: bool = False

    def is_for(self, *, author: bool, moderator: bool) -> bool:
        """Whether it is the step of somebody who is of the author's side, who moderates, or who is both."""
        return (self.author and author) or (self.moderator and moderator)

    @property
    def verb(self) -> str:
        return f"entry_{self.target if self.name != 'reopen' else 'reopened'}"


ENTRY_STEPS: dict[str, EntryStep] = {
    step.name: step
    for step in (
        EntryStep(
            "submit",
            pgettext_lazy("entry", "Submit"),
            _("The entry is submitted; who moderates the register has been told."),
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            author=True,
        ),
        EntryStep(
            "accept",
            pgettext_lazy("entry", "Accept"),
            _("The entry is accepted and can be read by the members."),
            (S.SUBMITTED,),
            S.ACCEPTED,
            moderator=True,
        ),
        EntryStep(
            "return",
            pgettext_lazy("entry", "Return"),
            _("The entry is returned with your reason."),
            (S.SUBMITTED,),
            S.RETURNED,
            moderator=True,
            needs_why=True,
        ),
        EntryStep(
            "close",
            pgettext_lazy("entry", "Close"),
            _("The entry is closed."),
            (S.ACCEPTED,),
            S.CLOSED,
            moderator=True,
            needs_why=True,
        ),
        EntryStep(
            "reopen",
            pgettext_lazy("entry", "Reopen"),
            _("The entry is open again."),
            (S.CLOSED,),
            S.ACCEPTED,
            moderator=True,
            needs_why=True,
        ),
        EntryStep(
            "withdraw",
            pgettext_lazy("entry", "Withdraw"),
            _("The entry is withdrawn."),
            (S.DRAFT, S.SUBMITTED, S.RETURNED, S.ACCEPTED),
            S.WITHDRAWN,
            author=True,
            needs_why=True,
        ),
    )
}


def steps_from(state: str) -> tuple[EntryStep, ...]:
    """The steps that are legal from `state`, in the order of the table."""
    return tuple(step for step in ENTRY_STEPS.values() if state in step.sources)
