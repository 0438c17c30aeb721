"""Papers of the library: file one, add a language or a file, release it, withdraw it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boards.access import release, withdraw_release
from boards.access.documents import check_can_file, check_can_keep, check_can_release
from boards.actions.citations import cite
from boards.actions.numbering import allocate, issue_document
from boards.actions.releases import forget_release, tell_of_release
from boards.enums import DocumentKind, FileState, Translation
from boards.models import Body, Document, DocumentFile, Filing, Nation
from boards.queries.documents import audience_of
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock, storage
from dipb_portal.lib.hints import hint
from dipb_portal.lib.richtext import plain, sanitise

SUFFIX = ".upload"
AGAIN = timedelta(minutes=1)  # within which the same paper from the same person is the form sent twice


@dataclass(frozen=True)
class NewFile:
    """A file that was recognised (`lib.uploads`), in memory or on the disk of this process."""

    name: str
    media_type: str
    language: str
    content: bytes | Path


@dataclass(frozen=True)
class Particulars:
    """What is said of a paper when it is filed; exactly one of `nation`, `origin` and `organisation`."""

    kind: str
    genre: str
    marking: str
    title_en: str
    title_fr: str
    original_language: str
    nation: Nation | None = None
    origin: Body | None = None
    organisation: str = ""
    text_en: str = ""
    text_fr: str = ""


@transaction.atomic
def file_document(*, body: Body, paper: Particulars, file: NewFile | None, by: User) -> Document:
    """Number a paper in the body's series, with a text, a file or both. Raises Denied.

    Texts are rich text; a file is shown once a worker has checked it. The same paper sent twice is filed once.
    """
    check_can_file(by, body, paper.kind, paper.nation)
    if file is None and not (paper.text_en or paper.text_fr):
        raise ValidationError(_("Add a file, or write the text."))
    hold(f"papers of {by.pk}")
    now = clock.now()
    digest = _store(file) if file else ""
    if sent_before := _just_filed(body, paper, digest, now, by):
        return sent_before
    document = issue_document(
        reference=allocate(body, DocumentKind(paper.kind), now),
        body=body,
        title_en=paper.title_en,
        title_fr=paper.title_fr,
        original_language=paper.original_language,
        text_en=sanitise(paper.text_en),
        text_fr=sanitise(paper.text_fr),
        at=now,
        by=by,
    )
    other = paper.title_fr if paper.original_language == "en" else paper.title_en
    Filing.objects.create(
        document=document,
        genre=paper.genre,
        nation=paper.nation,
        origin=paper.origin,
        organisation=paper.organisation,
        marking=paper.marking,
        translation=Translation.COURTESY if other else Translation.MISSING,
    )
    if file:
        _add(document, file, digest, by)
    record(by, "document_filed", document, reference=document.reference, file=digest)
    return document


@transaction.atomic
def add_file(*, filing: Filing, file: NewFile, by: User) -> DocumentFile:
    """Add the next version of the paper's file in a language; what was there is superseded once this is checked.

    Raises Denied, or ValidationError while another file in that language is being checked.
    """
    document = _lock(filing, by)
    if document.files.filter(language=file.language, state=FileState.CHECKING).exists():
        raise ValidationError(_("The file added before in this language is still being checked. Try again shortly."))
    row = _add(document, file, _store(file), by)
    record(by, "file_added", document, language=row.language, version=row.version, sha256=row.sha256)
    return row


@transaction.atomic
def add_language(*, filing: Filing, language: str, title: str, text: str, translation: str, by: User) -> Document:
    """Give the paper its title and text in the language that is not its original's. Raises Denied."""
    document = _lock(filing, by)
    if language == document.original_language:
        raise ValidationError(_("The original is not changed: file a new paper."))
    setattr(document, f"title_{language}", title)
    setattr(document, f"text_{language}", sanitise(text))
    document.save(update_fields=[f"title_{language}", f"text_{language}"])
    Filing.objects.filter(pk=filing.pk).update(translation=translation)
    cite(document, [plain(getattr(document, f"text_{language}"))])
    record(by, "language_added", document, language=language, title=title, translation=translation)
    return document


@transaction.atomic
def withdraw_document(*, filing: Filing, why: str, by: User) -> None:
    """Take the paper back for a reason: its number stays, its text and files are shown no more. Raises Denied."""
    document = _lock(filing, by)
    document.withdrawn_at = clock.now()
    document.save(update_fields=["withdrawn_at"])
    Filing.objects.filter(pk=filing.pk).update(withdrawn_by=by, withdrawn_why=why)
    record(by, "document_withdrawn", document, why, reference=document.reference)


@transaction.atomic
def release_document(*, filing: Filing, body: Body, by: User) -> None:
    """Let everybody who sits in the outside body read the paper. Raises Denied."""
    check_can_release(by, filing, body)
    document = _locked(filing)
    release(document, [body])
    tell_of_release([body], reference=document.reference, path=_path(document), by=by)
    record(by, "document_released", document, to=body.code)


@transaction.atomic
def take_back_release(*, filing: Filing, body: Body, by: User) -> None:
    """End a release to the outside body. Raises Denied."""
    check_can_release(by, filing, body)
    document = _locked(filing)
    withdraw_release(document, body)
    forget_release(path=_path(document), still=audience_of(document))
    record(by, "release_withdrawn", document, to=body.code)


def hold(name: str) -> None:
    """Keep others, until commit, from what they hold by the same name: storing or deleting a content by its digest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _just_filed(body: Body, paper: Particulars, digest: str, now: datetime, by: User) -> Document | None:
    """The paper that the same person filed a moment ago with the same words and the same file."""
    same = Document.objects.filter(
        body=body,
        kind=paper.kind,
        title_en=paper.title_en,
        title_fr=paper.title_fr,
        text_en=sanitise(paper.text_en),
        text_fr=sanitise(paper.text_fr),
        issued_by=by,
        issued_at__gt=now - AGAIN,
        filing__isnull=False,
    )
    return (same.filter(files__sha256=digest) if digest else same.filter(files=None)).first()


def _store(file: NewFile) -> str:
    hold(storage.digest_of(file.content))
    return storage.put(file.content, SUFFIX)


def _add(document: Document, file: NewFile, digest: str, by: User) -> DocumentFile:
    versions = document.files.filter(language=file.language).aggregate(last=Max("version"))
    row = DocumentFile.objects.create(
        document=document,
        language=file.language,
        version=(versions["last"] or 0) + 1,
        name=file.name,
        media_type=file.media_type,
        size=storage.path(digest, SUFFIX).stat().st_size,
        sha256=digest,
        uploaded_at=clock.now(),
        uploaded_by=by,
    )
    hint("boards.check_files")
    return row


def _lock(filing: Filing, by: User) -> Document:
    document = _locked(filing)
    check_can_keep(by, filing)
    return document


def _locked(filing: Filing) -> Document:
    document = Document.objects.select_for_update(of=("self",)).get(pk=filing.document_id)
    if document.withdrawn_at:
        raise ValidationError(_("This paper was withdrawn."))
    return document


def _path(document: Document) -> str:
    return reverse("boards:document", args=[document.pk])
