"""Who may say what is to be done, what it implies, and that a nation stands behind it."""

from django.utils.translation import gettext_lazy as _

from boards.access import check, rights_of
from boards.enums import Denied
from boards.models import Nation
from dipb_portal.accounts.models import User
from recommendations.access.permissions import check_can_edit
from recommendations.enums import State
from recommendations.lifecycle import OPEN_STATES
from recommendations.models import Recommendation

BEFORE_SUBMISSION = (*OPEN_STATES, State.UNDER_SILENCE)


def check_can_commit(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person writes the text and it is in a state it is written in: both move together."""
    check_can_edit(user, recommendation)


def check_can_weigh(user: User, recommendation: Recommendation) -> None:
    """Raise Denied unless the person writes drafts of the body and the text is not submitted yet."""
    check(user, "draft_text", recommendation.body)
    if recommendation.state not in BEFORE_SUBMISSION:
        raise Denied(_("The text was submitted, or has left its way: its implications are frozen."))


def check_can_sponsor(user: User, recommendation: Recommendation) -> Nation:
    """Return the nation the person may bind; raise Denied for others, and once the text is submitted."""
    nation = rights_of(user).nation("state_position", recommendation.body)
    if nation is None:
        raise Denied(_("Only the head of delegation or a deputy co-sponsors for the nation."))
    if recommendation.state not in BEFORE_SUBMISSION:
        raise Denied(_("The text was submitted, or has left its way: its co-sponsors are frozen."))
    return nation
