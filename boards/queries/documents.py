"""Reads of the library: the list, one document with its files, and what texts cite."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from boards.access import documents_visible_to, rights_of
from boards.access.documents import files_visible_to
from boards.access.meetings import meetings_visible_to
from boards.enums import FileLanguage, FileState
from boards.models import Body, Citation, Document, DocumentFile, Filing, Meeting
from dipb_portal.accounts.models import User


def documents_for(user: User) -> QuerySet[Document]:
    """Visible documents; `has_file` where the person may take one away."""
    file = files_visible_to(user).filter(document=OuterRef("pk"), superseded_at=None)
    return (
        documents_visible_to(user)
        .select_related("body", "filing__nation", "filing__origin")
        .annotate(has_file=Exists(file))
    )


def documents_with_files(user: User) -> QuerySet[Document]:
    """As `documents_for`, each with the `current` files the person may take away."""
    current = files_visible_to(user).filter(superseded_at=None).defer("text")
    return documents_for(user).prefetch_related(Prefetch("files", current, to_attr="current"))


@dataclass(frozen=True)
class Files:
    """The files of one document: what is offered, what was before, and what only its keepers see."""

    current: list[DocumentFile]
    earlier: list[DocumentFile]
    waiting: list[DocumentFile]
    refused: list[DocumentFile]

    @property
    def being_checked(self) -> bool:
        return bool(self.waiting)


def files_of(document: Document, user: User, *, keeper: bool) -> Files:
    visible = list(files_visible_to(user).filter(document=document).select_related("uploaded_by").defer("text"))
    own: list[DocumentFile] = []
    if keeper:
        own = list(document.files.exclude(state=FileState.READY).select_related("uploaded_by").defer("text"))
    return Files(
        current=[file for file in visible if file.superseded_at is None],
        earlier=[file for file in visible if file.superseded_at is not None],
        waiting=[file for file in own if file.state == FileState.CHECKING],
        refused=[file for file in own if file.state == FileState.REFUSED],
    )


def waiting_for_check(document: Document) -> bool:
    """Whether a file is being checked and none has been offered yet: readers are told that one is to come."""
    return (
        document.files.filter(state=FileState.CHECKING).exists()
        and not document.files.filter(state=FileState.READY).exists()
    )


def filing_of(document: Document) -> Filing | None:
    return Filing.objects.select_related("nation", "origin", "document__body").filter(document=document).first()


def audience_of(document: Document) -> list[Body]:
    """The outside bodies that may read the document."""
    return list(Body.objects.filter(group__documentrelease__content_object=document).distinct())


def knows_releases(user: User, document: Document) -> bool:
    """Members learn to whom a document was released; those it was released to need not know of one another."""
    return rights_of(user).has("view_issued", document.body)


def resolve(user: User, references: Iterable[str]) -> dict[str, int]:
    """The keys of those references that the person may open. One query."""
    wanted = set(references)
    return (
        dict(documents_visible_to(user).filter(reference__in=wanted).values_list("reference", "pk")) if wanted else {}
    )


def citing(document: Document, user: User) -> QuerySet[Document]:
    """Visible documents whose texts name this one."""
    named = Citation.objects.filter(document=OuterRef("pk"), reference=document.reference)
    return documents_visible_to(user).filter(Exists(named), withdrawn_at=None)


def meeting_of(document: Document, user: User) -> Meeting | None:
    """The visible meeting whose agenda, decision sheet or summary record the document is."""
    its = Q(agenda=document) | Q(decision_sheet=document) | Q(record=document)
    return meetings_visible_to(user).filter(its).select_related("body").first()


def missing_languages(files: Iterable[DocumentFile], document: Document) -> list[str]:
    """The languages in which there is neither a file nor a text."""
    there = {file.language for file in files} | {code for code in ("en", "fr") if getattr(document, f"text_{code}")}
    return [] if FileLanguage.BOTH in there else [code for code in ("en", "fr") if code not in there]


def with_words(documents: QuerySet[Document], words: str) -> QuerySet[Document]:
    return documents.filter(Q(reference__icontains=words) | Q(title_en__icontains=words) | Q(title_fr__icontains=words))
