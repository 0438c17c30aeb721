"""A worker's hold on an uploaded file: take it under a lease, read its words, take it in or refuse it.

Every write carries the fence of the lease it was made under; a worker that lost its lease writes nothing.
"""

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from boards.actions.citations import cite
from boards.actions.filing import SUFFIX, hold
from boards.enums import FileRefusal, FileState
from boards.models import DocumentFile
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock, storage
from dipb_portal.lib.child import ChildFailed
from dipb_portal.lib.extraction import LIMITS, Extracted, extract
from dipb_portal.lib.languages import language_of
from dipb_portal.notifications.models import Kind
from dipb_portal.notifications.outbox import notify

LEASE = timedelta(seconds=LIMITS.wall_seconds + 30)  # no file is read longer
MAX_ATTEMPTS = 3
# What the reader tells, in the portal's words.
REASONS = {"time": FileRefusal.TOO_LARGE, "memory": FileRefusal.TOO_LARGE, "crash": FileRefusal.UNREADABLE}
log = structlog.get_logger(__name__)


def check_next() -> bool:
    """Take the next file and check it; False where none waits.

    What may pass (the database is away) is raised: the lease runs out, and another attempt follows.
    """
    file = lease_next()
    if file is None:
        return False
    path = storage.path(file.sha256, SUFFIX)
    if not path.exists():
        refuse_file(file, FileRefusal.LOST)
        return True
    try:
        extracted = extract(path, file.media_type)
    except ChildFailed as failure:
        refuse_file(file, REASONS.get(failure.reason, failure.reason))
    else:
        accept_file(file, extracted)
    return True


@transaction.atomic
def lease_next() -> DocumentFile | None:
    """Take the oldest file that waits or whose worker went silent; one that brought down its workers is refused."""
    now = clock.now()
    waiting = DocumentFile.objects.filter(
        Q(leased_until=None) | Q(leased_until__lt=now), state=FileState.CHECKING
    ).select_for_update(skip_locked=True, of=("self",))
    while file := waiting.order_by("pk").first():
        file.attempts, file.fence, file.leased_until = file.attempts + 1, file.fence + 1, now + LEASE
        file.save(update_fields=["attempts", "fence", "leased_until"])
        if file.attempts <= MAX_ATTEMPTS:
            return file
        refuse_file(file, FileRefusal.ATTEMPTS)
    return None


@transaction.atomic
def accept_file(file: DocumentFile, extracted: Extracted) -> None:
    """Offer the file to those who may read its document, in place of its earlier version.

    A marking above the ceiling refuses it instead, and ends there: the portal must not hold what bears one.
    """
    if extracted.marking:
        refuse_file(file, FileRefusal.MARKED)
        return
    now = clock.now()
    DocumentFile.objects.current().filter(document=file.document_id, language=file.language).update(superseded_at=now)
    held = _write(
        file,
        state=FileState.READY,
        checked_at=now,
        text=extracted.text,
        text_language=language_of(extracted.text, file.document.original_language) if extracted.text else "",
    )
    if not held:
        transaction.set_rollback(True)
        return
    cite(file.document, [extracted.text])
    record(None, "file_checked", file.document, language=file.language, version=file.version, sha256=file.sha256)


@transaction.atomic
def refuse_file(file: DocumentFile, reason: str) -> None:
    """Refuse the file for a `FileRefusal`, tell who added it, and have its content deleted."""
    if not _write(file, state=FileState.REFUSED, checked_at=clock.now(), reason=reason):
        return
    notify(
        [file.uploaded_by],
        Kind.FILE_REFUSED,
        path=reverse("boards:document", args=[file.document_id]),
        key=str(file.pk),
        reference=file.document.reference,
    )
    record(None, "file_refused", file.document, reason, version=file.version, sha256=file.sha256)
    transaction.on_commit(delete_refused, robust=True)


def delete_refused() -> None:
    """Take the content of refused files out of the store, unless a file that was not refused has the same."""
    for file in DocumentFile.objects.filter(state=FileState.REFUSED, deleted_at=None):
        with transaction.atomic():
            hold(file.sha256)
            if not DocumentFile.objects.exclude(state=FileState.REFUSED).filter(sha256=file.sha256).exists():
                storage.remove(file.sha256, SUFFIX)
            DocumentFile.objects.filter(pk=file.pk).update(deleted_at=clock.now())


def _write(file: DocumentFile, **values: object) -> bool:
    """Whether the lease still holds: one whose file went to another worker writes nothing."""
    held = DocumentFile.objects.filter(pk=file.pk, fence=file.fence, state=FileState.CHECKING)
    if held.update(fence=F("fence"), leased_until=None, **values):
        return True
    log.warning("file_lease_lost", file=file.pk, fence=file.fence)
    return False
