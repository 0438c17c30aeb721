"""Take rows for one's own before changing them: the requirement or plan first, then what releases are made of."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boards.enums import StaleVersion
from workinggroups.models import Category, NationalPlan, Requirement


def lock_requirement(requirement: Requirement, version: int | None = None) -> Requirement:
    """The row as it stands; StaleVersion where somebody saved since `version`, ValidationError where it is gone."""
    found = Requirement.objects.select_for_update(of=("self",)).select_related("nation", "category")
    locked = found.filter(pk=requirement.pk).first()
    if locked is None:
        raise ValidationError(_("This was deleted meanwhile."))
    if version is not None and locked.version != version:
        raise StaleVersion(locked)
    return locked


def lock_plan(plan: NationalPlan, version: int | None = None) -> NationalPlan:
    """As `lock_requirement`, for a plan."""
    found = NationalPlan.objects.select_for_update(of=("self",)).select_related("nation")
    locked = found.filter(pk=plan.pk).first()
    if locked is None:
        raise ValidationError(_("This was deleted meanwhile."))
    if version is not None and locked.version != version:
        raise StaleVersion(locked)
    return locked


def lock_categories(categories: Iterable[Category]) -> None:
    """Wait for a release that is being made of these categories, and make one that comes wait."""
    ids = {category.pk for category in categories}
    list(Category.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
