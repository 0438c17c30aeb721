"""Release the demand outlook to industry: dated aggregates, at most once a quarter, that tell no single nation."""

from collections import defaultdict
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import people_holding
from boards.enums import BodyKind
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS
from dipb_portal.lib.disclosure import Part, Snapshot, may_publish, rounded
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from workinggroups.access.outlook import check_can_release
from workinggroups.actions.plans_sharing import lock_categories
from workinggroups.models import Category, Contribution, OutlookRelease, ReleaseCell, RequirementLine
from workinggroups.models.plans import Audience
from workinggroups.queries.outlook import published_before

# A reader of whom only this is known: sits at the Board's table, and sees what is shared with all Allies.
ANY_MEMBER = 0

Place = tuple[int, int]
"""A category's id and a year."""


@transaction.atomic
def release_outlook(*, bodies: Collection[Body], by: User) -> OutlookRelease:
    """Release to `bodies` (beside the Allies) what nations released to industry, as of now.

    Each cell is the sum of all nations' lines of a category in a year, rounded; left out where `lib.disclosure` finds
    that somebody could tell one nation's part from it and from what was released before. Where only the change since
    the last release would tell, the last figure stands on, with its date. Raises Denied, or ValidationError where
    this quarter has its release.
    """
    check_can_release(by)
    if any(body.kind not in (BodyKind.ADVISORY, BodyKind.PARTNERS) for body in bodies):
        raise ValidationError({"bodies": _("Choose bodies outside the Board only")})
    lock_categories(Category.objects.all())
    now = clock.now()
    day = now.astimezone(BRUSSELS)
    try:
        with transaction.atomic():
            release = OutlookRelease.objects.create(
                year=day.year, quarter=(day.month + 2) // 3, released_at=now, released_by=by
            )
    except IntegrityError:
        raise ValidationError(_("The outlook was released in this quarter already; the next one can come.")) from None
    release.bodies.set(bodies)
    fill(release)
    _tell(release, bodies)
    record(by, "outlook_released", release, bodies=sorted(body.code for body in bodies))
    return release


def _tell(release: OutlookRelease, bodies: Collection[Body]) -> None:
    """Tell those who sit where it is released to."""
    people = people_holding("view_released", bodies).exclude(pk=release.released_by_id)
    path = reverse("outlook:release", args=[release.pk])
    notify(people, Kind.OUTLOOK_RELEASED, path=path, key=str(release.pk), quarter=f"{release.year}/{release.quarter}")


def fill(release: OutlookRelease) -> None:
    """Enter the cells of a new release, as nations share now."""
    readers = [ANY_MEMBER, *Nation.objects.filter(ally=True).values_list("pk", flat=True)]
    steps = dict(Category.objects.values_list("pk", "rounding"))
    earlier = _earlier(release)
    made = [
        _cell(release, place, now, earlier.get(place, []), readers, steps[place[0]])
        for place, now in sorted(_parts(readers).items())
    ]
    ReleaseCell.objects.bulk_create(cell for cell, _snapshot in made)
    Contribution.objects.bulk_create(
        Contribution(cell=cell, nation_id=nation, quantity=part.quantity, named_to=sorted(part.known.items()))
        for cell, snapshot in made
        for nation, part in snapshot.items()
    )


def _cell(
    release: OutlookRelease,
    place: Place,
    now: Snapshot,
    earlier: list[tuple[ReleaseCell, Snapshot]],
    readers: list[int],
    step: int,
) -> tuple[ReleaseCell, Snapshot]:
    """The cell of the release with what it is made of.

    The last cell of a figure that stands on knows by name whatever any before it knew: only this one is read later.
    """
    cell = ReleaseCell(release=release, category_id=place[0], year=place[1])
    figure = rounded(sum(part.quantity for part in now.values()), step)
    snapshots = [_with_names(snapshot, now) for _earlier_cell, snapshot in earlier]
    if figure and may_publish(snapshots, now, readers):
        if earlier and _same(snapshots[-1], now):
            cell.figure, cell.since_id = figure, earlier[-1][0].since_id
            return cell, snapshots[-1]
        cell.figure, cell.since = figure, release
        return cell, now
    if earlier and _stands(earlier[-1], release, now) and may_publish(snapshots[:-1], snapshots[-1], readers):
        last = earlier[-1][0]
        cell.figure, cell.since_id = last.figure, last.since_id
        return cell, snapshots[-1]
    return cell, {}


def _stands(last: tuple[ReleaseCell, Snapshot], release: OutlookRelease, now: Snapshot) -> bool:
    """Nobody withdrew from the last figure."""
    cell, snapshot = last
    return cell.blanked_at is None and snapshot.keys() <= now.keys()


def _same(before: Snapshot, now: Snapshot) -> bool:
    return {nation: part.quantity for nation, part in before.items()} == {
        nation: part.quantity for nation, part in now.items()
    }


def _with_names(snapshot: Snapshot, now: Snapshot) -> Snapshot:
    """An earlier sum's parts, with what is known of them by name today."""
    return {nation: part.also_known(now[nation]) if nation in now else part for nation, part in snapshot.items()}


def _parts(readers: list[int]) -> dict[Place, dict[int, Part]]:
    """What each nation releases to industry, by place, and how much of it each reader sees by name."""
    lines = RequirementLine.objects.filter(industry=True).order_by()
    whose = ("requirement__category", "year", "requirement__nation")
    known: dict[tuple[int, int, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    chosen = lines.exclude(audience=Audience.ALL).filter(nations__isnull=False).values_list(*whose, "nations")
    for category, year, nation, reader, quantity in chosen.annotate(Sum("quantity")):
        known[category, year, nation][reader] = quantity
    found: dict[Place, dict[int, Part]] = defaultdict(dict)
    to_all = Sum("quantity", filter=Q(audience=Audience.ALL), default=0)
    for category, year, nation, quantity, named in lines.values_list(*whose).annotate(Sum("quantity"), to_all=to_all):
        named_to = known[category, year, nation]
        for reader in readers if named else ():
            named_to[reader] += named
        found[category, year][nation] = Part(quantity, named_to)
    return found


def _earlier(release: OutlookRelease) -> dict[Place, list[tuple[ReleaseCell, Snapshot]]]:
    """Every sum published before, blanked ones too, by place and in their order, with its parts."""
    found: dict[Place, list[tuple[ReleaseCell, Snapshot]]] = defaultdict(list)
    for cell in published_before(release).prefetch_related("contributions"):
        snapshot = {each.nation_id: Part(each.quantity, dict(each.named_to)) for each in cell.contributions.all()}
        found[cell.category_id, cell.year].append((cell, snapshot))
    return found
