"""Forms of the adjudication workbench: which comments to show, what to decide."""

from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dipb_portal.ui.fields import PlainTextField
from recommendations.enums import CommentType, Decision
from recommendations.forms.consultation import GENERAL
from recommendations.models import Adjudication, Comment, Consultation


class CommentFilter(filters.FilterSet):
    """Paragraph, sender, type, decision and words; what is still to be decided unless asked otherwise."""

    paragraph = filters.ChoiceFilter(label=_("Paragraph"), empty_label=_("All paragraphs"), method="about")
    sender = filters.ChoiceFilter(label=_("From"), empty_label=_("Everyone"), method="sent_by")
    type = filters.ChoiceFilter(choices=CommentType, label=_("Type"), empty_label=_("All types"))
    decision = filters.ChoiceFilter(
        choices=[("any", _("All comments")), ("decided", _("Decided")), *Decision.choices],
        label=_("Decision"),
        empty_label=_("To decide"),
        method="decided",
    )
    words = filters.CharFilter(label=_("Words"), method="containing")

    class Meta:
        model = Comment
        fields: list[str] = []

    def __init__(self, data: Any, consultation: Consultation, senders: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        positions = consultation.revision.paragraphs.values_list("position", flat=True)
        self.filters["paragraph"].extra["choices"] = [(GENERAL, _("General")), *((n, n) for n in positions)]
        self.filters["sender"].extra["choices"] = senders

    def filter_queryset(self, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("decision") else queryset.filter(adjudication=None)

    def about(self, comments: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return comments.filter(paragraph=None) if value == str(GENERAL) else comments.filter(paragraph__position=value)

    def sent_by(self, comments: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return comments.filter(Q(nation__alpha3=value) | Q(body__code=value))

    def decided(self, comments: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        if value == "any":
            return comments
        decided = comments.filter(adjudication__isnull=False)
        return decided if value == "decided" else decided.filter(adjudication__decision=value)

    def containing(self, comments: QuerySet[Comment], name: str, value: str) -> QuerySet[Comment]:
        return comments.filter(
            Q(text__icontains=value) | Q(proposed_text__icontains=value) | Q(rationale__icontains=value)
        )


class DecisionForm(forms.Form):
    """What is decided on one comment; nothing chosen leaves it as it is."""

    decision = forms.ChoiceField(choices=Decision, required=False)
    explanation = PlainTextField(rows=3, required=False)
    since = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def __init__(self, comment: Comment, data: QueryDict) -> None:
        self.comment = comment
        now = getattr(comment, "adjudication", None)
        initial = {"decision": now.decision if now else "", "explanation": now.explanation if now else ""}
        super().__init__(data, prefix=f"c{comment.pk}", initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = data.get("decision")
        if not chosen and data.get("explanation"):
            self.add_error("decision", _("Choose a decision"))
        if chosen and Decision(chosen).owes_explanation and not data.get("explanation", "?"):
            self.add_error(
                "explanation", _("Explain the decision to %(sender)s") % {"sender": self.comment.source_name}
            )
        return data

    @property
    def decides(self) -> bool:
        """Whether the person chose something, or changed what was decided."""
        return bool(self["decision"].data) and bool({"decision", "explanation"} & set(self.changed_data))


@dataclass(frozen=True)
class Row:
    """A comment on the workbench: as it stands, or with the `form` that was sent for it and not saved."""

    comment: Comment
    form: DecisionForm | None = None

    @property
    def present(self) -> Adjudication | None:
        return getattr(self.comment, "adjudication", None)

    @property
    def chosen(self) -> str:
        if self.form:
            return self.form["decision"].value() or ""
        return self.present.decision if self.present else ""

    @property
    def explanation(self) -> str:
        if self.form:
            return self.form["explanation"].value() or ""
        return self.present.explanation if self.present else ""
