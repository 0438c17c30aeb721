"""What becomes of a report, as its page and the pages of its texts show it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dipb_portal.accounts.models import User
from dipb_portal.lib.deadlines import day_of
from dipb_portal.ui.moments import in_words
from recommendations.access.followup import dispositions_visible_to
from recommendations.models import Disposition, Recommendation, Submission, SubmissionItem, Transmission


@dataclass(frozen=True)
class Step:
    label: str | Promise
    status: str
    note: str = ""


def transmission_of(report: Submission) -> Transmission | None:
    return Transmission.objects.filter(submission=report).select_related("recorded_by").first()


def way_of(report: Submission, transmission: Transmission | None) -> list[Step]:
    """Where an issued report is on its way: issued, transmitted, received, scheduled, examined."""
    scheduled = transmission.scheduled_for if transmission else None
    days: list[tuple[str, date | None]] = [
        (_("Issued"), day_of(report.issued_at) if report.issued_at else None),
        (_("Transmitted"), transmission.sent_on if transmission else None),
        (pgettext("report", "Received"), transmission.received_on if transmission else None),
        (_("On the agenda"), scheduled),
        (_("Examined"), transmission.examined_on if transmission else None),
    ]
    reached = max(n for n, (_label, day) in enumerate(days) if day is not None or n == 0)
    return [
        Step(
            label,
            "done" if n < reached else "current" if n == reached else "ahead",
            in_words(day, "day") if day else "",
        )
        for n, (label, day) in enumerate(days)
    ]


def items_with_dispositions(report: Submission, user: User) -> QuerySet[SubmissionItem]:
    """The report's items, each with `disposed`: the current disposition in a list of one, or an empty list."""
    current = dispositions_visible_to(user).current()
    items = report.items.select_related("recommendation__body", "revision__document", "submission")
    return items.prefetch_related(Prefetch("dispositions", current, to_attr="disposed"))


def dispositions_of(text: Recommendation, user: User) -> QuerySet[Disposition]:
    """What the CNAD decided on the text, in all reports, corrected rows included; newest first."""
    found = dispositions_visible_to(user).filter(item__recommendation=text)
    related = found.select_related("item__submission__document", "item__revision__document", "recorded_by")
    return related.defer("item__submission__contents").order_by("-recorded_at", "-pk")
