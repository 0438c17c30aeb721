"""Numbers for documents: given once, never reused."""

from datetime import datetime

from django.db.models import F

from boards.actions.citations import cite
from boards.enums import DocumentKind
from boards.models import Body, Document, Series
from dipb_portal.accounts.models import User
from dipb_portal.lib.deadlines import BRUSSELS, day_of
from dipb_portal.lib.references import Kind, Reference
from dipb_portal.lib.richtext import plain


def allocate(body: Body, kind: DocumentKind, at: datetime) -> Reference:
    """Take the next serial of the body's series for the Brussels year of `at` (aware).

    Call inside the transaction that creates the document: the series' row stays locked until commit, so that
    two documents never share a number; a rollback gives the number back unused.
    """
    year = at.astimezone(BRUSSELS).year
    series, _created = Series.objects.get_or_create(root=body.series_root, sub=body.series_sub, kind=kind, year=year)
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db(fields=["last"])
    return Reference(root=body.series_root, sub=body.series_sub, kind=Kind(kind), year=year, serial=series.last)


def issue_document(
    *,
    reference: Reference,
    body: Body,
    title_en: str,
    title_fr: str,
    original_language: str,
    at: datetime,
    by: User | None,
    text_en: str = "",
    text_fr: str = "",
) -> Document:
    """Create the numbered document, dated the Brussels day of `at` (aware), and note what its texts cite."""
    document = Document.objects.create(
        reference=str(reference),
        kind=reference.kind,
        body=body,
        title_en=title_en,
        title_fr=title_fr,
        original_language=original_language,
        text_en=text_en,
        text_fr=text_fr,
        dated=day_of(at),
        issued_at=at,
        issued_by=by,
    )
    cite(document, [plain(text_en), plain(text_fr)])
    return document
