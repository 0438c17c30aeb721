"""Where recommendations stand and how long they have stood there; what serves the goals and the objectives."""

from collections import Counter
from datetime import datetime

from django.db.models import CharField, Count, F, Func, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.enums import BodyKind, Goal, Objective
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.home.dashboards.dashboard import Dashboard
from dipb_portal.lib import clock
from dipb_portal.ui.bars import Bar, BarChart
from recommendations.access.visibility import visible_to
from recommendations.enums import Kind, State
from recommendations.lifecycle import MAIN_LINE
from recommendations.models import Recommendation
from workinggroups.access.registers import entries_visible_to
from workinggroups.enums import Progress
from workinggroups.models import Measure, RegisterEntry

# Texts that came to nothing serve no goal.
GONE = (State.WITHDRAWN, State.SUPERSEDED)
# The Board has said yes to them.
AGREED = (State.ENDORSED, State.SUBMITTED, State.EXAMINED, State.FOLLOW_UP, State.CLOSED)


def pipeline(user: User, group: Body | None) -> BarChart:
    """Texts by state, one series a group; beside each state how long the longest has stood there."""
    groups = [group] if group else list(Body.objects.filter(kind=BodyKind.GROUP))
    rows = _texts(user, group).values("state", "body").annotate(count=Count("pk"), since=Min("state_since"))
    counts = {(row["state"], row["body"]): row["count"] for row in rows}
    oldest: dict[str, datetime] = {}
    for row in rows:
        oldest[row["state"]] = min(oldest.get(row["state"], row["since"]), row["since"])
    now = clock.now()
    bars = [
        Bar(
            str(state.label),
            [counts.get((state, each.pk), 0) for each in groups],
            _list_of(group, state=state),
            [(now - oldest[state]).days if state in oldest else None],
        )
        for state in MAIN_LINE
    ]
    title, notes = _("Recommendations by state and group"), [_("Longest here, in days")]
    return BarChart("pipeline", title, _("State"), _acronyms(groups), bars, notes)


def goals(user: User, group: Body | None) -> BarChart:
    """DPAP goals: the recommendations that serve each, the measures under way, and those that have come to a result."""
    open_, agreed = _by_each(_texts(user, group), "goals", agreed=False), _by_each(_texts(user, group), "goals")
    under_way, done = (_by_each(each, "goals") for each in _measures(user, group))
    bars = [
        Bar(str(goal.label), [open_[goal], agreed[goal], under_way[goal], done[goal]], _list_of(group, goal=goal))
        for goal in Goal
    ]
    series = [
        _("Recommendations in work"),
        _("Recommendations agreed"),
        _("Measures under way"),
        _("Measures with a result"),
    ]
    return BarChart("goals", _("What serves each goal of the DPAP"), _("Goal"), series, bars)


def objectives(user: User, group: Body | None) -> BarChart:
    """The four objectives: recommendations in work and agreed, and entries of the registers."""
    texts = _texts(user, group)
    open_, agreed = _by_each(texts, "objectives", agreed=False), _by_each(texts, "objectives")
    entries = _by_each(_entries(user, group), "objectives")
    bars = [
        Bar(str(each.label), [open_[each], agreed[each], entries[each]], _list_of(group, objective=each))
        for each in Objective
    ]
    series = [_("Recommendations in work"), _("Recommendations agreed"), _("Entries in the registers")]
    return BarChart("objectives", _("What serves each objective"), _("Objective"), series, bars)


def _texts(user: User, group: Body | None) -> QuerySet[Recommendation]:
    seen = visible_to(user).filter(kind=Kind.RECOMMENDATION)
    texts = Recommendation.objects.filter(pk__in=seen.values("pk")).exclude(state__in=GONE)
    return texts.filter(body=group) if group else texts


def _entries(user: User, group: Body | None) -> QuerySet[RegisterEntry]:
    entries = entries_visible_to(user)
    return entries.filter(body=group) if group else entries


def _measures(user: User, group: Body | None) -> tuple[QuerySet, QuerySet]:
    measures = Measure.objects.filter(pk__in=_entries(user, group).values("pk"))
    return (
        measures.exclude(status__in=[Progress.DONE, Progress.ABANDONED]),
        measures.filter(status=Progress.DONE),
    )


def _by_each(rows: QuerySet, field: str, *, agreed: bool | None = None) -> Counter[str]:
    """How many rows name each value of the array `field`; of texts, those agreed or those not yet."""
    if rows.model is Recommendation:
        rows = rows.exclude(state__in=AGREED) if agreed is False else rows.filter(state__in=AGREED)
    named = rows.annotate(each=Func(F(field), function="UNNEST", output_field=CharField()))
    return Counter(dict(named.order_by().values_list("each").annotate(count=Count("pk"))))


def _acronyms(groups: list[Body]) -> list[str]:
    return [group.acronym for group in groups]


def _list_of(group: Body | None, **filters: object) -> str:
    return reverse("recommendations:list", query=filters | ({"body": group.pk} if group else {}))


DASHBOARDS = (
    Dashboard(
        "pipeline",
        gettext_lazy("Where recommendations stand"),
        gettext_lazy("Every recommendation in work by state and group, and how long the longest has been there."),
        pipeline,
    ),
    Dashboard(
        "goals",
        gettext_lazy("Goals of the DPAP"),
        gettext_lazy("Which goals have recommendations, measures and results."),
        goals,
    ),
    Dashboard(
        "objectives",
        gettext_lazy("Objectives"),
        gettext_lazy("The Board's efforts by the objective they serve."),
        objectives,
    ),
)
