"""The filter of a register's list, made from its declaration."""

from typing import Any

import django_filters as filters
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind, Goal, Objective
from boards.models import Body
from workinggroups.enums import EntryState, Source
from workinggroups.forms.plans import nation_filter
from workinggroups.models import RegisterEntry
from workinggroups.registers import Field, Register


class EntryFilter(filters.FilterSet):
    """What every register is filtered by."""

    words = filters.CharFilter(method="containing", label=_("Words"))
    state = filters.ChoiceFilter(choices=EntryState, label=_("State"), empty_label=_("All states"))
    body = filters.ModelChoiceFilter(
        queryset=Body.objects.filter(kind__in=[BodyKind.PLENARY, BodyKind.GROUP]),
        label=_("Group"),
        empty_label=_("All groups"),
    )
    source = filters.ChoiceFilter(
        choices=Source, label=_("Whose words"), empty_label=_("Everybody’s"), method="worded_by"
    )
    nation = nation_filter()
    objective = filters.ChoiceFilter(
        choices=Objective, label=_("Objective"), empty_label=_("All objectives"), method="pursuing"
    )
    goal = filters.ChoiceFilter(choices=Goal, label=_("DPAP goal"), empty_label=_("All goals"), method="aiming")
    tag = filters.CharFilter(method="tagged", label=_("Tag"))

    class Meta:
        model = RegisterEntry
        fields: list[str] = []

    def containing(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        columns = ("reference", "title_en", "title_fr", "text_en", "text_fr", "organisation")
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": value})
        return entries.filter(found)

    def worded_by(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        advisory = Q(author_body__kind=BodyKind.ADVISORY)
        return entries.filter(
            {
                Source.NATION: Q(nation__isnull=False),
                Source.INDUSTRY: advisory,
                Source.BOARD: Q(author_body__isnull=False) & ~advisory,
                Source.ORGANISATION: ~Q(organisation=""),
            }[Source(value)]
        )

    def pursuing(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return entries.filter(objectives__contains=[value])

    def aiming(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return entries.filter(goals__contains=[value])

    def tagged(self, entries: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return entries.filter(tags__contains=[value.strip().lower()])


def filter_for(register: Register) -> type[EntryFilter]:
    """The common filter with one more for each field that the register filters by."""
    more = {name: _filter(register, register.field(name)) for name in register.filters}
    return type(f"{register.model.__name__}Filter", (EntryFilter,), more)


def _filter(register: Register, field: Field) -> filters.Filter:
    behind = register.model._meta.get_field(field.name)
    if isinstance(behind, models.ForeignKey):
        queryset = behind.related_model._default_manager.all()
        return filters.ModelChoiceFilter(queryset=queryset, label=field.label, empty_label=_("All"))
    return filters.ChoiceFilter(choices=behind.flatchoices, label=field.label, empty_label=_("All"))  # type: ignore[union-attr] # no relation here
