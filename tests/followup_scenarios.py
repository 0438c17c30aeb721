"""What the CNAD made of a report and what follows from it, reached the ordinary way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from boards.models import Body
from dipb_portal.lib.clock import today
from recommendations.actions import examination, followup
from recommendations.enums import CnadOutcome, Implementation, Means
from recommendations.models import (
    Disposition,
    FollowUpAction,
    ImplementationReport,
    Recommendation,
    Submission,
    SubmissionItem,
    Transmission,
)

if TYPE_CHECKING:
    from dipb_portal.accounts.models import User
    from tests.scenarios import People

REFERENCE = "AC/259-DS(2026)0002"


def transmitted(people: People, report: Submission, **facts: Any) -> Transmission:
    known = {"sent_on": today(), "means": Means.REGISTRY} | facts
    return examination.record_transmission(submission=report, by=people.secretariat, **known)


def item_of(text: Recommendation) -> SubmissionItem:
    """Its place in the newest report."""
    return text.submission_items.select_related("submission").latest("pk")


def disposed(people: People, text: Recommendation, outcome: str = CnadOutcome.ENDORSED, **said: Any) -> Disposition:
    """What the CNAD decided on the submitted `text`, its report transmitted before."""
    item = item_of(text)
    if not Transmission.objects.filter(submission=item.submission).exists():
        transmitted(people, item.submission)
    standing = item.dispositions.current().first()
    known: dict[str, Any] = {"reference": REFERENCE, "decided_on": today(), "text_en": "The CNAD so decided."}
    if outcome == CnadOutcome.DEFERRED:
        known["deferred_until"] = today() + timedelta(days=90)
    made = examination.record_examination(
        item=item, seen=standing.pk if standing else 0, outcome=outcome, by=people.secretariat, **known | said
    )
    text.refresh_from_db()
    return made


def action(people: People, text: Recommendation, **said: Any) -> FollowUpAction:
    """An action on the examined `text`, each nation's unless another owner is named, due in thirty days."""
    known: dict[str, Any] = {
        "title_en": "Declare storage capacity",
        "title_fr": "Déclarer la capacité de stockage",
        "due": today() + timedelta(days=30),
    }
    if not {"nation", "body", "agency"} & said.keys():
        known |= {"body": Body.objects.get(code="CNAD"), "each_nation": True}
    made = followup.set_action(recommendation=text, by=people.secretariat, **known | said)
    text.refresh_from_db()
    return made


def reported(
    action_: FollowUpAction, by: User, status: str = Implementation.IMPLEMENTED, **said: Any
) -> ImplementationReport:
    return followup.report_implementation(action=action_, status=status, by=by, **said)
