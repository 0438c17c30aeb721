"""What the Board holds: documents by number, title, text and files; its meetings, what is said there, its taskings."""

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from boards.access import documents_visible_to
from boards.access.meetings import decisions_visible_to, items_visible_to, meetings_visible_to, statements_visible_to
from boards.access.taskings import taskings_visible_to
from boards.enums import MeetingState, TaskingState
from boards.models import AgendaItem, Decision, Document, DocumentFile, Meeting, Statement, Tasking
from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import plain
from dipb_portal.search.source import Card, Source, words_of
from recommendations.models import Revision

FILES = DocumentFile.objects.current().filter(document__withdrawn_at=None)
MEETING_STATES = dict(MeetingState.choices)


def standing(user: User) -> QuerySet[Document]:
    """What was withdrawn shows nothing but its number and title: its words lead nowhere."""
    return documents_visible_to(user).filter(withdrawn_at=None)


def _document(document: Document) -> Card:
    files = {file.text_language or "en": file.text for file in document.found_files}  # type: ignore[attr-defined] # as prefetched
    address = reverse("boards:document", args=[document.pk])
    return Card(document.title_en, document.title_fr, address, document.reference, files | words_of(document))


def _meeting(meeting: Meeting) -> Card:
    address = reverse("meetings:detail", args=[meeting.pk])
    names = [capfirst(meeting.name_in(language)) for language in ("en", "fr")]
    return Card(names[0], names[1], address, texts={"en": meeting.place_en, "fr": meeting.place_fr})


def _at(item: AgendaItem) -> str:
    return reverse("meetings:detail", args=[item.meeting_id], fragment=f"item-{item.pk}")


def _item(item: AgendaItem) -> Card:
    return Card(item.title_en, item.title_fr, _at(item), "", words_of(item, "notes"))


def _decision(decision: Decision) -> Card:
    item = decision.item
    return Card(item.title_en, item.title_fr, _at(item), "", words_of(decision))


def _statement(statement: Statement) -> Card:
    item = statement.item
    words = {statement.language: plain(statement.text)}
    return Card(item.title_en, item.title_fr, _at(item), "", words)


def _tasking(tasking: Tasking) -> Card:
    return Card(
        tasking.title_en, tasking.title_fr, reverse("taskings:detail", args=[tasking.pk]), "", words_of(tasking)
    )


SOURCES = (
    Source(
        "document",
        gettext_lazy("Documents"),
        pgettext_lazy("found", "Document"),
        Document,
        standing,
        _document,
        body="body",
        nation="filing__nation",
        dated="issued_at",
        reference="reference",
        more=((FILES, "document_id"),),
        elsewhere=(Revision.objects.issued(), "document_id"),
        files=Prefetch("files", FILES.only("document_id", "text", "text_language"), to_attr="found_files"),
    ),
    Source(
        "meeting",
        gettext_lazy("Meetings"),
        pgettext_lazy("found", "Meeting"),
        Meeting,
        meetings_visible_to,
        _meeting,
        body="body",
        state="state",
        states=MEETING_STATES,
        dated="starts",
        related=("body",),
    ),
    Source(
        "item",
        gettext_lazy("Agenda items"),
        pgettext_lazy("found", "Agenda item"),
        AgendaItem,
        items_visible_to,
        _item,
        body="meeting__body",
        state="meeting__state",
        states=MEETING_STATES,
        dated="meeting__starts",
    ),
    Source(
        "decision",
        gettext_lazy("Decisions"),
        pgettext_lazy("found", "Decision"),
        Decision,
        decisions_visible_to,
        _decision,
        body="item__meeting__body",
        state="item__meeting__state",
        states=MEETING_STATES,
        dated="item__meeting__starts",
        related=("item",),
    ),
    Source(
        "statement",
        gettext_lazy("Statements"),
        pgettext_lazy("found", "Statement"),
        Statement,
        statements_visible_to,
        _statement,
        body="item__meeting__body",
        state="item__meeting__state",
        states=MEETING_STATES,
        nation="nation",
        dated="made_at",
        related=("item",),
    ),
    Source(
        "tasking",
        gettext_lazy("Taskings"),
        pgettext_lazy("found", "Tasking"),
        Tasking,
        taskings_visible_to,
        _tasking,
        body="body",
        state="state",
        states=dict(TaskingState.choices),
        dated="set_at",
    ),
)
