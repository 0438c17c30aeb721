"""Who was invited, who answered what, who was there."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.access.meetings import check_can_answer, check_can_run
from boards.actions.meetings import lock
from boards.enums import Denied, MeetingState, StaleVersion
from boards.models import Attendance, Meeting
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock

RECORDED_IN = (MeetingState.CALLED, MeetingState.HELD, MeetingState.CLOSED)


@transaction.atomic
def answer_invitation(*, attendance: Attendance, version: int, answer: str, names: str, by: User) -> Attendance:
    """Say for one's nation or body who comes. Raises Denied, StaleVersion."""
    meeting = lock(attendance.meeting)
    locked = Attendance.objects.select_for_update().get(pk=attendance.pk)
    locked.meeting = meeting
    check_can_answer(by, locked)
    if locked.version != version:
        raise StaleVersion(locked)
    locked.answer, locked.names = answer, names
    locked.answered_by, locked.answered_at = by, clock.now()
    locked.version += 1
    locked.save()
    record(by, "invitation_answered", meeting, who=str(locked), answer=answer)
    return locked


@transaction.atomic
def record_attendance(*, meeting: Meeting, presence: Mapping[int, str], by: User) -> None:
    """Record how each invited side was there: by the id of its row, a Presence or "".

    Raises Denied, or ValidationError where the meeting has not begun or a row is another meeting's.
    """
    locked = lock(meeting)
    check_can_run(by, locked.body)
    if locked.state not in RECORDED_IN:
        raise Denied(_("Attendance is recorded for meetings that were called."))
    if locked.starts > clock.now():
        raise ValidationError(_("The meeting has not begun."))
    rows = {row.pk: row for row in locked.attendances.select_for_update()}
    if presence.keys() - rows.keys():
        raise ValidationError(_("Somebody in this list was not invited."))
    for pk, how in presence.items():
        rows[pk].presence = how
    Attendance.objects.bulk_update(rows.values(), ["presence"])
    record(by, "attendance_recorded", locked, present=sum(how not in ("", "absent") for how in presence.values()))
