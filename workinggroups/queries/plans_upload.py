"""What an uploaded workbook would change, compared with how things stand now."""

from dataclasses import dataclass, field
from typing import Any

from workinggroups.models import Category, Requirement, RequirementUpload
from workinggroups.models.plans import Certainty


@dataclass
class Change:
    """One row of the workbook beside the requirement it is about; `stale`: somebody saved it since."""

    row: int
    requirement: Requirement | None
    category: Category
    certainty: Certainty
    particulars: dict[str, Any]
    quantities: dict[int, int | None]
    version: int | None
    words: bool = False
    lines: list[tuple[int, int | None, int | None]] = field(default_factory=list)
    gone: bool = False

    @property
    def proposed(self) -> Requirement:
        """The requirement as the workbook has it."""
        return Requirement(**self.particulars)

    @property
    def new(self) -> bool:
        return self.requirement is None and not self.gone

    @property
    def changed(self) -> bool:
        return self.new or self.words or bool(self.lines)

    @property
    def stale(self) -> bool:
        return self.gone or (self.requirement is not None and self.requirement.version != self.version)


def changes_of(upload: RequirementUpload) -> list[Change]:
    """A change for each row, also where it changes nothing, in the order of the workbook."""
    found = Requirement.objects.filter(nation=upload.nation_id).select_related("category").prefetch_related("lines")
    present = {each.pk: each for each in found}
    categories = {each.pk: each for each in Category.objects.all()}
    return [_change(row, present.get(row["requirement"]), categories) for row in upload.rows]


def _change(row: dict[str, Any], requirement: Requirement | None, categories: dict[int, Category]) -> Change:
    category = categories[row["category"]]
    names = ("description_en", "description_fr", "certainty", "note")
    particulars = {"category": category} | {name: row[name] for name in names}
    quantities = {int(year): quantity or None for year, quantity in row["quantities"].items()}
    change = Change(
        row["row"],
        requirement,
        category,
        Certainty(row["certainty"]),
        particulars,
        quantities,
        row["version"],
        gone=requirement is None and row["requirement"] is not None,
    )
    before = {line.year: line.quantity for line in requirement.lines.all()} if requirement else {}
    change.lines = [
        (year, before.get(year), after) for year, after in sorted(quantities.items()) if before.get(year) != after
    ]
    if requirement:
        change.words = any(getattr(requirement, name) != value for name, value in particulars.items())
    return change
