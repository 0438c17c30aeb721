"""What nations need and plan in a year, line by line shared or not; what the groups make of it."""

from datetime import UTC, datetime, timedelta

from boards.models import Nation
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import TITLES, About
from recommendations.management.archive.world import World
from workinggroups.actions.outlook import fill
from workinggroups.models import (
    CapacityLevel,
    Category,
    JointCandidate,
    NationalPlan,
    OutlookRelease,
    Requirement,
    RequirementLine,
)
from workinggroups.models.plans import FIRST_YEAR, Audience, Certainty

REQUIREMENTS, PLANS = 10, 5  # of each nation
LEVELS, CANDIDATES = 10, 3  # in all
SPAN = 6  # years of a requirement at most
CHOSEN = 4  # Allies, where a nation chooses
AUDIENCES = (Audience.OWN, Audience.CHOSEN, Audience.ALL)


class Demand:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new
        self.categories = list(Category.objects.filter(active=True))

    def write(self, year: int) -> None:
        requirements = [self._requirement(nation, year) for nation in self._nations(REQUIREMENTS)]
        lines = [line for requirement in requirements for line in self._lines(requirement, year)]
        copy(Requirement, requirements)
        copy(RequirementLine, lines)
        self._choose(RequirementLine, [(line, line.requirement.nation) for line in lines])
        plans = [self._plan(nation, year) for nation in self._nations(PLANS)]
        copy(NationalPlan, plans)
        self._choose(NationalPlan, [(plan, plan.nation) for plan in plans])
        about = NationalPlan.categories.through
        copy(
            about,
            (
                self.new(about, nationalplan_id=plan.pk, category_id=category.pk)
                for plan in plans
                for category in self.random.sample(self.categories, 2)
            ),
        )
        copy(CapacityLevel, [self._level(year) for _ in range(self.world.number(LEVELS))])
        self._candidates(year)
        self._release(year)

    def _release(self, year: int) -> None:
        """To industry at the year's end: what the portal's rules of disclosure allow of all that is written by then."""
        at, staff = datetime(year, 12, 31, 12, tzinfo=UTC), self.world.staff
        release = OutlookRelease.objects.create(year=year, quarter=4, released_at=at, released_by=staff)
        release.bodies.add(self.world.niag)
        fill(release)
        self.world.acts.done(at, staff, "outlook_released", release, bodies=[self.world.niag.code])

    def _nations(self, each: int) -> list[Nation]:
        return [nation for nation in self.world.allies for _ in range(self.world.number(each))]

    def _first(self, year: int) -> int:
        """Some year to come; the portal knows none before its first."""
        return max(year + 1, FIRST_YEAR) + self.random.randint(0, 4)

    def _choose(self, model: type[RequirementLine | NationalPlan], rows: list) -> None:
        """Whom a nation chose, where it did."""
        through = model.nations.through
        row_id = f"{model._meta.model_name}_id"
        copy(
            through,
            (
                self.new(through, **{row_id: row.pk, "nation_id": chosen.pk})
                for row, nation in rows
                if row.audience == Audience.CHOSEN
                for chosen in self.random.sample([each for each in self.world.allies if each != nation], CHOSEN)
            ),
        )

    def _requirement(self, nation: Nation, year: int) -> Requirement:
        title_en, title_fr = About(self.random).pair(TITLES)
        at, speaker = self.world.instant(year), self.world.speaker(nation)
        requirement = self.new(
            Requirement,
            nation=nation,
            category=self.random.choice(self.categories),
            description_en=title_en,
            description_fr=title_fr,
            certainty=self.random.choice(Certainty.values),
            saved_at=at,
            saved_by=speaker,
        )
        self.world.acts.done(at, speaker, "requirement_entered", requirement)
        self.world.acts.kept(requirement, at, speaker)
        return requirement

    def _lines(self, requirement: Requirement, year: int) -> list[RequirementLine]:
        """The nearer years are shared, those beyond stay the delegation's own."""
        first, span = self._first(year), self.random.randint(SPAN // 2, SPAN)
        audience, industry = self.random.choice(AUDIENCES), self.random.random() < 0.5
        shared = self.random.randint(1, span) if audience != Audience.OWN or industry else 0
        lines = [
            self.new(
                RequirementLine,
                requirement=requirement,
                year=first + position,
                quantity=requirement.category.rounding * self.random.randint(1, 60),
                audience=audience if position < shared else Audience.OWN,
                industry=industry and position < shared,
            )
            for position in range(span)
        ]
        self._tell(requirement, lines, shared)
        return lines

    def _tell(self, requirement: Requirement, lines: list[RequirementLine], shared: int) -> None:
        acts, at, by = self.world.acts, requirement.saved_at, requirement.saved_by
        later = at + timedelta(days=20)
        for line in lines:
            acts.kept(line, at, by, audience=Audience.OWN, industry=False)
            if line.is_shared:
                acts.kept(line, later, by)
        if shared:
            years, audience, industry = [line.year for line in lines[:shared]], lines[0].audience, lines[0].industry
            acts.done(later, by, "requirement_shared", requirement, years=years, audience=audience, industry=industry)

    def _plan(self, nation: Nation, year: int) -> NationalPlan:
        about, at, speaker = About(self.random), self.world.instant(year), self.world.speaker(nation)
        (title_en, title_fr), (text_en, text_fr) = about.title(), about.text(4)
        first = self._first(year)
        plan = self.new(
            NationalPlan,
            nation=nation,
            title_en=title_en,
            title_fr=title_fr,
            text_en=text_en,
            text_fr=text_fr,
            first_year=first,
            last_year=first + SPAN,
            audience=self.random.choice(AUDIENCES),
            saved_at=at,
            saved_by=speaker,
        )
        acts, later = self.world.acts, at + timedelta(days=20)
        acts.done(at, speaker, "plan_entered", plan)
        acts.kept(plan, at, speaker, audience=Audience.OWN)
        if plan.audience != Audience.OWN:
            acts.done(later, speaker, "plan_shared", plan, audience=plan.audience)
            acts.kept(plan, later, speaker)
        return plan

    def _level(self, year: int) -> CapacityLevel:
        category, at, staff = self.random.choice(self.categories), self.world.instant(year), self.world.staff
        source_en, source_fr = About(self.random).pair(TITLES)
        present, step = self.random.randint(10, 40), category.rounding
        level = self.new(
            CapacityLevel,
            category=category,
            body=self.random.choice(self.world.groups),
            unit_en=category.unit_en,
            unit_fr=category.unit_fr,
            required_peace=present * step,
            required_crisis=present * step * 2,
            required_conflict=present * step * 4,
            current_peace=present * step,
            current_crisis=present * step * self.random.randint(1, 2),
            current_conflict=present * step * self.random.randint(1, 4),
            horizon=self.random.choice((6, 12, 24)),
            source_en=source_en,
            source_fr=source_fr,
            as_of=at.date(),
            state=CapacityLevel.State.AGREED,
            originator="DIPB",
            marking="NU",
            saved_at=at,
            saved_by=staff,
        )
        acts, agreed = self.world.acts, at + timedelta(days=30)
        acts.done(at, staff, "level_drafted", level)
        acts.kept(level, at, staff, state=CapacityLevel.State.DRAFT)
        acts.done(agreed, staff, "level_agreed", level)
        acts.kept(level, agreed, staff)
        return level

    def _candidates(self, year: int) -> None:
        """Joint procurements: some nations joined, and most were dropped in the end."""
        candidates = [self._candidate(year) for _ in range(self.world.number(CANDIDATES))]
        joined = JointCandidate.nations.through
        copy(JointCandidate, candidates)
        copy(
            joined,
            (
                self.new(joined, jointcandidate_id=each.pk, nation_id=nation.pk)
                for each in candidates
                for nation in self._joined(each)
            ),
        )

    def _candidate(self, year: int) -> JointCandidate:
        note, first, at = About(self.random).title()[0], self._first(year), self.world.instant(year)
        open_still = self.world.still_open(year)
        candidate = self.new(
            JointCandidate,
            category=self.random.choice(self.categories),
            first_year=first,
            last_year=first + SPAN,
            note=note,
            state=JointCandidate.State.EXPLORED if open_still else JointCandidate.State.DROPPED,
            proposed_at=at,
            proposed_by=self.world.staff,
        )
        self.world.acts.done(at, self.world.staff, "joint_proposed", candidate)
        self.world.acts.kept(candidate, at, self.world.staff, state=JointCandidate.State.PROPOSED)
        self._move(candidate, at + timedelta(days=60))
        return candidate

    def _move(self, candidate: JointCandidate, at: datetime) -> None:
        self.world.acts.done(at, self.world.staff, "joint_moved", candidate, state=candidate.state)
        self.world.acts.kept(candidate, at, self.world.staff)

    def _joined(self, candidate: JointCandidate) -> list[Nation]:
        nations = self.random.sample(self.world.allies, CHOSEN)
        for nation in nations:
            at, speaker = candidate.proposed_at + timedelta(days=10), self.world.speaker(nation)
            self.world.acts.done(at, speaker, "joint_joined", candidate, nation=nation.alpha3)
        return nations
