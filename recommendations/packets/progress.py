"""What a progress report draws from the work of its period: texts, decisions, follow-up, tasks, advice of industry.

Frozen with the rest of the contents when the report is issued. Nations are named in protocol order, never counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import TaskingState
from boards.models import Tasking
from dipb_portal.audit.models import Entry
from dipb_portal.audit.words import VERBS
from dipb_portal.lib.deadlines import BRUSSELS, day_of
from recommendations.enums import ActionStatus, CnadOutcome, Implementation, State
from recommendations.models import (
    ActionNote,
    Disposition,
    FollowUpAction,
    ImplementationReport,
    IndustryAdvice,
    Recommendation,
    Submission,
)
from recommendations.packets import words
from recommendations.packets.contents import Row, Table, Text
from recommendations.packets.rows import both, said
from recommendations.packets.serialise import plain

# The steps of a text that the CNAD is told of.
TOLD = ("agree_in_group", "endorse", "endorse_by_decision", "submit")
DASH = Text("–", "–")
NAMED = ("nation__name_en", "nation__name_fr", "nation__rank_en", "nation__rank_fr")


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, in Brussels."""

    first: date
    last: date

    @cached_property
    def instants(self) -> tuple[datetime, datetime]:
        """The first instant of the period, and the first after it."""
        begins = datetime.combine(self.first, time(), BRUSSELS)
        return begins, datetime.combine(self.last + timedelta(days=1), time(), BRUSSELS)

    def holds(self, field: str) -> Q:
        begins, ends = self.instants
        return Q(**{f"{field}__gte": begins, f"{field}__lt": ends})


def period_of(report: Submission) -> Period:
    first, last = report.period_from, report.period_to
    assert first is not None  # a constraint of the table
    assert last is not None
    return Period(first, last)


def shown(report: Submission, language: str, most: int | None = None) -> list[dict[str, Any]]:
    """The tables as a page shows them to a reader of `language`: as frozen in an issued report, else as of now.

    A cell is given with its column. Of each table at `most` so many rows; `more` is the number of those left out.
    """
    found = (report.contents or {}).get("tables", []) if report.is_issued else plain(tables(report))
    other = "fr" if language == "en" else "en"

    def read(text: dict[str, str]) -> str:
        return text[language] or text[other]

    return [
        {
            "key": table["key"],
            "title": read(table["title"]),
            "columns": (columns := [read(column) for column in table["columns"]]),
            "rows": [
                {"head": read(head), "cells": list(zip(columns[1:], map(read, cells), strict=True))}
                for head, *cells in (row["cells"] for row in table["rows"][:most])
            ],
            "more": len(table["rows"][most:]) if most else 0,
            "none": read(table["none"]),
        }
        for table in found
    ]


def tables(report: Submission) -> tuple[Table, ...]:
    """The tables of a progress report; none for a submission of recommendations."""
    if not report.is_progress:
        return ()
    period = period_of(report)
    actions = list(followed(period))
    return (
        _texts(period),
        _decisions(period),
        _follow_up(actions, period),
        _nations(actions, period),
        _tasks(period),
        _advice(period),
    )


def acts_in(period: Period) -> list[tuple[datetime, str, str]]:
    """The steps of texts in the period, from the journal: instant, verb, key of the text."""
    acts = Entry.objects.filter(period.holds("at"), verb__in=TOLD, object_type=Recommendation._meta.label_lower)
    return list(acts.order_by("sequence").values_list("at", "verb", "object_id"))


def _texts(period: Period) -> Table:
    """What became of texts up to their submission, in the order of events."""
    entries = acts_in(period)
    texts = Recommendation.objects.select_related("body").in_bulk([int(key) for _at, _verb, key in entries])
    return Table(
        "period-texts",
        said(_("Texts agreed and submitted in the period")),
        (said(_("Date")), said(_("Text")), said(_("Group")), said(_("What happened"))),
        tuple(
            Row((words.short_day(day_of(at)), both(text, "title"), both(text.body, "acronym"), said(VERBS[verb])))
            for at, verb, key in entries
            if (text := texts.get(int(key)))
        ),
        said(_("No text was agreed or submitted in the period.")),
    )


def _decisions(period: Period) -> Table:
    """What was decided in the period, and what the CNAD put off before and has not come back to."""
    current = Disposition.objects.current().filter(decided_on__lte=period.last)
    decided = current.filter(Q(decided_on__gte=period.first) | Q(outcome=CnadOutcome.DEFERRED))
    rows = decided.select_related("item__revision__document").order_by("decided_on", "reference", "item__position")
    return Table(
        "period-decisions",
        said(_("What the CNAD decided in the period, and what it still defers")),
        (said(_("Date")), said(_("Text")), said(_("Decision")), said(_("Reference"))),
        tuple(
            Row((words.short_day(row.decided_on), _named(row), _outcome(row), Text(row.reference, row.reference)))
            for row in rows
        ),
        said(_("No decision of the CNAD was recorded in the period, and none is deferred.")),
    )


def _named(row: Disposition) -> Text:
    title, reference = both(row.item.revision, "title"), str(row.item.revision)
    return Text(f"{title.en or title.fr} ({reference})", f"{title.fr or title.en} ({reference})")


def _outcome(row: Disposition) -> Text:
    outcome = said(CnadOutcome(row.outcome).label)
    if not row.deferred_until:
        return outcome
    return words.say(_("%(outcome)s until %(day)s"), outcome=outcome, day=words.short_day(row.deferred_until))


def followed(period: Period) -> QuerySet[FollowUpAction]:
    """Actions set before the period ended, of texts still followed up or with news in the period; `noted`: their
    notes, the newest first."""
    _begins, ends = period.instants
    concerned = Q(recommendation__state=State.FOLLOW_UP) | period.holds("news_at")
    actions = FollowUpAction.objects.filter(concerned, created_at__lt=ends)
    noted = Prefetch("notes", ActionNote.objects.only("action", "status", "noted_at"), to_attr="noted")
    return actions.select_related("nation", "body").prefetch_related(noted).order_by("due", "pk")


def _follow_up(actions: list[FollowUpAction], period: Period) -> Table:
    told = {(status, late): _told(status, late) for status in ActionStatus for late in (False, True)}
    return Table(
        "period-follow-up",
        said(_("Follow-up")),
        (said(_("Action")), said(_("Owner")), said(_("Due")), said(_("Status"))),
        tuple(
            Row((both(action, "title"), _owner(action), words.short_day(action.due), told[standing(action, period)]))
            for action in actions
        ),
        said(_("No action is being followed up.")),
    )


def _owner(action: FollowUpAction) -> Text:
    if action.nation:
        return both(action.nation, "name")
    return both(action.body, "acronym") if action.body else Text(action.agency, action.agency)


def _told(status: ActionStatus, late: bool) -> Text:
    told = said(status.label)
    return words.say(pgettext_lazy("progress report", "%(status)s, late"), status=told) if late else told


def standing(action: FollowUpAction, period: Period) -> tuple[ActionStatus, bool]:
    """Its status when the period ended, and whether it was open and due then; as `followed` found it."""
    _begins, ends = period.instants
    noted: list[ActionNote] = action.noted  # type: ignore[attr-defined] # as prefetched
    before = (ActionStatus(note.status) for note in noted if note.noted_at < ends)
    status = next(before, ActionStatus.NOT_STARTED)
    return status, status.is_open and action.due <= period.last


def _nations(actions: list[FollowUpAction], period: Period) -> Table:
    """What nations reported by the end of the period, the latest of each; who declines or is silent is not named."""
    _begins, ends = period.instants
    shown = (Implementation.IMPLEMENTED, Implementation.IN_PROGRESS, Implementation.PLANNED)
    reported = ImplementationReport.objects.filter(action__in=actions, reported_at__lt=ends)
    found = reported.order_by("reported_at", "pk").values("action", "nation", "status", *NAMED)
    latest = {(each["action"], each["nation"]): each for each in found}
    by_action = defaultdict(list)
    for each in latest.values():
        by_action[each["action"]].append(each)
    rows = []
    for action in actions:
        said_of = by_action[action.pk]
        cells = [_listed([each for each in said_of if each["status"] == status]) for status in shown]
        if any(cell != DASH for cell in cells):
            rows.append(Row((both(action, "title"), *cells)))
    return Table(
        "period-nations",
        said(_("What nations report")),
        (said(_("Action")), *(said(status.label) for status in shown)),
        tuple(rows),
        said(_("No nation has reported.")),
    )


def _listed(reports: list[dict[str, Any]]) -> Text:
    """The names of their nations, in the protocol order of each language."""
    if not reports:
        return DASH
    sides = {}
    for language in ("en", "fr"):
        ordered = sorted(reports, key=itemgetter(f"nation__rank_{language}"))
        sides[language] = ", ".join(each[f"nation__name_{language}"] for each in ordered)
    return Text(**sides)


def _tasks(period: Period) -> Table:
    """Tasks answered or closed in the period, and those open and due by its end."""
    moved = period.holds("state_since") & ~Q(state=TaskingState.OPEN)
    late = Q(state=TaskingState.OPEN, due__lte=period.last)
    _begins, ends = period.instants
    found = Tasking.objects.filter(moved | late, set_at__lt=ends).select_related("body", "answered_by")
    return Table(
        "period-tasks",
        said(_("Tasks of the Board answered or late")),
        (said(_("Task")), said(_("Group")), said(_("Due")), said(_("State"))),
        tuple(
            Row((both(task, "title"), both(task.body, "acronym"), words.short_day(task.due), _answer(task)))
            for task in found.order_by("due", "pk")
        ),
        said(_("No task was answered in the period, and none is late.")),
    )


def _answer(task: Tasking) -> Text:
    if task.state == TaskingState.OPEN:
        return said(pgettext_lazy("tasking", "Late"))
    state = said(TaskingState(task.state).label)
    if not task.answered_by:
        return state
    return Text(f"{state.en} ({task.answered_by.reference})", f"{state.fr} ({task.answered_by.reference})")


def _advice(period: Period) -> Table:
    given = IndustryAdvice.objects.filter(period.holds("given_at"))
    related = given.select_related("request__body", "request__revision__document").order_by("given_at", "pk")
    return Table(
        "period-advice",
        said(_("Advice of industry given in the period")),
        (said(_("Date")), said(_("Text")), said(_("Reference")), said(_("Given by"))),
        tuple(_advice_rows(related)),
        said(_("No advice was given in the period.")),
    )


def _advice_rows(given: Iterable[IndustryAdvice]) -> Iterator[Row]:
    for advice in given:
        revision, at = advice.request.revision, advice.given_at
        assert at is not None
        reference = str(revision)
        yield Row(
            (
                words.short_day(day_of(at)),
                both(revision, "title"),
                Text(reference, reference),
                both(advice.request.body, "acronym"),
            )
        )
