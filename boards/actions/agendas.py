"""The agenda of a meeting that lies ahead: its items, their order and their papers."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from boards.access import documents_visible_to
from boards.access.meetings import check_can_edit_agenda, papers_visible_to
from boards.actions.following import tell_followers_of_meeting
from boards.actions.meetings import lock
from boards.enums import StaleVersion
from boards.models import AgendaItem, Document, Meeting, Paper
from boards.queries.meetings import open_items_before
from dipb_portal.accounts.models import User
from dipb_portal.audit.journal import record

MOST_ITEMS = 60


def _lock(meeting: Meeting, by: User) -> Meeting:
    locked = lock(meeting)
    check_can_edit_agenda(by, locked)
    return locked


def _append(meeting: Meeting, **words: Any) -> AgendaItem:
    count = meeting.items.count()
    if count >= MOST_ITEMS:
        raise ValidationError(_("An agenda has at most %(most)d items."), params={"most": MOST_ITEMS})
    return AgendaItem.objects.create(meeting=meeting, position=count + 1, **words)


@transaction.atomic
def add_item(*, meeting: Meeting, by: User, **words: Any) -> AgendaItem:
    """Put an item at the end of the agenda. Raises Denied, ValidationError where the agenda is full."""
    item = _append(_lock(meeting, by), **words)
    record(by, "agenda_item_added", item, meeting=meeting.pk, position=item.position)
    return item


@transaction.atomic
def save_item(*, item: AgendaItem, version: int, by: User, **words: Any) -> AgendaItem:
    """Change an item. Raises Denied, StaleVersion."""
    _lock(item.meeting, by)
    locked = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if locked.version != version:
        raise StaleVersion(locked)
    for name, value in words.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    record(by, "agenda_item_saved", locked, **words)
    return locked


@transaction.atomic
def move_item(*, item: AgendaItem, to: int, by: User) -> None:
    """Move an item to the number `to`, or as near as the agenda allows; the others close up."""
    meeting = _lock(item.meeting, by)
    item.refresh_from_db()
    source, target = item.position, max(1, min(to, meeting.items.count()))
    if source < target:
        meeting.items.filter(position__gt=source, position__lte=target).update(position=F("position") - 1)
    elif target < source:
        meeting.items.filter(position__gte=target, position__lt=source).update(position=F("position") + 1)
    AgendaItem.objects.filter(pk=item.pk).update(position=target)
    item.position = target
    record(by, "agenda_item_moved", item, source=source, target=target)


@transaction.atomic
def remove_item(*, item: AgendaItem, by: User) -> None:
    """Take an item off the agenda. Raises Denied, or ValidationError where something was said or decided on it."""
    meeting = _lock(item.meeting, by)
    item.refresh_from_db()
    if item.statements.exists() or item.decisions.exists():
        raise ValidationError(_("Something was said or decided on this item: it stays on the agenda."))
    gone = item.pk
    record(by, "agenda_item_removed", item, title_en=item.title_en, title_fr=item.title_fr)
    AgendaItem.objects.filter(pk=gone).delete()
    meeting.items.filter(position__gt=item.position).update(position=F("position") - 1)


@transaction.atomic
def carry_over(*, meeting: Meeting, items: Iterable[AgendaItem], by: User) -> int:
    """Put open items of the previous meeting on this agenda, with their papers; those already there stay alone."""
    locked = _lock(meeting, by)
    wanted = {item.pk for item in items}
    count = 0
    for old in open_items_before(locked).filter(pk__in=wanted).prefetch_related("papers"):
        copied = ("minutes", "title_en", "title_fr", "purpose", "notes_en", "notes_fr", "restricted")
        item = _append(locked, carried_over_from=old, **{name: getattr(old, name) for name in copied})
        Paper.objects.bulk_create(
            Paper(item=item, document_id=paper.document_id, note=paper.note) for paper in old.papers.all()
        )
        count += 1
    record(by, "agenda_items_carried_over", locked, count=count)
    return count


@transaction.atomic
def attach_paper(*, item: AgendaItem, document: Document, by: User, note: str = "") -> Paper:
    """Put a document the person may read before the meeting; a second time changes nothing.

    Raises Denied, or ValidationError where the person may not read it.
    """
    _lock(item.meeting, by)
    if not documents_visible_to(by).filter(pk=document.pk).exists():
        raise ValidationError({"document": _("There is no such document.")})
    paper, created = Paper.objects.get_or_create(item=item, document=document, defaults={"note": note})
    if created:
        tell_followers_of_meeting(item.meeting, paper, among=papers_visible_to, by=by)
        record(by, "paper_attached", item, reference=document.reference)
    return paper


@transaction.atomic
def detach_paper(*, paper: Paper, by: User) -> None:
    _lock(paper.item.meeting, by)
    if Paper.objects.filter(pk=paper.pk).delete()[0]:
        record(by, "paper_detached", paper.item, reference=paper.document.reference)
