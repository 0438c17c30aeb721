"""Who files papers in the library, keeps them, releases them, and reads their files."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boards.access import check, documents_visible_to, rights_of
from boards.enums import BodyKind, Denied, DocumentKind, Genre
from boards.models import Body, DocumentFile, Filing, Nation
from dipb_portal.accounts.models import User

OUTSIDE = (BodyKind.ADVISORY, BodyKind.PARTNERS)
_ANYBODY = (DocumentKind.NOTICE, DocumentKind.WORKING_PAPER)
_SECRETARIAT = (
    DocumentKind.DOCUMENT,
    DocumentKind.WORKING_PAPER,
    DocumentKind.NOTICE,
    DocumentKind.MEMORANDUM,
)


def series_open_to(user: User) -> QuerySet[Body]:
    """The bodies in whose series the person may number a paper."""
    return Body.objects.filter(pk__in=rights_of(user).bodies("file_documents")).exclude(series_root="")


def may_file(user: User) -> bool:
    return rights_of(user).anywhere("file_documents")


def kinds_open_to(user: User, body: Body) -> tuple[DocumentKind, ...]:
    """The types of number the person may give in the body's series."""
    return _SECRETARIAT if rights_of(user).has("issue_revision", body) else _ANYBODY


def nation_of(user: User, body: Body) -> Nation | None:
    """The nation for which the person files; None for those who file for a body or an organisation."""
    return rights_of(user).nation("file_documents", body)


def check_can_file(user: User, body: Body, kind: str, nation: Nation | None) -> None:
    """Raise Denied unless the person may number a paper of this kind and originator in the body's series."""
    check(user, "file_documents", body)
    if not body.series_root or kind not in kinds_open_to(user, body):
        raise Denied(_("Numbers of this kind are given by the secretariat."))
    own = nation_of(user, body)
    if own is not None and own != nation:
        raise Denied(_("A delegation files papers of its own nation."))


def check_can_keep(user: User, filing: Filing) -> None:
    """Raise Denied unless the person may add files to the paper and withdraw it.

    Its keepers are those who number documents of its body, the delegation whose paper it is, and who filed it.
    """
    document = filing.document
    document, rights = filing.document, rights_of(user)
    if rights.has("issue_revision", document.body):
        return
    check(user, "file_documents", document.body)
    own = nation_of(user, document.body)
    if (own is None or own != filing.nation) and document.issued_by_id != user.pk:
        raise Denied(_("The secretariat and whoever filed this paper keep it."))


def can_keep(user: User, filing: Filing | None) -> bool:
    try:
        if filing is not None:
            check_can_keep(user, filing)
    except Denied:
        return False
    return filing is not None


def check_can_release(user: User, filing: Filing, body: Body) -> None:
    """Raise Denied unless the person may let the outside body read the paper."""
    check(user, "issue_revision", filing.document.body)
    if body.kind not in OUTSIDE:
        raise Denied(_("Papers are released to bodies outside the Board."))
    if filing.genre == Genre.NATIONAL and body.kind == BodyKind.ADVISORY:
        raise Denied(_("A nation's paper is not released to industry."))


def releasable_to(user: User, filing: Filing | None) -> list[Body]:
    """The outside bodies to which the person may release the paper, or from which withdraw it."""
    if filing is None or filing.document.withdrawn_at:
        return []
    bodies = []
    for body in Body.objects.filter(kind__in=OUTSIDE):
        try:
            check_can_release(user, filing, body)
        except Denied:
            continue
        bodies.append(body)
    return bodies


def files_visible_to(user: User) -> QuerySet[DocumentFile]:
    """Checked files of visible papers; of what was released to them, outsiders read the current version only."""
    members = Q(document__body__in=rights_of(user).bodies("view_issued"))
    outsiders = Q(superseded_at=None, document__in=documents_visible_to(user))
    return DocumentFile.objects.ready().filter(members | outsiders, document__withdrawn_at=None)
