"""The working groups and what each is working on."""

from collections import defaultdict

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from boards.models import Body, Document, Nation, Seat
from dipb_portal.accounts.requests import SignedIn
from dipb_portal.accounts.roles import ROLES
from workinggroups.access import groups_visible_to

NEWEST = 10
_ORDER = list(ROLES)


@require_safe
def groups(request: SignedIn) -> HttpResponse:
    visible = groups_visible_to(request.user).prefetch_related("work_items")
    return render(request, "workinggroups/list.html", {"groups": visible})


@require_safe
def group(request: SignedIn, code: str) -> HttpResponse:
    """One group: chair and rapporteurs, members by nation, programme of work, newest documents."""
    body = get_object_or_404(groups_visible_to(request.user), code=code)
    officers, delegations = _members(body)
    context = {
        "group": body,
        "officers": officers,
        "delegations": delegations,
        "items": body.work_items.all(),
        "documents": Document.objects.filter(body=body)[:NEWEST],
    }
    return render(request, "workinggroups/detail.html", context)


def _members(body: Body) -> tuple[list[Seat], list[tuple[Nation, list[Seat]]]]:
    """Officers of the group, and the national members, heads in the plenary included, in protocol order."""
    seats = Seat.objects.live().filter(body__in=[body.pk, body.parent_id]).select_related("user").order_by("pk")
    by_nation: dict[int, list[Seat]] = defaultdict(list)
    for seat in sorted(seats.filter(nation__isnull=False), key=lambda seat: _ORDER.index(seat.role)):
        by_nation[seat.nation_id].append(seat)  # type: ignore[index]
    nations = Nation.objects.filter(pk__in=by_nation).protocol_order()
    return list(seats.filter(nation=None, body=body)), [(nation, by_nation[nation.pk]) for nation in nations]
