"""Entries of the registers for tests: each is made and moved by the portal's own actions."""

from datetime import date
from typing import Any

from boards.models import Body
from dipb_portal.accounts.models import User
from tests.scenarios import People
from workinggroups.access.registers import sides_of
from workinggroups.actions import registers
from workinggroups.models import Material, RegisterEntry
from workinggroups.registers import REGISTERS

DAY = date(2027, 1, 15)


def values_for(slug: str, **more: Any) -> dict[str, Any]:
    """Complete values of one entry; `title` stands in both languages."""
    title = more.pop("title", "Powder")
    common = {"title_en": f"{title} in English", "title_fr": f"{title} en français", "original_language": "en"}
    common |= {"objectives": ["stocks"], "goals": ["capacity"], "tags": ["powder"], "marking": "NU"}
    owner = {"owner_nation": None, "owner_body": None, "owner_name": "An agency", "due": DAY, "status": "planned"}
    own: dict[str, dict[str, Any]] = {
        "good-practices": {
            f"{name}_{language}": f"<p>{name}</p>"
            for name in ("context", "done", "result")
            for language in ("en", "fr")
        },
        "challenges": {"type": "capacity", "ndpp_step": "", "severity": "high"},
        "measures": {
            "indicator_en": "Rounds",
            "indicator_fr": "Coups",
            "target_en": "Twice",
            "target_fr": "Le double",
            **owner,
        },
        "priority-actions": {
            "material": Material.objects.filter(code="tungsten").first(),
            "component_en": "",
            "component_fr": "",
            "risk_level": "high",
            "risk_en": "<p>One source.</p>",
            "risk_fr": "<p>Une seule source.</p>",
            **owner,
        },
        "industry-insights": {"dynamic": "demand", "period_from": DAY, "period_to": DAY},
        "engagement": {"kind": "event", "held_on": DAY, "counterpart": "Makers", "answers": None},
        "standards": {"number": "STANAG 9999", "edition": "4", "custodian": "", "partner": "nso"},
    }
    return common | own[slug] | more


def entry(slug: str, by: User, *, group: str = "CAP", organisation: str = "", **values: Any) -> RegisterEntry:
    """A draft of the person's own side in the group's register."""
    return registers.create_entry(
        register=REGISTERS[slug],
        body=Body.objects.get(code=group),
        side=sides_of(by)[0],
        organisation=organisation,
        values=values_for(slug, **values),
        by=by,
    )


def submitted(slug: str, by: User, **values: Any) -> RegisterEntry:
    return registers.perform(entry=entry(slug, by, **values), step="submit", by=by)


def accepted(slug: str, by: User, people: People, **values: Any) -> RegisterEntry:
    return registers.perform(entry=submitted(slug, by, **values), step="accept", by=people.secretariat)
