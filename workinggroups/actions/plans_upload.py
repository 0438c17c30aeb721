"""Take in a workbook of requirements: keep what it says, and apply all of it or nothing."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from workinggroups.access.plans import check_can_enter
from workinggroups.actions.plans import enter_requirement, save_requirement
from workinggroups.actions.plans_locks import lock_categories, lock_requirement
from workinggroups.models import Category, RequirementUpload
from workinggroups.queries.plans_upload import Change, changes_of


@transaction.atomic
def keep_upload(*, nation: Nation, rows: Sequence[Any], by: User) -> RequirementUpload:
    """Keep the rows (dataclasses) of a workbook until its delegation has looked at what they would change."""
    check_can_enter(by, nation)
    upload = RequirementUpload.objects.create(
        nation=nation, rows=[asdict(row) for row in rows], uploaded_at=clock.now(), uploaded_by=by
    )
    record(by, "requirements_uploaded", upload)
    return upload


@transaction.atomic
def apply_upload(*, upload: RequirementUpload, by: User) -> int:
    """Apply every change of the workbook, and return how many requirements it changed.

    Raises Denied; StaleVersion or ValidationError where something moved meanwhile, and then nothing is applied.
    """
    locked = RequirementUpload.objects.select_for_update(of=("self",)).select_related("nation").get(pk=upload.pk)
    check_can_enter(by, locked.nation)
    if locked.applied_at:
        raise ValidationError(_("This workbook was applied already."))
    changes = [change for change in changes_of(locked) if change.changed or change.gone]
    if any(change.gone for change in changes):
        raise ValidationError(_("A requirement of the workbook was deleted meanwhile."))
    known = [(change.requirement, change.version) for change in changes if change.requirement]
    for requirement, version in sorted(known, key=lambda pair: pair[0].pk):  # in one order, against deadlocks
        lock_requirement(requirement, version)
    lock_categories(Category.objects.all())
    for change in changes:
        try:
            _apply(change, locked.nation, by)
        except ValidationError as refused:
            said = {"row": change.row, "problem": " ".join(refused.messages)}
            raise ValidationError(_("Row %(row)d: %(problem)s"), params=said) from None
    locked.applied_at = clock.now()
    locked.save(update_fields=["applied_at"])
    record(by, "requirements_applied", locked, changed=len(changes))
    return len(changes)


def _apply(change: Change, nation: Nation, by: User) -> None:
    if change.requirement is None:
        enter_requirement(nation=nation, quantities=change.quantities, by=by, **change.particulars)
    else:
        save_requirement(
            requirement=change.requirement,
            version=change.requirement.version,
            quantities=change.quantities,
            by=by,
            **change.particulars,
        )
