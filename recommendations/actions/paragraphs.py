"""Change the paragraphs of a working text: save, add, move, split, merge, delete."""

import uuid

from django.db import transaction
from django.db.models import F

from boards.enums import StaleVersion
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record
from dipb_portal.lib.richtext import sanitise, text_hash
from recommendations.actions.drafting import lock_working
from recommendations.models import Paragraph, Revision


@transaction.atomic
def save_paragraph(
    *,
    paragraph: Paragraph,
    version: int,
    text_en: str,
    text_fr: str,
    translation_checked: bool,
    by: User,
) -> Paragraph:
    """Save both texts, sanitised. The translation counts as made from the new original where it changed too,
    or where the writer says so (`translation_checked`).

    Raises StaleVersion, carrying the row as it stands, where `version` is not the present one.
    """
    working, mine = _lock(paragraph, version, by)
    language = working.recommendation.original_language
    before = mine.translation(language)
    mine.text_en, mine.text_fr = sanitise(text_en), sanitise(text_fr)
    if mine.translation(language) and (translation_checked or mine.translation(language) != before):
        mine.translated_from = text_hash(mine.original(language))
    mine.version += 1
    mine.save(update_fields=["text_en", "text_fr", "translated_from", "version"])
    _record(by, "paragraph_saved", working, mine)
    return mine


@transaction.atomic
def add_paragraph(*, revision: Revision, after: int, by: User) -> Paragraph:
    """Add an empty paragraph after position `after`; 0 puts it first."""
    working = lock_working(revision, by)
    after = min(after, working.paragraphs.count())
    working.paragraphs.filter(position__gt=after).update(position=F("position") + 1)
    added = Paragraph.objects.create(revision=working, position=after + 1)
    _record(by, "paragraph_added", working, added)
    return added


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, version: int, to: int, by: User) -> None:
    """Move the paragraph to position `to`, counted from 1; the others keep their order."""
    working, mine = _lock(paragraph, version, by)
    order = list(working.paragraphs.exclude(pk=mine.pk))
    order.insert(max(0, to - 1), mine)
    for position, each in enumerate(order, 1):
        each.position = position
    Paragraph.objects.bulk_update(order, ["position"])
    _record(by, "paragraph_moved", working, mine)


@transaction.atomic
def split_paragraph(
    *,
    paragraph: Paragraph,
    version: int,
    first: tuple[str, str],
    second: tuple[str, str],
    by: User,
) -> Paragraph:
    """Divide the paragraph: `first` (English, French) stays in it, `second` becomes a new one behind it.

    Comments stay with the first part, which keeps the identity. A translation that was current stays so.
    """
    working, mine = _lock(paragraph, version, by)
    language = working.recommendation.original_language
    current = not mine.is_stale(language)
    working.paragraphs.filter(position__gt=mine.position).update(position=F("position") + 1)
    new = Paragraph(revision=working, identity=uuid.uuid4(), position=mine.position + 1)
    for part, (text_en, text_fr) in ((mine, first), (new, second)):
        part.text_en, part.text_fr = sanitise(text_en), sanitise(text_fr)
        part.translated_from = text_hash(part.original(language)) if current else ""
    mine.version += 1
    mine.save()
    new.save()
    _record(by, "paragraph_split", working, mine)
    return new


@transaction.atomic
def merge_with_next(*, paragraph: Paragraph, version: int, by: User) -> None:
    """Append the next paragraph's texts to this one and remove it. Raises Paragraph.DoesNotExist at the end."""
    working, mine = _lock(paragraph, version, by)
    language = working.recommendation.original_language
    following = working.paragraphs.get(position=mine.position + 1)
    current = not mine.is_stale(language) and not following.is_stale(language)
    mine.text_en += following.text_en
    mine.text_fr += following.text_fr
    mine.translated_from = text_hash(mine.original(language)) if current else ""
    mine.version += 1
    mine.save()
    _remove(working, following)
    _record(by, "paragraphs_merged", working, mine)


@transaction.atomic
def delete_paragraph(*, paragraph: Paragraph, version: int, by: User) -> None:
    """Remove the paragraph; its words stay in the journal's data."""
    working, mine = _lock(paragraph, version, by)
    _record(by, "paragraph_deleted", working, mine)
    _remove(working, mine)


def _lock(paragraph: Paragraph, version: int, by: User) -> tuple[Revision, Paragraph]:
    working = lock_working(paragraph.revision, by)
    mine = Paragraph.objects.select_for_update().get(pk=paragraph.pk)
    if mine.version != version:
        raise StaleVersion(mine)
    return working, mine


def _remove(working: Revision, paragraph: Paragraph) -> None:
    position = paragraph.position
    paragraph.delete()
    working.paragraphs.filter(position__gt=position).update(position=F("position") - 1)


def _record(by: User, verb: str, working: Revision, paragraph: Paragraph) -> None:
    record(
        by,
        verb,
        working.recommendation,
        revision=working.number,
        paragraph=paragraph.position,
        en=paragraph.text_en,
        fr=paragraph.text_fr,
    )
