"""Meetings: plan one or a series, change, call, cancel, record that they were held."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access.meetings import check_can_edit_agenda, check_can_run, people_told, why_not
from boards.actions.numbering import allocate, issue_document
from boards.enums import Denied, DocumentKind, IllegalTransition, MeetingFormat, MeetingState, StaleVersion
from boards.lifecycle import MEETING_STEPS
from boards.models import Attendance, Body, Document, Meeting, Nation
from boards.queries.meetings import agenda_of, next_number
from boards.queries.sheet_wording import agenda_text
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.references import Reference, parse
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify

MOST_IN_A_SERIES = 60
_TOLD = ("starts", "ends", "place_en", "place_fr")  # whoever is invited hears of a change in these


def lock(meeting: Meeting) -> Meeting:
    """The row, locked, with its body. Every action on a meeting or on what hangs on it takes this lock first."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


@transaction.atomic
def plan_meetings(*, body: Body, times: Sequence[tuple[datetime, datetime]], by: User, **words: Any) -> list[Meeting]:
    """Plan a meeting of the body for each (start, end), aware. `words` are the other fields of Meeting.

    Raises Denied, or ValidationError where there is none, too many, or one that is over.
    """
    check_can_run(by, body)
    if not 1 <= len(times) <= MOST_IN_A_SERIES:
        raise ValidationError(_("A series has between 1 and %(most)d meetings."), params={"most": MOST_IN_A_SERIES})
    _check_ahead(min(ends for _starts, ends in times))
    planned = [
        Meeting.objects.create(body=body, starts=starts, ends=ends, created_by=by, **words) for starts, ends in times
    ]
    for meeting in planned:
        record(by, "meeting_planned", meeting, starts=meeting.starts, body=body.code)
    return planned


@transaction.atomic
def save_meeting(*, meeting: Meeting, version: int, by: User, **words: Any) -> Meeting:
    """Change when, where or how a meeting takes place; once it is called, everybody invited is told.

    Raises Denied, StaleVersion, or ValidationError where the format of a called meeting were to change, or one that
    is still to be called were to be over.
    """
    locked = lock(meeting)
    check_can_edit_agenda(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    called = locked.state == MeetingState.CALLED
    if called and words.get("format", locked.format) != locked.format:
        raise ValidationError({"format": _("The invitations are sent: the format stands.")})
    if not called:
        _check_ahead(words.get("ends", locked.ends))
    moved = any(getattr(locked, name) != words.get(name, getattr(locked, name)) for name in _TOLD)
    for name, value in words.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    if called and moved:
        tell(locked, Kind.MEETING_CHANGED, again=str(locked.version))
    record(by, "meeting_saved", locked, **words)
    return locked


def _check_ahead(ends: datetime) -> None:
    if ends <= clock.now():
        raise ValidationError({"day": _("The day has passed.")})


@transaction.atomic
def call_meeting(
    *, meeting: Meeting, by: User, partners: Iterable[Nation] = (), bodies: Iterable[Body] = (), agencies: str = ""
) -> Meeting:
    """Number the agenda, invite every Ally and, in partner format, the `partners` and outside `bodies`.

    `agencies` names further organisations, one a line. Raises Denied, IllegalTransition.
    """
    locked = step_from(meeting, "call", by)
    now = clock.now()
    Body.objects.select_for_update().get(pk=locked.body_id)  # two calls do not take the same number
    locked.number, locked.called_at, locked.state = next_number(locked), now, MeetingState.CALLED
    locked.agenda = _issue_agenda(locked, allocate(locked.body, DocumentKind.AGENDA, now), by, now)
    locked.save()
    open_to_others = locked.format == MeetingFormat.PARTNER
    nations = [*Nation.objects.filter(ally=True), *(partners if open_to_others else ())]
    rows = [Attendance(meeting=locked, nation=nation) for nation in nations]
    rows += [Attendance(meeting=locked, body=body) for body in (bodies if open_to_others else ())]
    names = dict.fromkeys(name.strip()[:120] for name in agencies.splitlines() if name.strip())
    rows += [Attendance(meeting=locked, organisation=name) for name in names]
    Attendance.objects.bulk_create(rows)
    tell(locked, Kind.MEETING_CALLED)
    record(by, "meeting_called", locked, agenda=locked.agenda.reference, invited=len(rows))
    return locked


@transaction.atomic
def revise_agenda(*, meeting: Meeting, by: User) -> Document:
    """Issue the agenda as it stands now as a revision of the numbered one, and tell everybody invited.

    Raises Denied, or ValidationError where the numbered agenda says the same.
    """
    locked = lock(meeting)
    check_can_edit_agenda(by, locked)
    old = locked.agenda
    if old is None:
        raise ValidationError(_("The agenda is numbered when the meeting is called."))
    if not agenda_differs(locked):
        raise ValidationError(_("The numbered agenda says the same."))
    locked.agenda = _issue_agenda(locked, parse(old.reference).next_revision(), by, clock.now())
    locked.save(update_fields=["agenda"])
    tell(locked, Kind.MEETING_CHANGED, again=locked.agenda.reference)
    record(by, "agenda_revised", locked, reference=locked.agenda.reference)
    return locked.agenda


def agenda_differs(meeting: Meeting) -> bool:
    """Whether the agenda was changed after it was numbered."""
    if meeting.agenda is None:
        return False
    items = agenda_of(meeting)
    numbered = (meeting.agenda.text_en, meeting.agenda.text_fr)
    return numbered != (agenda_text(meeting, items, "en"), agenda_text(meeting, items, "fr"))


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Record that the meeting was held: its agenda stands from now on. Raises Denied, IllegalTransition."""
    locked = step_from(meeting, "hold", by)
    locked.state = MeetingState.HELD
    locked.save(update_fields=["state"])
    record(by, "meeting_held", locked)
    return locked


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, why: str) -> Meeting:
    """Cancel a meeting that lies ahead; whoever was invited is told. Raises Denied, IllegalTransition."""
    locked = step_from(meeting, "cancel", by)
    locked.state, locked.why_cancelled = MeetingState.CANCELLED, why
    locked.save(update_fields=["state", "why_cancelled"])
    if locked.called_at:
        tell(locked, Kind.MEETING_CHANGED, again="cancelled")
    record(by, "meeting_cancelled", locked, why)
    return locked


def step_from(meeting: Meeting, name: str, by: User) -> Meeting:
    """Lock the row, and check that the step `name` is legal, the person's, and nothing stands against it."""
    step, locked = MEETING_STEPS[name], lock(meeting)
    if locked.state not in step.sources:
        raise IllegalTransition(f"{name}: not from {locked.state}")
    if reason := why_not(by, step, locked, clock.now()):
        raise Denied(reason)
    return locked


def _issue_agenda(meeting: Meeting, reference: Reference, by: User, at: datetime) -> Document:
    items = agenda_of(meeting)
    return issue_document(
        reference=reference,
        body=meeting.body,
        title_en=f"Agenda: {meeting.name_in('en')}",
        title_fr=f"Ordre du jour\u00a0: {meeting.name_in('fr')}",
        original_language="en",
        at=at,
        by=by,
        text_en=agenda_text(meeting, items, "en"),
        text_fr=agenda_text(meeting, items, "fr"),
    )


def tell(meeting: Meeting, kind: Kind, people: Iterable[User] | None = None, *, again: str = "", **params: str) -> None:
    """Tell `people` news of the meeting, by default all whom it reaches; `again` tells causes of one kind apart."""
    notify(
        people_told(meeting) if people is None else people,
        kind,
        path=reverse("meetings:detail", args=[meeting.pk]),
        key=f"{meeting.pk}{again and '/'}{again}",
        title_en=meeting.name_in("en"),
        title_fr=meeting.name_in("fr"),
        starts=meeting.starts.isoformat(),
        **params,
    )
