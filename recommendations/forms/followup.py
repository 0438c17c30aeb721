"""Forms of what becomes of a report and of what follows from it. The actions check rights and what stands."""

from typing import Any

import django_filters as filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.enums import BodyKind
from boards.models import Body, Nation
from boards.queries.parties import naming, parties
from dipb_portal.lib.references import is_citation
from dipb_portal.ui.fields import DayField, PlainTextField, TitleField, below_ceiling, offer
from recommendations.enums import ActionStatus, CnadOutcome, Implementation, Means
from recommendations.models import Disposition, FollowUpAction, Transmission
from recommendations.models.followup import FollowUpActionQuerySet
from recommendations.queries.followup import asks_of, late, stale

LONGEST_LINE = 300
OWNER = ("nation", "body", "agency")


class ShortField(forms.CharField):
    """One line in whatever language it is in, with nothing in it marked above NATO UNCLASSIFIED."""

    def __init__(self, *, max_length: int = LONGEST_LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, validators=[below_ceiling], **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a long line without a word."""
        return {}


class TransmissionForm(forms.Form):
    """Where an issued report is on its way to the CNAD."""

    sent_on = DayField(label=_("Transmitted on"))
    means = forms.ChoiceField(label=_("How"), choices=Means, widget=forms.RadioSelect, initial=Means.REGISTRY)
    received_on = DayField(label=_("Received on"), required=False)
    scheduled_for = DayField(
        label=_("On the agenda of"), help_text=_("The day of the session that examines it."), required=False
    )
    examined_on = DayField(label=_("Examined on"), required=False)
    note = ShortField(label=_("Note"), required=False)

    @staticmethod
    def values_of(transmission: Transmission | None) -> dict[str, Any]:
        names = ("sent_on", "means", "received_on", "scheduled_for", "examined_on", "note")
        return {name: getattr(transmission, name) for name in names} if transmission else {}


class DispositionForm(forms.Form):
    """What the CNAD decided on one text; with `standing` it corrects what was recorded, or follows a deferral."""

    depending = ("deferred_until", "text_en", "text_fr", "why")
    outcome = forms.ChoiceField(label=_("What the CNAD decided"), choices=CnadOutcome, widget=forms.RadioSelect)
    deferred_until = DayField(label=_("Deferred until"), help_text=_("For a deferral only."), required=False)
    reference = ShortField(
        label=_("Reference of the CNAD"), help_text=_("For example AC/259-DS(2026)0002."), max_length=80
    )
    decided_on = DayField(label=_("Decided on"))
    text_en = PlainTextField(
        label=_("What was said, in English"),
        help_text=_("Needed where a text is agreed in part, returned or not agreed."),
        required=False,
    )
    text_fr = PlainTextField(label=_("What was said, in French"), required=False)
    why = ShortField(
        label=_("Why the record is corrected"),
        help_text=_("Not needed where the CNAD comes back to what it deferred."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, standing: Disposition | None) -> None:
        names = ("outcome", "deferred_until", "reference", "decided_on", "text_en", "text_fr")
        known = {name: getattr(standing, name) for name in names} if standing else {}
        super().__init__(data, initial={**known, "seen": standing.pk if standing else 0})
        self.fields["text_en"].widget.attrs.update(lang="en")
        self.fields["text_fr"].widget.attrs.update(lang="fr")
        if standing is None:
            self.fields["why"].widget = forms.HiddenInput()

    def clean_reference(self) -> str:
        reference = " ".join(self.cleaned_data["reference"].split())
        if not is_citation(reference):
            raise ValidationError(_("This is no reference of a document, such as AC/259-DS(2026)0002."))
        return reference


class ActionForm(forms.Form):
    """A follow-up action; exactly one of nation, body and agency owns it."""

    depending = ("nation", "body", "agency")
    title_en = TitleField(language="en", label=_("Title in English"), required=True, max_length=200)
    title_fr = TitleField(language="fr", label=_("Title in French"), required=True, max_length=200)
    text_en = PlainTextField(label=_("What is to be done, in English"), required=False)
    text_fr = PlainTextField(label=_("What is to be done, in French"), required=False)
    nation = forms.ModelChoiceField(
        Nation.objects.none(),
        label=_("Owner: nation"),
        required=False,
        empty_label=_("No nation"),
        to_field_name="alpha3",
    )
    body = forms.ModelChoiceField(Body.objects.all(), label=_("Owner: body"), required=False, empty_label=_("No body"))
    agency = ShortField(
        label=_("Owner: agency"), help_text=_("For example NSPA. One owner only."), max_length=120, required=False
    )
    each_nation = forms.BooleanField(label=_("Each nation reports on it separately"), required=False)
    due = DayField(label=_("Due"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "nation", Nation.objects.filter(ally=True).protocol_order())

    @staticmethod
    def values_of(action: FollowUpAction) -> dict[str, Any]:
        names = ("title_en", "title_fr", "text_en", "text_fr", "body", "agency", "each_nation", "due", "version")
        return {name: getattr(action, name) for name in names} | {"nation": action.nation and action.nation.alpha3}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = [name for name in ("nation", "body", "agency") if data.get(name)]
        if len(named) != 1 and not {"nation", "body", "agency"} & self.errors.keys():
            self.add_error(named[-1] if named else "nation", _("Name one owner: a nation, a body or an agency."))
        if data.get("each_nation") and data.get("nation"):
            self.add_error("each_nation", _("An action of one nation is not one of each."))
        return data


class NoteForm(forms.Form):
    """How far an action is now, and a word on it."""

    status = forms.ChoiceField(label=_("Status"), choices=ActionStatus, widget=forms.RadioSelect)
    text = PlainTextField(label=_("Note"), error_messages={"required": _("Say in a note what has changed.")})
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ImplementationForm(forms.Form):
    """What the person's nation reports on an action, or that it declines to."""

    depending = ("planned_by",)
    status = forms.ChoiceField(label=_("Implementation"), choices=Implementation, widget=forms.RadioSelect)
    planned_by = DayField(label=_("Planned by"), help_text=_("For what is planned only."), required=False)
    text = PlainTextField(
        label=_("What the nation says of it"), help_text=_("Shown to all members, word for word."), required=False
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)


class CloseForm(forms.Form):
    depending = ("why",)
    why = PlainTextField(
        label=_("Reason"), help_text=_("Needed where actions are still open, or where there are none."), required=False
    )


class ActionFilter(filters.FilterSet):
    """Which of the visible actions to list."""

    owner = filters.ChoiceFilter(label=_("Owner"), empty_label=_("All owners"), method="owned")
    nation = filters.ModelChoiceFilter(
        label=_("Asked of"),
        empty_label=_("All nations"),
        queryset=lambda request: Nation.objects.filter(ally=True).protocol_order(),
        to_field_name="alpha3",
        method="asking",
    )
    group = filters.ModelChoiceFilter(
        label=_("Group"),
        empty_label=_("All groups"),
        queryset=Body.objects.filter(kind=BodyKind.GROUP),
        field_name="recommendation__body",
    )
    status = filters.ChoiceFilter(label=_("Status"), empty_label=_("All statuses"), choices=ActionStatus)
    standing = filters.ChoiceFilter(
        label=_("Standing"),
        empty_label=pgettext_lazy("follow-up standing", "All"),
        choices=[
            ("open", pgettext_lazy("follow-up standing", "Open")),
            ("late", pgettext_lazy("follow-up standing", "Late")),
            ("stale", pgettext_lazy("follow-up standing", "Stale: no news for 60 days")),
        ],
        method="standing_as",
    )
    due = filters.DateFilter(
        label=_("Due by"),
        field_name="due",
        lookup_expr="lte",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )

    class Meta:
        model = FollowUpAction
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["owner"].extra["choices"] = parties(self.queryset, *OWNER)

    def owned(self, actions: QuerySet[FollowUpAction], name: str, value: str) -> QuerySet[FollowUpAction]:
        return actions.filter(naming(value, *OWNER))

    def asking(self, actions: QuerySet[FollowUpAction], name: str, value: Nation) -> QuerySet[FollowUpAction]:
        return actions.filter(asks_of(value.pk))

    def standing_as(self, actions: FollowUpActionQuerySet, name: str, value: str) -> FollowUpActionQuerySet:
        if value == "open":
            return actions.open()
        return actions.filter(late() if value == "late" else stale())
