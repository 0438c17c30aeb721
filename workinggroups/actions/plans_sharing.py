"""Decide, line by line, who sees what a nation needs and plans; and withdraw it, at once."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_update_with_history

from boards.access import people_holding
from boards.enums import BodyKind
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify, take_back
from workinggroups.access.plans import check_can_share
from workinggroups.actions.plans_locks import lock_categories, lock_plan, lock_requirement
from workinggroups.models import NationalPlan, ReleaseCell, Requirement, RequirementLine
from workinggroups.models.plans import Audience


@transaction.atomic
def share_lines(
    *,
    requirement: Requirement,
    version: int | None = None,
    lines: Collection[RequirementLine],
    audience: str,
    nations: Collection[Nation],
    industry: bool,
    by: User,
) -> None:
    """Let exactly `audience` (with `nations` where they are chosen) see the lines, and industry in aggregate or not.

    What this takes from industry is blanked in every release that holds it. Raises Denied, ValidationError, or
    StaleVersion where somebody saved since `version`: nobody shares figures they have not seen.
    """
    check_can_share(by, requirement.nation_id)
    requirement = lock_requirement(requirement, version)
    _check_choice(requirement.nation_id, audience, nations)
    locked = list(requirement.lines.filter(pk__in=[line.pk for line in lines]))
    if not locked:
        raise ValidationError({"lines": _("Choose at least one year")})
    lock_categories([requirement.category])
    taken = {(requirement.category_id, line.year) for line in locked if line.industry and not industry}
    told = _newly_told(locked, audience, nations)
    for line in locked:
        if Audience.CHOSEN in (line.audience, audience):
            line.nations.set(nations if audience == Audience.CHOSEN else [])
        line.audience, line.industry = audience, industry
    bulk_update_with_history(locked, RequirementLine, ["audience", "industry"])
    retire_figures(requirement.nation_id, taken)
    path = reverse("plans:requirement", args=[requirement.pk])
    _tell(told, requirement.nation, path, f"requirement:{requirement.pk}")
    take_back_from_others(path, requirement.lines.prefetch_related("nations"))
    years = [line.year for line in locked]
    act = "requirement_withdrawn" if audience == Audience.OWN and not industry else "requirement_shared"
    record(by, act, requirement, years=years, audience=audience, industry=industry)


@transaction.atomic
def withdraw_lines(*, requirement: Requirement, by: User) -> None:
    """Make every line the delegation's own again."""
    share_lines(
        requirement=requirement,
        lines=list(requirement.lines.all()),
        audience=Audience.OWN,
        nations=[],
        industry=False,
        by=by,
    )


@transaction.atomic
def share_plan(
    *, plan: NationalPlan, version: int | None = None, audience: str, nations: Collection[Nation], by: User
) -> None:
    """Let exactly `audience`, with `nations` where they are chosen, read the plan.

    Raises Denied, ValidationError, or StaleVersion where somebody saved since `version`.
    """
    check_can_share(by, plan.nation_id)
    locked = lock_plan(plan, version)
    _check_choice(locked.nation_id, audience, nations)
    told = _newly_told([locked], audience, nations)
    locked.audience = audience
    locked.save()
    locked.nations.set(nations if audience == Audience.CHOSEN else [])
    path = reverse("plans:plan", args=[locked.pk])
    _tell(told, locked.nation, path, f"plan:{locked.pk}")
    take_back_from_others(path, [locked])
    record(by, "plan_withdrawn" if audience == Audience.OWN else "plan_shared", locked, audience=audience)


@transaction.atomic
def withdraw_plan(*, plan: NationalPlan, by: User) -> None:
    share_plan(plan=plan, audience=Audience.OWN, nations=[], by=by)


def retire_figures(nation: int, cells: Collection[tuple[int, int]]) -> None:
    """Blank the figures released of these cells (category id, year) that the nation had contributed to."""
    now = clock.now()
    for category, year in sorted(cells):
        concerned = ReleaseCell.objects.filter(
            category=category, year=year, contributions__nation=nation, figure__isnull=False, blanked_at=None
        )
        ReleaseCell.objects.filter(pk__in=list(concerned.values_list("pk", flat=True))).update(blanked_at=now)


def take_back_from_others(path: str, rows: Iterable[RequirementLine | NationalPlan]) -> None:
    """Nobody's desk tells of what is not shared with the person any more, or is gone."""
    rows = list(rows)
    if all(row.audience != Audience.ALL for row in rows):
        nations = {nation.pk for row in rows for nation in row.nations.all()}
        take_back(Kind.PLAN_SHARED, path=path, keep=User.objects.filter(seats__nation__in=nations))


def _check_choice(nation: int, audience: str, nations: Collection[Nation]) -> None:
    if audience not in Audience.values:
        raise ValidationError({"audience": _("Choose who sees it")})
    if audience == Audience.CHOSEN and not nations:
        raise ValidationError({"nations": _("Choose at least one Ally")})
    if any(each.pk == nation or not each.ally for each in nations):
        raise ValidationError({"nations": _("Choose other Allies only")})


def _newly_told(
    rows: Collection[RequirementLine] | list[NationalPlan], audience: str, nations: Collection[Nation]
) -> list[Nation]:
    """The chosen nations that do not see every one of the rows yet."""
    if audience != Audience.CHOSEN:
        return []
    seen = [
        None if row.audience == Audience.ALL else {nation.pk for nation in row.nations.all()}  # None: all of them
        for row in rows
    ]
    return [each for each in nations if any(ids is not None and each.pk not in ids for ids in seen)]


def _tell(nations: list[Nation], by: Nation, path: str, what: str) -> None:
    """Tell the delegations chosen; nobody is told of what was not shared, or not any more."""
    if not nations:
        return
    bodies = Body.objects.filter(kind__in=[BodyKind.PLENARY, BodyKind.GROUP])
    people = people_holding("enter_plans", bodies, nations=nations)
    key = f"{what}:{clock.now():%Y-%m-%d}"
    notify(people, Kind.PLAN_SHARED, path=path, key=key, nation_en=by.name_en, nation_fr=by.name_fr)
