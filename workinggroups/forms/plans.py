"""Forms of requirements and plans: particulars, years, who sees them, and the workbook."""

import re
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from boards.models import Nation
from dipb_portal.ui.fields import PlainTextField, RichTextField, TitleField, offer
from dipb_portal.ui.forms import EitherLanguageForm
from dipb_portal.ui.widgets import CellInput
from workinggroups.models import Category, NationalPlan, Requirement, RequirementLine
from workinggroups.models.plans import FIRST_YEAR, LAST_YEAR, MOST, Audience, Certainty
from workinggroups.queries.plans import horizon

_YEAR = "y"


class QuantityField(forms.IntegerField):
    """How much in one year; empty where nothing is needed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = CellInput({"inputmode": "numeric", "size": 7, "class": "num"})
        super().__init__(min_value=0, max_value=MOST, required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> int | None:
        """Thousands may be parted by spaces, or as the reader's language parts them on the portal's pages."""
        if isinstance(value, str):
            between = rf"\s|{re.escape(get_format('THOUSAND_SEPARATOR'))}(?=\d{{3}}(?!\d))"
            value = re.sub(between, "", value)
        return super().to_python(value)


def nation_filter(field_name: str = "nation") -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        field_name=field_name,
        queryset=lambda request: Nation.objects.filter(ally=True).protocol_order(),
        label=_("Nation"),
        empty_label=_("All nations"),
    )


class RequirementFilter(filters.FilterSet):
    category = filters.ModelChoiceFilter(
        queryset=Category.objects.all(), label=_("Category"), empty_label=_("All categories")
    )
    nation = nation_filter()
    certainty = filters.ChoiceFilter(choices=Certainty, label=_("Certainty"), empty_label=_("All"))

    class Meta:
        model = Requirement
        fields: list[str] = []


class PlanFilter(filters.FilterSet):
    nation = nation_filter()
    category = filters.ModelChoiceFilter(
        queryset=Category.objects.all(),
        field_name="categories",
        label=_("Category"),
        empty_label=_("All categories"),
    )

    class Meta:
        model = NationalPlan
        fields: list[str] = []


class CategoryField(forms.ModelChoiceField):
    """A category with the unit that its quantities are counted in."""

    def label_from_instance(self, obj: Category) -> str:
        return obj.with_unit


class RequirementForm(EitherLanguageForm):
    """One requirement with a field for each year."""

    either = {"description": _("Describe the requirement in at least one language")}

    category = CategoryField(
        Category.objects.none(),
        label=_("Category"),
        empty_label=_("Choose a category"),
        help_text=_("Quantities are counted in its unit."),
    )
    description_en = TitleField(language="en", label=_("Description in English"))
    description_fr = TitleField(language="fr", label=_("Description in French"))
    certainty = forms.ChoiceField(label=_("Certainty"), choices=Certainty, widget=forms.RadioSelect)
    note = PlainTextField(label=_("Note"), help_text=_("Only your own delegation sees it, always."), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, data: Any = None, *, requirement: Requirement | None = None) -> None:
        super().__init__(data, initial=self._values_of(requirement) if requirement else None)
        usable = Category.objects.filter(active=True)
        if requirement:
            usable |= Category.objects.filter(pk=requirement.category_id)
        offer(self, "category", usable)
        present = {line.year: line.quantity for line in requirement.lines.all()} if requirement else {}
        self.years = sorted(present.keys() | set(horizon()))
        for year in self.years:
            self.fields[f"{_YEAR}{year}"] = QuantityField(label=str(year), initial=present.get(year))

    @staticmethod
    def _values_of(requirement: Requirement) -> dict[str, Any]:
        names = ("category", "description_en", "description_fr", "certainty", "note", "version")
        return {name: getattr(requirement, name) for name in names}

    @property
    def year_fields(self) -> list[forms.BoundField]:
        return [self[f"{_YEAR}{year}"] for year in self.years]

    @property
    def particulars(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: value for name, value in data.items() if name != "version" and not name.startswith(_YEAR)}

    @property
    def quantities(self) -> dict[int, int | None]:
        return {year: self.cleaned_data[f"{_YEAR}{year}"] for year in self.years}


class GridForm(forms.Form):
    """All quantities of a nation: its requirements by the years, and the version each was opened at."""

    def __init__(self, data: Any = None, *, requirements: list[Requirement]) -> None:
        super().__init__(data)
        self.requirements = requirements
        seen = {line.year for each in requirements for line in each.seen}  # type: ignore[attr-defined] # as prefetched
        self.years = sorted(seen | set(horizon()))
        for each in requirements:
            present = {line.year: line.quantity for line in each.seen}  # type: ignore[attr-defined] # as prefetched
            self.fields[f"v{each.pk}"] = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=each.version)
            for year in self.years:
                self.fields[self._name(each, year)] = QuantityField(
                    label=f"{each.category}, {year}", initial=present.get(year)
                )

    @staticmethod
    def _name(requirement: Requirement, year: int) -> str:
        return f"q{requirement.pk}-{year}"

    @property
    def rows(self) -> list[tuple[Requirement, forms.BoundField, list[forms.BoundField]]]:
        return [
            (each, self[f"v{each.pk}"], [self[self._name(each, year)] for year in self.years])
            for each in self.requirements
        ]

    @property
    def changes(self) -> dict[Requirement, tuple[int, dict[int, int | None]]]:
        """The requirements that were changed, with their version and the years changed."""
        found = {}
        for each in self.requirements:
            changed = {
                year: self.cleaned_data[self._name(each, year)]
                for year in self.years
                if self._name(each, year) in self.changed_data
            }
            if changed:
                found[each] = (self.cleaned_data[f"v{each.pk}"], changed)
        return found


class AlliesField(forms.ModelMultipleChoiceField):
    """Other Allies, by name in the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Nation.objects.none(),
            label=_("Chosen Allies"),
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text=_("Only where you chose “Chosen Allies” above."),
            **kwargs,
        )

    def allies_but(self, nation: Nation) -> QuerySet[Nation]:
        return Nation.objects.filter(ally=True).exclude(pk=nation.pk).protocol_order()


class AudienceForm(forms.Form):
    """Which Allies see it."""

    depending = ("nations",)
    audience = forms.ChoiceField(label=_("Which Allies see it?"), choices=Audience, widget=forms.RadioSelect)
    nations = AlliesField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any = None, *, nation: Nation, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field = self.fields["nations"]
        assert isinstance(field, AlliesField)
        field.queryset = field.allies_but(nation)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("audience") == Audience.CHOSEN and not data.get("nations") and "nations" not in self.errors:
            self.add_error("nations", _("Choose at least one Ally"))
        return data


class SharingForm(AudienceForm):
    """Which of the years the choice is about, and whether industry gets them in aggregate."""

    lines = forms.ModelMultipleChoiceField(
        RequirementLine.objects.none(),
        label=_("Years"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one year")},
    )
    industry = forms.BooleanField(
        label=_("Include these years in what is released to industry, in aggregate"), required=False
    )
    field_order = ("lines", "audience", "nations", "industry")

    def __init__(self, data: Any = None, *, requirement: Requirement) -> None:
        present = list(requirement.lines.all())
        super().__init__(
            data,
            nation=requirement.nation,
            initial={"version": requirement.version, **self._values_of(present)},
        )
        offer(self, "lines", requirement.lines.all())
        self.fields["lines"].label_from_instance = lambda line: str(line.year)  # type: ignore[attr-defined] # as Django documents

    @staticmethod
    def _values_of(lines: list[Any]) -> dict[str, Any]:
        """All years are ticked; where they are shared alike, the form shows how."""
        alike = {
            (line.audience, line.industry, frozenset(nation.pk for nation in line.nations.all())) for line in lines
        }
        values: dict[str, Any] = {"lines": [line.pk for line in lines]}
        if len(alike) == 1:
            audience, industry, nations = alike.pop()
            values |= {"audience": audience, "industry": industry, "nations": list(nations)}
        return values


class PlanForm(EitherLanguageForm):
    """A national plan."""

    either = {"title": _("Enter a title in at least one language")}

    title_en = TitleField(language="en", label=_("Title in English"))
    title_fr = TitleField(language="fr", label=_("Title in French"))
    first_year = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    categories = forms.ModelMultipleChoiceField(
        Category.objects.filter(active=True),
        label=_("Categories"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text_en = RichTextField(language="en", label=_("Text in English"), required=False)
    text_fr = RichTextField(language="fr", label=_("Text in French"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year does not come before the first"))
        return data

    @staticmethod
    def values_of(plan: NationalPlan) -> dict[str, Any]:
        names = ("title_en", "title_fr", "first_year", "last_year", "text_en", "text_fr", "version")
        return {name: getattr(plan, name) for name in names} | {"categories": plan.categories.all()}

    @property
    def particulars(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return data | {"categories": list(data["categories"])}
