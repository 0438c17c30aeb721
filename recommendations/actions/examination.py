"""What becomes of an issued report: its way to the CNAD, and what was decided on each of its texts."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import people_holding
from boards.enums import StaleVersion
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.lib.references import is_citation
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.access.followup import check_can_dispose, check_can_transmit
from recommendations.actions.advice import stand_again
from recommendations.actions.transitions import perform
from recommendations.enums import CnadOutcome, State
from recommendations.models import Disposition, Recommendation, Submission, SubmissionItem, Transmission


@transaction.atomic
def record_transmission(
    *,
    submission: Submission,
    sent_on: date,
    means: str,
    by: User,
    received_on: date | None = None,
    scheduled_for: date | None = None,
    examined_on: date | None = None,
    note: str = "",
) -> Transmission:
    """Write down where an issued report is on its way to the CNAD; the facts as they stand replace those before.

    Raises Denied, or ValidationError naming the day that cannot be.
    """
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    check_can_transmit(by, locked)
    assert locked.issued_at is not None
    days = {"sent_on": sent_on, "received_on": received_on, "scheduled_for": scheduled_for, "examined_on": examined_on}
    _check_days(day_of(locked.issued_at), days)
    row = Transmission.objects.filter(submission=locked).first() or Transmission(submission=locked)
    for name, day in days.items():
        setattr(row, name, day)
    row.means, row.note = means, note
    row.recorded_at, row.recorded_by = clock.now(), by
    row.save()
    record(by, "transmission_recorded", locked, note, **{name: str(day) for name, day in days.items() if day})
    return row


def _check_days(issued_on: date, days: dict[str, date | None]) -> None:
    sent_on, today = days["sent_on"], clock.today()
    assert sent_on is not None
    if sent_on < issued_on:
        raise ValidationError({"sent_on": _("The report was issued only after that day.")})
    for name, day in days.items():
        if day is None:
            continue
        if day < sent_on:
            raise ValidationError({name: _("This day lies before the transmission.")})
        if name != "scheduled_for" and day > today:
            raise ValidationError({name: _("This day has not come yet.")})


@transaction.atomic
def record_examination(
    *,
    item: SubmissionItem,
    seen: int,
    outcome: str,
    reference: str,
    decided_on: date,
    by: User,
    deferred_until: date | None = None,
    text_en: str = "",
    text_fr: str = "",
    why: str = "",
) -> Disposition:
    """Record what the CNAD decided on one text of a report, and take the text along its lifecycle.

    `seen` is the current disposition (id) on the page, 0 where there was none. A correction says `why`; after a
    return the outcome stays, as the text is being revised since. Saying the same again changes nothing. Raises
    Denied, StaleVersion or ValidationError.
    """
    text = Recommendation.objects.select_for_update().get(pk=item.recommendation_id)
    locked = SubmissionItem.objects.select_related("submission__transmission", "revision__document").get(pk=item.pk)
    check_can_dispose(by, locked)
    said: dict[str, Any] = {
        "outcome": outcome,
        "deferred_until": deferred_until,
        "reference": reference,
        "decided_on": decided_on,
        "text_en": text_en,
        "text_fr": text_fr,
    }
    current = locked.dispositions.current()
    if same := current.filter(**said).first():
        return same
    standing = current.first()
    _check_disposition(locked, text, standing, why, said)
    if (standing.pk if standing else 0) != seen:
        raise StaleVersion(standing)
    now = clock.now()
    current.update(superseded_at=now)
    made = Disposition.objects.create(item=locked, why=why, recorded_at=now, recorded_by=by, **said)
    _move(text, made, by)
    _note_the_day(locked, decided_on)
    _tell(made, by)
    record(by, "disposition_recorded", text, why, outcome=outcome, reference=reference)
    return made


def _check_disposition(
    item: SubmissionItem, text: Recommendation, standing: Disposition | None, why: str, said: dict[str, Any]
) -> None:
    outcome, decided_on = CnadOutcome(str(said["outcome"])), said["decided_on"]
    assert isinstance(decided_on, date)
    if not is_citation(str(said["reference"])):
        raise ValidationError({"reference": _("This is no reference of a document, such as AC/259-DS(2026)0002.")})
    if decided_on > clock.today():
        raise ValidationError({"decided_on": _("This day has not come yet.")})
    if decided_on < item.submission.transmission.sent_on:
        raise ValidationError({"decided_on": _("This day lies before the transmission.")})
    until = said["deferred_until"]
    if (outcome == CnadOutcome.DEFERRED) != isinstance(until, date):
        raise ValidationError({"deferred_until": _("Until when it is deferred is said for a deferral, and only then.")})
    if isinstance(until, date) and until < decided_on:
        raise ValidationError({"deferred_until": _("This day lies before the decision.")})
    if outcome.owes_text and not (said["text_en"] or said["text_fr"]):
        raise ValidationError({"text_en": _("Record what was said, in at least one language.")})
    _check_correction(item, text, standing, outcome, why)


def _check_correction(
    item: SubmissionItem, text: Recommendation, standing: Disposition | None, outcome: CnadOutcome, why: str
) -> None:
    if standing is None:
        return
    was = CnadOutcome(standing.outcome)
    # The CNAD coming back to what it deferred is no correction.
    if was != CnadOutcome.DEFERRED and not why.strip():
        raise ValidationError({"why": _("Say why the record is corrected.")})
    moved_on = text.state not in (State.SUBMITTED, State.EXAMINED) or _came_again(item)
    if outcome != was and moved_on and not (outcome.is_followed and was.is_followed):
        raise ValidationError({"outcome": _("The text has moved on since: its outcome can no longer be another.")})


def _move(text: Recommendation, made: Disposition, by: User) -> None:
    """Take the text on: a deferral leaves it submitted, a return leads it back to its group."""
    if _came_again(made.item):
        return
    if text.state == State.SUBMITTED and made.outcome != CnadOutcome.DEFERRED:
        text = perform(text, "examine", by=by, outcome=made.outcome, reference=made.reference)
    if text.state == State.EXAMINED and made.outcome == CnadOutcome.RETURNED:
        perform(text, "return_for_work", by=by, why=made.text_en or made.text_fr, reference=made.reference)
        stand_again(text=text, by=by)
    if text.state == State.EXAMINED and made.outcome == CnadOutcome.DEFERRED:
        perform(text, "put_off", by=by, why=made.why, reference=made.reference)


def _came_again(item: SubmissionItem) -> bool:
    """Whether a later report brought the text to the CNAD: what is said of an earlier one moves it no more."""
    later = SubmissionItem.objects.filter(submission__issued_at__gt=item.submission.issued_at)
    return later.filter(recommendation=item.recommendation_id).exists()


def _note_the_day(item: SubmissionItem, decided_on: date) -> None:
    """The first decision on any of its texts says when the report was examined."""
    transmission = item.submission.transmission
    if transmission.examined_on is None:
        transmission.examined_on = decided_on
        transmission.save(update_fields=["examined_on"])


def _tell(made: Disposition, by: User) -> None:
    body = made.item.recommendation.body_id
    notify(
        people_holding("view_issued", [body]).exclude(pk=by.pk),
        Kind.CNAD_DISPOSED,
        path=reverse("followup:for_text", args=[made.item.recommendation_id]),
        key=str(made.pk),
        reference=str(made.item.revision),
    )
