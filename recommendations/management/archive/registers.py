"""Entries of a year in the registers, each with the fields of its own register."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Max

from boards.enums import Goal, Objective
from recommendations.management.archive.bulk import copy
from recommendations.management.archive.words import About, Pair
from recommendations.management.archive.world import World
from workinggroups.enums import EntryState, Progress
from workinggroups.models import (
    Challenge,
    Engagement,
    GoodPractice,
    IndustryInsight,
    Measure,
    PriorityAction,
    RegisterEntry,
    RegisterSeries,
    Standard,
)

A_YEAR = 180  # in each register
TAGS = ("ammunition", "workforce", "energy", "standards", "finance", "transport")

# What other fields of the same row depend on.
SAME = {"type": "capacity", "ndpp_step": "", "kind": "visit", "owner_name": ""}


class Registers:
    def __init__(self, world: World):
        self.world, self.random, self.new = world, world.random, world.new
        last = RegisterEntry.objects.values_list("register").annotate(last=Max("serial"))
        self.serials: dict[str, int] = dict(last)

    def write(self, year: int) -> None:
        for model in (GoodPractice, Challenge, Measure, PriorityAction, IndustryInsight, Engagement, Standard):
            entries = [self._entry(model, year, About(self.random)) for _ in range(self.world.number(A_YEAR))]
            rows = [self._own(model, entry) for entry in entries]
            for table in (RegisterEntry, model):
                copy(table, rows)
            for row in rows:
                self._tell(row)

    def _tell(self, row: RegisterEntry) -> None:
        acts, staff, author = self.world.acts, self.world.staff, row.entered_by
        assert row.submitted_at
        steps = (
            ("entry_created", EntryState.DRAFT, row.entered_at, author),
            ("entry_submitted", EntryState.SUBMITTED, row.submitted_at, author),
            ("entry_accepted", EntryState.ACCEPTED, row.entered_at + timedelta(days=5), staff),
            ("entry_closed", EntryState.CLOSED, row.state_since, staff),
        )
        for version, (verb, state, at, by) in enumerate(steps[: row.version], 1):
            acts.done(at, by, verb, row, version=version, state=state)
            sent = row.submitted_at if version > 1 else None
            acts.kept(row, at, by, version=version, state=state, state_since=at, submitted_at=sent)

    def close(self) -> None:
        for register, last in self.serials.items():
            RegisterSeries.objects.update_or_create(register=register, defaults={"last": last})

    def _entry(self, model: type[RegisterEntry], year: int, about: About) -> RegisterEntry:
        register, at, random = str(model._meta.model_name), self.world.instant(year), self.random
        serial = self.serials[register] = self.serials.get(register, 0) + 1
        nation = random.choice(self.world.allies)
        state = random.choice((EntryState.ACCEPTED, EntryState.CLOSED, EntryState.CLOSED))
        closed = state == EntryState.CLOSED
        title_en, title_fr = about.title()
        text_en, text_fr = about.text(random.randint(2, 5))
        return self.new(
            RegisterEntry,
            register=register,
            serial=serial,
            reference=f"{model.PREFIX}-{serial:04}",
            body=random.choice(self.world.groups),
            nation=nation,
            title_en=title_en,
            title_fr=title_fr,
            text_en=text_en,
            text_fr=text_fr,
            objectives=[random.choice(Objective.values)],
            goals=[random.choice(Goal.values)],
            tags=random.sample(TAGS, 2),
            state=state,
            state_since=at + timedelta(days=20 if closed else 5),
            version=4 if closed else 3,
            submitted_at=at,
            entered_at=at,
            entered_by=self.world.speaker(nation),
        )

    def _own(self, model: type[RegisterEntry], entry: RegisterEntry) -> RegisterEntry:
        """The row of the register's own table: choices at random, words from the grammar, days after the entry."""
        said, shared = About(self.random).title(), RegisterEntry._meta.concrete_fields
        row = model(**{field.attname: getattr(entry, field.attname) for field in shared})
        row.registerentry_ptr_id = entry.pk  # type: ignore[attr-defined] # every register's own table has it
        for field in model._meta.local_concrete_fields:
            if not field.primary_key:
                setattr(row, str(field.attname), self._value(field, entry, said))
        row.gather()
        return row

    def _value(self, field: Any, entry: RegisterEntry, said: Pair) -> Any:
        if field.name in SAME:
            return SAME[field.name]
        if field.name == "owner_nation":
            return entry.nation_id
        if field.name == "status" and not self.world.still_open(entry.entered_at.year):
            return self.random.choice([status for status in Progress if status.is_over])
        if field.choices:
            return self.random.choice([value for value, _label in field.choices if value])
        if isinstance(field, models.DateField):
            return (entry.entered_at + timedelta(days=200 if field.name.endswith("to") else 120)).date()
        if field.null:
            return None
        if field.name.endswith(("_en", "_fr")):
            line = said[field.name.endswith("_fr")]
            return f"<p>{line}</p>" if isinstance(field, models.TextField) else line
        return f"{entry.serial}"
