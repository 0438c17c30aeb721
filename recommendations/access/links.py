"""Which links between recommendations and entries of the registers are shown, and who makes them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from boards.access import rights_of
from boards.enums import Denied
from dipb_portal.accounts.models import User
from recommendations.access.visibility import visible_to
from recommendations.models import Recommendation, RecommendationLink
from workinggroups.access.registers import entries_visible_to, is_own, moderates
from workinggroups.models import RegisterEntry


def links_visible_to(user: User) -> QuerySet[RecommendationLink]:
    """A link is seen by who may read both of its ends."""
    return RecommendationLink.objects.filter(
        recommendation__in=visible_to(user).values("pk"), entry__in=entries_visible_to(user).values("pk")
    )


def may_link_text(user: User, recommendation: Recommendation) -> bool:
    return rights_of(user).has("draft_text", recommendation.body_id)


def may_link_entry(user: User, entry: RegisterEntry) -> bool:
    return is_own(user, entry) or moderates(user, entry)


def check_can_link(user: User, recommendation: Recommendation, entry: RegisterEntry) -> None:
    """Raise Denied unless the person drafts the text's group, or the entry is theirs or theirs to moderate."""
    if not (may_link_text(user, recommendation) or may_link_entry(user, entry)):
        raise Denied(_("Only who drafts the text, and the entry’s own side and moderators, link the two."))
