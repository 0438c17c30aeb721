"""What passes between the Board and others: reports to the CNAD and what follows, advice asked and given."""

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from dipb_portal.accounts.models import User
from dipb_portal.search.source import Card, Source, words_of
from recommendations.access.followup import actions_visible_to
from recommendations.access.visibility import submissions_visible_to
from recommendations.enums import ActionStatus
from recommendations.models import FollowUpAction, Submission


def reports(user: User) -> QuerySet[Submission]:
    return submissions_visible_to(user).defer("contents")


def _report(report: Submission) -> Card:
    reference = report.document.reference if report.document else ""
    address = reverse("submissions:detail", args=[report.pk])
    return Card(
        report.title_en, report.title_fr, address, reference, words_of(report, "summary", "introduction", "way_ahead")
    )


def _action(action: FollowUpAction) -> Card:
    words = {"en": action.text_en, "fr": action.text_fr}
    return Card(action.title_en, action.title_fr, reverse("followup:action", args=[action.pk]), "", words)


SOURCES = (
    Source(
        "report",
        gettext_lazy("Reports to the CNAD"),
        pgettext_lazy("found", "Report to the CNAD"),
        Submission,
        reports,
        _report,
        dated=Coalesce("issued_at", "created_at"),
        reference="document__reference",
        related=("document",),
    ),
    Source(
        "action",
        gettext_lazy("Follow-up actions"),
        pgettext_lazy("found", "Follow-up action"),
        FollowUpAction,
        actions_visible_to,
        _action,
        body="recommendation__body",
        state="status",
        states=dict(ActionStatus.choices),
        nation="nation",
        dated=F("created_at"),
    ),
)
