"""What nations need and plan, what industry was told of it, joint procurement, and capacity levels."""

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from boards.models import Nation
from dipb_portal.lib.richtext import sanitise
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.text_player import Beat
from workinggroups.actions import capacity, joint, plans, plans_sharing
from workinggroups.actions.outlook import release_outlook
from workinggroups.models import Category, JointCandidate, Requirement

SCRIPT = Path(__file__).with_suffix(".toml")
ENTERED, FIRST_RELEASE, MORE, SECOND_RELEASE, WITHDRAWN = -105, -82, -40, -12, -5
_ROW = ("nation", "category", "certainty", "quantities", "audience", "industry", "nations", "late")


def beats(cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    """Every act with its instant. The two releases lie in different quarters, whatever day it is."""
    script = tomllib.loads(SCRIPT.read_text())
    player = Player(script, cast, calendar)
    for minute, row in enumerate(script["rows"]):
        each = dict(zip(_ROW, row, strict=True))
        entered = calendar.at(MORE if each["late"] else ENTERED, 9, minute)
        yield entered, partial(player.enter, each)
    for minute, each in enumerate(script["plans"]):
        yield calendar.at(ENTERED, 15, 10 * minute), partial(player.plan, each)
    for day in (FIRST_RELEASE, SECOND_RELEASE):
        yield calendar.at(day, 11), player.release
    yield calendar.at(MORE, 17), player.change
    yield calendar.at(WITHDRAWN, 10), player.withdraw
    for each in script["candidates"]:
        yield calendar.at(each["proposed"], 14), partial(player.propose, each)
    for each in script["levels"]:
        yield calendar.at(each["drafted"], 10), partial(player.level, each)


class Player:
    """Plays the script through the portal's own actions."""

    def __init__(self, script: dict[str, Any], cast: Cast, calendar: Calendar) -> None:
        self.script, self.cast, self.calendar = script, cast, calendar
        self.nations = {nation.alpha3: nation for nation in Nation.objects.all()}
        self.categories = {category.code: category for category in Category.objects.all()}
        self.first_year = calendar.today.year - 1

    def enter(self, row: dict[str, Any]) -> None:
        words = self.script["words"][row["category"]][row["certainty"]]
        head = self.cast.head(row["nation"])
        requirement = plans.enter_requirement(
            nation=self.nations[row["nation"]],
            category=self.categories[row["category"]],
            description_en=words[0],
            description_fr=words[1],
            certainty=row["certainty"],
            note="",
            quantities={self.first_year + at: quantity for at, quantity in enumerate(row["quantities"]) if quantity},
            by=head,
        )
        if row["audience"] != "own" or row["industry"]:
            plans_sharing.share_lines(
                requirement=requirement,
                lines=list(requirement.lines.all()),
                audience=row["audience"],
                nations=[self.nations[code] for code in row["nations"]],
                industry=row["industry"],
                by=head,
            )

    def plan(self, row: dict[str, Any]) -> None:
        head = self.cast.head(row["nation"])
        plan = plans.enter_plan(
            nation=self.nations[row["nation"]],
            title_en=row["title_en"],
            title_fr=row["title_fr"],
            text_en=sanitise(row["text_en"]),
            text_fr=sanitise(row["text_fr"]),
            first_year=self.first_year + 1,
            last_year=self.first_year + row["years"],
            categories=[self.categories[code] for code in row["categories"]],
            by=head,
        )
        chosen = [self.nations[code] for code in row["nations"]]
        plans_sharing.share_plan(plan=plan, audience=row["audience"], nations=chosen, by=head)

    def release(self) -> None:
        release_outlook(bodies=[self.cast.bodies["NIAG"]], by=self.cast["secretariat"])

    def change(self) -> None:
        """One nation alone needs more: in the next release the figures before stand on."""
        requirement = self._of("BEL", "tank-120")
        more = {line.year: 2 * line.quantity for line in requirement.lines.all()}
        plans.save_quantities(changes={requirement: (requirement.version, more)}, by=self.cast.head("BEL"))

    def withdraw(self) -> None:
        """One nation takes back what it gave industry: the figures it is part of are blanked."""
        plans_sharing.withdraw_lines(requirement=self._of("LUX", "small-arms"), by=self.cast.head("LUX"))

    def propose(self, row: dict[str, Any]) -> None:
        years = {"first_year": self.first_year + row["from"], "last_year": self.first_year + row["to"]}
        by = self.cast[row["by"]]
        candidate = joint.propose_candidate(category=self.categories[row["category"]], note=row["note"], by=by, **years)
        for nation in row["joins"]:
            joint.join_candidate(candidate=candidate, by=self.cast.head(nation))
        if row["lead"]:
            joint.lead_candidate(candidate=candidate, by=self.cast.head(row["lead"]))
            joint.move_candidate(candidate=candidate, state=JointCandidate.State.EXPLORED, by=self.cast["secretariat"])

    def level(self, row: dict[str, Any]) -> None:
        by = self.cast["rapporteur.cap"]
        fields = {
            f"{kind}_{condition}": row[kind][at]
            for kind in ("required", "current")
            for at, condition in enumerate(("peace", "crisis", "conflict"))
        }
        words = {name: row[name] for name in ("unit_en", "unit_fr", "source_en", "source_fr", "horizon", "originator")}
        level = capacity.draft_level(
            category=self.categories[row["category"]],
            body=self.cast.bodies["CAP"],
            as_of=self.calendar.day(row["drafted"]) - timedelta(days=row["age"]),
            marking="NU",
            by=by,
            **fields,
            **words,
        )
        if row["agreed"]:
            capacity.agree_level(level=level, version=level.version, by=by)

    def _of(self, nation: str, category: str) -> Requirement:
        return Requirement.objects.get(nation__alpha3=nation, category__code=category)
