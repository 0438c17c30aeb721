"""What happened to a text, from the journal, as far as the person may know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from boards.access import documents_visible_to, rights_of
from boards.models import Document
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.audit.words import verb
from recommendations.access.visibility import consultations_visible_to, silences_visible_to
from recommendations.lifecycle import TRANSITIONS
from recommendations.models import Consultation, Recommendation, Revision, Silence, Submission

# What members are told; the acts on a working text are for those who draft.
OPEN_ACTS = frozenset(TRANSITIONS) | {
    "revision_issued",
    "revision_released",
    "release_withdrawn",
    "consultation_opened",
    "consultation_closed",
    "decisions_circulated",
    "silence_opened",
    "silence_extended",
    "action_sheet_issued",
    "disposition_recorded",
    "follow_up_set",
    "follow_up_changed",
    "follow_up_noted",
    "cosponsor_joined",
    "cosponsor_left",
}


@dataclass(frozen=True)
class Act:
    at: datetime
    who: str
    what: str | Promise
    why: str


def acts_on(recommendation: Recommendation, user: User) -> QuerySet[Entry]:
    """Journal entries on the text, its rounds and silence procedures, newest first; none for outsiders."""
    rights, body = rights_of(user), recommendation.body
    rounds = consultations_visible_to(user).filter(revision__recommendation=recommendation)
    silences = silences_visible_to(user).filter(revision__recommendation=recommendation)
    entries = Entry.objects.filter(
        _on(Recommendation, [recommendation.pk])
        | _on(Consultation, rounds.values_list("pk", flat=True))
        | _on(Silence, silences.values_list("pk", flat=True))
    ).select_related("actor")
    if rights.has("view_drafts", body):
        return entries
    return entries.filter(verb__in=OPEN_ACTS) if rights.has("view_issued", body) else entries.none()


def told(entry: Entry) -> Act:
    """An entry in the reader's words, without the texts it keeps."""
    return Act(entry.at, entry.actor.name if entry.actor else "", verb(entry.verb), entry.why)


def documents_of(recommendation: Recommendation, user: User) -> QuerySet[Document]:
    """The numbered documents of the text that the person may read: revisions, action sheets, reports."""
    issued = Revision.objects.issued().filter(recommendation=recommendation).values("document")
    sheets = Silence.objects.filter(revision__recommendation=recommendation, action_sheet__isnull=False)
    reports = Submission.objects.filter(items__recommendation=recommendation, document__isnull=False)
    # One set of keys: joined one by one, they would make the database look at every document there is.
    hers = issued.order_by().union(
        sheets.order_by().values("action_sheet"), reports.order_by().values("document"), all=True
    )
    return documents_visible_to(user).filter(pk__in=hers)


def _on(model: type[Model], keys: Iterable[int]) -> Q:
    return Q(object_type=model._meta.label_lower, object_id__in=[str(key) for key in keys])
