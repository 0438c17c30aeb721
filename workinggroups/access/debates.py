"""Who reads a debate, who speaks in it and for whom, and who leads it.

Members of the group read everything. An outside body reads the debates released to it, without the contributions
kept for Allies only, and speaks in them.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm, remove_perm

from boards.access import check, people_holding, rights_of
from boards.enums import BodyKind, Denied
from boards.models import Body, Seat
from dipb_portal.accounts.models import User
from dipb_portal.accounts.roles import ROLES
from dipb_portal.lib import clock
from workinggroups.models import Post, Topic, TopicRelease

RELEASED = "view_topic"
OUTSIDE = (BodyKind.ADVISORY, BodyKind.PARTNERS)
_SPEAKERS = {role.code for role in ROLES.values() if "debate" in role.permissions}


def topics_visible_to(user: User) -> QuerySet[Topic]:
    """Debates of the groups whose issued texts the person reads, and those released to where the person sits."""
    rights = rights_of(user)
    released = TopicRelease.objects.filter(group__in=rights.releases).values("content_object")
    return Topic.objects.filter(Q(body__in=rights.bodies("view_issued")) | Q(pk__in=released))


def posts_visible_to(user: User) -> QuerySet[Post]:
    """What is said in visible debates; to outsiders without what is for Allies only."""
    return Post.objects.filter(
        Q(topic__body__in=rights_of(user).bodies("view_issued")) | Q(allies_only=False),
        topic__in=topics_visible_to(user),
    )


def is_member(user: User, topic: Topic) -> bool:
    return rights_of(user).has("view_issued", topic.body_id)


def bodies_released_to(topic: Topic) -> QuerySet[Body]:
    return Body.objects.filter(pk__in=topic.releases.values("group__body"))


def release(topic: Topic, bodies: Iterable[Body]) -> None:
    """Let everybody who sits in `bodies`, now or later, read the debate."""
    for body in bodies:
        assign_perm(RELEASED, body.group, topic)


def withdraw_release(topic: Topic, body: Body) -> None:
    remove_perm(RELEASED, body.group, topic)


def speaks_from(user: User, topic: Topic) -> Seat | None:
    """The seat from which the person speaks in this debate: in the group or the plenary, else outside; None if none."""
    rights = rights_of(user)
    if rights.has("debate", topic.body_id):
        bodies: Collection[int | None] = {topic.body_id, topic.body.parent_id}
    else:
        bodies = {*bodies_released_to(topic).values_list("pk", flat=True)} & rights.bodies("debate")
    seats = [seat for seat in rights.seats if seat.body_id in bodies and seat.role in _SPEAKERS]
    return next((seat for seat in seats if seat.nation_id), seats[0] if seats else None)


def check_can_open(user: User, body: Body) -> None:
    """Raise Denied unless the person takes part in the debates of this group."""
    check(user, "debate", body)
    if body.kind != BodyKind.GROUP:
        raise Denied(_("Debates are held in the working groups."))


def check_can_post(user: User, topic: Topic, now: datetime | None = None) -> Seat:
    """Return the seat the person speaks from; raise Denied where there is none or the debate is over."""
    _check_open(topic)
    if topic.closes_at is not None and topic.closes_at <= (now or clock.now()):
        raise Denied(_("The time announced for this debate is over."))
    seat = speaks_from(user, topic)
    if seat is None:
        raise Denied(_("Your seat does not take part in this debate."))
    return seat


def check_can_edit_post(user: User, post: Post) -> None:
    """Raise Denied unless the contribution is the person's own, stands, and the debate goes on."""
    check_can_withdraw_post(user, post)
    check_can_post(user, post.topic)


def check_can_withdraw_post(user: User, post: Post) -> None:
    """Raise Denied unless the contribution is the person's own and stands, and no summary rests on it."""
    if post.seat.user_id != user.pk:
        raise Denied(_("Only its author changes or withdraws a contribution."))
    if post.withdrawn_at is not None:
        raise Denied(_("The contribution was withdrawn."))
    _check_open(post.topic)


def check_can_correct(user: User, topic: Topic) -> None:
    """Raise Denied unless the person asked the question and still debates, or leads, and the debate is not closed."""
    check(user, "debate" if topic.opened_by_id == user.pk else "keep_programme", topic.body)
    _check_open(topic)


def check_can_lead(user: User, topic: Topic) -> None:
    """Raise Denied unless the person keeps the group's programme and the debate is not closed."""
    check(user, "keep_programme", topic.body)
    _check_open(topic)


def check_can_release(user: User, topic: Topic) -> None:
    """Raise Denied unless the person keeps the group's programme: a closed debate can still be released."""
    check(user, "keep_programme", topic.body)


def _check_open(topic: Topic) -> None:
    if topic.is_closed:
        raise Denied(_("The debate is closed."))


def people_debating(body: Body | int) -> QuerySet[User]:
    """Who takes part in the debates of a body."""
    return people_holding("debate", [body])
