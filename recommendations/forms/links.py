"""Forms of the links between recommendations and entries."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dipb_portal.accounts.models import User
from dipb_portal.ui.fields import offer
from recommendations.enums import FROM_ENTRY, Bearing
from recommendations.models import Recommendation
from recommendations.queries.drafting import texts_for
from workinggroups.forms.registers import entry_named
from workinggroups.models import RegisterEntry


class EntryOfTextForm(forms.Form):
    """An entry, by its number, and how the recommendation stands to it."""

    bearing = forms.ChoiceField(label=_("This recommendation"), choices=Bearing)
    entry = forms.CharField(label=_("Number of the entry"), max_length=20, help_text=_("For example CH-0003."))

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_entry(self) -> RegisterEntry:
        return entry_named(self.user, self.cleaned_data["entry"])


class _TextChoice(forms.ModelChoiceField):
    def label_from_instance(self, text: Any) -> str:
        titles = [text.shown_title_en, text.shown_title_fr]
        if get_language() == "fr":
            titles.reverse()
        title = titles[0] or titles[1]
        return f"{text.shown_reference} · {title}" if text.shown_reference else title


class TextOfEntryForm(forms.Form):
    """A recommendation that the person may read, and how the entry stands to it."""

    bearing = forms.ChoiceField(
        label=_("This entry"), choices=[(each.value, words) for each, words in FROM_ENTRY.items()]
    )
    recommendation = _TextChoice(Recommendation.objects.none(), label=_("Recommendation"), empty_label=None)

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "recommendation", texts_for(user))
