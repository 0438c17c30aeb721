"""Form of a capacity level."""

from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boards.enums import Marking
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.lib import clock
from dipb_portal.ui.fields import DayField, PlainTextField, TitleField, below_ceiling, offer
from dipb_portal.ui.forms import EitherLanguageForm
from workinggroups.access.capacity import groups_kept_by
from workinggroups.forms.plans import QuantityField
from workinggroups.models import CapacityLevel, Category
from workinggroups.models.capacity import Condition

_CURRENT = {
    Condition.PEACE: _("Current output in peace"),
    Condition.CRISIS: _("Output that can be reached in crisis"),
    Condition.CONFLICT: _("Output that can be reached in conflict"),
}
_REQUIRED = {
    Condition.PEACE: _("Required in peace"),
    Condition.CRISIS: _("Required in crisis"),
    Condition.CONFLICT: _("Required in conflict"),
}


class LevelFilter(filters.FilterSet):
    category = filters.ModelChoiceFilter(
        queryset=Category.objects.all(), label=_("Category"), empty_label=_("All categories")
    )
    state = filters.ChoiceFilter(choices=CapacityLevel.State, label=_("State"), empty_label=_("All"))

    class Meta:
        model = CapacityLevel
        fields: list[str] = []


class LevelForm(EitherLanguageForm):
    """A level: what it is counted in, what is required and what there is, by condition, and where it comes from."""

    either = {"source": _("Say where the figures come from, in at least one language")}

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Group"), empty_label=None)
    category = forms.ModelChoiceField(
        Category.objects.filter(active=True), label=_("Category"), empty_label=_("Choose a category")
    )
    unit_en = TitleField(language="en", label=_("Unit in English"), max_length=60, required=True)
    unit_fr = TitleField(language="fr", label=_("Unit in French"), max_length=60, required=True)
    horizon = forms.IntegerField(label=_("To be sustained for (months)"), min_value=1, max_value=240)
    source_en = PlainTextField(label=_("Source in English"), required=False)
    source_fr = PlainTextField(label=_("Source in French"), required=False)
    as_of = DayField(label=_("As of"))
    originator = forms.CharField(label=_("Originator"), max_length=120, validators=[below_ceiling])
    marking = forms.ChoiceField(label=_("Marking"), choices=Marking)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, user: User, data: Any = None, *, level: CapacityLevel | None = None) -> None:
        super().__init__(data, initial=values_of(level) if level else None)
        for condition in Condition:
            for kind, labels in (("required", _REQUIRED), ("current", _CURRENT)):
                self.fields[f"{kind}_{condition}"] = QuantityField(label=labels[condition])
        figures = [name for _label, *fields in self.levels for name in (field.name for field in fields)]
        self.order_fields(["body", "category", "unit_en", "unit_fr", *figures])
        offer(self, "body", groups_kept_by(user))

    def clean_as_of(self) -> date:
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        figures = [f"required_{condition}" for condition in Condition]
        if all(data.get(name) is None for name in figures) and not self.errors.keys() & set(figures):
            raise ValidationError({figures[0]: _("Enter what is required under at least one condition")})
        return data

    @property
    def levels(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        return [(str(c.label), self[f"required_{c}"], self[f"current_{c}"]) for c in Condition]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def values_of(level: CapacityLevel) -> dict[str, Any]:
    """The form's fields as the level stands."""
    names = [f"{kind}_{condition}" for condition in Condition for kind in ("required", "current")]
    names += ["unit_en", "unit_fr", "horizon", "source_en", "source_fr", "as_of", "originator", "marking", "version"]
    return {name: getattr(level, name) for name in names} | {"body": level.body_id, "category": level.category_id}
