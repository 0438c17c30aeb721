"""A document named by its reference, in any form that asks for one."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from boards.models import Document

OFFERED = 200  # the newest documents to choose from; any other can be typed


class _DocumentInput(forms.TextInput):
    template_name = "boards/documents/input.html"

    def __init__(self) -> None:
        super().__init__({"list": "documents", "autocomplete": "off"})
        self.documents = Document.objects.none()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "documents": self.documents[:OFFERED]}


class DocumentField(forms.CharField):
    """A document by its reference, of those the person may read; the clean value is the document, or None."""

    widget = _DocumentInput
    documents: QuerySet[Document]

    def __init__(self, **kwargs: Any) -> None:
        told = _("Type it or choose it, such as DIPB-D(2026)0004.")
        super().__init__(**{"max_length": 80, "help_text": told, **kwargs})

    def clean(self, value: Any) -> Document | None:
        reference = super().clean(value)
        if not reference:
            return None
        found = self.documents.filter(reference=reference.upper()).first()
        if found is None:
            raise forms.ValidationError(_("There is no such document."), code="unknown")
        return found


def papers_of(form: forms.BaseForm, name: str, documents: QuerySet[Document]) -> None:
    """Let the form's field `name` take these `documents` only; the newest are offered."""
    field = form.fields[name]
    assert isinstance(field, DocumentField)
    assert isinstance(field.widget, _DocumentInput)
    field.documents = field.widget.documents = documents
