"""Link recommendations to entries of the registers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from recommendations.access.links import check_can_link
from recommendations.models import Recommendation, RecommendationLink
from workinggroups.models import RegisterEntry


@transaction.atomic
def link_entry(*, recommendation: Recommendation, entry: RegisterEntry, bearing: str, by: User) -> RecommendationLink:
    """Say what the entry is to the recommendation. Raises Denied, ValidationError where they are linked already."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_link(by, locked, entry)
    made, created = RecommendationLink.objects.get_or_create(
        recommendation=locked, entry_id=entry.pk, defaults={"bearing": bearing, "at": clock.now(), "by": by}
    )
    if not created:
        raise ValidationError(_("The two are linked already."))
    record(by, "entry_linked", locked, entry=entry.pk, bearing=bearing)
    return made


@transaction.atomic
def unlink_entry(*, link: RecommendationLink, by: User) -> None:
    """Take the link away; doing it twice changes nothing."""
    locked = Recommendation.objects.select_for_update().get(pk=link.recommendation_id)
    check_can_link(by, locked, link.entry)
    if RecommendationLink.objects.filter(pk=link.pk).delete()[0]:
        record(by, "entry_unlinked", locked, entry=link.entry_id, bearing=link.bearing)
