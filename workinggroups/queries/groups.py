"""Reads for a group's pages: its members, its tabs."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.models import Body, Nation, Seat
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import ROLES
from workinggroups.access.registers import entries_visible_to
from workinggroups.registers import REGISTERS, Register

_ORDER = list(ROLES)


@dataclass(frozen=True)
class Tab:
    name: str
    label: Promise
    url: str


TABS = (
    ("detail", _("Overview")),
    ("mandate", _("Mandate")),
    ("programme", _("Programme of work")),
    ("debates", _("Debates")),
    ("members", _("Members")),
    ("documents", _("Documents")),
)


def tabs_of(body: Body) -> list[Tab]:
    return [Tab(name, label, reverse(f"workinggroups:{name}", args=[body.code])) for name, label in TABS]


def officers_of(body: Body) -> list[Seat]:
    """Chair and rapporteurs of the group, the chair first."""
    seats = Seat.objects.live().filter(body=body, nation=None).select_related("user").order_by("pk")
    return sorted(seats, key=lambda seat: _ORDER.index(seat.role))


def delegations_of(body: Body) -> list[tuple[Nation, list[Seat]]]:
    """The national members, heads in the plenary included, in protocol order of nations."""
    seats = Seat.objects.live().filter(body__in=[body.pk, body.parent_id], nation__isnull=False)
    by_nation: dict[int, list[Seat]] = defaultdict(list)
    for seat in sorted(seats.select_related("user").order_by("pk"), key=lambda seat: _ORDER.index(seat.role)):
        by_nation[seat.nation_id].append(seat)  # type: ignore[index] # filtered above
    nations = Nation.objects.filter(pk__in=by_nation).protocol_order()
    return [(nation, by_nation[nation.pk]) for nation in nations]


def registers_of(body: Body, user: User) -> list[tuple[Register, int]]:
    """Every register with how many of the group's entries the person reads. One query."""
    found = entries_visible_to(user).filter(body=body).order_by().values_list("register").annotate(Count("pk"))
    counted = dict(found)
    return [(each, counted.get(str(each.model._meta.model_name), 0)) for each in REGISTERS.values()]
