"""Forms of the demand outlook: its filters, a release to industry, a joint procurement."""

from typing import Any

import django_filters as filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.ui.fields import PlainTextField
from workinggroups.forms.plans import nation_filter
from workinggroups.models import Category, JointCandidate, RequirementLine
from workinggroups.models.plans import FIRST_YEAR, LAST_YEAR, Certainty
from workinggroups.queries.plans import horizon


class OutlookFilter(filters.FilterSet):
    """Which of the visible lines to sum: from last year on where the address says nothing else."""

    category = filters.ModelChoiceFilter(
        queryset=Category.objects.all(),
        field_name="requirement__category",
        label=_("Category"),
        empty_label=_("All categories"),
    )
    nation = nation_filter("requirement__nation")
    certainty = filters.ChoiceFilter(
        choices=Certainty, field_name="requirement__certainty", label=_("Certainty"), empty_label=_("All")
    )
    since = filters.ChoiceFilter(field_name="year", lookup_expr="gte", label=_("From"), empty_label=_("Any year"))
    until = filters.ChoiceFilter(field_name="year", lookup_expr="lte", label=_("To"), empty_label=_("Any year"))

    class Meta:
        model = RequirementLine
        fields: list[str] = []

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        first = horizon()[0]
        super().__init__({"since": first} | data.dict(), **kwargs)
        years = [(year, str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        for name in ("since", "until"):
            self.filters[name].extra["choices"] = years
        self.filters["since"].extra["initial"] = first


class ReleaseForm(forms.Form):
    """To whom the outlook is released."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.filter(kind__in=[BodyKind.ADVISORY, BodyKind.PARTNERS]),
        label=_("Release to"),
        help_text=_("Allies read every release."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one body")},
    )


class ProposeForm(forms.Form):
    """What nations might buy together."""

    category = forms.ModelChoiceField(
        Category.objects.filter(active=True), label=_("Category"), empty_label=_("Choose a category")
    )
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    note = PlainTextField(
        label=_("What might be bought together"),
        help_text=_("Everybody at the Board reads it. Name no nation's figures that were shared with you alone."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year does not come before the first"))
        return data


class MoveForm(forms.Form):
    """Where a candidate goes."""

    state = forms.ChoiceField(choices=JointCandidate.State)
