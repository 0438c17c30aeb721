"""Requirements and plans as a reader sees them: of each, only the lines that are visible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from workinggroups.access.plans import (
    plans_visible_to,
    requirement_lines_visible_to,
    requirements_visible_to,
)
from workinggroups.models import NationalPlan, Requirement, RequirementLine

YEARS = 10


def horizon(today: date | None = None) -> list[int]:
    """The years that are asked for: last year's deliveries, this year and the next ones."""
    first = (today or clock.today()).year - 1
    return list(range(first, first + YEARS))


def by_nation() -> str:
    """The column that puts rows in the protocol order of the reader's language."""
    return "nation__rank_fr" if get_language() == "fr" else "nation__rank_en"


def requirements_for(user: User) -> QuerySet[Requirement]:
    """Visible requirements, by nation and category, each with its visible lines as `seen`."""
    lines = requirement_lines_visible_to(user).prefetch_related("nations")
    return (
        requirements_visible_to(user)
        .select_related("nation", "category")
        .prefetch_related(Prefetch("lines", lines, to_attr="seen"))
        .order_by(by_nation(), "category__rank", "pk")
    )


def plans_for(user: User) -> QuerySet[NationalPlan]:
    visible = plans_visible_to(user).select_related("nation").prefetch_related("categories", "nations")
    return visible.order_by("-saved_at", "-pk")


@dataclass(frozen=True)
class Row:
    """A requirement over the years: each year's line, or None."""

    requirement: Requirement
    cells: list[RequirementLine | None]

    @property
    def private(self) -> bool:
        """Nobody beyond the own delegation sees any of it."""
        return not any(line and line.is_shared for line in self.cells)


def table_of(requirements: Sequence[Requirement], years: Sequence[int]) -> list[Row]:
    rows = []
    for requirement in requirements:
        lines = {line.year: line for line in requirement.seen}  # type: ignore[attr-defined] # as prefetched
        rows.append(Row(requirement, [lines.get(year) for year in years]))
    return rows


def years_of(requirements: Sequence[Requirement]) -> list[int]:
    """The years of the horizon and any other that has a visible line, in order."""
    seen = {line.year for requirement in requirements for line in requirement.seen}  # type: ignore[attr-defined] # as prefetched
    return sorted(seen | set(horizon()))


def own_requirements(nation: Nation) -> QuerySet[Requirement]:
    """What the nation's own delegation edits, with all lines as `seen`."""
    lines = RequirementLine.objects.prefetch_related("nations")
    found = Requirement.objects.filter(nation=nation).select_related("nation", "category")
    return found.prefetch_related(Prefetch("lines", lines, to_attr="seen")).order_by("category__rank", "pk")
