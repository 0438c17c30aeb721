"""Write the text: create, revise, issue. Every save is optimistic; whoever comes second loses nothing."""

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from boards.actions.citations import cite
from boards.actions.numbering import allocate, issue_document
from boards.enums import DocumentKind, StaleVersion
from boards.models import Body, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib import clock
from dipb_portal.lib.references import Reference, parse
from dipb_portal.lib.richtext import plain
from recommendations.access.guards import newest_issued, text_gaps
from recommendations.access.permissions import check_can_create, check_can_edit, check_can_issue
from recommendations.actions.following import tell_followers_of
from recommendations.models import Paragraph, Recommendation, Revision


@transaction.atomic
def create(
    *,
    body: Body,
    kind: str,
    subject: str,
    objectives: list[str],
    goals: list[str],
    title_en: str,
    title_fr: str,
    original_language: str,
    by: User,
    tasking: Tasking | None = None,
) -> Recommendation:
    """Start a text in `body`, with an empty first paragraph; `by` becomes its rapporteur."""
    check_can_create(by, body)
    now = clock.now()
    recommendation = Recommendation.objects.create(
        body=body,
        kind=kind,
        subject=subject,
        objectives=objectives,
        goals=goals,
        title_en=title_en,
        title_fr=title_fr,
        original_language=original_language,
        rapporteur=by,
        tasking=tasking,
        state_since=now,
        created_at=now,
        created_by=by,
    )
    working = Revision.objects.create(recommendation=recommendation, number=0, title_en=title_en, title_fr=title_fr)
    Paragraph.objects.create(revision=working, position=1)
    record(by, "recommendation_created", recommendation, body=body.code)
    return recommendation


@transaction.atomic
def start_revision(*, recommendation: Recommendation, by: User) -> Revision:
    """Open a working text from the newest issued revision; return the one that is open where there is one."""
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_edit(by, locked)
    if working := locked.revisions.filter(issued_at__isnull=True).first():
        return working
    source = newest_issued(locked)
    assert source is not None  # a text without a working revision has been issued
    working = Revision.objects.create(
        recommendation=locked, number=source.number + 1, title_en=source.title_en, title_fr=source.title_fr
    )
    Paragraph.objects.bulk_create(
        Paragraph(
            revision=working,
            identity=paragraph.identity,
            position=paragraph.position,
            text_en=paragraph.text_en,
            text_fr=paragraph.text_fr,
            translated_from=paragraph.translated_from,
        )
        for paragraph in source.paragraphs.all()
    )
    record(by, "revision_started", locked, number=working.number)
    return working


@transaction.atomic
def discard_revision(*, revision: Revision, by: User, why: str) -> None:
    """Give up a working text that follows an issued one; its words stay in the journal's data."""
    working = lock_working(revision, by)
    if working.number == 0:
        raise ValidationError(_("The first text cannot be discarded: withdraw the recommendation."))
    texts = list(working.paragraphs.values_list("text_en", "text_fr"))
    recommendation, number = working.recommendation, working.number
    working.delete()
    record(by, "revision_discarded", recommendation, why, number=number, texts=texts)


@transaction.atomic
def save_heading(
    *,
    revision: Revision,
    version: int,
    title_en: str,
    title_fr: str,
    subject: str,
    objectives: list[str],
    goals: list[str],
    by: User,
) -> Revision:
    """Save the titles and what the text is about. Raises StaleVersion where `version` is not the present one."""
    working = lock_working(revision, by)
    if working.version != version:
        raise StaleVersion(working)
    working.title_en, working.title_fr, working.version = title_en, title_fr, version + 1
    working.save(update_fields=["title_en", "title_fr", "version"])
    recommendation = working.recommendation
    recommendation.subject, recommendation.objectives, recommendation.goals = subject, objectives, goals
    if working.number == 0:
        recommendation.title_en, recommendation.title_fr = title_en, title_fr
    recommendation.save(update_fields=["subject", "objectives", "goals", "title_en", "title_fr"])
    record(by, "heading_saved", recommendation, number=working.number)
    return working


@transaction.atomic
def issue_revision(*, recommendation: Recommendation, by: User) -> Revision:
    """Freeze the working text and number it: a new working paper, or the next -REVn of the first.

    Raises Denied, or ValidationError where there is no working text, or naming everything that is missing in it.
    """
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_can_issue(by, locked)
    working = Revision.objects.select_for_update().filter(recommendation=locked, issued_at=None).first()
    if working is None:
        raise ValidationError(_("There is no working text to issue."))
    paragraphs = list(working.paragraphs.all())
    if missing := text_gaps(working):
        raise ValidationError([ValidationError(gap) for gap in missing])
    now = clock.now()
    document = issue_document(
        reference=_reference(locked, working, now),
        body=locked.body,
        title_en=working.title_en,
        title_fr=working.title_fr,
        original_language=locked.original_language,
        at=now,
        by=by,
    )
    cite(document, [plain(text) for each in paragraphs for text in (each.text_en, each.text_fr)])
    working.document, working.issued_at, working.digest = document, now, digest(working, paragraphs)
    working.save(update_fields=["document", "issued_at", "digest"])
    locked.title_en, locked.title_fr = working.title_en, working.title_fr
    locked.save(update_fields=["title_en", "title_fr"])
    tell_followers_of(locked, what=f"revision:{working.number}", by=by)
    record(by, "revision_issued", locked, reference=document.reference, digest=working.digest)
    return working


def digest(revision: Revision, paragraphs: list[Paragraph]) -> str:
    """SHA-256 over both titles and, in order, each paragraph's identity and both texts."""
    parts = [revision.title_en, revision.title_fr]
    for paragraph in paragraphs:
        parts += [str(paragraph.identity), paragraph.text_en, paragraph.text_fr]
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).hexdigest()


def lock_working(revision: Revision, by: User) -> Revision:
    """Lock the working text for a change by `by`; raises Denied where it is issued or not theirs to write."""
    Recommendation.objects.select_for_update().get(pk=revision.recommendation_id)
    locked = Revision.objects.select_for_update(of=("self",)).select_related("recommendation__body").get(pk=revision.pk)
    check_can_edit(by, locked.recommendation)
    if locked.is_issued:
        raise ValidationError(_("This revision was issued meanwhile and is frozen."))
    return locked


def _reference(recommendation: Recommendation, working: Revision, now: datetime) -> Reference:
    if working.number == 0:
        return allocate(recommendation.body, DocumentKind.WORKING_PAPER, now)
    first = recommendation.revisions.issued().order_by("number")[0]
    assert first.document is not None  # issued revisions are numbered, by constraint
    return parse(first.document.reference).with_suffix("REV", working.number)
