"""What the Board asks of its groups: set, extended, corrected, answered, closed."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access.taskings import check_can_change, check_can_set, people_tasked, why_not
from boards.actions.following import tell_followers_of_tasking
from boards.enums import Denied, IllegalTransition, StaleVersion, TaskingState
from boards.lifecycle import TASKING_STEPS
from boards.models import Body, Decision, Document, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import day_of
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify


@transaction.atomic
def set_task(
    *,
    body: Body,
    title_en: str,
    title_fr: str,
    due: date,
    by: User,
    text_en: str = "",
    text_fr: str = "",
    decision: Decision | None = None,
) -> Tasking:
    """Ask something of a group by the end of the Brussels day `due`; those who answer for it are told."""
    check_can_set(by, body)
    now = clock.now()
    if due < day_of(now):
        raise ValidationError({"due": _("The day has passed.")})
    tasking = Tasking.objects.create(
        body=body,
        decision=decision,
        title_en=title_en,
        title_fr=title_fr,
        text_en=text_en,
        text_fr=text_fr,
        due=due,
        set_at=now,
        set_by=by,
        state_since=now,
    )
    _tell(tasking, Kind.TASK_SET, people_tasked(tasking).exclude(pk=by.pk))
    record(by, "task_set", tasking, body=body.code, due=due)
    return tasking


@transaction.atomic
def extend(*, tasking: Tasking, due: date, why: str, by: User) -> Tasking:
    """Give the group until the later day `due`; `why` is kept in the journal and shown with the task."""
    locked = _lock(tasking)
    check_can_change(by, locked)
    if due <= locked.due:
        raise ValidationError({"due": _("An extension ends later than the present deadline.")})
    if due < clock.today():
        raise ValidationError({"due": _("The day has passed.")})
    before, locked.due, locked.reminded_at = locked.due, due, None
    locked.save(update_fields=["due", "reminded_at"])
    _tell_again(locked, Kind.TASK_EXTENDED, what=f"due:{due.isoformat()}", by=by)
    record(by, "task_extended", locked, why, before=before, due=due)
    return locked


@transaction.atomic
def correct(*, tasking: Tasking, version: int, why: str, by: User, **words: str) -> Tasking:
    """Put other `words` (titles and texts) to an open task; `why` and the words before are kept in the journal.

    Raises Denied, StaleVersion, or ValidationError where the words are the same.
    """
    locked = _lock(tasking)
    check_can_change(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    before = {name: getattr(locked, name) for name in words}
    if before == words:
        raise ValidationError(_("The words are the same as before."))
    for name, value in words.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*words, "version"])
    _tell_again(locked, Kind.TASK_CORRECTED, what=f"words:{locked.version}", by=by)
    record(by, "task_corrected", locked, why, before=before, **words)
    return locked


@transaction.atomic
def perform(*, tasking: Tasking, name: str, outcome: str, by: User, document: Document | None = None) -> Tasking:
    """Take the step `name` of the lifecycle with the words it asks for.

    `document` is what answers the task; the one given before stays where none is given. Raises IllegalTransition
    where the state (read after the lock) does not allow the step, Denied where the person may not take it.
    """
    step = TASKING_STEPS[name]
    locked = _lock(tasking)
    if locked.state not in step.sources:
        raise IllegalTransition(f"{name}: not from {locked.state}")
    if reason := why_not(by, step, locked):
        raise Denied(reason)
    if not outcome.strip():
        raise ValidationError({"outcome": _("Say what came of it.")})
    locked.state, locked.state_since, locked.outcome = step.target, clock.now(), outcome
    if locked.state == TaskingState.OPEN:
        locked.answered_by, locked.reminded_at = None, None
    elif document is not None:
        locked.answered_by = document
    locked.save(update_fields=["state", "state_since", "outcome", "answered_by", "reminded_at"])
    tell_followers_of_tasking(locked, what=f"{name}:{locked.state_since.isoformat()}", by=by)
    record(by, f"task_{name}", locked, outcome, document=str(document or ""))
    return locked


@transaction.atomic
def remind(*, tasking: Tasking) -> None:
    """Tell those who answer that the task is due soon; once for each deadline."""
    locked = _lock(tasking)
    if locked.state != TaskingState.OPEN or locked.reminded_at is not None:
        return
    locked.reminded_at = clock.now()
    locked.save(update_fields=["reminded_at"])
    _tell(locked, Kind.TASK_DUE, people_tasked(locked))


def _lock(tasking: Tasking) -> Tasking:
    return Tasking.objects.select_for_update(of=("self",)).select_related("body").get(pk=tasking.pk)


def _tell_again(tasking: Tasking, kind: Kind, *, what: str, by: User) -> None:
    """Tell those who answer what is asked now, and whoever else follows the task that it changed."""
    tasked = people_tasked(tasking).exclude(pk=by.pk)
    _tell(tasking, kind, tasked, what)
    tell_followers_of_tasking(tasking, what=what, by=by, told=set(tasked))


def _tell(tasking: Tasking, kind: Kind, people: Iterable[User], what: str = "") -> None:
    notify(
        people,
        kind,
        path=reverse("taskings:detail", args=[tasking.pk]),
        key=f"{tasking.pk}:{what or tasking.due.isoformat()}",
        title_en=tasking.title_en,
        title_fr=tasking.title_fr,
        due=tasking.due.isoformat(),
    )
