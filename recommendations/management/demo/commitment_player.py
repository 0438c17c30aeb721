"""What each text is to bring about, what it implies and who stands behind it, played by the real actions."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import partial

from boards.models import Nation
from recommendations.actions import commitment as acts
from recommendations.enums import ActionVerb, Area, Beneficiary, Criterion, Form
from recommendations.management.demo.calendar import Calendar
from recommendations.management.demo.cast import Cast
from recommendations.management.demo.script import tables
from recommendations.management.demo.text_player import Beat, TextPlayer
from workinggroups.models import CapacityLevel, Standard

Pair = tuple[str, ...]  # English, French; or nothing


@dataclass(frozen=True, kw_only=True)
class Milestone:
    at: int
    en: str
    fr: str


@dataclass(frozen=True, kw_only=True)
class Implications:
    """By area; an empty pair is the explicit "none identified"."""

    financial: Pair
    legal: Pair
    resources: Pair
    industrial: Pair
    security: Pair
    partners: Pair


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """`lead_nation` is an alpha-3 code, `lead_body` a body's; `due` a day; `cosponsors` alpha-3 codes.

    `levels` are codes of categories, `standards` numbers. It is written with the draft unless a day is given.
    """

    written: int | None = None
    levels: tuple[str, ...] = ()
    standards: tuple[str, ...] = ()

    form: Form = Form.GENERAL
    verb: ActionVerb | None = None
    addressee: Pair = ("", "")
    action: Pair = ("", "")
    lead_nation: str = ""
    lead_body: str = ""
    due: int | None = None
    indicator: Pair = ("", "")
    capability: Pair = ("", "")
    beneficiaries: tuple[Beneficiary, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    cosponsors: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    implications: Implications | None = field(default=None)


def load() -> dict[str, Commitment]:
    return tables(Commitment, "commitments.toml")


def beats(players: dict[str, TextPlayer], cast: Cast, calendar: Calendar) -> Iterator[Beat]:
    """Written with the draft; co-sponsors join when the first revision is out."""
    for code, said in load().items():
        player = players[code]
        written = player.text.drafted if said.written is None else said.written
        yield calendar.at(written, 9, 50), partial(_commit, player, said, cast, calendar)
        if said.implications:
            yield calendar.at(player.text.drafted, 9, 55), partial(_weigh, player, said.implications)
        first = player.text.revisions[0].issued
        for n, alpha3 in enumerate(said.cosponsors if first is not None else ()):
            yield calendar.at(min(first + 2, -1), 14, 5 * n), partial(_join, player, cast, alpha3)  # type: ignore[operator] # an int or None, tested above


def _commit(player: TextPlayer, said: Commitment, cast: Cast, calendar: Calendar) -> None:
    values = {
        f"{name}_{language}": getattr(said, name)[side]
        for name in ("addressee", "action", "indicator", "capability")
        for side, language in enumerate(("en", "fr"))
    }
    acts.save_commitment(
        recommendation=player.recommendation,
        version=0,
        form=said.form,
        values={
            **values,
            "verb": said.verb or "",
            "lead_nation": Nation.objects.get(alpha3=said.lead_nation) if said.lead_nation else None,
            "lead_body": cast.bodies[said.lead_body] if said.lead_body else None,
            "due": None if said.due is None else calendar.day(said.due),
            "beneficiaries": list(said.beneficiaries),
            "criteria": list(said.criteria),
        },
        milestones=[(calendar.day(each.at), each.en, each.fr) for each in said.milestones],
        levels=CapacityLevel.objects.filter(category__code__in=said.levels, state=CapacityLevel.State.AGREED),
        standards=Standard.objects.filter(number__in=said.standards),
        by=player.rapporteur,
    )


def _weigh(player: TextPlayer, said: Implications) -> None:
    pairs = {Area(each.name): getattr(said, each.name) or ("", "") for each in fields(said)}
    acts.save_implications(
        recommendation=player.recommendation,
        rows={area: (0, not any(pair), *pair) for area, pair in pairs.items()},
        by=player.rapporteur,
    )


def _join(player: TextPlayer, cast: Cast, alpha3: str) -> None:
    acts.co_sponsor(recommendation=player.recommendation, by=cast.head(alpha3))
