"""What nations, the groups and industry brought to the registers, and how it is linked to recommendations."""

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from boards.enums import Marking
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import from_input
from recommendations.actions.links import link_entry
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.text_player import Beat, TextPlayer
from workinggroups.access.registers import sides_of
from workinggroups.actions import registers
from workinggroups.enums import Adoption, Progress, Source, Stand
from workinggroups.models import Material, RegisterEntry
from workinggroups.registers import OWNER, REGISTERS, Register

SCRIPT = Path(__file__).with_suffix(".toml")
LINKED = -4  # the day on which what has been accepted is linked
DECIDED = 3  # working days after the entry was submitted
_PLAIN = ("type", "severity", "ndpp_step", "risk_level", "dynamic", "counterpart", "number", "edition", "custodian")


def beats(players: dict[str, TextPlayer], cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    """Every act with its instant; `players` are the texts, by their codes."""
    script = tomllib.loads(SCRIPT.read_text("utf-8"))
    player = Player(script, players, cast, calendar)
    for minute, code in enumerate(script):
        yield from player.beats(code, minute)


class Player:
    """Plays the script through the portal's own actions."""

    def __init__(self, script: dict[str, Any], texts: dict[str, TextPlayer], cast: Cast, calendar: Calendar) -> None:
        self.script, self.texts, self.cast, self.calendar = script, texts, cast, calendar
        self.entries: dict[str, RegisterEntry] = {}

    def beats(self, code: str, minute: int) -> Iterator[Beat]:
        told = self.script[code]
        day, state = told["day"], told.get("state", "accepted")
        yield self.calendar.at(day, 9, minute), partial(self.enter, code)
        if state == "draft":
            return
        yield self.calendar.at(day, 11, minute), partial(self.step, code, "submit")
        decided = min(day + DECIDED, LINKED - 1)
        if state == "returned":
            yield self.calendar.at(decided, 15, minute), partial(self.step, code, "return", told["why"])
        elif state != "submitted":
            yield self.calendar.at(decided, 15, minute), partial(self.step, code, "accept")
            yield self.calendar.at(LINKED, 8, minute), partial(self.stand_by, code)
            yield self.calendar.at(LINKED, 10, minute), partial(self.link, code)
        if state == "closed":
            yield self.calendar.at(LINKED, 16, minute), partial(self.step, code, "close", told["why"])

    def enter(self, code: str) -> None:
        told = self.script[code]
        by, register = self.cast[told["by"]], REGISTERS[told["kind"]]
        self.entries[code] = registers.create_entry(
            register=register,
            body=self.cast.bodies[told["group"]],
            side=sides_of(by)[0],
            organisation=told.get("organisation", ""),
            values=self.values(told, register),
            by=by,
        )

    def values(self, told: dict[str, Any], register: Register) -> dict[str, Any]:
        """The fields of the model from what the script says; `period` and `held` are days from today."""
        values: dict[str, Any] = {
            "original_language": told.get("original", "en"),
            "marking": told.get("marking", self.usual_marking(told)),
            **{name: told.get(name, []) for name in ("objectives", "goals", "tags")},
            **{f"title_{language}": told[f"title_{language}"] for language in ("en", "fr")},
            **{f"text_{language}": from_input(told.get(f"text_{language}", "")) for language in ("en", "fr")},
        }
        for field in register.fields:
            columns = field.columns(register.model)
            if field.name == "owner":
                values |= self.owner(told)
            elif len(columns) == 2:
                rich = register.model._meta.get_field(columns[0]).get_internal_type() == "TextField"
                for column in columns:
                    words = told.get(column, "")
                    values[column] = from_input(words) if rich else words
            else:
                values[field.name] = self.value(told, field.name)
        return values

    def usual_marking(self, told: dict[str, Any]) -> str:
        """NATO's words bear NATO's marking; industry's and those of an organisation do not."""
        outside = sides_of(self.cast[told["by"]])[0].source == Source.INDUSTRY or told.get("organisation")
        return Marking.UNMARKED if outside else Marking.UNCLASSIFIED

    def owner(self, told: dict[str, Any]) -> dict[str, Any]:
        nation, body, name = (told.get(column, "") for column in OWNER)
        return {
            "owner_nation": self.cast.head(nation).seats.get().nation if nation else None,
            "owner_body": self.cast.bodies[body] if body else None,
            "owner_name": name,
        }

    def value(self, told: dict[str, Any], name: str) -> Any:
        if name in _PLAIN:
            return told.get(name, "")
        return {
            "due": lambda: self.calendar.day(told["due"]),
            "status": lambda: Progress(told["status"]),
            "material": lambda: Material.objects.filter(code=told.get("material")).first(),
            "period_from": lambda: self.calendar.day(told["period"][0]),
            "period_to": lambda: self.calendar.day(told["period"][1]),
            "kind": lambda: told["contact"],
            "held_on": lambda: self.calendar.day(told["held"]),
            "answers": lambda: self.entries.get(told.get("answers", "")),
            "partner": lambda: told.get("partner", ""),
        }[name]()

    def step(self, code: str, step: str, why: str = "") -> None:
        told = self.script[code]
        by = self.cast[told["by"]] if step == "submit" else self.moderator(told["group"])
        self.entries[code] = registers.perform(entry=self.entries[code], step=step, by=by, why=why)

    def moderator(self, group: str) -> User:
        return self.cast["secretariat" if group == "DIPB" else f"chair.{group.lower()}"]

    def stand_by(self, code: str) -> None:
        """Co-sponsors, nations that reuse it, what nations say of a standard, releases."""
        told, entry = self.script[code], self.entries[code]
        for stand, nations in ((Stand.SPONSORS, told.get("sponsors", ())), (Stand.REUSES, told.get("reuses", ()))):
            for nation in nations:
                registers.take_stand(entry=entry, stand=stand, joins=True, by=self.cast.head(nation))
        for status, nations in told.get("said", {}).items():
            for number, nation in enumerate(nations):
                planned = self.calendar.day(120 + 60 * number) if status == Adoption.PLANNED else None
                registers.state_implementation(
                    standard=entry,  # type: ignore[arg-type] # only standards say so
                    version=0,
                    status=status,
                    planned_for=planned,
                    note="",
                    by=self.cast.head(nation),
                )
        if released := told.get("released"):
            bodies = Body.objects.filter(code__in=released)
            registers.release(entry=entry, bodies=bodies, by=self.moderator(told["group"]))

    def link(self, code: str) -> None:
        """To entries that have been submitted, in either direction, and to recommendations."""
        told, entry, by = self.script[code], self.entries[code], self.cast["secretariat"]
        for relation, other, direction in told.get("links", ()):
            ends = (entry, self.entries[other]) if direction == "to" else (self.entries[other], entry)
            registers.link(source=ends[0], target=ends[1], relation=relation, by=by)
        for bearing, text in told.get("texts", ()):
            link_entry(recommendation=self.texts[text].recommendation, entry=entry, bearing=bearing, by=by)
