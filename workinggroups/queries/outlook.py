"""The demand outlook: what the reader may see, summed by category, year and certainty, and by nation."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.utils.functional import cached_property
from django.utils.translation import get_language

from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib.clock import two_years_ago
from dipb_portal.ui.stacks import StackChart, stack_chart
from workinggroups.access.outlook import candidates_visible_to, releases_visible_to
from workinggroups.access.plans import requirement_lines_visible_to
from workinggroups.models import Category, JointCandidate, OutlookRelease, ReleaseCell, RequirementLine
from workinggroups.models.plans import Certainty

LEAST_TOGETHER = 2  # nations that need the same thing in one year


def lines_for(user: User) -> QuerySet[RequirementLine]:
    """The lines the reader sees by name; of all others not even the sum."""
    return requirement_lines_visible_to(user)


@dataclass
class Demand:
    """One category: quantities by nation and year, and by certainty and year."""

    category: Category
    years: Sequence[int]
    by_nation: dict[Nation, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    by_certainty: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    def add(self, nation: Nation, certainty: str, year: int, quantity: int) -> None:
        self.by_nation[nation][year] += quantity
        self.by_certainty[certainty][year] += quantity

    @property
    def rows(self) -> list[tuple[Nation, list[int]]]:
        """Nations in protocol order with their quantities by year."""
        french = get_language() == "fr"
        nations = sorted(self.by_nation, key=lambda nation: nation.rank_fr if french else nation.rank_en)
        return [(nation, [self.by_nation[nation].get(year, 0) for year in self.years]) for nation in nations]

    @property
    def totals(self) -> list[int]:
        return [sum(quantities.get(year, 0) for quantities in self.by_nation.values()) for year in self.years]

    @property
    def parts(self) -> list[tuple[str, list[int]]]:
        """What of the totals is how certain."""
        return [
            (str(certainty.label), [self.by_certainty[certainty].get(year, 0) for year in self.years])
            for certainty in Certainty
        ]

    @property
    def chart(self) -> StackChart:
        years = [str(year) for year in self.years]
        return stack_chart(f"demand-{self.category.code}", str(self.category), years, self.parts)


def demand(lines: QuerySet[RequirementLine]) -> list[Demand]:
    """The categories in their order, each over the same years: from the first to the last of the lines."""
    named = lines.order_by().values_list(
        "requirement__category", "requirement__nation", "requirement__certainty", "year"
    )
    found = list(named.annotate(Sum("quantity")))
    present = {year for *_named, year, _quantity in found}
    years = range(min(present), max(present) + 1) if present else range(0)
    nations = Nation.objects.in_bulk({nation for _category, nation, *_rest in found})
    categories = Category.objects.in_bulk({category for category, *_rest in found})
    demands = {pk: Demand(category, years) for pk, category in categories.items()}
    for category, nation, certainty, year, quantity in found:
        demands[category].add(nations[nation], certainty, year, quantity)
    return sorted(demands.values(), key=lambda each: each.category.rank)


def categories_of(lines: QuerySet[RequirementLine]) -> QuerySet[Category]:
    """The categories in which something is needed."""
    return Category.objects.filter(Exists(lines.filter(requirement__category=OuterRef("pk"))))


@dataclass(frozen=True)
class Match:
    """Nations that need the same category in the same years, `together`, among what the reader sees."""

    demand: Demand
    together: list[int]

    @property
    def category(self) -> Category:
        return self.demand.category

    @property
    def years(self) -> list[int]:
        """From the first to the last year that nations have in common."""
        return list(range(self.together[0], self.together[-1] + 1))

    @cached_property
    def rows(self) -> list[tuple[Nation, list[int]]]:
        first = self.demand.years.index(self.years[0])
        return [
            (nation, quantities[first : first + len(self.years)])
            for nation, quantities in self.demand.rows
            if any(self.demand.by_nation[nation].get(year) for year in self.together)
        ]

    @property
    def totals(self) -> list[int]:
        return [sum(quantities) for quantities in zip(*(quantities for _nation, quantities in self.rows), strict=True)]


def matches(lines: QuerySet[RequirementLine]) -> list[Match]:
    """The categories that at least two nations need in the same year, each with those years."""
    found = []
    for each in demand(lines):
        needs = Counter(year for of_nation in each.by_nation.values() for year, much in of_nation.items() if much)
        together = [year for year in each.years if needs[year] >= LEAST_TOGETHER]
        if together:
            found.append(Match(each, together))
    return found


def candidates_for(user: User) -> QuerySet[JointCandidate]:
    """Visible candidates with their nations in protocol order, those dropped last."""
    visible = candidates_visible_to(user).select_related("category", "lead", "proposed_for", "proposed_by")
    nations = Nation.objects.all().protocol_order()
    return visible.prefetch_related(Prefetch("nations", nations)).order_by("-state", "-proposed_at", "-pk")


def on_the_table(candidates: QuerySet[JointCandidate]) -> QuerySet[JointCandidate]:
    """Those that may still come about, and of the last two years also those dropped."""
    return candidates.filter(~Q(state=JointCandidate.State.DROPPED) | Q(proposed_at__gte=two_years_ago()))


def releases_for(user: User) -> QuerySet[OutlookRelease]:
    return releases_visible_to(user).select_related("released_by").prefetch_related("bodies")


def published_before(release: OutlookRelease) -> QuerySet[ReleaseCell]:
    """The sums ever published, in their order: of a figure that stood on from release to release the last cell."""
    sum_of = ("category_id", "year", "since__released_at", "since_id")
    cells = ReleaseCell.objects.filter(figure__isnull=False).exclude(release=release)
    return cells.order_by(*sum_of, "-release__released_at").distinct(*sum_of)


@dataclass(frozen=True)
class Told:
    """One category of a release: the figure of each year, None where it is left out."""

    category: Category
    years: Sequence[int]
    cells: list[ReleaseCell | None]

    @property
    def published(self) -> list[ReleaseCell]:
        return [cell for cell in self.cells if cell and cell.shown is not None]

    @property
    def total(self) -> int:
        """Of the figures published, and of nothing else."""
        return sum(cell.shown or 0 for cell in self.published)

    @property
    def peak(self) -> ReleaseCell:
        return max(self.published, key=lambda cell: cell.shown or 0)

    @property
    def chart(self) -> StackChart:
        figures = [(cell.shown or 0) if cell else 0 for cell in self.cells]
        return stack_chart(
            f"release-{self.category.code}", str(self.category), [str(year) for year in self.years], [("", figures)]
        )


def told_by(release: OutlookRelease) -> list[Told]:
    """What a release says, by category; a category of which it says nothing is left out."""
    cells = list(release.cells.select_related("category", "since"))
    shown = [cell.year for cell in cells if cell.shown is not None]
    if not shown:
        return []
    years = range(min(shown), max(shown) + 1)
    places = {(cell.category_id, cell.year): cell for cell in cells}
    categories = {cell.category_id: cell.category for cell in cells}
    found = [
        Told(category, years, [places.get((pk, year)) for year in years])
        for pk, category in sorted(categories.items(), key=lambda item: item[1].rank)
    ]
    return [told for told in found if told.published]
