"""Tell who follows a meeting or a task what changed on its page.

What everybody invited hears anyway (the call, another hour, a revised agenda, the decision sheet) is not told twice.
"""

from collections.abc import Callable, Collection

from django.db.models import Model, QuerySet
from django.urls import reverse

from boards.access.taskings import taskings_visible_to
from boards.models import Meeting, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.notifications.following import tell_followers


def tell_followers_of_meeting(
    meeting: Meeting, changed: Model, *, among: Callable[[User], QuerySet], what: str = "", by: User
) -> None:
    """Tell those who see what `changed`: `among(user)` are the rows of its kind that the person may see.

    `what` tells one change of the same row from another.
    """

    def told_as(user: User) -> dict[str, str] | None:
        if not among(user).filter(pk=changed.pk).exists():
            return None
        return {"title_en": meeting.name_in("en"), "title_fr": meeting.name_in("fr")}

    key = f"{changed._meta.label_lower}:{changed.pk}:{what}"
    tell_followers(meeting, told_as=told_as, but=by, path=reverse("meetings:detail", args=[meeting.pk]), key=key)


def tell_followers_of_tasking(tasking: Tasking, *, what: str, by: User, told: Collection[User] = ()) -> None:
    """`what` names the change among all of the task's; `told` are those who hear of it anyway."""

    def told_as(user: User) -> dict[str, str] | None:
        if user in told or not taskings_visible_to(user).filter(pk=tasking.pk).exists():
            return None
        return {"title_en": tasking.title_en, "title_fr": tasking.title_fr}

    path = reverse("taskings:detail", args=[tasking.pk])
    tell_followers(tasking, told_as=told_as, but=by, path=path, key=f"{tasking._meta.label_lower}:{tasking.pk}:{what}")
