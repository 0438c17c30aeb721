"""The silence procedure: open, state a position, break, extend, withdraw, close at the deadline.

Every function locks the silence first and compares with the database's clock after the lock, so that of a break
and a close in the same instant one comes first, for everybody.
"""

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import check, people_holding
from boards.actions.numbering import issue_document
from boards.enums import StaleVersion
from boards.models import Document, Nation
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import check_deadline, reminder_due
from dipb_portal.lib.references import parse
from dipb_portal.lib.richtext import from_plain
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify
from recommendations.access.guards import newest_issued
from recommendations.access.permissions import check_can_run_silence, speaks_for
from recommendations.actions.silence_wording import draft_action_sheet
from recommendations.actions.transitions import perform
from recommendations.enums import Outcome, Stance
from recommendations.models import Elector, Paragraph, Position, Recommendation, Silence
from recommendations.queries.silence import sheets_on


@transaction.atomic
def open_silence(*, recommendation: Recommendation, deadline: datetime, by: User) -> Silence:
    """Place the newest issued revision under silence until `deadline` (aware), asking every Ally of today.

    Raises Denied, IllegalTransition, or ValidationError on "deadline" where it breaks a rule (domain rule 2.3).
    """
    locked = perform(recommendation, "open_silence", by=by)
    now = clock.now()
    _check_deadline(now, deadline)
    revision = newest_issued(locked)
    assert revision is not None  # a guard of the step
    silence = Silence.objects.create(
        revision=revision, digest=revision.digest, opened_at=now, opened_by=by, deadline=deadline
    )
    Elector.objects.bulk_create(Elector(silence=silence, nation=nation) for nation in Nation.objects.filter(ally=True))
    _tell(silence, Kind.SILENCE_OPENED, deadline=deadline.isoformat())
    record(by, "silence_opened", silence, deadline=deadline, digest=silence.digest)
    return silence


@transaction.atomic
def extend_silence(*, silence: Silence, deadline: datetime, by: User, why: str) -> None:
    """Move the deadline of an open procedure to a later one, and tell everybody."""
    locked = _lock(silence)
    check_can_run_silence(by, locked)
    now = clock.now()
    _check_open(locked, now)
    _check_deadline(now, deadline)
    if deadline <= locked.deadline:
        raise ValidationError({"deadline": _("An extension ends later than the present deadline.")})
    before, locked.deadline, locked.reminded_at = locked.deadline, deadline, None
    locked.save(update_fields=["deadline", "reminded_at"])
    _tell(locked, Kind.SILENCE_OPENED, deadline=deadline.isoformat(), again=deadline.isoformat())
    record(by, "silence_extended", locked, why, before=before, deadline=deadline)


@transaction.atomic
def state_position(
    *,
    silence: Silence,
    stance: str,
    by: User,
    text: str = "",
    paragraph: Paragraph | None = None,
    lifting_text: str = "",
    language: str = "en",
) -> Position:
    """State the position of the person's nation; it replaces the one stated before. An objection breaks silence.

    Saying the same again, as a second click does, changes nothing. Raises Denied, or ValidationError where the
    deadline has passed by the database's clock or the procedure has ended.
    """
    locked = _lock(silence)
    nation = speaks_for(by, locked)
    if paragraph and paragraph.revision_id != locked.revision_id:
        raise ValidationError({"paragraph": _("The paragraph is not one of the text under silence.")})
    said = {
        "stance": stance,
        "paragraph": paragraph,
        "text": text,
        "lifting_text": lifting_text,
        "language": language,
    }
    stated = locked.positions.current().filter(nation=nation)
    if same := stated.filter(**said).first():
        return same
    now = clock.now()
    _check_open(locked, now)
    stated.update(superseded_at=now)
    position = Position.objects.create(silence=locked, nation=nation, stated_at=now, stated_by=by, **said)
    if stance == Stance.OBJECT:
        _end(locked, Outcome.BROKEN, now)
        perform(locked.revision.recommendation, "break_silence", by=None, nation=nation.alpha3)
        _tell(locked, Kind.SILENCE_BROKEN, nation_en=nation.name_en, nation_fr=nation.name_fr)
    record(by, "position_stated", position, text, stance=stance, nation=nation.alpha3)
    return position


@transaction.atomic
def withdraw_break(*, silence: Silence, by: User, why: str) -> None:
    """Take back the objection that ended the procedure. It stays ended; the chair may place the text anew.

    Raises Denied, or ValidationError where the person's nation has no objection to take back.
    """
    locked = _lock(silence)
    nation = speaks_for(by, locked)
    objection = locked.positions.current().filter(nation=nation, stance=Stance.OBJECT)
    if not objection.update(superseded_at=clock.now()):
        raise ValidationError(_("There is no objection to withdraw."))
    record(by, "break_withdrawn", locked, why, nation=nation.alpha3)


@transaction.atomic
def withdraw_silence(*, silence: Silence, by: User, why: str) -> None:
    """Give up an open procedure; the text returns to adjudication. Raises Denied where it has ended."""
    locked = _lock(silence)
    check_can_run_silence(by, locked)
    _end(locked, Outcome.WITHDRAWN, clock.now())
    perform(locked.revision.recommendation, "withdraw_silence", by=by, why=why)
    _tell(locked, Kind.SILENCE_CLOSED, outcome=Outcome.WITHDRAWN.value)
    record(by, "silence_withdrawn", locked, why)


@transaction.atomic
def close_silence(*, silence: Silence) -> bool:
    """End a procedure whose deadline has passed: the text is endorsed and the action sheet drafted.

    Idempotent, for any number of closers at once. Returns False, and changes nothing, where it has ended
    already or its deadline has not passed.
    """
    locked = _lock(silence)
    now = clock.now()
    if locked.outcome != Outcome.OPEN or now <= locked.deadline:
        return False
    _end(locked, Outcome.AGREED, now)
    drafts = draft_action_sheet(locked)
    locked.action_sheet_en, locked.action_sheet_fr = drafts["en"], drafts["fr"]
    locked.save(update_fields=["action_sheet_en", "action_sheet_fr"])
    _tell(locked, Kind.SILENCE_CLOSED, outcome=Outcome.AGREED.value)
    perform(locked.revision.recommendation, "endorse", by=None, silence=locked.pk)
    return True


@transaction.atomic
def remind_silence(*, silence: Silence) -> bool:
    """Remind, once, one working day before the deadline, those who speak for a nation still to be heard.

    A scrutiny reserve is to be confirmed by the deadline, so its nation is reminded too. Returns False, and
    changes nothing, where it is too early, too late or done.
    """
    locked = _lock(silence)
    now = clock.now()
    due = reminder_due(locked.deadline) <= now <= locked.deadline
    if locked.outcome != Outcome.OPEN or locked.reminded_at or not due:
        return False
    heard = locked.positions.current().exclude(stance=Stance.SCRUTINY).values("nation")
    waited_for = Nation.objects.filter(pk__in=locked.electors.exclude(nation__in=heard).values("nation"))
    body = locked.revision.recommendation.body
    notify(
        people_holding("state_position", [body], nations=waited_for),
        Kind.SILENCE_ENDING,
        path=reverse("silences:detail", args=[locked.pk]),
        key=f"{locked.pk}/{locked.deadline.isoformat()}",
        reference=str(locked.revision),
        deadline=locked.deadline.isoformat(),
    )
    locked.reminded_at = now
    locked.save(update_fields=["reminded_at"])
    record(None, "silence_reminded", locked)
    return True


def draft_digest(silence: Silence) -> str:
    """Which draft of the action sheet somebody has before them: SHA-256 over both its texts."""
    texts = (silence.action_sheet_en, silence.action_sheet_fr)
    return sha256(b"".join(sha256(text.encode()).digest() for text in texts)).hexdigest()


@transaction.atomic
def save_action_sheet(*, silence: Silence, seen: str, text_en: str, text_fr: str, by: User) -> Silence:
    """Save the drafts as edited from the drafts whose digest is `seen`.

    Raises Denied, ValidationError where there is no draft, StaleVersion where somebody else saved meanwhile.
    """
    locked = _lock_action_sheet(silence, by)
    if draft_digest(locked) != seen:
        raise StaleVersion(locked)
    locked.action_sheet_en, locked.action_sheet_fr = text_en, text_fr
    locked.save(update_fields=["action_sheet_en", "action_sheet_fr"])
    record(by, "action_sheet_saved", locked, text_en=text_en, text_fr=text_fr)
    return locked


@transaction.atomic
def issue_action_sheet(*, silence: Silence, text_en: str, text_fr: str, by: User, seen: str | None = None) -> Document:
    """Number the action sheet of a procedure that ended in agreement, with its texts as the chair signs them.

    `seen` is the digest of the drafts the texts were edited from. Raises as `save_action_sheet`.
    """
    locked = _lock_action_sheet(silence, by)
    if seen is not None and draft_digest(locked) != seen:
        raise StaleVersion(locked)
    recommendation = locked.revision.recommendation
    paper = locked.revision.document
    assert paper is not None  # only issued revisions come under silence
    document = issue_document(
        reference=parse(paper.reference).action_sheet(sheets_on(locked.revision) + 1),
        body=recommendation.body,
        title_en=paper.title_en,
        title_fr=paper.title_fr,
        original_language=recommendation.original_language,
        at=clock.now(),
        by=by,
        text_en=from_plain(text_en),
        text_fr=from_plain(text_fr),
    )
    locked.action_sheet, locked.action_sheet_en, locked.action_sheet_fr = document, text_en, text_fr
    locked.save(update_fields=["action_sheet", "action_sheet_en", "action_sheet_fr"])
    record(by, "action_sheet_issued", locked, reference=document.reference)
    return document


def _lock_action_sheet(silence: Silence, by: User) -> Silence:
    locked = _lock(silence)
    check(by, "run_silence", locked.revision.recommendation.body)
    if locked.outcome != Outcome.AGREED:
        raise ValidationError(_("An action sheet follows only where silence ended in agreement."))
    if locked.action_sheet_id is not None:
        raise ValidationError(_("The action sheet was issued and is frozen."))
    return locked


def _lock(silence: Silence) -> Silence:
    return (
        Silence.objects.select_for_update(of=("self",))
        .select_related("revision__recommendation__body", "revision__document")
        .get(pk=silence.pk)
    )


def _check_open(silence: Silence, now: datetime) -> None:
    """The deadline's own instant still counts; `now` was read after the lock."""
    if silence.outcome != Outcome.OPEN:
        raise ValidationError(_("The silence procedure has ended: nothing can be stated or changed any more."))
    if now > silence.deadline:
        raise ValidationError(_("The deadline has passed: nothing can be stated or changed any more."))


def _check_deadline(now: datetime, deadline: datetime) -> None:
    if blocking := [finding.message for finding in check_deadline(now, deadline) if finding.blocks]:
        raise ValidationError({"deadline": blocking})


def _end(silence: Silence, outcome: Outcome, now: datetime) -> None:
    silence.outcome, silence.ended_at = outcome, now
    silence.save(update_fields=["outcome", "ended_at"])


def _tell(silence: Silence, kind: Kind, again: str = "", **params: str) -> None:
    notify(
        people_holding("view_issued", [silence.revision.recommendation.body]),
        kind,
        path=reverse("silences:detail", args=[silence.pk]),
        key=f"{silence.pk}{again and '/'}{again}",
        reference=str(silence.revision),
        **params,
    )
