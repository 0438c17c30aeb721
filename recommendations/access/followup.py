"""Who may record what the CNAD decided, keep the actions that follow, and report on them; and what is shown to whom.

All of it is the members': industry and partners see neither decisions nor actions nor national reports.
"""

from django.utils.translation import gettext_lazy as _

from boards.access import check, rights_of
from boards.enums import Denied
from boards.models import Nation
from dipb_portal.accounts.models import User
from recommendations.access.visibility import submissions_visible_to
from recommendations.enums import CnadOutcome, State
from recommendations.models import (
    Disposition,
    FollowUpAction,
    ImplementationReport,
    Recommendation,
    Submission,
    SubmissionItem,
)
from recommendations.models.followup import DispositionQuerySet, FollowUpActionQuerySet, ImplementationReportQuerySet


def dispositions_visible_to(user: User) -> DispositionQuerySet:
    """What the CNAD decided on texts of bodies whose issued texts the person reads, corrected rows included."""
    return Disposition.objects.filter(
        item__submission__in=submissions_visible_to(user),
        item__recommendation__body__in=rights_of(user).bodies("view_issued"),
    )


def actions_visible_to(user: User) -> FollowUpActionQuerySet:
    return FollowUpAction.objects.filter(recommendation__body__in=rights_of(user).bodies("view_issued"))


def implementation_visible_to(user: User) -> ImplementationReportQuerySet:
    """What nations reported, superseded rows included."""
    return ImplementationReport.objects.filter(action__in=actions_visible_to(user))


def check_can_transmit(user: User, submission: Submission) -> None:
    """Raise Denied unless the person records what becomes of reports and this one is issued."""
    if not rights_of(user).anywhere("record_examination"):
        raise Denied(_("Only the secretariat records what becomes of a report."))
    if not submission.is_issued:
        raise Denied(_("The report is not issued yet."))


def check_can_dispose(user: User, item: SubmissionItem) -> None:
    """Raise Denied unless the person records what the CNAD decided and the report is on its way there."""
    check(user, "record_examination", item.recommendation.body)
    if not item.submission.is_issued:
        raise Denied(_("The report is not issued yet."))
    if not hasattr(item.submission, "transmission"):
        raise Denied(_("Record first how the report was transmitted."))


def check_can_keep(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person keeps follow-up actions of the body and the text is being followed up."""
    check(user, "keep_follow_up", recommendation.body)
    if recommendation.state != State.FOLLOW_UP:
        raise Denied(_("The text is not in follow-up."))


def check_can_set_action(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person keeps follow-up actions of the body and the CNAD decided that some follow."""
    check(user, "keep_follow_up", recommendation.body)
    if recommendation.state == State.FOLLOW_UP:
        return
    decided = followed_disposition(recommendation)
    if recommendation.state != State.EXAMINED or decided is None:
        raise Denied(_("Actions follow from a text that the CNAD endorsed, approved or agreed in part."))


def followed_disposition(recommendation: Recommendation) -> Disposition | None:
    """The newest decision of the CNAD from which actions can follow."""
    followed = [outcome.value for outcome in CnadOutcome if outcome.is_followed]
    current = Disposition.objects.current().filter(item__recommendation=recommendation, outcome__in=followed)
    return current.order_by("-decided_on", "-pk").first()


def check_can_close(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person keeps follow-up actions of the body and the text can be closed."""
    check(user, "keep_follow_up", recommendation.body)
    if recommendation.state not in (State.EXAMINED, State.FOLLOW_UP):
        raise Denied(_("The text is in another state."))


def reports_for(user: User, action: FollowUpAction) -> Nation:
    """The nation for which the person may report on the action; raise Denied where there is none."""
    nation = rights_of(user).nation("report_implementation", action.recommendation.body)
    if nation is None:
        raise Denied(_("Only the head of delegation or a deputy reports for the nation."))
    if not (action.each_nation and nation.ally) and action.nation_id != nation.pk:
        raise Denied(_("Your nation is not asked in this action."))
    if action.recommendation.state != State.FOLLOW_UP:
        raise Denied(_("The text is not in follow-up."))
    return nation
