"""What happened to an entry: the acts of the journal, each save with what it changed, as far as one may know."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from dipb_portal.audit.words import verb
from dipb_portal.lib.redline import compare
from workinggroups.access import registers as access
from workinggroups.models import RegisterEntry
from workinggroups.queries.register_facts import Fact, fact_of, named_entries
from workinggroups.registers import Field, Register, register_of

# What every register's history compares beside its own fields.
_COMMON = (
    Field("title", _("Title")),
    Field("text", _("Description")),
    Field("marking", _("Marking")),
    Field("original_language", _("Original language")),
)


@dataclass(frozen=True)
class FieldChange:
    """What became of one field; of rich text a redline in each language."""

    before: Fact
    after: Fact

    @property
    def label(self) -> str | Promise:
        return self.after.label

    @property
    def redline_en(self) -> str:
        return compare(self.before.text_en, self.after.text_en)

    @property
    def redline_fr(self) -> str:
        return compare(self.before.text_fr, self.after.text_fr)


@dataclass(frozen=True)
class EntryAct:
    at: datetime
    who: str
    what: str | Promise
    why: str
    changes: list[FieldChange] = field(default_factory=list)


def acts_on(entry: Any, user: User) -> list[EntryAct]:
    """Newest first. The author's side reads all; who moderates, what happened since it was submitted; members and
    co-sponsors, since it was accepted; outsiders nothing."""
    register, versions = register_of(entry), _versions(entry, user)
    found = _journal_of(entry).select_related("actor")
    acts, outside = [], not (access.is_own(user, entry) or access.moderates(user, entry))
    named = named_entries(versions.values(), register, user)
    since = min((row.history_date for row in versions.values()), default=None)
    for act in found:
        version = json.loads(act.data).get("version")
        if since is None or act.at < since or (version and version not in versions):
            continue
        if outside and act.verb in ("entry_released", "entry_linked", "entry_unlinked"):
            continue  # they name bodies and entries that the reader may not know of
        before, after = versions.get((version or 0) - 1), versions.get(version)
        changes = changes_between(before, after, register, named) if before and after else []
        acts.append(EntryAct(act.at, act.actor.name if act.actor else "", verb(act.verb), act.why, changes))
    return acts


def why_last(verb: str, entry: Any) -> str:
    """The reason given when the entry was last acted on so."""
    return _journal_of(entry).filter(verb=verb).values_list("why", flat=True).first() or ""


def _journal_of(entry: Any) -> models.QuerySet[Entry]:
    return Entry.objects.filter(object_type=entry._meta.label_lower, object_id=str(entry.pk))


def _versions(entry: Any, user: User) -> dict[int, Any]:
    """The rows of the history, by version, that the person may read."""
    rows: models.QuerySet[Any] = entry.history.all()
    if access.is_author(user, entry):
        pass
    elif access.moderates(user, entry):
        rows = rows.filter(submitted_at__isnull=False)
    elif access.is_own(user, entry) or access.is_member(user, entry):
        rows = rows.exclude(state__in=access.BEFORE_ACCEPTED)
    else:
        return {}
    return {row.version: row for row in rows}


def changes_between(before: Any, after: Any, register: Register, named: set[int]) -> list[FieldChange]:
    """The fields in which two versions of an entry differ."""
    pairs = [
        (fact_of(before, register, each, named), fact_of(after, register, each, named))
        for each in (*_COMMON, *register.fields)
    ]
    return [FieldChange(old, new) for old, new in pairs if old != new]


def conflict_of(theirs: RegisterEntry, mine: dict[str, Any], register: Register, user: User) -> list[FieldChange]:
    """Where what somebody saved meanwhile differs from what the person wants to save."""
    ours = register.model(**{f.attname: getattr(theirs, f.attname) for f in register.model._meta.concrete_fields})
    for name, value in mine.items():
        setattr(ours, name, value)
    return changes_between(theirs, ours, register, named_entries([theirs, ours], register, user))
