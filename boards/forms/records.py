from django import forms
from django.utils.translation import gettext_lazy as _

from dipb_portal.ui.fields import RichTextField


class RecordForm(forms.Form):
    """The summary record in both languages; it may be incomplete until it is issued."""

    text_en = RichTextField(language="en", label=_("English"), required=False)
    text_fr = RichTextField(language="fr", label=_("French"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
