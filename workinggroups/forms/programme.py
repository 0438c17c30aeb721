"""Forms of the programme of work and of the mandate."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boards.access.meetings import decisions_visible_to
from boards.access.taskings import taskings_visible_to
from boards.enums import TaskingState
from boards.forms.taskings import DecisionField, of_late
from boards.models import Body, Decision, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.ui.fields import DayField, RichTextField, TitleField, below_ceiling, offer
from workinggroups.models import Milestone, WorkItem


class TaskingField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Tasking) -> str:
        return obj.title


class ItemForm(forms.Form):
    """An item of the programme; `version` is that of the row as it was opened."""

    title_en = TitleField(language="en", label=_("Title in English"), required=True)
    title_fr = TitleField(language="fr", label=_("Title in French"), required=True)
    due = DayField(label=_("Due"), error_messages={"required": _("Enter the last day")})
    status = forms.ChoiceField(label=_("Status"), choices=WorkItem.Status)
    tasking = TaskingField(
        Tasking.objects.none(), label=_("Task of the Board it serves"), required=False, empty_label=_("None")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, min_value=1)

    def __init__(self, user: User, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        served = Q(state__in=[TaskingState.OPEN, TaskingState.ANSWERED]) | Q(pk=self.initial.get("tasking"))
        offer(self, "tasking", taskings_visible_to(user).filter(served, body=body))

    @staticmethod
    def values_of(item: WorkItem) -> dict[str, Any]:
        names = ("title_en", "title_fr", "due", "status", "version")
        return {name: getattr(item, name) for name in names} | {"tasking": item.tasking_id}


class MilestoneForm(forms.Form):
    title_en = TitleField(language="en", label=_("Title in English"), required=True)
    title_fr = TitleField(language="fr", label=_("Title in French"), required=True)
    due = DayField(label=_("Due"), error_messages={"required": _("Enter the last day")})
    done_on = DayField(label=_("Reached on"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, min_value=1)

    @staticmethod
    def values_of(milestone: Milestone) -> dict[str, Any]:
        return {name: getattr(milestone, name) for name in ("title_en", "title_fr", "due", "done_on", "version")}


class MandateForm(forms.Form):
    """Terms of reference as the Board adopted them."""

    decision = DecisionField(
        Decision.objects.none(),
        label=_("Decision it rests on"),
        required=False,
        empty_label=_("No decision recorded"),
        help_text=_("Decisions of the last two years."),
    )
    authority = forms.CharField(
        label=_("Reference of the decision sheet"),
        max_length=80,
        required=False,
        validators=[below_ceiling],
        help_text=_("Where the decision itself is not recorded here."),
    )
    adopted_on = DayField(label=_("Adopted on"), error_messages={"required": _("Enter the day of adoption")})
    since = DayField(label=_("In force from"), error_messages={"required": _("Enter the day it takes effect")})
    text_en = RichTextField(
        language="en", label=_("Terms of reference in English"), error_messages={"required": _("Enter the text")}
    )
    text_fr = RichTextField(
        language="fr", label=_("Terms of reference in French"), error_messages={"required": _("Enter the text")}
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = decisions_visible_to(user).filter(item__meeting__body__kind="plenary")
        offer(self, "decision", of_late(decisions))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not data.get("decision") and not data.get("authority"):
            self.add_error("authority", _("Name the decision that the mandate rests on."))
        return data
