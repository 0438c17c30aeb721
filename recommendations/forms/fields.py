"""Fields that several forms of the app ask words with."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boards.enums import Denied
from dipb_portal.ui.fields import below_ceiling
from recommendations.enums import IllegalTransition

LONGEST = 10_000


class PlainTextField(forms.CharField):
    """Some lines of plain text, with nothing in it marked above NATO UNCLASSIFIED."""

    def __init__(self, *, rows: int = 3, css: str = "", **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows, "class": css} if css else {"rows": rows})
        super().__init__(widget=widget, max_length=LONGEST, **kwargs)
        self.error_messages["max_length"] = _("This text has %(show_value)d characters; at most %(limit_value)d fit.")

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        below_ceiling(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a long text without a word."""
        return {}


def refuse(form: forms.Form, error: ValidationError | Denied | IllegalTransition) -> None:
    """Say on the form why an action refused what it asked for, at the field where the error names one."""
    if isinstance(error, ValidationError):
        form.add_error(None, error)
    elif isinstance(error, Denied):
        form.add_error(None, str(error.reason))
    else:
        form.add_error(None, _("Somebody moved this text on meanwhile. Open its page to see where it stands."))
