"""What stands above every page of one recommendation: names, stages, facts, tabs, and what can be done next."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.access import rights_of
from boards.enums import Goal, Objective
from dipb_portal.accounts.models import User
from dipb_portal.ui.moments import in_words
from recommendations.access.advice import asked_visible_to, finds_in_register
from recommendations.access.followup import dispositions_visible_to
from recommendations.access.permissions import can, check_can_edit, check_can_issue, steps_for
from recommendations.access.visibility import revisions_visible_to
from recommendations.enums import State
from recommendations.lifecycle import MAIN_LINE
from recommendations.models import AdviceAsked, Disposition, Recommendation, Revision

# Where the steps lead that are acts of another topic: to its form, or to the page that has the act.
ELSEWHERE = {
    "open_consultation": "consultations:open",
    "close_consultation": "consultations:for_text",
    "open_silence": "silences:open",
    "withdraw_silence": "silences:for_text",
    "examine": "followup:for_text",
    "start_follow_up": "followup:add",
    "close": "followup:close",
}
# Tab, its words, its address, and the permission in the owning body without which it does not exist.
TABS: tuple[tuple[str, Promise, str, str], ...] = (
    ("text", gettext_lazy("Text"), "recommendations:detail", ""),
    ("commitment", gettext_lazy("What is to be done"), "commitments:for_text", "view_issued"),
    ("comments", gettext_lazy("Comments"), "consultations:for_text", ""),
    ("advice", gettext_lazy("NIAG advice"), "industry:for_text", "view_issued"),
    ("positions", gettext_lazy("Positions"), "silences:for_text", "view_issued"),
    ("followup", gettext_lazy("Follow-up"), "followup:for_text", "view_issued"),
    ("links", gettext_lazy("Links"), "links:for_text", ""),
    ("history", gettext_lazy("History"), "recommendations:history", ""),
    ("documents", gettext_lazy("Documents"), "recommendations:documents", ""),
)


@dataclass(frozen=True)
class Stage:
    label: str | Promise
    status: str
    note: str = ""


@dataclass(frozen=True)
class Tab:
    name: str
    label: str | Promise
    url: str


@dataclass(frozen=True)
class NextStep:
    """A thing to do next; `reason` says why it is not open. `posts` marks what happens at once, without a form.

    `onward` is what takes the text on; the rest turns it back or ends it.
    """

    label: str | Promise
    url: str
    reason: str | Promise | None = None
    posts: bool = False
    onward: bool = True


class Frame:
    """One recommendation as `user` sees it. Everything is read when a template asks for it.

    A page passes it as `frame`, with the name of its tab as `tab`, and extends recommendations/_frame.html.
    """

    def __init__(self, user: User, recommendation: Recommendation):
        self.user = user
        self.recommendation = recommendation
        self.drafts = rights_of(user).has("view_drafts", recommendation.body)

    @cached_property
    def revisions(self) -> list[Revision]:
        """What the person may read, newest first, working text included."""
        visible = revisions_visible_to(self.user).filter(recommendation=self.recommendation)
        return list(visible.select_related("document").order_by("-number"))

    @cached_property
    def issued(self) -> list[Revision]:
        return [revision for revision in self.revisions if revision.is_issued]

    @cached_property
    def working(self) -> Revision | None:
        return next((revision for revision in self.revisions if not revision.is_issued), None)

    @property
    def newest(self) -> Revision:
        """The newest issued revision the person may read, or the working text before the first.

        The titles shown are its own: those of a later revision may not be the person's to read.
        """
        return (self.issued or self.revisions)[0]

    @property
    def title_en(self) -> str:
        return self.newest.title_en

    @property
    def title_fr(self) -> str:
        return self.newest.title_fr

    @property
    def goals(self) -> list[str]:
        return [str(Goal(value).label) for value in self.recommendation.goals]

    @property
    def objectives(self) -> list[str]:
        return [str(Objective(value).label) for value in self.recommendation.objectives]

    @cached_property
    def asked(self) -> AdviceAsked | None:
        """The request that an advice answers, where the person may read it."""
        if not finds_in_register(self.user, self.recommendation):
            return None
        asked = asked_visible_to(self.user).select_related("asker_body", "asker_nation")
        return asked.filter(recommendation=self.recommendation).first()

    @property
    def ended(self) -> bool:
        """Whether the text left the main line for good."""
        return self.recommendation.state in (State.WITHDRAWN, State.SUPERSEDED)

    @cached_property
    def deferral(self) -> Disposition | None:
        """The decision by which the CNAD put the text off, where the person may know of it."""
        return dispositions_visible_to(self.user).deferrals().filter(item__recommendation=self.recommendation).last()

    @property
    def stages(self) -> list[Stage]:
        """What the text went through, where it stands and what is ahead of it.

        A text that the Board endorsed by decision was never under silence.
        """
        at = MAIN_LINE.index(State(self.recommendation.state))
        gone_through = set(self.recommendation.history.order_by().values_list("state", flat=True).distinct())
        since = _("Since %(day)s") % {"day": in_words(self.recommendation.state_since, "day")}
        return [
            *[Stage(state.label, "done") for state in MAIN_LINE[:at] if state in gone_through],
            Stage(MAIN_LINE[at].label, "current", since),
            *[Stage(state.label, "ahead") for state in MAIN_LINE[at + 1 :]],
        ]

    @property
    def tabs(self) -> list[Tab]:
        rights, body = rights_of(self.user), self.recommendation.body
        return [
            Tab(name, label, reverse(view, args=[self.recommendation.pk]))
            for name, label, view, permission in TABS
            if not permission or rights.has(permission, body) or (name == "advice" and rights.anywhere("give_advice"))
        ]

    @property
    def may_edit(self) -> bool:
        return can(check_can_edit, self.user, self.recommendation)

    @cached_property
    def next_steps(self) -> list[NextStep]:
        """What the person's role includes in the present state: what is open first, of it what takes the text on."""
        steps = [*self._writing(), *self._transitions()]
        return sorted(steps, key=lambda step: (step.reason is not None, not step.onward))

    def _writing(self) -> list[NextStep]:
        pk, steps = self.recommendation.pk, []
        if self.may_edit and self.working:
            steps.append(NextStep(_("Edit the working text"), reverse("recommendations:edit", args=[pk])))
        elif self.may_edit:
            steps.append(NextStep(_("Start a revision"), reverse("recommendations:revise", args=[pk]), posts=True))
        if self.working and can(check_can_issue, self.user, self.recommendation):
            steps.append(NextStep(_("Issue the revision"), reverse("recommendations:issue", args=[pk])))
        return steps

    def _transitions(self) -> list[NextStep]:
        pk, steps = self.recommendation.pk, []
        for step in steps_for(self.user, self.recommendation):
            name, label, onward = step.transition.name, step.transition.label, self._is_ahead(step.transition.target)
            if name in ELSEWHERE:
                steps.append(NextStep(label, reverse(ELSEWHERE[name], args=[pk]), step.reason, onward=onward))
            elif step.transition.offered:
                url = reverse("recommendations:step", args=[pk, name])
                steps.append(NextStep(label, url, step.reason, onward=onward))
        return steps

    def _is_ahead(self, state: State) -> bool:
        return state in MAIN_LINE and MAIN_LINE.index(state) > MAIN_LINE.index(State(self.recommendation.state))
