"""What a search can be narrowed by: the choices in the address, and the values with their counts for the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from boards.models import Body, Nation
from dipb_portal.search.find import FACETS, Found
from dipb_portal.search.sources import NAMES, SOURCES

SHORT = 8  # values; a longer list is folded
LABELS: dict[str, Promise] = {
    "kind": _("Type"),
    "body": _("Body"),
    "state": _("State"),
    "nation": _("Nation"),
    "year": _("Year"),
}


@dataclass(frozen=True)
class Value:
    """One value of a facet; `url` chooses it, or takes the choice back."""

    label: str
    count: int
    chosen: bool
    url: str


@dataclass(frozen=True)
class Facet:
    name: str
    label: Promise
    values: list[Value]

    @property
    def chosen(self) -> bool:
        return any(value.chosen for value in self.values)

    @property
    def long(self) -> bool:
        return len(self.values) > SHORT


class Names:
    """The words for bodies, nations and states, and their order. Two queries, made when first asked."""

    @cached_property
    def bodies(self) -> dict[int, Body]:
        return {body.pk: body for body in Body.objects.all()}

    @cached_property
    def nations(self) -> dict[int, Nation]:
        return {nation.pk: nation for nation in Nation.objects.protocol_order()}

    @cached_property
    def states(self) -> dict[str, Any]:
        """Of kinds that name a state alike, the first kind's words."""
        return {str(value): label for source in reversed(SOURCES) for value, label in source.states.items()}


def choices(get: QueryDict, names: Names) -> dict[str, Any]:
    """What the address chooses, as `find` takes it; what is no value of a facet is passed over."""
    known: dict[str, Mapping[str, Any]] = {
        "kind": NAMES,
        "body": {body.code: body.pk for body in names.bodies.values()},
        "state": {state: state for state in names.states},
        "nation": {nation.alpha3: nation.pk for nation in names.nations.values()},
        "year": {str(year): year for year in range(1949, 2200)},
    }
    return {facet: known[facet][given] for facet in FACETS if (given := get.get(facet, "")) in known[facet]}


def facets_of(found: Found, chosen: Mapping[str, Any], names: Names, get: QueryDict) -> list[Facet]:
    """The facets with the values found and those chosen, in the order people know them in; `get` is the address."""
    known: dict[str, list[tuple[Any, str, Any]]] = {
        "kind": [(index, source.name, source.label) for index, source in enumerate(SOURCES)],
        "body": [(body.pk, body.code, body.acronym) for body in names.bodies.values()],
        "state": [(state, state, label) for state, label in names.states.items()],
        "nation": [(nation.pk, nation.alpha3, nation.name) for nation in names.nations.values()],
        "year": [(year, year, year) for year in sorted(found.counts["year"], key=int, reverse=True)],
    }
    facets = []
    for facet in FACETS:
        counts, own, others = found.counts[facet], str(chosen.get(facet, "")), _without(get, facet)
        values = [
            Value(
                str(label),
                counts.get(str(key), 0),
                str(key) == own,
                f"?{others}" if str(key) == own else f"?{others}&{urlencode({facet: given})}",
            )
            for key, given, label in known[facet]
            if str(key) in counts or str(key) == own
        ]
        if values:
            facets.append(Facet(facet, LABELS[facet], values))
    return facets


def _without(get: QueryDict, facet: str) -> str:
    """The address's query without a choice in `facet`, on its first page."""
    address = get.copy()
    for name in (facet, "page"):
        address.pop(name, None)
    return address.urlencode()
