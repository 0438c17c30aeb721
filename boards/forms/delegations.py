"""As of which day; a new expert; a mailbox; why a seat ends."""

from datetime import UTC, date, datetime, time

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, day_of
from dipb_portal.ui.fields import DayField, PlainTextField, below_ceiling


class AsOfForm(forms.Form):
    """A body and a day; the evening of the day in Brussels counts."""

    body = forms.ModelChoiceField(
        Body.objects.filter(kind__in=[BodyKind.PLENARY, BodyKind.GROUP]),
        label=_("Body"),
        required=False,
        empty_label=None,
        to_field_name="code",
    )
    day = DayField(label=_("As of"), required=False)

    @property
    def chosen_body(self) -> Body:
        return self.cleaned_data.get("body") or Body.objects.get(kind=BodyKind.PLENARY)

    @property
    def chosen_day(self) -> date | None:
        return self.cleaned_data.get("day")

    @property
    def instant(self) -> datetime:
        """Now, or the end of the chosen day in Brussels, as aware UTC."""
        now = clock.now()
        if self.chosen_day is None or self.chosen_day == day_of(now):
            return now
        return datetime.combine(self.chosen_day, time.max, BRUSSELS).astimezone(UTC)


class ExpertForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, validators=[below_ceiling])
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    bodies = forms.ModelMultipleChoiceField(
        Body.objects.filter(kind=BodyKind.GROUP),
        label=_("Working groups"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one working group.")},
    )


class MailboxForm(forms.Form):
    address = forms.EmailField(label=_("E-mail address of the mailbox"), max_length=254)


class EndForm(forms.Form):
    why = PlainTextField(label=_("Why the seat ends"), help_text=_("Stands in the journal."))
