"""Form fields of our own."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dipb_portal.lib.ceiling import find_marking
from dipb_portal.lib.richtext import TooIntricate, TooLong, from_input, plain
from dipb_portal.lib.typography import french, french_text
from dipb_portal.ui.widgets import NumberInput, RichText


def offer(form: forms.BaseForm, name: str, choices: QuerySet | list[tuple[Any, Any]]) -> None:
    """Let the form's field `name` choose among rows, or among pairs of value and label."""
    field = form.fields[name]
    if isinstance(field, NumberField):
        assert isinstance(choices, QuerySet)
        field.take(choices)
    elif isinstance(choices, QuerySet):
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = choices
    else:
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def below_ceiling(text: str) -> None:
    """Refuse plain text that bears a marking above NATO UNCLASSIFIED."""
    if marking := find_marking(text):
        message = _("This text bears the marking %(marking)s. The portal holds nothing above NATO UNCLASSIFIED.")
        raise ValidationError(message, code="marked", params={"marking": marking})


LONGEST = 10_000


class PlainTextField(forms.CharField):
    """Some lines of plain text, with nothing in it marked above NATO UNCLASSIFIED."""

    default_error_messages = {
        "max_length": _("This text has %(show_value)d characters; at most %(limit_value)d fit."),
    }

    def __init__(self, *, rows: int = 3, css: str = "", **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows, "class": css} if css else {"rows": rows})
        super().__init__(widget=widget, max_length=LONGEST, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        below_ceiling(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a long text without a word."""
        return {}


FIRST_YEAR, LAST_YEAR = 2000, 2100


class DayField(forms.DateField):
    """A day within reason, chosen in the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValidationError(_("Choose a day of this century."), code="far")


class HourField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput({"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M"], **kwargs)


class TitleField(forms.CharField):
    """One line in the Board's voice, shown in `rows` rows, with nothing in it marked above NATO UNCLASSIFIED.

    French gets its no-break spaces.
    """

    def __init__(self, *, language: str, rows: int = 1, **kwargs: Any) -> None:
        attrs = {"lang": language, "class": "text"}
        widget = forms.Textarea({**attrs, "rows": rows}) if rows > 1 else forms.TextInput(attrs)
        super().__init__(widget=widget, **{"max_length": 300, "required": False, **kwargs})
        self.language = language

    def to_python(self, value: Any) -> str:
        line = " ".join((super().to_python(value) or "").split())
        return french_text(line) if self.language == "fr" else line

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a long title without a word."""
        return {}

    def validate(self, value: str) -> None:
        super().validate(value)
        below_ceiling(value)


class NumberField(forms.CharField):
    """What is named by its number, of the rows that it takes; the clean value is the row, or None.

    A list to choose from would grow with the years: the newest rows are suggested, any other number can be typed.
    """

    widget: NumberInput = NumberInput  # type: ignore[assignment] # a class, of which Django makes each field its own
    rows: QuerySet
    default_error_messages = {"unknown": _("There is nothing of this number.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, **kwargs})

    def take(self, rows: QuerySet) -> None:
        """Let the field name these `rows` only, and suggest the newest of them."""
        self.rows = self.widget.rows = rows

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        found = self.rows.filter(reference=number.upper()).first() if number else None
        if number and found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "reference", value)


class RichTextField(forms.Field):
    """Restricted rich text in one language ("en" or "fr"); its clean value is canonical HTML (lib.richtext)."""

    default_error_messages = {
        "too_long": _("This text is too long. Divide it into several paragraphs."),
        "too_intricate": _("This text has too much formatting. Paste it again as plain text."),
    }

    def __init__(self, *, language: str, **kwargs: Any) -> None:
        super().__init__(widget=RichText(language), **kwargs)
        self.language = language

    def to_python(self, value: str | None) -> str:
        try:
            html = from_input(value or "")
        except TooLong:
            raise ValidationError(self.error_messages["too_long"], code="too_long") from None
        except TooIntricate:
            raise ValidationError(self.error_messages["too_intricate"], code="too_intricate") from None
        return french(html) if self.language == "fr" else html

    def validate(self, value: str) -> None:
        super().validate(value)
        below_ceiling(plain(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
