"""Forms of a report to the CNAD: its particulars, its texts, what goes into it, and the packet asked for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dipb_portal.ui.fields import DayField, RichTextField, TitleField
from recommendations.access.gates import PARTS
from recommendations.enums import Addressee, Edition, ReportKind, Verb
from recommendations.models import Recommendation, Submission

MOST_ACTIONS = 26  # they are lettered (a) to (z)
LONGEST_ACTION = 600
_PLACE = "place_"


class ParticularsForm(forms.Form):
    """What the report is called and to whom it goes, and the period where it gives an account of one."""

    depending = ("plenary_date", "period_from", "period_to")
    title_en = TitleField(language="en", label=_("Title in English"), required=True)
    title_fr = TitleField(language="fr", label=_("Title in French"), required=True)
    addressee = forms.ChoiceField(label=_("Addressee"), choices=Addressee, widget=forms.RadioSelect)
    plenary_date = DayField(
        label=_("Date of the plenary session"), help_text=_("For a plenary session only."), required=False
    )
    period_from = DayField(label=_("Period from"), required=False)
    period_to = DayField(label=_("Period to"), help_text=_("Both days belong to it."), required=False)

    def is_progress(self, data: dict[str, Any]) -> bool:
        return bool(data.get("kind") == ReportKind.PROGRESS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        plenary = data.get("addressee") == Addressee.PLENARY
        if plenary and not data.get("plenary_date") and "plenary_date" not in self.errors:
            self.add_error("plenary_date", _("Enter the date of the plenary session the report goes to"))
        if self.is_progress(data):
            self._check_period(data.get("period_from"), data.get("period_to"))
        else:
            data.update(period_from=None, period_to=None)
        return data

    def _check_period(self, first: date | None, last: date | None) -> None:
        if first is None and "period_from" not in self.errors:
            self.add_error("period_from", _("Enter the first day of the period"))
        if last is None and "period_to" not in self.errors:
            self.add_error("period_to", _("Enter the last day of the period"))
        if first and last and last < first:
            self.add_error("period_to", _("The period ends before it begins"))


class CreateReportForm(ParticularsForm):
    kind = forms.ChoiceField(
        label=_("Kind"), choices=ReportKind, widget=forms.RadioSelect, initial=ReportKind.SUBMISSION
    )
    period_from = DayField(label=_("Period from"), help_text=_("For a progress report only."), required=False)
    field_order = ("kind", "title_en", "title_fr", "period_from", "period_to")


class ReportForm(ParticularsForm):
    """The whole report but its actions. `candidates` get a field each for their place in it, empty to leave out."""

    introduction_en = RichTextField(language="en", label=_("English"), required=False)
    introduction_fr = RichTextField(language="fr", label=_("French"), required=False)
    summary_en = RichTextField(language="en", label=_("English"), required=False)
    summary_fr = RichTextField(language="fr", label=_("French"), required=False)
    way_ahead_en = RichTextField(language="en", label=_("English"), required=False)
    way_ahead_fr = RichTextField(language="fr", label=_("French"), required=False)
    no_advice_en = RichTextField(language="en", label=_("English"), required=False)
    no_advice_fr = RichTextField(language="fr", label=_("French"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, data: Any, *, report: Submission, candidates: list[Recommendation]) -> None:
        super().__init__(data, initial=values_of(report))
        places = {item.recommendation_id: item.position for item in report.items.all()}
        self.progress = report.is_progress
        if not self.progress:
            del self.fields["period_from"], self.fields["period_to"]
        self.candidates = {f"{_PLACE}{text.pk}": text for text in candidates}
        for name, text in self.candidates.items():
            self.fields[name] = forms.IntegerField(label=str(text), min_value=1, max_value=99, required=False)
            self.initial[name] = places.get(text.pk)

    def is_progress(self, data: dict[str, Any]) -> bool:
        return self.progress

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        placed = {name for name in self.data if name.startswith(_PLACE) and self.data[name].strip()}
        if placed - self.candidates.keys():
            raise ValidationError(_("A recommendation you chose is no longer endorsed and was left out."))
        return data

    @property
    def rows(self) -> list[tuple[forms.BoundField, Recommendation]]:
        return [(self[name], text) for name, text in self.candidates.items()]

    @property
    def pairs(self) -> list[dict[str, Any]]:
        """The texts, English and French side by side."""
        return [
            {"name": part, "label": label, "en": self[f"{part}_en"], "fr": self[f"{part}_fr"]}
            for part, label in PARTS.items()
        ]

    @property
    def texts(self) -> dict[str, Any]:
        """The report's own columns, from a valid form."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version" and not name.startswith(_PLACE)
        }

    @property
    def chosen(self) -> list[Recommendation]:
        """The recommendations in the order of their numbers; equal numbers keep the order of the page."""
        placed = [(place, name) for name in self.candidates if (place := self.cleaned_data.get(name))]
        return [self.candidates[name] for _place, name in sorted(placed, key=lambda pair: pair[0])]


def values_of(report: Submission) -> dict[str, Any]:
    columns = ["title_en", "title_fr", "addressee", "plenary_date", "period_from", "period_to", "version"]
    columns += [f"{part}_{language}" for part in PARTS for language in ("en", "fr")]
    return {name: getattr(report, name) for name in columns}


class ActionForm(forms.Form):
    """One thing the CNAD is invited to do; a row without a verb and without words is no row."""

    verb = forms.ChoiceField(label=_("Verb"), choices=[("", "–"), *Verb.choices])
    text_en = TitleField(language="en", label=_("English"), required=True, max_length=LONGEST_ACTION, rows=3)
    text_fr = TitleField(language="fr", label=_("French"), required=True, max_length=LONGEST_ACTION, rows=3)


class _ActionFormSet(forms.BaseFormSet):
    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("No.")
        form.fields["DELETE"].label = _("Remove")

    @property
    def actions(self) -> list[tuple[str, str, str]]:
        """Verb, English, French of each row kept, in the order of the numbers; rows without one come last."""
        rows = [form.cleaned_data for form in self.ordered_forms]
        return [(row["verb"], row["text_en"], row["text_fr"]) for row in rows if row.get("verb")]


ActionFormSet = forms.formset_factory(
    ActionForm,
    formset=_ActionFormSet,
    extra=1,
    can_order=True,
    can_delete=True,
    max_num=MOST_ACTIONS,
    validate_max=True,
    absolute_max=MOST_ACTIONS + 10,
)


def actions_of(report: Submission, data: Any) -> forms.BaseFormSet:
    rows = report.actions.values("verb", "text_en", "text_fr")
    return ActionFormSet(data, prefix="actions", initial=list(rows))


class BuildForm(forms.Form):
    """A packet in one edition. The hidden key makes a form sent twice one request."""

    edition = forms.ChoiceField(label=_("Languages"), choices=Edition)
    key = forms.UUIDField(widget=forms.HiddenInput)
