"""The report to the CNAD: draft it, choose what goes into it, ask for packets, issue it."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.actions.numbering import allocate, issue_document
from boards.enums import BodyKind, DocumentKind, StaleVersion
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.hints import hint
from dipb_portal.lib.richtext import sanitise
from recommendations.access.gates import PARTS, report_gaps
from recommendations.access.guards import newest_issued
from recommendations.access.permissions import check_can_build, check_can_draft_report, check_can_issue_packet
from recommendations.actions.advice import asked_by_cnad, send_in_report
from recommendations.actions.transitions import perform
from recommendations.enums import Addressee, Edition, ReportKind, State, Verb
from recommendations.models import (
    ActionRequested,
    Packet,
    Recommendation,
    Submission,
    SubmissionItem,
)
from recommendations.packets import progress_wording
from recommendations.packets.snapshot import in_edition, snapshot

RICH = {f"{part}_{language}" for part in PARTS for language in ("en", "fr")}


@transaction.atomic
def create_submission(
    *,
    title_en: str,
    title_fr: str,
    addressee: str,
    plenary_date: Any,
    by: User,
    kind: str = ReportKind.SUBMISSION,
    period_from: date | None = None,
    period_to: date | None = None,
) -> Submission:
    """Start a report to the CNAD. A progress report starts with its texts drafted from the work of its period.

    Raises Denied, or ValidationError where the period does not fit the kind.
    """
    check_can_draft_report(by)
    _check_period(kind, period_from, period_to)
    submission = Submission.objects.create(
        kind=kind,
        period_from=period_from,
        period_to=period_to,
        title_en=title_en,
        title_fr=title_fr,
        addressee=addressee,
        plenary_date=plenary_date if addressee == Addressee.PLENARY else None,
        created_at=clock.now(),
        created_by=by,
    )
    if submission.is_progress:
        _draft_progress(submission)
    record(by, "report_created", submission)
    return submission


@transaction.atomic
def save_submission(
    *,
    submission: Submission,
    version: int,
    texts: dict[str, Any],
    recommendations: list[Recommendation],
    actions: list[tuple[str, str, str]],
    by: User,
) -> Submission:
    """Save the whole report: its fields, the recommendations in order, the actions (verb, English, French).

    Raises StaleVersion where `version` is not the present one, and ValidationError where a recommendation
    chosen is not endorsed.
    """
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    check_can_draft_report(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    for name, value in texts.items():
        setattr(locked, name, sanitise(value) if name in RICH else value)
    _check_period(locked.kind, locked.period_from, locked.period_to)
    if locked.addressee != Addressee.PLENARY:
        locked.plenary_date = None
    locked.version += 1
    locked.save()
    _replace_items(locked, recommendations)
    locked.actions.all().delete()
    ActionRequested.objects.bulk_create(
        ActionRequested(submission=locked, position=position, verb=verb, text_en=text_en, text_fr=text_fr)
        for position, (verb, text_en, text_fr) in enumerate(actions, 1)
    )
    record(by, "report_saved", locked, version=locked.version)
    return locked


@transaction.atomic
def request_packet(*, submission: Submission, edition: str, key: uuid.UUID, by: User) -> Packet:
    """Queue a build of the report as it stands. The same `key` asked twice gives the same row.

    Raises ValidationError where `key` was used for another report.
    """
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    check_can_build(by, locked)
    if asked := Packet.objects.filter(key=key).first():
        if asked.submission_id != locked.pk:
            raise ValidationError(_("This request was made for another report."))
        return asked
    contents = locked.contents if locked.is_issued else snapshot(locked)
    packet = _queue(locked, edition, key, contents, clock.now(), by)
    record(by, "packet_requested", packet, edition=edition)
    return packet


@transaction.atomic
def issue_submission(*, submission: Submission, by: User) -> list[Packet]:
    """Number and freeze the report, submit its texts, send the CNAD the advice it asked for, queue every edition.

    Raises Denied, IllegalTransition where a recommendation is no longer endorsed, or ValidationError naming
    everything that is missing.
    """
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    check_can_issue_packet(by, locked)
    if missing := report_gaps(locked):
        raise ValidationError([ValidationError(gap) for gap in missing])
    now = clock.now()
    board = Body.objects.get(kind=BodyKind.PLENARY)
    locked.document = issue_document(
        reference=allocate(board, DocumentKind.DOCUMENT, now),
        body=board,
        title_en=locked.title_en,
        title_fr=locked.title_fr,
        original_language="en",
        at=now,
        by=by,
    )
    locked.issued_at = now
    texts = [item.recommendation for item in locked.items.select_related("recommendation")]
    answered = asked_by_cnad(text.pk for text in texts)
    for text in texts:
        perform(text, "submit", by=by, reference=locked.document.reference)
    send_in_report(asked=answered, by=by)
    locked.contents = snapshot(locked)
    locked.save(update_fields=["document", "issued_at", "contents"])
    packets = [_queue(locked, edition, uuid.uuid4(), locked.contents, now, by) for edition in Edition.values]
    record(by, "report_issued", locked, reference=locked.document.reference)
    return packets


def _check_period(kind: str, first: date | None, last: date | None) -> None:
    if kind != ReportKind.PROGRESS:
        if first or last:
            raise ValidationError({"period_from": _("Only a progress report covers a period.")})
    elif first is None or last is None or last < first:
        raise ValidationError({"period_to": _("A progress report covers a period that ends after it begins.")})


def _draft_progress(submission: Submission) -> None:
    for name, text in progress_wording.draft(submission).items():
        setattr(submission, name, sanitise(text))
    submission.save()
    requested = progress_wording.requested()
    ActionRequested.objects.create(
        submission=submission, position=1, verb=Verb.NOTE, text_en=requested.en, text_fr=requested.fr
    )


def _replace_items(submission: Submission, recommendations: list[Recommendation]) -> None:
    if submission.is_progress and recommendations:
        raise ValidationError(_("A progress report submits no recommendations."))
    submission.items.all().delete()
    items = []
    for position, recommendation in enumerate(recommendations, 1):
        revision = newest_issued(recommendation)
        if recommendation.state != State.ENDORSED or revision is None:
            raise ValidationError(_("Only endorsed recommendations go into a report."))
        items.append(
            SubmissionItem(submission=submission, recommendation=recommendation, revision=revision, position=position)
        )
    SubmissionItem.objects.bulk_create(items)


def _queue(submission: Submission, edition: str, key: uuid.UUID, contents: Any, at: datetime, by: User) -> Packet:
    packet = Packet.objects.create(
        submission=submission,
        edition=edition,
        key=key,
        requested_at=at,
        requested_by=by,
        contents=in_edition(contents, edition),
        issued=submission.is_issued,
    )
    hint("recommendations.build_packets")
    return packet
