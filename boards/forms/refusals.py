"""Why an action refused what a form asked for, said on the form."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from boards.enums import Denied, IllegalTransition


def go_on_from(form: forms.Form, **versions: int) -> None:
    """Put the versions saved meanwhile into what was posted, so that sending the form again is a decision."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    for name, version in versions.items():
        data[name] = str(version)
    form.data = data


def refuse(form: forms.Form, error: ValidationError | Denied | IllegalTransition) -> None:
    """Say on the form why an action refused what it asked for, at the field where the error names one."""
    if isinstance(error, ValidationError):
        form.add_error(None, error)
    elif isinstance(error, Denied):
        form.add_error(None, str(error.reason))
    else:
        form.add_error(None, _("Somebody moved this on meanwhile. Open its page to see where it stands."))
