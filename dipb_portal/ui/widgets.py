"""Form controls of our own."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dipb_portal.lib.richtext import TooIntricate, TooLong, from_input


class NumberInput(forms.TextInput):
    """A number to type, with the newest of `rows` offered; each has a `reference` and a `title`."""

    template_name = "components/number.html"
    rows: QuerySet
    OFFERED = 50

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": f"{name}-offered"})
        return {**context, "offered": self.rows.only("reference", "title_en", "title_fr")[: self.OFFERED]}


class CellInput(forms.TextInput):
    """The input of a table that has hundreds: Django's own without its templates, which take most of a page's time."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        present = self.format_value(value)
        own = {"type": self.input_type, "name": name, **({} if present is None else {"value": present})}
        return format_html("<input{}>", flatatt({**own, **self.build_attrs(self.attrs, attrs)}))


class RichText(forms.Textarea):
    """An editor of restricted rich text in one language; a plain textarea without JavaScript.

    The page includes ``components/richtext_toolbar.html`` once, above its editors, and the form's media.
    """

    class Media:
        css = {"all": ["css/richtext.css"]}
        js = [forms.Script("js/richtext.js", defer=True)]

    def __init__(self, language: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"lang": language, "rows": 5, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The editor shows canonical text only; what cannot be brought to it stays in a textarea, untouched."""
        context = super().get_context(name, value, attrs)
        try:
            context["widget"]["value"] = from_input(value or "")
            context["widget"]["attrs"]["data-richtext"] = True
        except (TooLong, TooIntricate):
            pass
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """No: a browser cannot point at the textarea behind the editor. The server says what is missing."""
        return False
