"""How forms look: label, hint, message, control, in this order (templates/components)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.forms import BaseForm, BaseFormSet, BoundField, Field, Form
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class PortalFormRenderer(TemplatesSetting):
    """A form names in `depending` the fields that other answers call for: their labels do not say "(optional)"."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class EitherLanguageForm(Form):
    """A form with texts of which one language suffices, and says so beside their labels.

    `either` gives for each `name` of two fields, `name`_en and `name`_fr, what is said where both are empty.
    """

    either: ClassVar[Mapping[str, Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.either:
            for language in ("en", "fr"):
                self.fields[f"{name}_{language}"].either = True  # type: ignore[attr-defined] # for the label

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, problem in self.either.items():
            both = (f"{name}_en", f"{name}_fr")
            if not any(data.get(field) or field in self.errors for field in both):
                self.add_error(both[0], str(problem))
        return data


class OneLanguageForm(Form):
    """A form with `text` in the `language` the person chooses: it is spelt and typeset in that one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self["language"].value()
        if language in dict(settings.LANGUAGES):
            self.fields["text"].widget.attrs["lang"] = language
            self.fields["text"].language = language  # type: ignore[attr-defined] # the field's own


def go_on_from(form: Form, **saved: object) -> None:
    """Put the versions `saved` meanwhile into what was posted, so that sending the form again is a decision."""
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    for name, version in saved.items():
        data[name] = str(version)
    form.data = data


@dataclass(frozen=True)
class Problem:
    """A message of the error summary and the id of the control it leads to; no id for the form as a whole."""

    message: str
    target: str = ""


def problems_of(form: BaseForm | BaseFormSet) -> Iterator[Problem]:
    """The form's errors in the order of its fields, those of the form as a whole first; a formset's row by row."""
    if isinstance(form, BaseFormSet):
        yield from (Problem(str(message)) for message in form.non_form_errors())
        for row in form:
            yield from problems_of(row)
        return
    if not form.is_bound or not form.errors:
        return
    for message in form.non_field_errors():
        yield Problem(str(message))
    for field in form:
        for error in field.errors.as_data():
            for message in error.messages:
                named = error.code is None or _is_written_for(field.field, error.code)
                yield Problem(message if named else _in_full(field, message), _control_of(field))


def _is_written_for(field: Field, code: str) -> bool:
    """Whether the field has words of its own for this error: those of a kind of field do not say which one it is."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual |= vars(kind).get("default_error_messages", {})
    return field.error_messages.get(code, "") not in (usual.get(code), "")


def _in_full(field: BoundField, message: str) -> str:
    return _("%(field)s: %(problem)s") % {"field": field.label, "problem": message}


def _control_of(field: BoundField) -> str:
    """The id to jump to: the control, or the first option of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label
