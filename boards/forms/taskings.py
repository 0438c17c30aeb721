"""Forms of taskings: find them, set one, extend its deadline, say what came of it."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boards.access import documents_visible_to
from boards.access.meetings import decisions_visible_to
from boards.access.taskings import groups_tasked_by
from boards.enums import BodyKind, DecisionVerb, TaskingState
from boards.forms.papers import DocumentField
from boards.lifecycle import TaskingStep
from boards.models import Body, Decision, Tasking
from boards.queries.sheet_wording import as_point
from boards.queries.taskings import is_late
from dipb_portal.accounts.models import User
from dipb_portal.lib.clock import two_years_ago
from dipb_portal.ui.fields import DayField, PlainTextField, RichTextField, TitleField, offer


class TaskingFilter(filters.FilterSet):
    """`late` is asked of `day`, the present one in Brussels."""

    body = filters.ModelChoiceFilter(
        queryset=Body.objects.filter(kind=BodyKind.GROUP), label=_("Group"), empty_label=_("All groups")
    )
    state = filters.ChoiceFilter(choices=TaskingState, label=_("State"), empty_label=_("All states"))
    late = filters.ChoiceFilter(
        choices=[("yes", _("Late only"))], label=_("Deadline"), empty_label=_("All deadlines"), method="being_late"
    )
    words = filters.CharFilter(method="titled", label=_("Words in the title"))

    class Meta:
        model = Tasking
        fields: list[str] = []

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def being_late(self, taskings: QuerySet[Tasking], name: str, value: str) -> QuerySet[Tasking]:
        return taskings.filter(is_late(self.day))

    def titled(self, taskings: QuerySet[Tasking], name: str, value: str) -> QuerySet[Tasking]:
        return taskings.filter(Q(title_en__icontains=value) | Q(title_fr__icontains=value))


class DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, decision: Decision) -> str:
        return f"{decision.item.meeting.name} – {as_point(decision)}"


def of_late(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those of the last two years, newest first."""
    recent = decisions.filter(item__meeting__starts__gte=two_years_ago())
    return recent.order_by("-item__meeting__starts", "item__position", "position").select_related("item__meeting__body")


class WordsForm(forms.Form):
    """What a task says, in both languages."""

    title_en = TitleField(language="en", label=_("Title in English"), required=True)
    title_fr = TitleField(language="fr", label=_("Title in French"), required=True)
    text_en = RichTextField(language="en", label=_("What is asked, in English"), required=False)
    text_fr = RichTextField(language="fr", label=_("What is asked, in French"), required=False)


class TaskForm(WordsForm):
    """A task for one of the groups the person may record tasks for."""

    field_order = ("decision", "body")
    decision = DecisionField(
        Decision.objects.none(),
        label=_("Decision it rests on"),
        required=False,
        empty_label=_("No decision recorded"),
        help_text=_("Decisions of the last two years."),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Group that is tasked"),
        empty_label=None,
        error_messages={"required": _("Choose the group")},
    )
    due = DayField(label=_("Deadline"), error_messages={"required": _("Enter the last day")})

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", groups_tasked_by(user))
        tasking = decisions_visible_to(user).filter(verb__in=[DecisionVerb.TASKED, DecisionVerb.INVITED])
        offer(self, "decision", of_late(tasking))


class ExtensionForm(forms.Form):
    due = DayField(label=_("New deadline"), error_messages={"required": _("Enter the last day")})
    why = PlainTextField(
        label=_("Why it is extended"),
        help_text=_("It is kept in the journal and shown with the task."),
        error_messages={"required": _("Give the reason")},
    )


class CorrectionForm(WordsForm):
    why = PlainTextField(
        label=_("Why the words are corrected"),
        help_text=_("It is kept in the journal and shown with the task."),
        error_messages={"required": _("Give the reason")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(forms.Form):
    """The words a step asks for; for the answer also the document that gives it."""

    outcome = PlainTextField(label=_("What came of it"), error_messages={"required": _("Say what came of it.")})
    document = DocumentField(
        label=_("Document that answers it"),
        required=False,
        help_text=_(
            "The number of a record, an advice or another document, such as DIPB-D(2026)0004. Recommendations name the "
            "task themselves."
        ),
    )

    def __init__(self, user: User, step: TaskingStep, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].label = step.asks  # type: ignore[assignment] # a lazy translation is a label too
        if step.name == "answer":
            offer(self, "document", documents_visible_to(user))
        else:
            del self.fields["document"]
