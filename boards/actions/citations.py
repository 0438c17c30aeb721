"""Which documents a document names."""

from collections.abc import Iterable

from boards.models import Citation, Document
from dipb_portal.lib import references


def cite(document: Document, texts: Iterable[str]) -> None:
    """Note which references plain texts of the document name."""
    named = {found.text[:80] for text in texts for found in references.find(text)} - {document.reference}
    Citation.objects.bulk_create(
        [Citation(document=document, reference=reference) for reference in sorted(named)], ignore_conflicts=True
    )
