from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dipb_portal.ui.fields import RichTextField
from dipb_portal.ui.forms import OneLanguageForm


class StatementForm(OneLanguageForm):
    """A perspective on an item, in the language it is given in."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    text = RichTextField(language="en", label=_("Text"))
    version = forms.IntegerField(widget=forms.HiddenInput)
