"""Enter what a nation needs and plans. What is new is the delegation's own until somebody shares it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from workinggroups.access.plans import can_share, check_can_change, check_can_enter
from workinggroups.actions.plans_locks import lock_categories, lock_plan, lock_requirement
from workinggroups.actions.plans_sharing import retire_figures, take_back_from_others
from workinggroups.models import Category, NationalPlan, Requirement, RequirementLine
from workinggroups.models.plans import Audience

PARTICULARS = ("category", "description_en", "description_fr", "certainty", "note")
# What others see beside the quantities: the note is the delegation's own.
_SEEN = PARTICULARS[:-1]

Quantities = Mapping[int, int | None]
"""Years with their quantities; None or 0 takes the line away, a year left out stays as it is."""


@transaction.atomic
def enter_requirement(*, nation: Nation, quantities: Quantities, by: User, **particulars: Any) -> Requirement:
    """Enter a requirement with its yearly lines. Raises Denied."""
    check_can_enter(by, nation)
    requirement = Requirement.objects.create(nation=nation, saved_at=clock.now(), saved_by=by, **particulars)
    write_lines(requirement, quantities, may_change_shared=True)
    record(by, "requirement_entered", requirement)
    return requirement


@transaction.atomic
def save_requirement(
    *, requirement: Requirement, version: int, quantities: Quantities, by: User, **particulars: Any
) -> Requirement:
    """Change the particulars and lines. Raises Denied, or StaleVersion where somebody saved since `version`.

    Lines keep who sees them; what others see already is changed by who may share it.
    """
    locked = lock_requirement(requirement, version)
    before = {name: getattr(locked, name) for name in _SEEN}
    lines = list(locked.lines.select_for_update())
    shared = any(line.is_shared for line in lines)
    after = {name: particulars[name] for name in _SEEN}
    check_can_change(by, locked.nation_id, shared=shared and before != after)
    lock_categories([before["category"], after["category"]])
    for name in PARTICULARS:
        setattr(locked, name, particulars[name])
    _touch(locked, by)
    may = not shared or _may_share(by, locked)
    taken = write_lines(locked, quantities, may_change_shared=may)
    if before["category"] != after["category"]:
        taken = {line.year for line in lines if line.industry}
    retire_figures(locked.nation_id, {(before["category"].pk, year) for year in taken})
    record(by, "requirement_saved", locked)
    return locked


@transaction.atomic
def save_quantities(*, changes: Mapping[Requirement, tuple[int, Quantities]], by: User) -> None:
    """Change the lines of several requirements at once: all of them or, where one is refused, none.

    Each comes with the version it was opened at. Raises Denied, or StaleVersion.
    """
    ordered = sorted(changes.items(), key=lambda item: item[0].pk)
    locked = [(lock_requirement(requirement, version), quantities) for requirement, (version, quantities) in ordered]
    lock_categories([requirement.category for requirement, _quantities in locked])
    for requirement, quantities in locked:
        check_can_enter(by, requirement.nation_id)
        taken = write_lines(requirement, quantities, may_change_shared=_may_share(by, requirement))
        retire_figures(requirement.nation_id, {(requirement.category_id, year) for year in taken})
        _touch(requirement, by)
    for requirement, _quantities in locked:
        record(by, "requirement_saved", requirement)


@transaction.atomic
def delete_requirement(*, requirement: Requirement, by: User) -> None:
    """Delete a requirement with its lines; figures it was part of are shown to nobody from now on."""
    locked = lock_requirement(requirement)
    lines = list(locked.lines.all())
    check_can_change(by, locked.nation_id, shared=any(line.is_shared for line in lines))
    lock_categories([locked.category])
    retire_figures(locked.nation_id, {(locked.category_id, line.year) for line in lines if line.industry})
    take_back_from_others(reverse("plans:requirement", args=[locked.pk]), [])
    record(by, "requirement_deleted", locked)
    locked.delete()


def write_lines(requirement: Requirement, quantities: Quantities, *, may_change_shared: bool) -> set[int]:
    """Bring the lines to `quantities`; return the years of those taken away that industry had."""
    present = {line.year: line for line in requirement.lines.all()}
    made, changed, taken = [], [], []
    for year, quantity in sorted(quantities.items()):
        line = present.get(year)
        if (line.quantity if line else 0) == (quantity or 0):
            continue
        if line and line.is_shared:
            _check_may_change(year, may=may_change_shared)
        if line is None:
            made.append(RequirementLine(requirement=requirement, year=year, quantity=quantity or 0))
        elif quantity:
            line.quantity = quantity
            changed.append(line)
        else:
            taken.append(line)
    bulk_create_with_history(made, RequirementLine)
    bulk_update_with_history(changed, RequirementLine, ["quantity"])
    years = {line.year for line in taken if line.industry}
    for line in taken:
        line.delete()
    return years


def _check_may_change(year: int, *, may: bool) -> None:
    if not may:
        message = _("%(year)s is shared already: only the head of delegation or the deputy changes it.")
        raise ValidationError(message, params={"year": year})


def _may_share(by: User, requirement: Requirement) -> bool:
    return can_share(by, requirement.nation_id)


def _touch(row: Requirement | NationalPlan, by: User) -> None:
    row.version += 1
    row.saved_at, row.saved_by = clock.now(), by
    row.save()


@transaction.atomic
def enter_plan(*, nation: Nation, categories: list[Category], by: User, **particulars: Any) -> NationalPlan:
    """Enter a plan, for the own delegation. Raises Denied."""
    check_can_enter(by, nation)
    plan = NationalPlan.objects.create(nation=nation, saved_at=clock.now(), saved_by=by, **particulars)
    plan.categories.set(categories)
    record(by, "plan_entered", plan)
    return plan


@transaction.atomic
def save_plan(
    *, plan: NationalPlan, version: int, categories: list[Category], by: User, **particulars: Any
) -> NationalPlan:
    """Change a plan. Raises Denied, or StaleVersion where somebody saved since `version`."""
    locked = lock_plan(plan, version)
    check_can_change(by, locked.nation_id, shared=locked.audience != Audience.OWN)
    for name, value in particulars.items():
        setattr(locked, name, value)
    _touch(locked, by)
    locked.categories.set(categories)
    record(by, "plan_saved", locked)
    return locked


@transaction.atomic
def delete_plan(*, plan: NationalPlan, by: User) -> None:
    locked = lock_plan(plan)
    check_can_change(by, locked.nation_id, shared=locked.audience != Audience.OWN)
    take_back_from_others(reverse("plans:plan", args=[locked.pk]), [])
    record(by, "plan_deleted", locked)
    locked.delete()
