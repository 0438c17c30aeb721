"""Release the demand outlook to industry: dated aggregates, at most once a quarter, that tell no single nation."""

from collections import defaultdict
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
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
    parts, earlier = _parts(readers), _earlier(release)
    for place in sorted(parts.keys() | earlier.keys()):
        cell = _cell(release, place, parts.get(place, {}), earlier.get(place, []), readers, steps[place[0]])
        if cell:
            _store(*cell)


def _cell(
    release: OutlookRelease,
    place: Place,
    now: Snapshot,
    earlier: list[tuple[ReleaseCell, Snapshot]],
    readers: list[int],
    step: int,
) -> tuple[ReleaseCell, Snapshot] | None:
    """The cell of the release with what it is made of; None where nations contribute nothing to it."""
    if not now:
        return None
    cell = ReleaseCell(release=release, category_id=place[0], year=place[1])
    figure = rounded(sum(part.quantity for part in now.values()), step)
    snapshots = [_with_names(snapshot, now) for _earlier_cell, snapshot in earlier]
    if figure and may_publish(snapshots, now, readers):
        cell.figure, cell.since = figure, release
        if earlier and _same(earlier[-1][1], now):
            cell.since = earlier[-1][0].since
        return cell, now
    if earlier and _stands(earlier[-1], release, now) and may_publish(snapshots[:-1], snapshots[-1], readers):
        last = earlier[-1][0]
        cell.figure, cell.since = last.figure, last.since
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


def _store(cell: ReleaseCell, snapshot: Snapshot) -> None:
    cell.save()
    Contribution.objects.bulk_create(
        Contribution(cell=cell, nation_id=nation, quantity=part.quantity, named_to=sorted(part.known.items()))
        for nation, part in snapshot.items()
    )


def _parts(readers: list[int]) -> dict[Place, dict[int, Part]]:
    """What each nation releases to industry, by place, and how much of it each reader sees by name."""
    lines = RequirementLine.objects.filter(industry=True).select_related("requirement").prefetch_related("nations")
    quantities: dict[tuple[Place, int], int] = defaultdict(int)
    known: dict[tuple[Place, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for line in lines:
        key = (line.requirement.category_id, line.year), line.requirement.nation_id
        quantities[key] += line.quantity
        for reader in readers if line.audience == Audience.ALL else [nation.pk for nation in line.nations.all()]:
            known[key][reader] += line.quantity
    found: dict[Place, dict[int, Part]] = defaultdict(dict)
    for (place, nation), quantity in quantities.items():
        found[place][nation] = Part(quantity, dict(known[place, nation]))
    return found


def _earlier(release: OutlookRelease) -> dict[Place, list[tuple[ReleaseCell, Snapshot]]]:
    """Every figure released before, blanked ones too, by place and in their order, with its parts."""
    cells = ReleaseCell.objects.filter(figure__isnull=False).exclude(release=release).order_by("release__released_at")
    found: dict[Place, list[tuple[ReleaseCell, Snapshot]]] = defaultdict(list)
    for cell in cells.prefetch_related("contributions"):
        snapshot = {each.nation_id: Part(each.quantity, dict(each.named_to)) for each in cell.contributions.all()}
        found[cell.category_id, cell.year].append((cell, snapshot))
    return found
