"""Decisions, and the decision sheet: circulated in draft, commented, issued."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from boards.access.meeting_guards import has_decisions
from boards.access.meetings import (
    check_can_comment_on_sheet,
    check_can_decide,
    members_told,
    people_addressed,
    sheet_comments_visible_to,
)
from boards.actions.following import tell_followers_of_meeting
from boards.actions.meetings import lock, step_from, tell
from boards.actions.numbering import allocate, issue_document
from boards.enums import Denied, DocumentKind, MeetingState, StaleVersion
from boards.models import AgendaItem, Decision, Document, Meeting, SheetComment
from boards.queries.meetings import decisions_of
from boards.queries.sheet_wording import decision_sheet
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.models import Kind

MOST_DECISIONS = 40  # on one item


def _lock(meeting: Meeting, by: User) -> Meeting:
    locked = lock(meeting)
    check_can_decide(by, locked)
    return locked


@transaction.atomic
def enter_decision(*, item: AgendaItem, by: User, **words: Any) -> Decision:
    """Put a decision at the end of those on the item.

    Raises Denied, or ValidationError where there are too many, or on "due" where that comes before the meeting.
    """
    _check_due(_lock(item.meeting, by), words)
    count = item.decisions.count()
    if count >= MOST_DECISIONS:
        raise ValidationError(_("An item has at most %(most)d decisions."), params={"most": MOST_DECISIONS})
    decision = Decision.objects.create(item=item, position=count + 1, made_by=by, **words)
    record(by, "decision_entered", decision, words=words)
    return decision


@transaction.atomic
def save_decision(*, decision: Decision, version: int, by: User, **words: Any) -> Decision:
    """Change a decision that is not issued yet. Raises Denied, StaleVersion, ValidationError as `enter_decision`."""
    meeting = _lock(decision.item.meeting, by)
    locked = Decision.objects.select_for_update(of=("self",)).select_related("item").get(pk=decision.pk)
    if locked.version != version:
        raise StaleVersion(locked)
    _check_due(meeting, words)
    for name, value in words.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    record(by, "decision_saved", locked, words=words)
    return locked


def _check_due(meeting: Meeting, words: dict[str, Any]) -> None:
    if words.get("due") and words["due"] < day_of(meeting.starts):
        raise ValidationError({"due": _("This day lies before the meeting.")})


@transaction.atomic
def move_decision(*, decision: Decision, to: int, by: User) -> None:
    """Move a decision among those on its item; the others close up."""
    _lock(decision.item.meeting, by)
    decision.refresh_from_db(fields=["position"])
    others = Decision.objects.filter(item=decision.item_id)
    source, target = decision.position, max(1, min(to, others.count()))
    if source < target:
        others.filter(position__gt=source, position__lte=target).update(position=F("position") - 1)
    elif target < source:
        others.filter(position__gte=target, position__lt=source).update(position=F("position") + 1)
    others.filter(pk=decision.pk).update(position=target)
    decision.position = target
    record(by, "decision_moved", decision, source=source, target=target)


@transaction.atomic
def remove_decision(*, decision: Decision, by: User) -> None:
    """Strike a decision before the sheet is circulated; later it can only be reworded. Raises Denied."""
    meeting = _lock(decision.item.meeting, by)
    if meeting.sheet_circulated_at:
        raise Denied(_("Nations have the draft: reword the decision instead of striking it."))
    record(by, "decision_removed", decision, said=decision.verb, text_en=decision.text_en, text_fr=decision.text_fr)
    Decision.objects.filter(pk=decision.pk).delete()
    Decision.objects.filter(item=decision.item_id, position__gt=decision.position).update(position=F("position") - 1)


@transaction.atomic
def circulate_sheet(*, meeting: Meeting, closes_at: datetime, by: User) -> Meeting:
    """Show the draft to members for comments until `closes_at` (aware); again with a later time to extend it.

    Raises Denied, or ValidationError on "day".
    """
    locked = _lock(meeting, by)
    now = clock.now()
    if locked.state != MeetingState.HELD:
        raise Denied(_("The decision sheet is circulated when the meeting was held."))
    if reason := has_decisions(locked, now):
        raise Denied(reason)
    if closes_at <= now or (locked.sheet_closes_at and closes_at <= locked.sheet_closes_at):
        raise ValidationError({"day": _("The time for comments must end later than now and than before.")})
    locked.sheet_circulated_at = locked.sheet_circulated_at or now
    locked.sheet_closes_at = closes_at
    locked.save(update_fields=["sheet_circulated_at", "sheet_closes_at"])
    when = closes_at.isoformat()
    tell(locked, Kind.SHEET_CIRCULATED, members_told(locked), again=when, closes=when)
    record(by, "sheet_circulated", locked, closes_at=closes_at)
    return locked


@transaction.atomic
def comment_on_sheet(
    *, meeting: Meeting, language: str, text: str, by: User, decision: Decision | None = None
) -> SheetComment:
    """Say what the person's nation has to say of the draft. Raises Denied once the time is over."""
    locked = lock(meeting)
    now = clock.now()
    nation = check_can_comment_on_sheet(by, locked, now)
    if decision and decision.item.meeting_id != locked.pk:
        raise ValidationError({"decision": _("The decision is another meeting's.")})
    said = {"meeting": locked, "nation": nation, "decision": decision, "language": language, "text": text}
    if same := SheetComment.objects.filter(**said).first():
        return same
    comment = SheetComment.objects.create(**said, made_by=by, made_at=now)
    tell_followers_of_meeting(locked, comment, among=sheet_comments_visible_to, by=by)
    record(by, "sheet_commented", locked, nation=nation.alpha3)
    return comment


@transaction.atomic
def answer_comment(*, comment: SheetComment, answer: str, by: User) -> SheetComment:
    """Answer a nation's comment, for all members to read. Raises Denied once the sheet is issued."""
    locked = _lock(comment.meeting, by)
    comment.refresh_from_db()
    comment.answer, comment.answered_by, comment.answered_at = answer, by, clock.now()
    comment.save(update_fields=["answer", "answered_by", "answered_at"])
    at = comment.answered_at.isoformat()
    tell_followers_of_meeting(locked, comment, among=sheet_comments_visible_to, what=at, by=by)
    record(by, "sheet_comment_answered", comment.meeting, nation=comment.nation.alpha3)
    return comment


@transaction.atomic
def issue_sheet(*, meeting: Meeting, by: User) -> Document:
    """Number the decision sheet in both languages and close the meeting. Raises Denied, IllegalTransition.

    Outsiders, who read decisions but not the sheet, are told where one is addressed to them.
    """
    locked = step_from(meeting, "issue_sheet", by)
    now = clock.now()
    decisions = list(decisions_of(locked))
    document = issue_document(
        reference=allocate(locked.body, DocumentKind.DECISION_SHEET, now),
        body=locked.body,
        title_en=f"Decision sheet: {locked.name_in('en')}",
        title_fr=f"Compte rendu de décisions\u00a0: {locked.name_in('fr')}",
        original_language="en",
        at=now,
        by=by,
        text_en=decision_sheet(locked, decisions, "en"),
        text_fr=decision_sheet(locked, decisions, "fr"),
    )
    locked.decision_sheet, locked.state = document, MeetingState.CLOSED
    locked.save(update_fields=["decision_sheet", "state"])
    tell(locked, Kind.SHEET_ISSUED, members_told(locked), reference=document.reference)
    tell(locked, Kind.DECISION_ADDRESSED, people_addressed(locked))
    record(by, "sheet_issued", locked, reference=document.reference)
    return document
