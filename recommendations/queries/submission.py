"""Reports to the CNAD as their pages show them."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from dipb_portal.accounts.models import User
from recommendations.access.gates import PARTS
from recommendations.access.visibility import packets_visible_to, submissions_visible_to, visible_to
from recommendations.enums import State
from recommendations.models import Packet, Recommendation, Submission, SubmissionItem


@dataclass(frozen=True)
class Part:
    """A text of the report in both languages, sanitised HTML."""

    label: Promise
    en: str
    fr: str


def reports_for(user: User) -> QuerySet[Submission]:
    """Drafts first, then the issued ones, newest first; with the number of their recommendations."""
    shown = ["kind", "period_from", "period_to", "title_en", "title_fr", "addressee", "plenary_date", "issued_at"]
    reports = submissions_visible_to(user).only(*shown, "document__reference").select_related("document")
    items = SubmissionItem.objects.filter(submission=OuterRef("pk")).order_by().values("submission")
    texts = Coalesce(Subquery(items.annotate(n=Count("pk")).values("n")), 0)  # of the page's reports alone
    return reports.annotate(texts=texts).order_by(F("issued_at").desc(nulls_first=True), "-created_at")


def report_for(user: User) -> QuerySet[Submission]:
    return submissions_visible_to(user).defer("contents").select_related("document", "created_by")


def items_of(report: Submission) -> QuerySet[SubmissionItem]:
    return report.items.select_related("recommendation__body", "revision__document")


def parts_of(report: Submission) -> list[Part]:
    """The texts in the order of the packet; why no advice was asked for is no matter of a progress report."""
    return [
        Part(label, getattr(report, f"{name}_en"), getattr(report, f"{name}_fr"))
        for name, label in PARTS.items()
        if not (report.is_progress and name == "no_advice")
    ]


def packets_of(report: Submission, user: User) -> QuerySet[Packet]:
    """The report's packets that the person may read, newest first, without their contents."""
    packets = packets_visible_to(user).filter(submission=report)
    return packets.defer("contents", "submission__contents").select_related("requested_by", "submission__document")


def candidates_for(report: Submission, user: User) -> list[Recommendation]:
    """What can go into the report: endorsed texts; and what is in it already, in its order, first.

    Nothing goes into a progress report: it is drawn from the work of its period.
    """
    if report.is_progress:
        return []
    chosen = Q(submission_items__submission=report)
    texts = visible_to(user).filter(chosen | Q(state=State.ENDORSED)).select_related("body").distinct()
    places = {item.recommendation_id: item.position for item in report.items.all()}
    return sorted(texts, key=lambda text: (places.get(text.pk, len(places) + 1), text.body.rank, text.pk))
