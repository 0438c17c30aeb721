"""Filters of the list of documents."""

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boards.enums import DocumentKind
from boards.models import Body, Document


class DocumentFilter(filters.FilterSet):
    body = filters.ModelChoiceFilter(
        queryset=Body.objects.exclude(series_root=""), label=_("Body"), empty_label=_("All bodies")
    )
    kind = filters.ChoiceFilter(choices=DocumentKind, label=_("Kind"), empty_label=_("All kinds"))
    words = filters.CharFilter(method="containing", label=_("Words in reference or title"))

    class Meta:
        model = Document
        fields: list[str] = []

    def containing(self, documents: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        return documents.filter(
            Q(reference__icontains=value) | Q(title_en__icontains=value) | Q(title_fr__icontains=value)
        )
