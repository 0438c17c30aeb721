"""Forms of the agenda: an item, its papers, what is carried over."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import Purpose
from boards.forms.papers import DocumentField
from boards.models import AgendaItem, Document
from dipb_portal.ui.fields import RichTextField, TitleField, below_ceiling, offer


class ItemForm(forms.Form):
    title_en = TitleField(language="en", label=_("Title in English"), max_length=200, required=True)
    title_fr = TitleField(language="fr", label=_("Title in French"), max_length=200, required=True)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose, initial=Purpose.DISCUSSION)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=480, initial=15)
    restricted = forms.BooleanField(
        label=_("Restricted to Allies"), required=False, help_text=_("NIAG and partners do not see the item.")
    )
    notes_en = RichTextField(language="en", label=_("Notes, English"), required=False)
    notes_fr = RichTextField(language="fr", label=_("Notes, French"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    NAMES = ("title_en", "title_fr", "purpose", "minutes", "restricted", "notes_en", "notes_fr")

    @classmethod
    def initial_of(cls, item: AgendaItem) -> dict[str, Any]:
        return {name: getattr(item, name) for name in (*cls.NAMES, "version")}

    @property
    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


class MoveForm(forms.Form):
    to = forms.IntegerField(label=_("To number"), min_value=1, max_value=1000)


class PaperForm(forms.Form):
    """A document of those the person may read (`documents`), by its reference."""

    reference = DocumentField(label=_("Reference"))
    note = forms.CharField(
        label=pgettext_lazy("paper", "Note"), max_length=200, required=False, validators=[below_ceiling]
    )

    def __init__(self, *args: Any, documents: QuerySet[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "reference", documents)


class CarryOverForm(forms.Form):
    items = forms.ModelMultipleChoiceField(
        AgendaItem.objects.none(),
        label=_("Open items of the previous meeting"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one item."),
            "invalid_choice": _("An item you chose is on the agenda by now, or settled."),
        },
    )

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "items", items)
        self.fields["items"].label_from_instance = lambda item: f"{item.position}. {item.title}"  # type: ignore[attr-defined] # as Django documents
