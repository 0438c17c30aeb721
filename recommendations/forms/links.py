"""Forms of the links between recommendations and entries."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boards.forms.papers import DocumentField
from boards.models import Document
from dipb_portal.accounts.models import User
from dipb_portal.ui.fields import offer
from recommendations.access.visibility import issued_revisions_visible_to
from recommendations.enums import FROM_ENTRY, Bearing
from recommendations.models import Recommendation
from workinggroups.access.registers import entries_visible_to
from workinggroups.forms.registers import EntryField, newest


class EntryOfTextForm(forms.Form):
    """An entry, by its number, and how the recommendation stands to it."""

    bearing = forms.ChoiceField(label=_("This recommendation"), choices=Bearing)
    entry = EntryField(label=_("Number of the entry"))

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "entry", newest(entries_visible_to(user)))


class TextOfEntryForm(forms.Form):
    """A recommendation, by the number of a revision that the person may read, and how the entry stands to it."""

    bearing = forms.ChoiceField(
        label=_("This entry"), choices=[(each.value, words) for each, words in FROM_ENTRY.items()]
    )
    recommendation = DocumentField(
        label=_("Number of the recommendation"),
        help_text=_("For example DIPB(CAP)-WP(2026)0004. A draft without a number is linked from its own page."),
        error_messages={"unknown": _("There is no recommendation of this number.")},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.revisions = issued_revisions_visible_to(user)
        documents = Document.objects.filter(pk__in=self.revisions.values("document"))
        offer(self, "recommendation", documents.order_by("-pk"))

    def clean_recommendation(self) -> Recommendation:
        return self.revisions.get(document=self.cleaned_data["recommendation"]).recommendation
