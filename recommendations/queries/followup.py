"""Follow-up actions and what nations report on them, as lists, matrix and charts show them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import BooleanField, Case, Prefetch, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boards.models import Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.lib.clock import today
from dipb_portal.ui.charts import Row, SquareChart, square_chart
from recommendations.access.followup import actions_visible_to, implementation_visible_to
from recommendations.enums import ActionStatus, Implementation
from recommendations.models import FollowUpAction, ImplementationReport, Recommendation
from recommendations.models.followup import FollowUpActionQuerySet

STALE = timedelta(days=60)  # without a word for so long an open action is stale
OPEN = [status.value for status in ActionStatus if status.is_open]


def late() -> Q:
    return Q(status__in=OPEN, due__lt=today())


def stale() -> Q:
    return Q(status__in=OPEN, news_at__lt=clock.now() - STALE)


def asks_of(nation: int) -> Q:
    """The actions that ask something of the nation (id): its own, and those of each Ally."""
    return Q(nation=nation) | Q(each_nation=True)


def actions_for(user: User) -> FollowUpActionQuerySet:
    """Visible actions, the earliest due first; `is_late` and `is_stale` say how they stand today."""
    return (
        actions_visible_to(user)
        .select_related("recommendation__body", "nation", "body")
        .annotate(is_late=_flag(late()), is_stale=_flag(stale()))
        .order_by("due", "pk")
    )


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def export(actions: Iterable[FollowUpAction]) -> tuple[list[str], list[list[Any]]]:
    """Header and rows of the list for a spreadsheet, in the reader's language."""
    header = [_("Action"), _("Recommendation"), _("Group"), _("Owner"), _("Due"), _("Status"), _("Last news")]
    rows = [
        [
            action.title,
            action.recommendation.title,
            action.recommendation.body.acronym,
            action.owner,
            action.due,
            action.get_status_display(),
            action.news_at,
        ]
        for action in actions
    ]
    return header, rows


# The shape beside the word that says what a nation reported.
_MARKS = {
    Implementation.IMPLEMENTED: "yes",
    Implementation.IN_PROGRESS: "scrutiny",
    Implementation.PLANNED: "noted",
    Implementation.DECLINED: "held",
    Implementation.NOT_APPLICABLE: "none",
}


@dataclass(frozen=True)
class Cell:
    """What one nation reported on one action; no report where it reported nothing, or where it is not `asked`."""

    action: FollowUpAction
    asked: bool
    report: ImplementationReport | None

    @property
    def mark(self) -> str:
        return _MARKS[Implementation(self.report.status)] if self.report else ""


@dataclass(frozen=True)
class Line:
    nation: Nation
    cells: list[Cell]


def matrix(actions: Iterable[FollowUpAction], user: User) -> list[Line]:
    """Each Ally that any of `actions` asks, in protocol order, with what it reported on each. Two queries."""
    asking = asking_nations(actions)
    if not asking:
        return []
    current = implementation_visible_to(user).current().filter(action__in=asking)
    said = {(report.nation_id, report.action_id): report for report in current}
    lines = [
        Line(nation, [Cell(action, _asks(action, nation), said.get((nation.pk, action.pk))) for action in asking])
        for nation in Nation.objects.filter(ally=True).protocol_order()
    ]
    return [line for line in lines if any(cell.asked for cell in line.cells)]


def _asks(action: FollowUpAction, nation: Nation) -> bool:
    return action.each_nation or action.nation_id == nation.pk


def asking_nations(actions: Iterable[FollowUpAction]) -> list[FollowUpAction]:
    return [action for action in actions if action.each_nation or action.nation_id]


def actions_on(text: Recommendation, user: User) -> list[FollowUpAction]:
    return list(actions_for(user).filter(recommendation=text))


def reports_on(action: FollowUpAction, user: User) -> QuerySet[ImplementationReport]:
    """What nations reported on the action, superseded rows included, the newest first."""
    reports = implementation_visible_to(user).filter(action=action)
    return reports.select_related("nation", "reported_by").order_by("-reported_at", "-pk")


def owed_by(nation: Nation, user: User) -> FollowUpActionQuerySet:
    """What asks something of the nation, each with `said`: its current report in a list of one, or an empty list."""
    current = implementation_visible_to(user).current().filter(nation=nation)
    return actions_for(user).filter(asks_of(nation.pk)).prefetch_related(Prefetch("reports", current, to_attr="said"))


def by_owner(actions: Iterable[FollowUpAction]) -> SquareChart:
    """One square an action, by owner and status; solid where it is late."""
    cells: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    urls: dict[str, str] = {}
    for action in sorted(actions, key=_owner_rank):
        cells[action.owner][action.status].append(action.is_late)  # type: ignore[attr-defined] # as annotated
        urls[action.owner] = reverse("followup:list", query={"owner": owner_key(action)})
    rows = [
        Row(owner, [found[status] for status in ActionStatus.values], urls[owner]) for owner, found in cells.items()
    ]
    columns = [str(label) for label in ActionStatus.labels]
    title, late_ones = _("Follow-up actions by owner and status"), pgettext("follow-up", "Late")
    return square_chart("by-owner", title, columns, rows, late_ones, _("One square, one action"), _("Owner"))


def by_nation(actions: Iterable[FollowUpAction], user: User) -> SquareChart:
    """One square an action that asks the nation, by what the nation reported. No square says that a nation is late."""
    kinds = ["", *Implementation.values]
    rows = []
    for line in matrix(actions, user):
        said = [cell.report.status if cell.report else "" for cell in line.cells if cell.asked]
        url = reverse("followup:nation", args=[line.nation.alpha3])
        rows.append(Row(line.nation.name, [[False] * said.count(kind) for kind in kinds], url))
    columns = [pgettext("implementation", "No news"), *(str(label) for label in Implementation.labels)]
    title = _("What nations report on the actions that ask them")
    return square_chart("by-nation", title, columns, rows, "", _("One square, one action"), _("Nation"))


def owner_key(action: FollowUpAction) -> str:
    """The owner as the list's filter names it: "n:FRA", "b:SCS", "a:NSPA"."""
    if action.nation:
        return f"n:{action.nation.alpha3}"
    return f"b:{action.body.code}" if action.body else f"a:{action.agency}"


def _owner_rank(action: FollowUpAction) -> tuple[int, Any]:
    if action.body:
        return (0, (action.body.rank, action.body.code))
    return (2, (action.nation.rank_en, "")) if action.nation else (1, (0, action.agency))
