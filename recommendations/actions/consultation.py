"""A round of comments: open it, comment, submit, close it, decide, tell the decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import people_holding, release
from boards.enums import StaleVersion
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.access.guards import newest_issued
from recommendations.access.permissions import (
    Side,
    asked_bodies,
    check_can_adjudicate,
    check_can_comment,
    check_can_edit_comment,
    check_can_submit_comments,
    side_of,
)
from recommendations.actions.transitions import perform
from recommendations.models import Adjudication, Comment, Consultation, Paragraph, Recommendation

REMINDER = timedelta(days=1)


@transaction.atomic
def open_consultation(
    *, recommendation: Recommendation, audiences: Iterable[Body], closes_at: datetime, by: User
) -> Consultation:
    """Ask `audiences` for comments on the newest issued revision until `closes_at` (aware).

    The revision is released to the bodies asked. Raises Denied, IllegalTransition, or ValidationError where
    the closing time has passed.
    """
    locked = perform(recommendation, "open_consultation", by=by)
    now = clock.now()
    if closes_at <= now:
        raise ValidationError({"closes_at": _("The closing time has passed.")})
    revision = newest_issued(locked)
    assert revision is not None  # a guard of the step
    assert revision.document is not None  # issued revisions are numbered, by constraint
    rounds = Consultation.objects.filter(revision__recommendation=locked).count()
    consultation = Consultation.objects.create(
        revision=revision, number=rounds + 1, opened_at=now, opened_by=by, closes_at=closes_at
    )
    bodies = list(audiences)
    consultation.audiences.set(bodies)
    release(revision.document, bodies)
    notify(
        people_holding("prepare_comment", bodies),
        Kind.CONSULTATION_OPENED,
        path=reverse("consultations:detail", args=[consultation.pk]),
        key=str(consultation.pk),
        reference=revision.document.reference,
        closes=closes_at.isoformat(),
    )
    record(by, "consultation_opened", consultation, audiences=[b.code for b in bodies], closes_at=closes_at)
    return consultation


@transaction.atomic
def close_consultation(*, consultation: Consultation, by: User | None) -> bool:
    """Close the round: at its closing time by the clock (`by` None), or before by the secretariat.

    Returns False, and changes nothing, where it is closed already or the clock came too early.
    """
    locked = _lock(consultation)
    now = clock.now()
    if locked.closed_at is not None or (by is None and now <= locked.closes_at):
        return False
    locked.closed_at = now
    locked.save(update_fields=["closed_at"])
    perform(locked.revision.recommendation, "close_consultation", by=by)
    record(by, "consultation_closed", locked)
    return True


@transaction.atomic
def remind(*, consultation: Consultation) -> bool:
    """Tell those who may submit, once, a day before the round closes, that comments they prepared are not submitted.

    Returns False, and changes nothing, where it was done before, is too early, or the round has closed.
    """
    locked = _lock(consultation)
    now = clock.now()
    if locked.reminded_at or locked.closed_at or not now <= locked.closes_at <= now + REMINDER:
        return False
    prepared = set(locked.comments.filter(submitted_at=None).values_list("nation", "body"))
    notify(
        [
            person
            for person in people_holding("submit_comment", asked_bodies(locked))
            if _side_ids(person, locked) in prepared
        ],
        Kind.CONSULTATION_CLOSING,
        path=reverse("consultations:detail", args=[locked.pk]),
        key=str(locked.pk),
        reference=str(locked.revision),
        closes=locked.closes_at.isoformat(),
    )
    locked.reminded_at = now
    locked.save(update_fields=["reminded_at"])
    return True


@transaction.atomic
def save_comment(
    *,
    consultation: Consultation,
    comment: Comment | None,
    version: int,
    paragraph: Paragraph | None,
    type: str,
    language: str,
    text: str,
    proposed_text: str,
    rationale: str,
    by: User,
) -> Comment:
    """Prepare a comment for the person's side, or change one that is not submitted yet.

    Raises Denied, StaleVersion, ValidationError where the closing time has passed or the paragraph is of another
    text, and IntegrityError where what the type asks for is missing: the form asks for it before.
    """
    locked = _lock(consultation)
    check_can_comment(by, locked)
    _check_in_time(locked)
    if paragraph is not None and paragraph.revision_id != locked.revision_id:
        raise ValidationError({"paragraph": _("The paragraph belongs to another text.")})
    if comment is None:
        side = side_of(by, locked)
        assert side is not None  # check_can_comment raises otherwise
        mine = Comment(consultation=locked, nation=side[0].nation, body=side[0].body, author=by, created_at=clock.now())
        mine.version = 0
    else:
        mine = Comment.objects.select_for_update().get(pk=comment.pk)
        check_can_edit_comment(by, mine)
        if mine.version != version:
            raise StaleVersion(mine)
    mine.paragraph, mine.type, mine.language = paragraph, type, language
    mine.text, mine.proposed_text, mine.rationale = text, proposed_text, rationale
    mine.version += 1
    mine.save()
    record(by, "comment_prepared", mine)
    return mine


@transaction.atomic
def delete_comment(*, comment: Comment, by: User) -> None:
    """Give up a comment that was not submitted; its words stay in its row history."""
    mine = Comment.objects.select_for_update().get(pk=comment.pk)
    check_can_edit_comment(by, mine)
    record(by, "comment_discarded", mine)
    mine.delete()


@transaction.atomic
def submit_comments(*, consultation: Consultation, comments: Iterable[Comment], by: User) -> int:
    """Submit prepared comments for the person's nation or body; they get their serials and are shown to members.

    What is submitted is what was read: a comment saved again since `comments` were read raises StaleVersion.
    Returns how many were submitted; those submitted before count for nothing. Raises Denied, or
    ValidationError where the closing time has passed.
    """
    locked = _lock(consultation)
    check_can_submit_comments(by, locked)
    _check_in_time(locked)
    now = clock.now()
    side = side_of(by, locked)
    assert side is not None  # check_can_submit_comments raises otherwise
    read = {comment.pk: comment.version for comment in comments}
    prepared = Comment.objects.select_for_update(of=("self",)).filter(
        consultation=locked, submitted_at=None, nation=side[0].nation, body=side[0].body, pk__in=read
    )
    mine = sorted(prepared.select_related("paragraph"), key=_matrix_order)
    for comment in mine:
        if comment.version != read[comment.pk]:
            raise StaleVersion(comment)
        locked.last_serial += 1
        comment.serial, comment.submitted_at, comment.submitted_by = locked.last_serial, now, by
        comment.save(update_fields=["serial", "submitted_at", "submitted_by"])
    locked.save(update_fields=["last_serial"])
    if mine:
        record(by, "comments_submitted", locked, serials=[comment.serial for comment in mine])
    return len(mine)


@dataclass(frozen=True)
class Ruling:
    """A decision on one comment; `since` is when the decision it replaces was taken, None for the first."""

    comment: Comment
    decision: str
    explanation: str = ""
    since: datetime | None = None


@transaction.atomic
def adjudicate_all(*, consultation: Consultation, rulings: Iterable[Ruling], by: User) -> None:
    """Decide on submitted comments, or change decisions until they are circulated: all of `rulings` or none.

    Raises Denied, StaleVersion where somebody else decided meanwhile, ValidationError where a comment is not of
    this round, and IntegrityError where an explanation is owed: the form asks for it before.
    """
    locked = _lock(consultation)
    check_can_adjudicate(by, locked)
    now = clock.now()
    for ruling in rulings:
        if ruling.comment.consultation_id != locked.pk or ruling.comment.serial is None:
            raise ValidationError(_("The comment was not submitted in this round."))
        present = Adjudication.objects.filter(comment=ruling.comment).first()
        if present is not None and present.decided_at != ruling.since:
            raise StaleVersion(present)
        decision = present or Adjudication(comment=ruling.comment)
        decision.decision, decision.explanation = ruling.decision, ruling.explanation
        decision.decided_by, decision.decided_at = by, now
        decision.save()
        record(by, "comment_decided", ruling.comment, decision=ruling.decision, explanation=ruling.explanation)


def adjudicate(*, comment: Comment, decision: str, explanation: str, by: User) -> None:
    """Decide on one comment nobody has decided on yet; as `adjudicate_all`."""
    adjudicate_all(consultation=comment.consultation, rulings=[Ruling(comment, decision, explanation)], by=by)


@transaction.atomic
def finish_adjudication(*, consultation: Consultation, by: User) -> None:
    """Circulate the decisions: tell those who commented. Raises ValidationError while a comment is undecided."""
    locked = _lock(consultation)
    check_can_adjudicate(by, locked)
    if left := locked.comments.undecided().count():
        raise ValidationError(_("Comments still to be decided: %(left)s."), params={"left": left})
    locked.adjudicated_at = clock.now()
    locked.save(update_fields=["adjudicated_at"])
    notify(
        User.objects.filter(pk__in=locked.comments.submitted().values("submitted_by")),
        Kind.COMMENTS_ADJUDICATED,
        path=reverse("consultations:detail", args=[locked.pk]),
        key=str(locked.pk),
        reference=str(locked.revision),
    )
    record(by, "decisions_circulated", locked)


def _lock(consultation: Consultation) -> Consultation:
    return (
        Consultation.objects.select_for_update(of=("self",))
        .select_related("revision__recommendation__body", "revision__document")
        .prefetch_related("audiences")
        .get(pk=consultation.pk)
    )


def _check_in_time(consultation: Consultation) -> None:
    """Compare with the database's clock after the lock."""
    if clock.now() > consultation.closes_at:
        raise ValidationError(_("The round has closed: the closing time has passed."))


def _side_ids(person: User, consultation: Consultation) -> tuple[int | None, int | None]:
    """The ids of the nation and the body the person comments for, one of them None; both where not asked."""
    found = side_of(person, consultation)
    side = found[0] if found else Side()
    return side.nation.pk if side.nation else None, side.body.pk if side.body else None


def _matrix_order(comment: Comment) -> tuple[int, int]:
    return (comment.paragraph.position if comment.paragraph else 0, comment.pk)
