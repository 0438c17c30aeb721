"""Forms of a text: start it, find it, head it, take a step, give up a working text."""

from typing import Any

import django_filters as filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from boards.access import rights_of
from boards.enums import BodyKind, Goal, Objective
from boards.models import Body, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.ui.fields import PlainTextField, TitleField, offer
from dipb_portal.ui.forms import EitherLanguageForm
from recommendations.enums import Kind, State, Subject
from recommendations.forms.taskings import TaskingField, open_taskings
from recommendations.models import Recommendation, Revision


class TextFilter(filters.FilterSet):
    """Which of the visible texts to list; their titles are those annotated by `queries.drafting.texts_for`.

    Recommendations, unless another kind is chosen: advice has a register of its own.
    """

    body = filters.ModelChoiceFilter(
        queryset=Body.objects.filter(kind=BodyKind.GROUP), label=_("Group"), empty_label=_("All groups")
    )
    state = filters.ChoiceFilter(choices=State, label=_("State"), empty_label=_("All states"))
    kind = filters.ChoiceFilter(choices=Kind, label=_("Kind"), empty_label=_("All kinds"))
    goal = filters.ChoiceFilter(choices=Goal, label=_("DPAP goal"), empty_label=_("All goals"), method="pursuing")
    objective = filters.ChoiceFilter(
        choices=Objective, label=_("Objective"), empty_label=_("All objectives"), method="serving"
    )
    words = filters.CharFilter(method="titled", label=_("Words in the title"))

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        chosen = data.copy() if data is not None else QueryDict(mutable=True)
        chosen.setdefault("kind", Kind.RECOMMENDATION.value)
        super().__init__(chosen, *args, **kwargs)

    def pursuing(self, texts: QuerySet[Recommendation], name: str, value: str) -> QuerySet[Recommendation]:
        return texts.filter(goals__contains=[value])

    def serving(self, texts: QuerySet[Recommendation], name: str, value: str) -> QuerySet[Recommendation]:
        return texts.filter(objectives__contains=[value])

    def titled(self, texts: QuerySet[Recommendation], name: str, value: str) -> QuerySet[Recommendation]:
        return texts.filter(Q(shown_title_en__icontains=value) | Q(shown_title_fr__icontains=value))


class HeadingForm(EitherLanguageForm):
    """What the text is called and what it is about; `version` is the working text's as it was opened."""

    either = {"title": _("Enter a title in at least one language")}

    title_en = TitleField(language="en", label=_("Title in English"))
    title_fr = TitleField(language="fr", label=_("Title in French"))
    subject = forms.ChoiceField(label=_("Subject"), choices=Subject)
    objectives = forms.MultipleChoiceField(
        label=_("Objectives"), choices=Objective, widget=forms.CheckboxSelectMultiple, required=False
    )
    goals = forms.MultipleChoiceField(
        label=_("DPAP goals"), choices=Goal, widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def values_of(working: Revision) -> dict[str, Any]:
        """The fields as they stand."""
        text = working.recommendation
        return {
            "title_en": working.title_en,
            "title_fr": working.title_fr,
            "subject": text.subject,
            "objectives": text.objectives,
            "goals": text.goals,
            "version": working.version,
        }


class CreateForm(HeadingForm):
    """A new text, in one of the groups the person drafts for."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind, widget=forms.RadioSelect, initial=Kind.RECOMMENDATION)
    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=_("Group"),
        empty_label=None,
        error_messages={"invalid_choice": _("Choose a group you draft for")},
    )
    original_language = forms.ChoiceField(
        label=_("Original language"),
        choices=settings.LANGUAGES,
        help_text=_("The version written first. The other one is its translation."),
    )
    tasking = TaskingField(
        Tasking.objects.none(), label=_("Task of the Board it answers"), required=False, empty_label=_("None")
    )
    version = None  # type: ignore[assignment]  # how Django drops an inherited field
    field_order = ("kind", "body", "original_language", "title_en", "title_fr", "subject")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drafts_for = Body.objects.filter(kind=BodyKind.GROUP, pk__in=rights_of(user).bodies("draft_text"))
        offer(self, "body", drafts_for)
        offer(self, "tasking", open_taskings(user).filter(body__in=drafts_for))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        language = data.get("original_language")
        if language and not data.get(f"title_{language}") and not self.errors:
            raise ValidationError({f"title_{language}": _("Enter the title in the original language")})
        if data.get("tasking") and data["tasking"].body != data.get("body"):
            raise ValidationError({"tasking": _("The task was set for another group.")})
        return data


class ReasonForm(forms.Form):
    """Why a step is taken; it stays in the journal."""

    why = PlainTextField(
        label=_("Reason"),
        help_text=_("It is kept in the journal and shown in the history of the text."),
        error_messages={"required": _("Give the reason")},
    )
