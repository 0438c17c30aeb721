"""What the Board holds: documents, by number, title, text and files."""

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from boards.access import documents_visible_to
from boards.models import Document, DocumentFile
from dipb_portal.search.source import Card, Source, words_of


def _document(document: Document) -> Card:
    return Card(
        document.title_en,
        document.title_fr,
        reverse("boards:document", args=[document.pk]),
        document.reference,
        words_of(document),
    )


SOURCES = (
    Source(
        "document",
        gettext_lazy("Documents"),
        pgettext_lazy("found", "Document"),
        Document,
        documents_visible_to,
        _document,
        body="body",
        dated=F("issued_at"),
        reference="reference",
        more=((DocumentFile.objects.current(), "document_id"),),
    ),
)
