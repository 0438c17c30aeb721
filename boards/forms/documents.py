"""Filters of the list of documents."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import DocumentKind, Genre
from boards.models import Body, Document, Nation
from boards.queries.documents import with_words

KEPT = (("yes", _("With a file")), ("no", _("Without a file")))


class DocumentFilter(filters.FilterSet):
    words = filters.CharFilter(method="containing", label=_("Words"))
    kind = filters.ChoiceFilter(choices=DocumentKind, label=_("Kind"), empty_label=_("All kinds"))
    genre = filters.ChoiceFilter(
        field_name="filing__genre", choices=Genre, label=_("Library"), empty_label=_("All papers")
    )
    body = filters.ModelChoiceFilter(
        queryset=Body.objects.exclude(series_root=""), label=_("Body"), empty_label=_("All bodies")
    )
    nation = filters.ModelChoiceFilter(
        field_name="filing__nation",
        queryset=lambda request: Nation.objects.protocol_order(),
        label=_("Nation"),
        empty_label=_("All nations"),
    )
    year = filters.NumberFilter(field_name="dated", lookup_expr="year", label=_("Year"), min_value=1949, max_value=9999)
    language = filters.ChoiceFilter(
        choices=(("en", _("English")), ("fr", _("French"))),
        method="reading",
        label=_("Language"),
        empty_label=_("Any language"),
    )
    file = filters.ChoiceFilter(choices=KEPT, method="kept", label=pgettext_lazy("label", "File"), empty_label=_("All"))

    class Meta:
        model = Document
        fields: list[str] = []

    def containing(self, documents: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return with_words(documents, value)

    def reading(self, documents: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        """A title in a language says that the document exists in it."""
        return documents.exclude(**{f"title_{value}": ""})

    def kept(self, documents: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return documents.filter(has_file=value == "yes")
