"""Who may do what: `check_can_x` raises Denied with the reason, `can_x` answers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.access import check, rights_of
from boards.enums import BodyKind, Denied
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from recommendations.access.guards import GUARDS
from recommendations.enums import Outcome, State
from recommendations.lifecycle import Transition, from_state
from recommendations.models import Comment, Consultation, Recommendation, Silence, Submission

WRITTEN_IN = (State.DRAFT, State.ADJUDICATION)


@dataclass(frozen=True)
class Side:
    """For whom a person comments: a nation, or a body such as NIAG."""

    nation: Nation | None = None
    body: Body | None = None

    @property
    def name(self) -> str:
        return self.nation.name if self.nation else self.body.acronym  # type: ignore[union-attr] # one of both


def asked_bodies(consultation: Consultation) -> list[Body]:
    """Where a seat lets a person comment: the audiences; the owning group too where all Allies are asked."""
    asked = list(consultation.audiences.all())
    if any(body.kind == BodyKind.PLENARY for body in asked):
        asked.append(consultation.revision.recommendation.body)
    return asked


def side_of(user: User, consultation: Consultation) -> tuple[Side, Body] | None:
    """The side the person comments for in this round, and the body that gives the right; None if not asked."""
    rights = rights_of(user)
    for body in asked_bodies(consultation):
        if rights.has("prepare_comment", body):
            nation = rights.nation("prepare_comment", body)
            return (Side(nation=nation), body) if nation else (Side(body=body), body)
    return None


def check_can_create(user: User, body: Body) -> None:
    check(user, "draft_text", body)


def check_can_edit(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person writes drafts of the body and the text is in a state it is written in."""
    check(user, "draft_text", recommendation.body)
    _check_written(recommendation)


def check_can_issue(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person numbers texts of the body and the text is in a state it is written in."""
    check(user, "issue_revision", recommendation.body)
    _check_written(recommendation)


def _check_written(recommendation: Recommendation) -> None:
    if recommendation.state not in WRITTEN_IN:
        state = recommendation.get_state_display()
        raise Denied(_("The text is frozen in its present state (%(state)s).") % {"state": state})


def check_can_comment(user: User, consultation: Consultation) -> None:
    """Raise Denied unless the round is open and asks a side the person prepares comments for."""
    if consultation.closed_at is not None:
        raise Denied(_("This round of comments is closed."))
    if side_of(user, consultation) is None:
        raise Denied(_("Your delegation or body is not asked in this round."))


def check_can_submit_comments(user: User, consultation: Consultation) -> None:
    """Raise Denied unless the person may also speak for that side."""
    check_can_comment(user, consultation)
    side = side_of(user, consultation)
    if side is None or not rights_of(user).has("submit_comment", side[1]):
        raise Denied(_("Only the head of delegation or a deputy submits for the nation."))


def check_can_edit_comment(user: User, comment: Comment) -> None:
    """Raise Denied once a comment is submitted, or where it is another side's."""
    check_can_comment(user, comment.consultation)
    if comment.submitted_at is not None:
        raise Denied(_("The comment was submitted and cannot change."))
    side = side_of(user, comment.consultation)
    if side is None or (side[0].nation, side[0].body) != (comment.nation, comment.body):
        raise Denied(_("The comment is another delegation's."))


def check_can_adjudicate(user: User, consultation: Consultation) -> None:
    """Raise Denied unless the person decides on comments of the body and the round is closed but not finished."""
    check(user, "adjudicate", consultation.revision.recommendation.body)
    if consultation.closed_at is None:
        raise Denied(_("The round is open: comments are decided when it has closed."))
    if consultation.adjudicated_at is not None:
        raise Denied(_("The decisions have been circulated."))


def speaks_for(user: User, silence: Silence) -> Nation:
    """Return the nation the person speaks for; raise Denied where they speak for none that is asked."""
    body = silence.revision.recommendation.body
    rights = rights_of(user)
    if not rights.has("state_position", body):
        raise Denied(_("Only the head of delegation or a deputy states the national position."))
    nation = rights.nation("state_position", body)
    if nation is None or not any(elector.nation_id == nation.pk for elector in silence.electors.all()):
        raise Denied(_("Your nation was not among those asked when the procedure was opened."))
    return nation


def check_can_state(user: User, silence: Silence) -> Nation:
    """Return the nation the person speaks for; raise Denied where they speak for none, or silence has ended."""
    nation = speaks_for(user, silence)
    if silence.outcome != Outcome.OPEN:
        raise Denied(_("The silence procedure has ended."))
    return nation


def check_can_run_silence(user: User, silence: Silence) -> None:
    """Raise Denied unless the person conducts silence procedures of the body and this one is open."""
    check(user, "run_silence", silence.revision.recommendation.body)
    if silence.outcome != Outcome.OPEN:
        raise Denied(_("The silence procedure has ended."))


def check_can_draft_report(user: User, submission: Submission | None = None) -> None:
    """Raise Denied unless the person drafts reports to the CNAD and this one is not issued yet."""
    if not rights_of(user).anywhere("draft_report"):
        raise Denied(_("Only the secretariat drafts reports to the CNAD."))
    if submission is not None and submission.is_issued:
        raise Denied(_("The report was issued and is frozen."))


def check_can_build(user: User, submission: Submission) -> None:
    """Raise Denied unless the person drafts reports to the CNAD; an issued report can be built again."""
    check_can_draft_report(user)


def check_can_issue_packet(user: User, submission: Submission) -> None:
    """Raise Denied unless the person issues packets and the report is a draft with something in it."""
    if not rights_of(user).anywhere("issue_packet"):
        raise Denied(_("Only the secretariat and the chair issue packets."))
    if submission.is_issued:
        raise Denied(_("The report was issued already."))


@dataclass(frozen=True)
class Step:
    """A transition as offered to one person now: `reason` says why it is not open, None where it is."""

    transition: Transition
    reason: Promise | str | None


def why_not(user: User | None, transition: Transition, recommendation: Recommendation) -> Promise | str | None:
    """Why `user` may not take this step now; None where nothing stands against it. User None is the clock."""
    if user is not None and (
        transition.permission is None or not rights_of(user).has(transition.permission, recommendation.body)
    ):
        return _("Your role does not include this step.")
    if recommendation.state not in transition.sources:
        return _("The text is in another state.")
    for name in transition.guards:
        if missing := GUARDS[name](recommendation):
            return missing
    return None


def steps_for(user: User, recommendation: Recommendation) -> list[Step]:
    """The steps from the present state that the person's role includes, each with what still stands against it."""
    rights = rights_of(user)
    return [
        Step(step, why_not(user, step, recommendation))
        for step in from_state(recommendation.state)
        if step.permission and rights.has(step.permission, recommendation.body)
    ]


def can(check_function: Callable[..., object], *args: object) -> bool:
    """Whether a `check_can_…` function passes: `can(check_can_edit, user, recommendation)`."""
    try:
        check_function(*args)
    except Denied:
        return False
    return True
