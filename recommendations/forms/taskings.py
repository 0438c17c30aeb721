"""Which task of the Board a text answers."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boards.access.taskings import taskings_visible_to
from boards.enums import TaskingState
from boards.models import Tasking
from dipb_portal.accounts.models import User
from dipb_portal.ui.fields import offer
from recommendations.models import Recommendation


def open_taskings(user: User) -> QuerySet[Tasking]:
    """What groups are still asked for, or have just answered."""
    return taskings_visible_to(user).filter(state__in=[TaskingState.OPEN, TaskingState.ANSWERED])


class TaskingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tasking) -> str:
        return obj.title


class TaskingForm(forms.Form):
    tasking = TaskingField(
        Tasking.objects.none(), label=_("Task of the Board it answers"), required=False, empty_label=_("None")
    )

    def __init__(self, user: User, text: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_group = taskings_visible_to(user).filter(
            Q(state__in=[TaskingState.OPEN, TaskingState.ANSWERED]) | Q(pk=text.tasking_id), body=text.body_id
        )
        offer(self, "tasking", of_group)
