"""The summary record of a meeting: drafted by the secretariat, then issued."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.access import documents_visible_to
from boards.access.meetings import check_can_keep_record
from boards.actions.following import tell_followers_of_meeting
from boards.actions.meetings import lock
from boards.actions.numbering import allocate, issue_document
from boards.enums import DocumentKind, StaleVersion
from boards.models import Document, Meeting
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock


@transaction.atomic
def save_record(*, meeting: Meeting, version: int, text_en: str, text_fr: str, by: User) -> Meeting:
    """Keep the draft, in canonical HTML. Raises Denied, StaleVersion."""
    locked = lock(meeting)
    check_can_keep_record(by, locked)
    if locked.record_version != version:
        raise StaleVersion(locked)
    locked.record_en, locked.record_fr = text_en, text_fr
    locked.record_version += 1
    locked.save(update_fields=["record_en", "record_fr", "record_version"])
    record(by, "record_saved", locked)
    return locked


@transaction.atomic
def issue_record(*, meeting: Meeting, by: User) -> Document:
    """Number the record. Raises Denied, or ValidationError where it lacks one of the languages."""
    locked = lock(meeting)
    check_can_keep_record(by, locked)
    if not (locked.record_en and locked.record_fr):
        raise ValidationError(_("The summary record is issued in both languages."))
    now = clock.now()
    document = issue_document(
        reference=allocate(locked.body, DocumentKind.RECORD, now),
        body=locked.body,
        title_en=f"Summary record: {locked.name_in('en')}",
        title_fr=f"Procès-verbal\u00a0: {locked.name_in('fr')}",
        original_language="en",
        at=now,
        by=by,
        text_en=locked.record_en,
        text_fr=locked.record_fr,
    )
    locked.record = document
    locked.save(update_fields=["record"])
    tell_followers_of_meeting(locked, document, among=documents_visible_to, by=by)
    record(by, "record_issued", locked, reference=document.reference)
    return document
