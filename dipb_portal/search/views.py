"""One box over everything that the reader may see."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dipb_portal.accounts.requests import SignedIn
from dipb_portal.search.excerpts import shown
from dipb_portal.search.facets import Names, choices, facets_of
from dipb_portal.search.find import Found, Hit, find
from dipb_portal.search.query import Query, read
from dipb_portal.search.source import Card
from dipb_portal.ui.paging import ROWS


@require_safe
def search(request: SignedIn) -> HttpResponse:
    names = Names()
    query = read(request.GET.get("q", ""), names.bodies.values())
    chosen = choices(request.GET, names)
    number = request.GET.get("page", "")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    found = find(query, request.user, chosen, max(wanted, 1)) if query else Found()
    context = {
        "sought": query,
        "found": found,
        "page": _page(found, wanted),
        "results": _results(found.hits, query, names),
        "facets": facets_of(found, chosen, names, request.GET) if query else [],
        "narrowed": bool(chosen),
    }
    return render(request, "search/search.html", context)


def _page(found: Found, number: int) -> Page:
    return Paginator(range(found.listed), ROWS).get_page(number)


def _results(hits: list[Hit], query: Query, names: Names) -> list[dict[str, Any]]:
    """What the list shows of each hit. A query for each kind among them, and one for the marks."""
    cards = _cards(hits)
    kept = [(hit, card) for hit, card in zip(hits, cards, strict=True) if card]
    reader = "fr" if get_language() == "fr" else "en"
    return [
        {
            "card": card,
            "shown": shown_,
            "kind": hit.source.one,
            "body": names.bodies.get(hit.body or 0),
            "nation": names.nations.get(hit.nation or 0),
            "state": hit.source.states.get(hit.state),
            "dated": hit.dated,
        }
        for (hit, card), shown_ in zip(kept, shown([card for _hit, card in kept], query, reader), strict=True)
    ]


def _cards(hits: list[Hit]) -> list[Card | None]:
    """The card of each hit; None for what vanished since it was found."""
    keys: dict[str, list[int]] = {}
    for hit in hits:
        keys.setdefault(hit.source.name, []).append(hit.key)
    sources = {hit.source.name: hit.source for hit in hits}
    cards = {name: sources[name].cards(some) for name, some in keys.items()}
    return [cards[hit.source.name].get(hit.key) for hit in hits]
