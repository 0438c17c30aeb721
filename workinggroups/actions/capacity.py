"""Keep the levels of capacity: drafted in a group, agreed, revised."""

from typing import Any

from django.db import transaction

from boards.enums import IllegalTransition, StaleVersion
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from workinggroups.access.capacity import check_can_keep
from workinggroups.models import CapacityLevel


@transaction.atomic
def draft_level(*, by: User, **fields: Any) -> CapacityLevel:
    """Draft a level for a group. Raises Denied."""
    check_can_keep(by, fields["body"])
    level = CapacityLevel.objects.create(saved_at=clock.now(), saved_by=by, **fields)
    record(by, "level_drafted", level)
    return level


@transaction.atomic
def save_level(*, level: CapacityLevel, version: int, by: User, **fields: Any) -> CapacityLevel:
    """Change a level; what was agreed is a draft again. Raises Denied, or StaleVersion where somebody saved since."""
    locked = CapacityLevel.objects.select_for_update().get(pk=level.pk)
    check_can_keep(by, locked.body_id)
    check_can_keep(by, fields["body"])
    if locked.version != version:
        raise StaleVersion(locked)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.state = CapacityLevel.State.DRAFT
    locked.version += 1
    locked.saved_at, locked.saved_by = clock.now(), by
    locked.save()
    record(by, "level_saved", locked)
    return locked


@transaction.atomic
def agree_level(*, level: CapacityLevel, version: int, by: User) -> None:
    """Record that the group agreed on the level as it stood at `version`. Raises Denied, StaleVersion."""
    locked = CapacityLevel.objects.select_for_update().get(pk=level.pk)
    check_can_keep(by, locked.body_id)
    if locked.version != version:
        raise StaleVersion(locked)
    if locked.state == CapacityLevel.State.AGREED:
        raise IllegalTransition("agree")
    locked.state = CapacityLevel.State.AGREED
    locked.save(update_fields=["state"])
    record(by, "level_agreed", locked)
