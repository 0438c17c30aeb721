"""Who sees what the Board asks of a group, and who may set, answer and close it."""

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boards.access import check, people_holding, rights_of
from boards.enums import BodyKind, Denied, TaskingState
from boards.lifecycle import TaskingStep, tasking_steps_from
from boards.models import Body, Tasking
from dipb_portal.accounts.models import User


def taskings_visible_to(user: User) -> QuerySet[Tasking]:
    """What is asked of the groups whose issued texts the person reads."""
    return Tasking.objects.filter(body__in=rights_of(user).bodies("view_issued"))


def groups_tasked_by(user: User) -> QuerySet[Body]:
    """The groups the person may record a task for."""
    return Body.objects.filter(kind=BodyKind.GROUP, pk__in=rights_of(user).bodies("set_tasks"))


def check_can_set(user: User, body: Body) -> None:
    """Raise Denied unless the person records what the Board asks of this group."""
    check(user, "set_tasks", body)
    if body.kind != BodyKind.GROUP:
        raise Denied(_("The Board tasks its working groups."))


def check_can_change(user: User, tasking: Tasking) -> None:
    """Raise Denied unless the person sets tasks and this one is open."""
    check(user, "set_tasks", tasking.body)
    if tasking.state != TaskingState.OPEN:
        raise Denied(_("The task is not open any more."))


def why_not(user: User, step: TaskingStep, tasking: Tasking) -> Promise | str | None:
    """Why the person may not take this step now; None where nothing stands against it."""
    if not rights_of(user).has(step.permission, tasking.body):
        return _("Your role does not include this step.")
    if tasking.state not in step.sources:
        return _("The task is in another state.")
    return None


def steps_for(user: User, tasking: Tasking) -> list[TaskingStep]:
    """The steps the person may take now."""
    return [step for step in tasking_steps_from(tasking.state) if why_not(user, step, tasking) is None]


def people_tasked(tasking: Tasking) -> QuerySet[User]:
    """Who answers for the group: its chair and rapporteurs, and the secretariat."""
    return people_holding("keep_programme", [tasking.body_id])
