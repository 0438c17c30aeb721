"""Reads for the registers: their overview, a list, one entry with its links and nations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _

from boards.access import rights_of
from boards.enums import Goal, Objective
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from workinggroups.access import registers as access
from workinggroups.enums import INVERSE, EntryState, Relation, Source, Stand
from workinggroups.lifecycle import EntryStep
from workinggroups.models import EntryLink, Implementation, NationStand, RegisterEntry
from workinggroups.queries.register_facts import Fact, fact_of, foreign_keys, named_entries
from workinggroups.queries.register_history import why_last
from workinggroups.registers import REGISTERS, Register, register_of


def entries_of(register: Register, user: User) -> QuerySet[Any]:
    """The entries of one register that the person may read, with what a row of the list needs."""
    found = access.register_visible_to(user, register.model).filter(
        register=register.model._meta.model_name,  # what the index of the order begins with
    )
    own = foreign_keys(register.model)
    return found.select_related("body", "nation", "author_body").prefetch_related(*own).order_by("-state_since", "-pk")


@dataclass(frozen=True)
class Row:
    entry: Any
    facts: list[Fact]


def rows_of(entries: Iterable[Any], register: Register) -> list[Row]:
    columns = [register.field(name) for name in register.columns]
    today = _today(register)
    return [Row(entry, [fact_of(entry, register, field, today=today) for field in columns]) for entry in entries]


def _today(register: Register) -> date | None:
    """The day by which something of the register is late; None, and not asked for, where nothing is due."""
    return clock.today() if "due" in register.columns else None


@dataclass(frozen=True)
class Card:
    """A register on the overview: how many entries the person may read, by state."""

    register: Register
    counts: Sequence[tuple[str | Promise, int, str]]
    may_enter: bool

    @property
    def total(self) -> int:
        return sum(count for _label, count, _state in self.counts)


def cards_for(user: User) -> list[Card]:
    """Every register with the counts of its visible entries. A constant number of queries."""
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    found = access.entries_visible_to(user).order_by().values_list("register", "state").annotate(Count("pk"))
    for model, state, count in found:
        counted[model][state] = count
    sources = {side.source for side in access.sides_of(user)}
    cards = []
    for register in REGISTERS.values():
        by_state = counted[str(register.model._meta.model_name)]
        counts = [(EntryState(s).label, by_state[s], s) for s in EntryState.values if s in by_state]
        cards.append(Card(register, counts, takes(register, sources)))
    return cards


def takes(register: Register, sources: set[Source]) -> bool:
    """Whether who speaks for `sources` makes entries; staff may write down an organisation's words."""
    written_down = Source.BOARD in sources and Source.ORGANISATION in register.sources
    return written_down or bool(sources & set(register.sources))


@dataclass(frozen=True)
class Linked:
    link: EntryLink
    words: str | Promise
    entry: RegisterEntry
    url: str


def links_of(entry: RegisterEntry, user: User) -> list[Linked]:
    """The entry's links in both directions, as far as the person may read the other end."""
    visible = access.entries_visible_to(user).values("pk")
    ours = EntryLink.objects.filter(source=entry.pk, target__in=visible).select_related("target")
    theirs = EntryLink.objects.filter(target=entry.pk, source__in=visible).select_related("source")
    rows = [(link, Relation(link.relation).label, link.target) for link in ours.order_by("relation", "pk")]
    rows += [(link, INVERSE[Relation(link.relation)], link.source) for link in theirs.order_by("relation", "pk")]
    return [
        Linked(link, words, other, reverse("registers:detail", args=[register_of(other).slug, other.pk]))
        for link, words, other in rows
    ]


@dataclass(frozen=True)
class StandGroup:
    """Who co-sponsors the entry or reuses the practice; what the person's own nation may do about it."""

    stand: Stand
    nations: list[Nation]
    may_join: bool
    has_joined: bool


class EntryFrame:
    """One entry as `user` sees it. Everything is read when a template asks for it."""

    def __init__(self, user: User, entry: Any):
        self.user, self.entry, self.register = user, entry, register_of(entry)
        self.member = access.is_member(user, entry)
        self.moderates = access.moderates(user, entry)

    @cached_property
    def own(self) -> bool:
        return access.is_own(self.user, self.entry)

    @cached_property
    def facts(self) -> list[Fact]:
        visible = named_entries([self.entry], self.register, self.user)
        today = _today(self.register)
        return [fact_of(self.entry, self.register, field, visible, today) for field in self.register.fields]

    @property
    def short(self) -> list[Fact]:
        return [fact for fact in self.facts if not fact.rich and not fact.is_empty]

    @property
    def texts(self) -> Iterator[Fact]:
        entry = self.entry
        yield from (fact for fact in self.facts if fact.rich and not fact.is_empty)
        if entry.text_en or entry.text_fr:
            yield Fact(_("Description"), entry.text_en, entry.text_fr, rich=True, bilingual=True)

    @property
    def objectives(self) -> list[str]:
        return [str(Objective(value).label) for value in self.entry.objectives]

    @property
    def goals(self) -> list[str]:
        return [str(Goal(value).label) for value in self.entry.goals]

    @property
    def of_industry(self) -> bool:
        return self.entry.source == Source.INDUSTRY

    @cached_property
    def links(self) -> list[Linked]:
        return links_of(self.entry, self.user)

    @property
    def may_link(self) -> bool:
        return self.own or self.moderates

    @property
    def may_edit(self) -> bool:
        return access.edits_all(self.user, self.entry) or access.edits_living(self.user, self.entry)

    @property
    def may_release(self) -> bool:
        return self.moderates and self.entry.is_published

    @property
    def may_read_history(self) -> bool:
        return self.own or self.moderates or self.member

    @cached_property
    def reason(self) -> str:
        """Why the entry was returned, closed or withdrawn, for who reads its history."""
        owed = self.entry.state in (EntryState.RETURNED, EntryState.CLOSED, EntryState.WITHDRAWN)
        return why_last(f"entry_{self.entry.state}", self.entry) if owed and self.may_read_history else ""

    @property
    def steps(self) -> list[EntryStep]:
        return access.entry_steps_for(self.user, self.entry)

    @cached_property
    def released_to(self) -> list[Body]:
        return list(access.released_bodies(self.entry)) if self.own or self.moderates else []

    @cached_property
    def stands(self) -> list[StandGroup]:
        """What nations put their name to: for members only."""
        if not self.member or not self.register.stands:
            return []
        by_stand: dict[str, list[Nation]] = defaultdict(list)
        for row in NationStand.objects.filter(entry=self.entry.pk).select_related("nation").order_by("at"):
            by_stand[row.stand].append(row.nation)
        nation = access.nation_standing(self.user, self.entry)
        open_to = nation is not None and nation.pk != self.entry.nation_id and self.entry.state == EntryState.ACCEPTED
        return [
            StandGroup(stand, by_stand[stand], open_to, nation in by_stand[stand]) for stand in self.register.stands
        ]

    @cached_property
    def implementations(self) -> list[tuple[Nation, Implementation | None]]:
        """Every Ally in protocol order with what it says of the standard: for members only."""
        if not self.register.by_nation or not self.member:
            return []
        said = {row.nation_id: row for row in Implementation.objects.filter(standard=self.entry.pk)}
        return [(nation, said.get(nation.pk)) for nation in Nation.objects.filter(ally=True).protocol_order()]

    @property
    def reports_for(self) -> Nation | None:
        """The nation for which the person may say how it stands to the standard."""
        if not self.register.by_nation or self.entry.state != EntryState.ACCEPTED:
            return None
        return rights_of(self.user).nation("report_implementation", self.entry.body_id)
