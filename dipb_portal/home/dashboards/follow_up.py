"""Supply-chain actions by material, follow-up by nation, taskings that are late."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from boards.access.taskings import taskings_visible_to
from boards.enums import BodyKind, TaskingState
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.home.dashboards.dashboard import Dashboard
from dipb_portal.lib import clock
from dipb_portal.ui.bars import Bar, BarChart
from recommendations.access.followup import implementation_visible_to
from recommendations.enums import Implementation
from workinggroups.access.registers import register_visible_to
from workinggroups.enums import Progress
from workinggroups.models import Material, PriorityAction


def materials(user: User, group: Body | None) -> BarChart:
    """Priority actions on supply chains, by the raw material they are about and how far they are."""
    actions = register_visible_to(user, PriorityAction)
    if group:
        actions = actions.filter(body=group)
    counts: dict[int | None, Counter[str]] = defaultdict(Counter)
    for material, status, count in actions.order_by().values_list("material", "status").annotate(count=Count("pk")):
        counts[material][status] = count
    shown = [Progress.DONE, Progress.UNDER_WAY, Progress.PLANNED, Progress.ON_HOLD]
    of_group = {"body": group.pk} if group else {}
    bars = [
        Bar(
            each.name,
            [counts[each.pk][status] for status in shown],
            reverse("registers:list", args=["priority-actions"], query={"material": each.pk} | of_group),
        )
        for each in Material.objects.all()
    ]
    bars.append(Bar(_("Other components"), [counts[None][status] for status in shown]))
    return BarChart(
        "materials", _("Priority actions by material"), _("Material"), [str(status.label) for status in shown], bars
    )


def nations(user: User, group: Body | None) -> BarChart:
    """What each nation reports on implementation. Reporting is voluntary: no report says nothing of a nation."""
    reports = implementation_visible_to(user).filter(superseded_at=None)
    if group:
        reports = reports.filter(action__recommendation__body=group)
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for nation, status, count in reports.order_by().values_list("nation", "status").annotate(count=Count("pk")):
        counts[nation][status] = count
    shown = [
        Implementation.IMPLEMENTED,
        Implementation.IN_PROGRESS,
        Implementation.PLANNED,
        Implementation.NOT_APPLICABLE,
        Implementation.DECLINED,
    ]
    bars = [
        Bar(
            nation.name,
            [counts[nation.pk][status] for status in shown],
            reverse("followup:nation", args=[nation.alpha3]),
        )
        for nation in Nation.objects.filter(ally=True).protocol_order()
    ]
    return BarChart(
        "nations",
        _("National reports on implementation"),
        _("Nation"),
        [str(status.label) for status in shown],
        bars,
    )


def taskings(user: User, group: Body | None) -> BarChart:
    """What the Board asked of each group: answered, open, late; and the earliest day that has passed."""
    today = clock.today()
    late = Q(state=TaskingState.OPEN, due__lt=today)
    rows: dict[int, Mapping[str, Any]] = {
        row["body"]: row
        for row in taskings_visible_to(user)
        .order_by()
        .values("body")
        .annotate(
            answered=Count("pk", filter=Q(state__in=[TaskingState.ANSWERED, TaskingState.CLOSED])),
            open=Count("pk", filter=Q(state=TaskingState.OPEN, due__gte=today)),
            late=Count("pk", filter=late),
            since=Min("due", filter=late),
        )
    }
    groups = [group] if group else Body.objects.filter(kind=BodyKind.GROUP)
    bars = [
        Bar(
            each.acronym,
            [rows.get(each.pk, {}).get(name, 0) for name in ("answered", "open", "late")],
            reverse("taskings:list", query={"body": each.pk}),
            [rows.get(each.pk, {}).get("since")],
        )
        for each in groups
    ]
    series = [pgettext("tasking", "Answered"), pgettext("tasking", "Open"), _("Late")]
    return BarChart("taskings", _("Taskings by group"), _("Group"), series, bars, [_("Late since")])


DASHBOARDS = (
    Dashboard(
        "materials",
        gettext_lazy("Supply chains by material"),
        gettext_lazy("Priority actions on the critical raw materials and other components."),
        materials,
    ),
    Dashboard(
        "nations",
        gettext_lazy("Follow-up by nation"),
        gettext_lazy("What nations report, in protocol order. Reporting is voluntary."),
        nations,
        members_only=True,
    ),
    Dashboard(
        "taskings",
        gettext_lazy("Taskings"),
        gettext_lazy("What the Board asked of its groups: answered, open, late."),
        taskings,
        members_only=True,
    ),
)
