"""What the fields of an entry say, as its page, its history and a download show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boards.enums import Goal, Objective
from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import plain
from workinggroups.access import registers as access
from workinggroups.enums import EntryState, Progress
from workinggroups.models import RegisterEntry
from workinggroups.models.registers import Owned
from workinggroups.registers import Field, Register, register_of


@dataclass(frozen=True)
class Fact:
    """A field as it is shown: words in one or both languages (`rich`: HTML), or a day; `url` where it leads.

    `late`: by that day something was to be done, and is not.
    """

    label: str | Promise
    text_en: str = ""
    text_fr: str = ""
    day: date | None = None
    late: bool = False
    rich: bool = False
    bilingual: bool = False
    url: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text_en or self.text_fr or self.day)


def foreign_keys(model: type[RegisterEntry]) -> list[str]:
    """The register's own foreign keys, without the link to what all entries share."""
    keys = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    return [field.name for field in keys if not field.remote_field.parent_link]


def fact_of(
    entry: Any, register: Register, field: Field, visible: Iterable[int] = (), today: date | None = None
) -> Fact:
    """One declared field of an entry or of a row of its history; another entry only where it is `visible` (ids).

    Nothing is late where `today` is not told.
    """
    columns = field.columns(register.model)
    if field.name == "owner":
        words = owner_of(entry)
        return Fact(field.label, words, words)
    behind = register.model._meta.get_field(columns[0])
    if len(columns) == 2:
        en, fr = (getattr(entry, column) for column in columns)
        return Fact(field.label, en, fr, rich=isinstance(behind, models.TextField), bilingual=True)
    value = getattr(entry, columns[0] if not isinstance(behind, models.ForeignKey) else f"{columns[0]}_id")
    if isinstance(value, date):
        overdue = field.name == "due" and today is not None and value < today
        late = overdue and entry.state == EntryState.ACCEPTED and not Progress(entry.status).is_over
        return Fact(field.label, day=value, late=late)
    if isinstance(behind, models.ForeignKey):
        return _related_fact(entry, field, behind, value, visible)
    # As `get_…_display` says it, which makes all choices hashable anew for each cell of a list.
    words = str(dict(behind.flatchoices).get(value, value))  # type: ignore[union-attr] # no relation here
    return Fact(field.label, words, words)


def _related_fact(entry: Any, field: Field, behind: models.ForeignKey, pk: int, visible: Iterable[int]) -> Fact:
    if not issubclass(behind.related_model, RegisterEntry):
        words = str(getattr(entry, field.name)) if pk else ""
        return Fact(field.label, words, words)
    if pk not in visible:
        return Fact(field.label)
    related = getattr(entry, field.name)
    url = reverse("registers:detail", args=[register_of(related).slug, related.pk])
    return Fact(
        field.label,
        f"{related.reference} · {related.title_en or related.title_fr}",
        f"{related.reference} · {related.title_fr or related.title_en}",
        url=url,
    )


def named_entries(entries: Iterable[Any], register: Register, user: User) -> set[int]:
    """The other entries (ids) that fields of `entries` name and the person may read. One query at most."""
    names = foreign_keys(register.model)
    to_entries = [n for n in names if issubclass(register.model._meta.get_field(n).related_model, RegisterEntry)]  # type: ignore[arg-type] # foreign keys have one
    keys = {getattr(entry, f"{name}_id") for entry in entries for name in to_entries} - {None}
    return set(access.entries_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def owner_of(entry: Any) -> str:
    """Who answers for a measure or an action; also of a row of its history, which has columns only."""
    return Owned.owner.fget(entry)  # type: ignore[attr-defined] # a property


def exported(entries: Iterable[Any], register: Register, user: User) -> tuple[list[Any], list[list[Any]]]:
    """Header and rows of a download: everything the list and the pages of its entries show."""
    header: list[Any] = [_("Reference"), _("Title in English"), _("Title in French"), _("Whose words"), _("Group")]
    header += [_("State"), _("Since"), _("Marking")]
    for field in register.fields:
        both = len(field.columns(register.model)) == 2
        header += [f"{field.label} (EN)", f"{field.label} (FR)"] if both else [field.label]
    header += [_("Objectives"), _("DPAP goals"), _("Tags"), _("Description in English"), _("Description in French")]
    listed = list(entries)
    named = named_entries(listed, register, user)
    return header, [list(_exported(entry, register, named)) for entry in listed]


def _exported(entry: Any, register: Register, named: set[int]) -> Iterator[Any]:
    yield from (entry.reference, entry.title_en, entry.title_fr, entry.author, entry.body.acronym)
    yield from (entry.get_state_display(), entry.state_since, entry.get_marking_display())
    for field in register.fields:
        fact = fact_of(entry, register, field, named)
        if fact.bilingual:
            yield from (plain(text) if fact.rich else text for text in (fact.text_en, fact.text_fr))
        else:
            yield fact.day or fact.text_en
    yield "; ".join(str(Objective(value).label) for value in entry.objectives)
    yield "; ".join(str(Goal(value).label) for value in entry.goals)
    yield "; ".join(entry.tags)
    yield plain(entry.text_en)
    yield plain(entry.text_fr)
