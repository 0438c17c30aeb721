"""Reads for what a recommendation carries; a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from boards.access import rights_of
from boards.models import Nation
from dipb_portal.accounts.models import User
from recommendations.access.commitment import BEFORE_SUBMISSION
from recommendations.access.guards import commitment_gaps
from recommendations.enums import Area, Beneficiary, Criterion, Kind
from recommendations.models import Commitment, Implication, Milestone, Recommendation
from workinggroups.access.capacity import levels_visible_to
from workinggroups.access.registers import entries_visible_to
from workinggroups.enums import Adoption
from workinggroups.models import CapacityLevel, Implementation, Standard


@dataclass(frozen=True)
class StandardLine:
    """A standard with what nations state of it: label of the status, codes of the nations."""

    standard: Standard
    stated: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Carried:
    """What stands beside the text, as one person sees it."""

    commitment: Commitment | None
    gaps: list[str]
    milestones: list[Milestone]
    levels: list[CapacityLevel]
    standards: list[StandardLine]
    implications: list[tuple[str, Implication | None]]
    sponsors: list[Nation]
    own: Nation | None
    sponsoring: bool

    @property
    def shown(self) -> Commitment:
        """The commitment, empty where nothing is said yet."""
        return self.commitment or Commitment()

    @property
    def beneficiaries(self) -> list[str]:
        return [str(Beneficiary(each).label) for each in self.shown.beneficiaries]

    @property
    def criteria(self) -> list[str]:
        return [str(Criterion(each).label) for each in self.shown.criteria]


def commitment_of(text: Recommendation) -> Commitment | None:
    return Commitment.objects.filter(recommendation=text).select_related("lead_nation", "lead_body").first()


def implications_of(text: Recommendation) -> dict[str, Implication]:
    return {row.area: row for row in text.implications.all()}


def carried_by(text: Recommendation, user: User) -> Carried:
    mine = commitment_of(text)
    rows = implications_of(text)
    sponsors = list(sponsors_of(text))
    own = rights_of(user).nation("state_position", text.body)
    may_join = own is not None and text.state in BEFORE_SUBMISSION
    return Carried(
        commitment=mine,
        gaps=commitment_gaps(mine) if text.kind == Kind.RECOMMENDATION else [],
        milestones=list(mine.milestones.all()) if mine else [],
        levels=list(levels_visible_to(user).filter(commitments=mine).select_related("category")) if mine else [],
        standards=_standards(mine, user) if mine else [],
        implications=[(str(area.label), rows.get(area)) for area in Area],
        sponsors=sponsors,
        own=own if may_join else None,
        sponsoring=own in sponsors,
    )


def sponsors_of(text: Recommendation) -> QuerySet[Nation]:
    """The nations that stand behind the text, in protocol order."""
    return Nation.objects.filter(pk__in=text.cosponsors.standing().values("nation")).protocol_order()


def _standards(mine: Commitment, user: User) -> list[StandardLine]:
    readable = entries_visible_to(user).values("pk")
    rows = list(mine.standards.filter(pk__in=readable).order_by("number"))
    stated: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    states = Implementation.objects.filter(standard__in=rows).select_related("nation").order_by("nation__rank_en")
    for each in states:
        stated[each.standard_id][each.status].append(each.nation.alpha3)
    return [
        StandardLine(
            row, [(str(status.label), stated[row.pk][status]) for status in Adoption if stated[row.pk][status]]
        )
        for row in rows
    ]
