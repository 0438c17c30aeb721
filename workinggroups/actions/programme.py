"""The programme of work: items and the milestones on their way."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.enums import StaleVersion
from boards.models import Body, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from workinggroups.access.programme import check_can_keep
from workinggroups.models import Milestone, WorkItem


@transaction.atomic
def save_item(
    *,
    body: Body,
    item: WorkItem | None,
    version: int,
    title_en: str,
    title_fr: str,
    due: date,
    status: str,
    by: User,
    tasking: Tasking | None = None,
) -> WorkItem:
    """Enter an item of the group's programme, or save one. Raises StaleVersion where `version` is not the present."""
    check_can_keep(by, body)
    if tasking is not None and tasking.body_id != body.pk:
        raise ValidationError({"tasking": _("The task was set for another group.")})
    locked = WorkItem(body=body) if item is None else WorkItem.objects.select_for_update().get(pk=item.pk, body=body)
    if item is not None and locked.version != version:
        raise StaleVersion(locked)
    locked.title_en, locked.title_fr, locked.due, locked.status = title_en, title_fr, due, status
    locked.tasking = tasking
    if item is not None:
        locked.version += 1
    locked.save()
    record(by, "work_item_entered" if item is None else "work_item_saved", locked, status=status, due=due)
    return locked


@transaction.atomic
def save_milestone(
    *,
    item: WorkItem,
    milestone: Milestone | None,
    version: int,
    title_en: str,
    title_fr: str,
    due: date,
    done_on: date | None,
    by: User,
) -> Milestone:
    """Enter a milestone of an item, or save one. Raises StaleVersion as `save_item`."""
    check_can_keep(by, item.body)
    if done_on is not None and done_on > clock.today():
        raise ValidationError({"done_on": _("A milestone is reached today or earlier.")})
    locked = (
        Milestone(item=item)
        if milestone is None
        else Milestone.objects.select_for_update().get(pk=milestone.pk, item=item)
    )
    if milestone is not None and locked.version != version:
        raise StaleVersion(locked)
    locked.title_en, locked.title_fr, locked.due, locked.done_on = title_en, title_fr, due, done_on
    if milestone is not None:
        locked.version += 1
    locked.save()
    record(by, "milestone_entered" if milestone is None else "milestone_saved", locked, due=due, done_on=done_on)
    return locked


@transaction.atomic
def reach(*, milestone: Milestone, by: User) -> Milestone:
    """Record that the milestone was reached today; whoever comes second changes nothing."""
    check_can_keep(by, milestone.item.body)
    locked = Milestone.objects.select_for_update().get(pk=milestone.pk)
    if locked.done_on is None:
        locked.done_on, locked.version = clock.today(), locked.version + 1
        locked.save(update_fields=["done_on", "version"])
        record(by, "milestone_reached", locked, done_on=locked.done_on)
    return locked
