"""Forms of decisions and of the decision sheet in draft."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import DecisionVerb
from boards.models import Body, Decision, Meeting
from boards.queries.meetings import decisions_of
from boards.queries.sheet_wording import as_point
from dipb_portal.lib.deadlines import BRUSSELS, is_working_day
from dipb_portal.ui.fields import DayField, HourField, PlainTextField, offer
from dipb_portal.ui.forms import EitherLanguageForm


class DecisionForm(EitherLanguageForm):
    either = {"text": _("Write the decision in one of the languages at least.")}

    verb = forms.ChoiceField(label=pgettext_lazy("decision", "Verb"), choices=DecisionVerb)
    text_en = PlainTextField(
        label=_("What follows the verb, in English"),
        required=False,
        help_text=_(
            "As it continues “The Board noted”: “the report of the group”, or “tasked”: “the group to report”."
        ),
    )
    text_fr = PlainTextField(
        label=_("What follows the verb, in French"),
        required=False,
        help_text=_("“le rapport du groupe”, “le groupe de rendre compte”. It is contracted where French asks for it."),
    )
    due = DayField(label=_("Due"), required=False)
    addressee = forms.ModelChoiceField(
        Body.objects.all(), label=_("Addressee"), required=False, empty_label=_("No body in particular")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    NAMES = ("verb", "text_en", "text_fr", "due", "addressee")

    @classmethod
    def initial_of(cls, decision: Decision) -> dict[str, Any]:
        return {name: getattr(decision, name) for name in (*cls.NAMES, "version")}

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


class CirculateForm(forms.Form):
    """Until when nations comment, in Brussels time. The result is `closes_at`, aware UTC."""

    day = DayField(label=_("Closing day"))
    hour = HourField(label=_("Closing time, Brussels"))

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if not is_working_day(day):
            raise ValidationError(_("The deadline must be a working day in Brussels."))
        return day

    @property
    def closes_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], BRUSSELS).astimezone(UTC)


class DecisionField(forms.ModelChoiceField):
    def label_from_instance(self, decision: Decision) -> str:
        return as_point(decision)


class SheetCommentForm(forms.Form):
    decision = DecisionField(
        Decision.objects.none(),
        label=pgettext_lazy("decision", "Point"),
        required=False,
        empty_label=_("The whole sheet"),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    text = PlainTextField(label=_("Comment"), rows=5)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "decision", decisions_of(meeting))


class CommentAnswerForm(forms.Form):
    answer = PlainTextField(label=pgettext_lazy("comment", "Answer"), rows=4)
