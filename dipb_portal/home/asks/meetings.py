"""What meetings ask of a person: to answer, to comment, to call, to circulate, to issue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boards.access import Rights
from boards.access.meetings import invitations_of, meetings_visible_to
from boards.enums import MeetingState
from boards.models import Meeting, SheetComment
from dipb_portal.accounts.models import User
from dipb_portal.home.asks.ask import Ask

CALLED_AHEAD = timedelta(weeks=4)  # when an agenda is due to be sent
MEETING = gettext_lazy("Meeting")


@dataclass(frozen=True)
class Titled:
    title_en: str
    title_fr: str


def asks(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    yield from _invitations(user, now)
    yield from _drafts(user, rights, now)
    yield from _to_run(user, rights, now)


def _ask(
    meeting: Meeting, sentence: str, url: str, action: Promise | str, due: datetime | None, label: Promise = MEETING
) -> Ask:
    titled = Titled(meeting.name_in("en"), meeting.name_in("fr"))
    reference = meeting.agenda.reference if meeting.agenda else ""
    return Ask(label, titled, reference, sentence, url, action, due)


def _invitations(user: User, now: datetime) -> Iterator[Ask]:
    rows = invitations_of(user).filter(answer="", meeting__state=MeetingState.CALLED, meeting__starts__gt=now)
    for row in rows.select_related("meeting__body", "meeting__agenda", "nation", "body"):
        yield _ask(
            row.meeting,
            _("%(who)s has not said who comes.") % {"who": row},
            reverse("meetings:answer", args=[row.meeting_id, row.pk]),
            gettext_lazy("Answer the invitation"),
            row.meeting.starts,
            gettext_lazy("Invitation"),
        )


def _drafts(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    bodies = [body for body in rights.bodies("submit_comment") if rights.nation("submit_comment", body)]
    if not bodies:
        return
    commented = SheetComment.objects.filter(meeting=OuterRef("pk"), nation__in=rights.own_nations)
    circulated = meetings_visible_to(user).filter(
        ~Exists(commented), body__in=bodies, state=MeetingState.HELD, sheet_closes_at__gt=now
    )
    for meeting in circulated.select_related("body", "agenda"):
        yield _ask(
            meeting,
            _("The decision sheet is circulated in draft; your nation has not commented."),
            reverse("meetings:sheet", args=[meeting.pk]),
            gettext_lazy("Read the draft"),
            meeting.sheet_closes_at,
            gettext_lazy("Decision sheet"),
        )


def _to_run(user: User, rights: Rights, now: datetime) -> Iterator[Ask]:
    bodies = rights.bodies("run_meetings")
    if not bodies:
        return
    soon = Q(state=MeetingState.PLANNED, starts__gt=now, starts__lte=now + CALLED_AHEAD)
    waiting = soon | Q(state=MeetingState.CALLED, ends__lte=now) | Q(state=MeetingState.HELD)
    meetings = (
        meetings_visible_to(user)
        .filter(waiting, body__in=bodies)
        .annotate(unanswered=Exists(SheetComment.objects.filter(meeting=OuterRef("pk"), answered_at=None)))
        .select_related("body", "agenda")
        .order_by("starts", "pk")
    )
    for meeting in meetings:
        if meeting.state == MeetingState.HELD:
            if sentence := _about_sheet(meeting, now):
                url, action = reverse("meetings:sheet", args=[meeting.pk]), gettext_lazy("Open the decision sheet")
                yield _ask(meeting, sentence, url, action, None, gettext_lazy("Decision sheet"))
            continue
        url, action = reverse("meetings:detail", args=[meeting.pk]), gettext_lazy("Open the meeting")
        if meeting.state == MeetingState.PLANNED:
            yield _ask(meeting, _("The agenda has not been sent."), url, action, meeting.starts)
        else:
            yield _ask(meeting, _("The meeting is over and not recorded as held."), url, action, None)


def _about_sheet(meeting: Meeting, now: datetime) -> str:
    """What the sheet of a held meeting waits for on the secretariat's side; empty where it waits for nations."""
    if meeting.sheet_closes_at is None:
        return _("The decision sheet has not been circulated in draft.")
    if meeting.unanswered:  # type: ignore[attr-defined] # as annotated
        return _("Comments on the draft are still to be answered.")
    if meeting.sheet_closes_at < now:
        return _("The time for comments is over. The decision sheet can be issued.")
    return ""
