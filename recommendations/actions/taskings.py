"""Say which task of the Board a text answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.access import check
from boards.models import Tasking
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from recommendations.models import Recommendation


@transaction.atomic
def name_tasking(*, recommendation: Recommendation, tasking: Tasking | None, by: User) -> Recommendation:
    """Name the task that the text answers, or none. It may be named in any state: it changes no word of the text."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check(by, "draft_text", locked.body)
    if tasking is not None and tasking.body_id != locked.body_id:
        raise ValidationError({"tasking": _("The task was set for another group.")})
    if locked.tasking_id != (tasking.pk if tasking else None):
        locked.tasking = tasking
        locked.save(update_fields=["tasking"])
        record(by, "tasking_named", locked, tasking=tasking.pk if tasking else None)
    return locked
