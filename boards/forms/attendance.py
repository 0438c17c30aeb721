"""Forms of invitations and of who was there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import Answer, Presence
from boards.models import Attendance
from dipb_portal.ui.fields import PlainTextField


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=pgettext_lazy("invitation", "Answer"), choices=Answer, widget=forms.RadioSelect)
    names = PlainTextField(label=_("Who comes"), required=False, help_text=_("Name and function, one person a line."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class AttendanceForm(forms.Form):
    """How each invited side was there: a choice a row, named after the id of the row."""

    def __init__(self, *args: Any, rows: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"row_{row.pk}"] = forms.ChoiceField(
                label=str(row),
                choices=[("", _("Not recorded")), *Presence.choices],
                required=False,
                initial=row.presence or _expected(row),
            )
        self.rows = [(row, self[f"row_{row.pk}"]) for row in rows]

    @property
    def presence(self) -> dict[int, str]:
        return {row.pk: self.cleaned_data[f"row_{row.pk}"] for row, _field in self.rows}


def _expected(row: Attendance) -> str:
    expected = {Answer.COMING: Presence.IN_PERSON, Answer.REMOTE: Presence.REMOTE, Answer.NOT_COMING: Presence.ABSENT}
    return expected.get(row.answer, "")  # type: ignore[call-overload] # text choices are their values
