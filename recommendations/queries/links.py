"""The links of a recommendation or an entry, and the trace that begins there: what the CNAD decided, what was done.

Each part is read through what the person may see; what is hidden leaves no gap that could be told.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from boards.access import rights_of
from boards.models import Nation
from dipb_portal.accounts.models import User
from recommendations.access.followup import actions_visible_to, dispositions_visible_to, implementation_visible_to
from recommendations.access.links import links_visible_to
from recommendations.enums import FROM_ENTRY, Bearing
from recommendations.models import Disposition, FollowUpAction, ImplementationReport, Recommendation, RecommendationLink
from recommendations.queries.drafting import texts_for
from workinggroups.models import RegisterEntry
from workinggroups.registers import Register, register_of


@dataclass(frozen=True)
class Action:
    """An action that follows, with what nations report on it, in protocol order."""

    action: FollowUpAction
    reports: list[ImplementationReport]


@dataclass(frozen=True)
class Chain:
    """One recommendation and what came of it; `text` has the titles the person may read (`shown_title`)."""

    text: Any
    dispositions: list[Disposition] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    link: RecommendationLink | None = None
    words: str | Promise = ""
    may_unlink: bool = False


@dataclass(frozen=True)
class LinkedEntry:
    link: RecommendationLink
    words: str | Promise
    entry: RegisterEntry
    register: Register


def entries_linked_to(recommendation: Recommendation, user: User) -> list[LinkedEntry]:
    """The entries linked to a recommendation that the person may read."""
    links = links_visible_to(user).filter(recommendation=recommendation).order_by("bearing", "pk")
    related = links.select_related("entry__nation", "entry__author_body")
    return [LinkedEntry(link, Bearing(link.bearing).label, link.entry, register_of(link.entry)) for link in related]


def chains_of_entry(entry: RegisterEntry, user: User) -> list[Chain]:
    """The recommendations linked to an entry, each with what came of it. A constant number of queries."""
    links = {link.recommendation_id: link for link in links_visible_to(user).filter(entry=entry.pk)}
    chains = _chains([*links], user)
    drafts = rights_of(user).bodies("draft_text")
    return [
        Chain(
            chain.text,
            chain.dispositions,
            chain.actions,
            links[chain.text.pk],
            FROM_ENTRY[Bearing(links[chain.text.pk].bearing)],
            chain.text.body_id in drafts,
        )
        for chain in chains
    ]


def chain_of_text(recommendation: Recommendation, user: User) -> Chain | None:
    return next(iter(_chains([recommendation.pk], user)), None)


def _chains(keys: list[int], user: User) -> list[Chain]:
    if not keys:
        return []
    nations = {pk: rank for rank, pk in enumerate(Nation.objects.protocol_order().values_list("pk", flat=True))}
    dispositions: dict[int, list[Disposition]] = defaultdict(list)
    found = dispositions_visible_to(user).current().filter(item__recommendation__in=keys)
    for row in found.select_related("item").order_by("decided_on", "pk"):
        dispositions[row.item.recommendation_id].append(row)
    reports: dict[int, list[ImplementationReport]] = defaultdict(list)
    said = implementation_visible_to(user).current().filter(action__recommendation__in=keys)
    for report in sorted(said.select_related("nation"), key=lambda report: nations[report.nation_id]):
        reports[report.action_id].append(report)
    actions: dict[int, list[Action]] = defaultdict(list)
    due = actions_visible_to(user).filter(recommendation__in=keys).select_related("nation", "body")
    for action in due.order_by("due", "pk"):
        actions[action.recommendation_id].append(Action(action, reports[action.pk]))
    texts = texts_for(user).filter(pk__in=keys).order_by("created_at")
    return [Chain(text, dispositions[text.pk], actions[text.pk]) for text in texts]
