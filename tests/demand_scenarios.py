"""Requirements, plans, releases and levels for tests, made by the portal's own actions."""

from collections.abc import Iterable
from datetime import date, datetime

from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib.deadlines import BRUSSELS
from tests import scenarios
from tests.scenarios import People
from workinggroups.access.plans import enters_for
from workinggroups.actions import capacity, plans, plans_sharing
from workinggroups.actions.outlook import release_outlook
from workinggroups.models import CapacityLevel, Category, NationalPlan, OutlookRelease, Requirement

YEAR = datetime.now(BRUSSELS).year + 1  # pages that look ahead begin with last year
YEARS = {YEAR: 100, YEAR + 1: 200}
MORE_NATIONS = ("BEL", "NLD", "NOR", "POL", "ITA", "ESP", "CAN", "DNK")


def category(code: str = "armoured") -> Category:
    return Category.objects.get(code=code)


def nation(code: str) -> Nation:
    return Nation.objects.get(alpha3=code)


def requirement(
    by: User,
    *,
    code: str = "armoured",
    years: dict | None = None,
    title: str = "Vehicles",
    certainty: str = "firm",
) -> Requirement:
    """The nation's own, seen by nobody else; counted in tens of vehicles where nothing else is said."""
    own = enters_for(by)
    assert own
    return plans.enter_requirement(
        nation=own,
        quantities=YEARS if years is None else years,
        by=by,
        category=category(code),
        description_en=title,
        description_fr=f"{title} (FR)",
        certainty=certainty,
        note="",
    )


def share(
    found: Requirement, by: User, audience: str = "all", *, with_: Iterable[str] = (), industry: bool = False
) -> Requirement:
    """Every line of it."""
    plans_sharing.share_lines(
        requirement=found,
        lines=list(found.lines.all()),
        audience=audience,
        nations=[nation(code) for code in with_],
        industry=industry,
        by=by,
    )
    return found


def heads(count: int) -> list[User]:
    """Heads of further nations."""
    return [scenarios.seated(f"head_{code.lower()}", "head", "DIPB", code) for code in MORE_NATIONS[:count]]


def contribute(by: Iterable[User], quantity: int = 100, **kwargs: object) -> list[Requirement]:
    """Each lets industry have its requirement in aggregate, and shows it to no Ally."""
    return [
        share(requirement(each, years={YEAR: quantity + at}, **kwargs), each, "own", industry=True)
        for at, each in enumerate(by)
    ]


def release(people: People, *bodies: str) -> OutlookRelease:
    found = Body.objects.filter(code__in=bodies or ["NIAG"])
    return release_outlook(bodies=list(found), by=people.secretariat)


def shown(made: OutlookRelease, code: str = "armoured", year: int = YEAR) -> int | None:
    cell = made.cells.filter(category__code=code, year=year).first()
    return cell.shown if cell else None


def plan(by: User, title: str = "Plan", text: str = "<p>More shifts.</p>") -> NationalPlan:
    own = enters_for(by)
    assert own
    return plans.enter_plan(
        nation=own,
        title_en=title,
        title_fr="",
        text_en=text,
        text_fr="",
        first_year=2027,
        last_year=2030,
        categories=[category()],
        by=by,
    )


def level(by: User, *, source: str = "Survey", agreed: bool = False) -> CapacityLevel:
    made = capacity.draft_level(
        body=Body.objects.get(code="CAP"),
        category=category("artillery-155"),
        unit_en="rounds a month",
        unit_fr="coups par mois",
        required_peace=100,
        required_crisis=200,
        required_conflict=300,
        current_peace=120,
        current_crisis=150,
        current_conflict=None,
        horizon=36,
        source_en=source,
        source_fr="",
        as_of=date(2026, 5, 1),
        originator="CAP",
        marking="NU",
        by=by,
    )
    if agreed:
        capacity.agree_level(level=made, version=made.version, by=by)
    return made
