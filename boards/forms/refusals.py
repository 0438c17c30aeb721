"""Why an action refused what a form asked for, said on the form."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boards.enums import Denied, IllegalTransition


def refuse(form: forms.Form, error: ValidationError | Denied | IllegalTransition) -> None:
    """Say on the form why an action refused what it asked for, at the field where the error names one."""
    if isinstance(error, ValidationError):
        form.add_error(None, error)
    elif isinstance(error, Denied):
        form.add_error(None, str(error.reason))
    else:
        form.add_error(None, _("Somebody moved this on meanwhile. Open its page to see where it stands."))
