"""Forms of what a recommendation carries: what is to be done, its milestones, its implications."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import BodyKind
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib.clock import two_years_ago
from dipb_portal.lib.typography import french_text
from dipb_portal.ui.fields import DayField, PlainTextField, TitleField, offer
from dipb_portal.ui.moments import in_words
from recommendations.enums import ActionVerb, Area, Beneficiary, Criterion, Form, Kind
from recommendations.models import Commitment, Implication, Recommendation
from workinggroups.access.capacity import levels_visible_to
from workinggroups.access.registers import register_visible_to
from workinggroups.forms.registers import LANGUAGE_LABELS
from workinggroups.models import CapacityLevel, Standard

MOST_MILESTONES = 12
PAIRS: dict[str, tuple[Any, int]] = {
    "addressee": (_("Addressee"), 200),
    "action": (_("Action: what follows the verb"), 400),
    "lead": (_("Lead, where it is neither a nation nor a body"), 200),
    "indicator": (_("Indicator: how it will be known that it was done"), 400),
    "capability": (_("Capability contributed to"), 300),
}


class LevelsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: CapacityLevel) -> str:
        day = in_words(obj.as_of, "day")
        return f"{obj.category} ({day})" if obj.is_agreed else f"{obj.category} ({day}, {obj.get_state_display()})"


class StandardsField(PlainTextField):
    """Standards of `rows` by their own numbers, parted by commas; the clean value is a list of them."""

    rows: QuerySet[Standard]

    def clean(self, value: Any) -> list[Standard]:
        numbers = [number for each in super().clean(value).split(",") if (number := " ".join(each.split()))]
        asked = {number.upper(): number for number in numbers}
        found: list[Standard] = list(self.rows.alias(asked=Upper("number")).filter(asked__in=asked))
        known = {each.number.upper() for each in found}
        if unknown := [number for key, number in asked.items() if key not in known]:
            message = _("The register of standards has no %(numbers)s.") % {"numbers": ", ".join(unknown)}
            raise ValidationError(message, code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(each.number for each in value) if isinstance(value, list) else value


class CommitmentForm(forms.Form):
    """What is to be done; all may be left for later, the guard of the step says what is missing."""

    form = forms.ChoiceField(label=pgettext_lazy("recommendation", "Form"), choices=Form, widget=forms.RadioSelect)
    verb = forms.ChoiceField(label=_("Action verb"), choices=[("", "–"), *ActionVerb.choices], required=False)
    lead_nation = forms.ModelChoiceField(Nation.objects.none(), label=_("Lead nation"), required=False, empty_label="–")
    lead_body = forms.ModelChoiceField(
        Body.objects.exclude(kind=BodyKind.PARTNERS), label=_("Lead body"), required=False, empty_label="–"
    )
    due = DayField(label=_("Due date"), required=False)
    beneficiaries = forms.MultipleChoiceField(
        label=_("Beneficiary"), choices=Beneficiary, widget=forms.CheckboxSelectMultiple, required=False
    )
    criteria = forms.MultipleChoiceField(
        label=_("Criteria"), choices=Criterion, widget=forms.CheckboxSelectMultiple, required=False
    )
    levels = LevelsField(
        CapacityLevel.objects.none(),
        label=_("Capacity levels it rests on"),
        help_text=_("Levels agreed in the last two years."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    standards = StandardsField(
        label=_("Standards concerned"),
        help_text=_("By their numbers in the register of standards, parted by commas, such as STANAG 4170."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, user: User, data: Any, *, text: Recommendation, mine: Commitment | None) -> None:
        standards = standards_to_choose(user)
        super().__init__(data, initial=values_of(text, mine, standards))
        self.advice = text.kind == Kind.ADVICE
        for name, (label, longest) in PAIRS.items():
            for language, labelled in LANGUAGE_LABELS.items():
                told = labelled % {"label": label}
                self.fields[f"{name}_{language}"] = TitleField(language=language, label=told, max_length=longest)
        offer(self, "lead_nation", Nation.objects.filter(ally=True).protocol_order())
        offer(self, "levels", levels_to_choose(user, text))
        self.fields["standards"].rows = standards  # type: ignore[attr-defined] # a StandardsField
        if self.advice:
            offer(self, "form", [(Form.GENERAL.value, Form.GENERAL.label)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("lead_nation") and data.get("lead_body"):
            self.add_error("lead_body", _("Choose a lead nation or a lead body, not both"))
        return data

    @property
    def pairs(self) -> dict[str, tuple[forms.BoundField, forms.BoundField]]:
        """The texts by name, English and French."""
        return {name: (self[f"{name}_en"], self[f"{name}_fr"]) for name in PAIRS}

    @property
    def values(self) -> dict[str, Any]:
        """The columns of the commitment, from a valid form."""
        apart = {"form", "version", "levels", "standards"}
        return {name: value for name, value in self.cleaned_data.items() if name not in apart}


def levels_to_choose(user: User, text: Recommendation) -> QuerySet[CapacityLevel]:
    """Agreed levels of late; and those the text rests on already, which may be older or under revision."""
    late = Q(state=CapacityLevel.State.AGREED, saved_at__gte=two_years_ago())
    found = late | Q(commitments__recommendation=text)
    return levels_visible_to(user).filter(found).distinct().select_related("category")


def standards_to_choose(user: User) -> QuerySet[Standard]:
    return register_visible_to(user, Standard).order_by("number")


def values_of(text: Recommendation, mine: Commitment | None, standards: QuerySet[Standard]) -> dict[str, Any]:
    mine = mine or Commitment(version=0)
    columns = ["verb", "lead_nation", "lead_body", "due", "beneficiaries", "criteria", "version"]
    columns += [f"{name}_{language}" for name in PAIRS for language in ("en", "fr")]
    stored = mine.pk is not None
    return {
        "form": text.form,
        **{name: getattr(mine, name) for name in columns},
        "levels": list(mine.levels.all()) if stored else [],
        "standards": list(standards.filter(commitments=mine)) if stored else [],
    }


class MilestoneForm(forms.Form):
    """A date on the way; a row without a day and without words is no row."""

    due = DayField(label=_("Date"))
    text_en = TitleField(language="en", label=_("English"), required=True)
    text_fr = TitleField(language="fr", label=_("French"), required=True)


class _Milestones(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove")

    @property
    def rows(self) -> list[tuple[Any, str, str]]:
        """Day, English, French of each row kept."""
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return [(row["due"], row["text_en"], row["text_fr"]) for row in kept if row.get("due")]


MilestoneFormSet = forms.formset_factory(
    MilestoneForm,
    formset=_Milestones,
    extra=2,
    can_delete=True,
    max_num=MOST_MILESTONES,
    validate_max=True,
    absolute_max=MOST_MILESTONES + 5,
)


def milestones_of(mine: Commitment | None, data: Any) -> forms.BaseFormSet:
    rows = mine.milestones.values("due", "text_en", "text_fr") if mine else []
    return MilestoneFormSet(data, prefix="milestones", initial=list(rows))


class ImplicationsForm(forms.Form):
    """Each area in both languages, or the explicit choice that none is identified."""

    def __init__(self, data: Any, *, rows: dict[str, Implication]) -> None:
        super().__init__(data)
        for area in Area:
            row = rows.get(area) or Implication(version=0)
            self.fields[f"{area}_none"] = forms.BooleanField(label=_("None identified"), required=False)
            self.fields[f"{area}_en"] = PlainTextField(label=_("English"), required=False, css="text")
            self.fields[f"{area}_fr"] = PlainTextField(label=_("French"), required=False, css="text")
            self.fields[f"{area}_version"] = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
            self.initial.update(
                {
                    f"{area}_none": row.none_identified,
                    f"{area}_en": row.text_en,
                    f"{area}_fr": row.text_fr,
                    f"{area}_version": row.version,
                }
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for area in Area:
            if data.get(f"{area}_none") and (data.get(f"{area}_en") or data.get(f"{area}_fr")):
                self.add_error(f"{area}_none", _("Say the implication or choose that none is identified, not both"))
        return data

    @property
    def areas(self) -> list[dict[str, Any]]:
        return [
            {"area": area, "none": self[f"{area}_none"], "en": self[f"{area}_en"], "fr": self[f"{area}_fr"],
             "version": self[f"{area}_version"]}
            for area in Area
        ]  # fmt: skip

    @property
    def rows(self) -> dict[Area, tuple[int, bool, str, str]]:
        """What `actions.commitment.save_implications` takes, from a valid form."""
        data = self.cleaned_data
        return {
            area: (
                data[f"{area}_version"],
                data[f"{area}_none"],
                data[f"{area}_en"],
                french_text(data[f"{area}_fr"]),
            )
            for area in Area
        }
