"""What passes between the Board and others: reports to the CNAD and what follows, advice asked and given."""

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import plain
from dipb_portal.search.source import Card, Source, words_of
from recommendations.access.advice import asked_visible_to, industry_advice_visible_to
from recommendations.access.followup import actions_visible_to
from recommendations.access.visibility import submissions_visible_to
from recommendations.enums import ActionStatus
from recommendations.models import AdviceAsked, FollowUpAction, IndustryAdvice, Submission


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


def _asked(asked: AdviceAsked) -> Card:
    address = reverse("advice:detail", args=[asked.pk])
    return Card(asked.title_en, asked.title_fr, address, asked.letter, words_of(asked, "question"))


def _advice(advice: IndustryAdvice) -> Card:
    revision = advice.request.revision
    address = reverse("industry:detail", args=[advice.request_id])
    return Card(revision.title_en, revision.title_fr, address, revision.name, {advice.language: plain(advice.text)})


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
        dated="created_at",
    ),
    Source(
        "asked",
        gettext_lazy("Requests for advice"),
        pgettext_lazy("found", "Request for advice"),
        AdviceAsked,
        asked_visible_to,
        _asked,
        body="group",
        nation="asker_nation",
        dated="asked_at",
    ),
    Source(
        "advice",
        gettext_lazy("Advice of industry"),
        pgettext_lazy("found", "Advice of industry"),
        IndustryAdvice,
        industry_advice_visible_to,
        _advice,
        body="request__body",
        dated=Coalesce("given_at", "saved_at"),
        related=("request__revision__document",),
    ),
)
