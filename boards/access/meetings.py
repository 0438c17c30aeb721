"""Who sees which part of a meeting, and who may do what there.

Members read a meeting through `view_issued` in its body. Outsiders (NIAG, partners) read a meeting in partner format
once it is called and they are invited, and nothing of its restricted items, statements or draft decision sheet.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.access import Rights, check, documents_visible_to, people_holding, rights_of
from boards.access.meeting_guards import GUARDS
from boards.enums import BodyKind, Denied, MeetingFormat, MeetingState
from boards.lifecycle import AGENDA_STATES, DECISION_STATES, MeetingStep, steps_from
from boards.models import AgendaItem, Attendance, Body, Decision, Meeting, Nation, Paper, Seat, SheetComment, Statement
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import ROLES
from dipb_portal.lib import clock

_OUTSIDE_ROLES = [
    role.code
    for role in ROLES.values()
    if "view_released" in role.permissions and "view_issued" not in role.permissions
]


def _outside(rights: Rights, permission: str) -> dict[int, Nation | None]:
    """Where the person holds `permission` without being a member: the bodies, each with the nation acted for."""
    bodies = rights.bodies(permission) - rights.bodies("view_issued")
    return {body: rights.nation(permission, body) for body in bodies}


def _theirs(rights: Rights, permission: str) -> Q:
    """The attendance rows of the outside bodies and partner nations the person holds `permission` for."""
    held = _outside(rights, permission)
    bodies = [body for body, nation in held.items() if nation is None]
    return Q(body__in=bodies) | Q(nation__in=[nation.pk for nation in held.values() if nation])


def _to_outsiders(rights: Rights) -> QuerySet[Meeting]:
    invited = Attendance.objects.filter(_theirs(rights, "view_released"), meeting=OuterRef("pk"))
    return Meeting.objects.filter(Exists(invited), format=MeetingFormat.PARTNER, called_at__isnull=False)


def is_member(user: User, meeting: Meeting) -> bool:
    return rights_of(user).has("view_issued", meeting.body_id)


def meetings_visible_to(user: User) -> QuerySet[Meeting]:
    """Meetings of the person's bodies; to outsiders, those in partner format they were called to."""
    rights = rights_of(user)
    outside = Q(pk__in=_to_outsiders(rights).values("pk")) if _outside(rights, "view_released") else Q()
    return Meeting.objects.filter(Q(body__in=rights.bodies("view_issued")) | outside)


def items_visible_to(user: User) -> QuerySet[AgendaItem]:
    rights = rights_of(user)
    open_to_all = Q(restricted=False, meeting__in=_to_outsiders(rights).values("pk"))
    return AgendaItem.objects.filter(Q(meeting__body__in=rights.bodies("view_issued")) | open_to_all)


def papers_visible_to(user: User) -> QuerySet[Paper]:
    """Papers of visible items whose documents the person may read: of the others they do not learn."""
    return Paper.objects.filter(
        item__in=items_visible_to(user).values("pk"), document__in=documents_visible_to(user).values("pk")
    )


def statements_visible_to(user: User) -> QuerySet[Statement]:
    """For members only, whatever the format: outsiders never see what nations say."""
    return Statement.objects.filter(item__meeting__body__in=rights_of(user).bodies("view_issued"))


def decisions_visible_to(user: User) -> QuerySet[Decision]:
    """To whoever runs the meetings at once, to members once the sheet is circulated, to outsiders once issued."""
    rights = rights_of(user)
    told = Q(item__meeting__sheet_circulated_at__isnull=False) | Q(item__meeting__state=MeetingState.CLOSED)
    return Decision.objects.filter(
        Q(item__meeting__body__in=rights.bodies("run_meetings"))
        | Q(told, item__meeting__body__in=rights.bodies("view_issued"))
        | Q(
            item__restricted=False,
            item__meeting__state=MeetingState.CLOSED,
            item__meeting__in=_to_outsiders(rights).values("pk"),
        )
    )


def attendances_visible_to(user: User) -> QuerySet[Attendance]:
    """Everybody's to members; their own to outsiders."""
    rights = rights_of(user)
    own = Q(_theirs(rights, "view_released"), meeting__in=_to_outsiders(rights).values("pk"))
    return Attendance.objects.filter(Q(meeting__body__in=rights.bodies("view_issued")) | own)


def sheet_comments_visible_to(user: User) -> QuerySet[SheetComment]:
    return SheetComment.objects.filter(meeting__body__in=rights_of(user).bodies("view_issued"))


def members_told(meeting: Meeting) -> QuerySet[User]:
    """The members whom news of a meeting reaches."""
    return people_holding("view_issued", [meeting.body_id])


def people_told(meeting: Meeting) -> QuerySet[User]:
    """Whom news of a meeting reaches: its members, and outsiders once they are invited."""
    members = members_told(meeting)
    if meeting.format != MeetingFormat.PARTNER:
        return members
    rows = meeting.attendances.all()
    invited = Q(body__in=rows.values("body")) | Q(body__kind=BodyKind.PARTNERS, nation__in=rows.values("nation"))
    seats = Seat.objects.live().filter(invited, role__in=_OUTSIDE_ROLES)
    return User.objects.filter(Q(pk__in=members.values("pk")) | Q(is_active=True, seats__in=seats)).distinct()


def people_addressed(meeting: Meeting) -> list[User]:
    """The outsiders of whose body a decision of the meeting that they may read asks something."""
    return [
        user
        for user in people_told(meeting).exclude(pk__in=members_told(meeting).values("pk"))
        if decisions_visible_to(user).filter(item__meeting=meeting, addressee__in=rights_of(user).seat_bodies).exists()
    ]


def check_can_run(user: User, body: Body) -> None:
    """Raise Denied unless the person runs the meetings of the body."""
    check(user, "run_meetings", body)


def check_can_edit_agenda(user: User, meeting: Meeting) -> None:
    """Raise Denied unless the person runs the meetings of the body and this one still lies ahead."""
    check_can_run(user, meeting.body)
    if meeting.state not in AGENDA_STATES:
        raise Denied(_("The meeting was held or cancelled: its agenda stands."))


def check_can_decide(user: User, meeting: Meeting) -> None:
    """Raise Denied unless the person runs the meetings of the body and the decision sheet is not issued."""
    check_can_run(user, meeting.body)
    if meeting.state not in DECISION_STATES:
        raise Denied(_("Decisions are entered from when the meeting is called until its decision sheet is issued."))


def check_can_keep_record(user: User, meeting: Meeting) -> None:
    """Raise Denied unless the person runs the meetings of the body, this one was held, and no record is issued."""
    check_can_run(user, meeting.body)
    if meeting.state not in (MeetingState.HELD, MeetingState.CLOSED):
        raise Denied(_("The summary record is written when the meeting was held."))
    if meeting.record_id is not None:
        raise Denied(_("The summary record was issued and is frozen."))


@dataclass(frozen=True)
class Speaker:
    """For whom a person speaks on an item: a nation, or the staff of the body."""

    nation: Nation | None = None
    body: Body | None = None

    @property
    def name(self) -> str | Promise:
        return self.nation.name if self.nation else _("International Staff")

    def said(self, statement: Statement) -> bool:
        return (statement.nation, statement.body) == (self.nation, self.body)


def check_can_state(user: User, meeting: Meeting) -> Speaker:
    """Return for whom the person speaks; raise Denied where for nobody, or the meeting is over for good."""
    check(user, "make_statement", meeting.body)
    if meeting.state in (MeetingState.CLOSED, MeetingState.CANCELLED):
        raise Denied(_("The meeting is closed: what was said stands."))
    nation = rights_of(user).nation("make_statement", meeting.body)
    return Speaker(nation=nation) if nation else Speaker(body=meeting.body)


def invitations_of(user: User) -> QuerySet[Attendance]:
    """The invitations addressed to the nation or body the person speaks for."""
    rights = rights_of(user)
    addressed = Q(_theirs(rights, "submit_comment"), meeting__in=_to_outsiders(rights).values("pk"))
    for body in rights.bodies("submit_comment") & rights.bodies("view_issued"):
        addressed |= Q(meeting__body=body, nation=rights.nation("submit_comment", body))
    return Attendance.objects.filter(addressed)


def attendances_answered_by(user: User, meeting: Meeting) -> QuerySet[Attendance]:
    """The invitations to a meeting that the person may answer: their own, or all for whoever runs it."""
    own = Attendance.objects.all() if rights_of(user).has("run_meetings", meeting.body) else invitations_of(user)
    return own.filter(meeting=meeting)


def check_can_answer(user: User, attendance: Attendance) -> None:
    """Raise Denied unless the invitation is the person's to answer and the meeting is still to be held."""
    if not attendances_answered_by(user, attendance.meeting).filter(pk=attendance.pk).exists():
        raise Denied(_("Only the head of the delegation or a deputy answers its invitation."))
    if attendance.meeting.state != MeetingState.CALLED:
        raise Denied(_("Invitations are answered until the meeting is held."))


def check_can_comment_on_sheet(user: User, meeting: Meeting, now: datetime | None = None) -> Nation:
    """Return the nation the person comments for; raise Denied where for none, or the draft is not circulated."""
    nation = rights_of(user).nation("submit_comment", meeting.body)
    if nation is None or not is_member(user, meeting):
        raise Denied(_("Only the head of delegation or a deputy comments on a decision sheet."))
    if meeting.state != MeetingState.HELD or meeting.sheet_closes_at is None:
        raise Denied(_("The decision sheet is not circulated in draft."))
    if (now or clock.now()) > meeting.sheet_closes_at:
        raise Denied(_("The time for comments on the decision sheet is over."))
    return nation


@dataclass(frozen=True)
class OfferedStep:
    """A step as offered to one person now: `reason` says why it is not open, None where it is."""

    step: MeetingStep
    reason: Promise | str | None


def why_not(user: User, step: MeetingStep, meeting: Meeting, now: datetime) -> Promise | str | None:
    """Why `user` may not take this step at `now`; None where nothing stands against it."""
    if not rights_of(user).has("run_meetings", meeting.body):
        return _("Your role does not include this step.")
    if meeting.state not in step.sources:
        return _("The meeting is in another state.")
    return next((missing for name in step.guards if (missing := GUARDS[name](meeting, now))), None)


def steps_for(user: User, meeting: Meeting, now: datetime) -> list[OfferedStep]:
    """The steps from the present state for whoever runs the meetings, each with what still stands against it."""
    if not rights_of(user).has("run_meetings", meeting.body):
        return []
    return [OfferedStep(step, why_not(user, step, meeting, now)) for step in steps_from(meeting.state)]
