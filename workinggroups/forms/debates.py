"""Forms of debates. They check what was typed; the actions check rights and the clock."""

from datetime import datetime
from typing import Any

import django_filters as filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boards.access import documents_visible_to
from boards.enums import BodyKind
from boards.forms.papers import DocumentField
from boards.models import Body
from dipb_portal.accounts.models import User
from dipb_portal.lib.deadlines import BRUSSELS, DEFAULT_TIME
from dipb_portal.ui.fields import DayField, HourField, RichTextField, TitleField, offer
from dipb_portal.ui.forms import EitherLanguageForm, OneLanguageForm
from workinggroups.access.debates import OUTSIDE
from workinggroups.models import Post, Topic


class TopicFilter(filters.FilterSet):
    body = filters.ModelChoiceFilter(
        queryset=Body.objects.filter(kind=BodyKind.GROUP), label=_("Group"), empty_label=_("All groups")
    )
    standing = filters.ChoiceFilter(
        choices=[("open", pgettext_lazy("debate", "Open")), ("closed", pgettext_lazy("debate", "Closed"))],
        label=_("State"),
        empty_label=_("All states"),
        method="standing_so",
    )
    words = filters.CharFilter(method="titled", label=_("Words in the title"))

    class Meta:
        model = Topic
        fields: list[str] = []

    def standing_so(self, topics: QuerySet[Topic], name: str, value: str) -> QuerySet[Topic]:
        return topics.filter(closed_at__isnull=value == "open")

    def titled(self, topics: QuerySet[Topic], name: str, value: str) -> QuerySet[Topic]:
        return topics.filter(Q(title_en__icontains=value) | Q(title_fr__icontains=value))


class ClosingForm(forms.Form):
    """When the debate is to close (Brussels time), or no such day; the clean value is `closes_at`."""

    day = DayField(
        label=_("Closing day"),
        required=False,
        help_text=_("From then on nobody writes any more and the summary is due. Leave empty for no fixed day."),
    )
    hour = HourField(label=_("Closing time, Brussels"), required=False, initial=DEFAULT_TIME)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, hour = data.pop("day", None), data.pop("hour", None)
        data["closes_at"] = datetime.combine(day, hour or DEFAULT_TIME, BRUSSELS) if day else None
        return data


class QuestionForm(EitherLanguageForm):
    """The words of a question, in one language or both."""

    either = {"title": _("Enter a title in at least one language")}

    title_en = TitleField(language="en", label=_("Title in English"))
    title_fr = TitleField(language="fr", label=_("Title in French"))
    question_en = RichTextField(language="en", label=_("Question in English"), required=False)
    question_fr = RichTextField(language="fr", label=_("Question in French"), required=False)


class TopicForm(ClosingForm, QuestionForm):
    """A question for debate, perhaps on a paper the person may read."""

    paper = DocumentField(label=_("Paper"), required=False)
    field_order = ("title_en", "title_fr", "question_en", "question_fr", "paper", "day", "hour")

    def __init__(self, user: User, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = documents_visible_to(user).filter(body__in=[body.pk, body.parent_id])
        offer(self, "paper", papers)


class CorrectionForm(QuestionForm):
    """Other words for the question; `version` is that of the question as it was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @classmethod
    def on(cls, topic: Topic) -> "CorrectionForm":
        return cls(initial={name: getattr(topic, name) for name in cls.base_fields})


class PostForm(OneLanguageForm):
    """Something to say; `version` is that of the contribution as it was opened.

    Outsiders keep nothing back; a reply to what is for Allies only (`held`) is for Allies only without a choice.
    """

    text = RichTextField(
        language="en", label=_("Contribution"), error_messages={"required": _("Enter what you have to say")}
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    allies_only = forms.BooleanField(
        label=_("Allies only: never shown to bodies outside, even where the debate is released to them"),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, min_value=1, required=False)

    def __init__(self, *args: Any, member: bool, reply: Post | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = reply is not None and reply.allies_only
        if self.held or not member:
            del self.fields["allies_only"]

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        return {
            "text": self.cleaned_data["text"],
            "language": self.cleaned_data["language"],
            "allies_only": self.cleaned_data.get("allies_only", False),
        }

    @staticmethod
    def values_of(post: Post) -> dict[str, Any]:
        return {name: getattr(post, name) for name in ("text", "language", "allies_only", "version")}


class SummaryForm(EitherLanguageForm):
    """What came out of the debate, in at least one language."""

    either = {"summary": _("Sum the debate up in at least one language.")}

    summary_en = RichTextField(language="en", label=_("Summary in English"), required=False)
    summary_fr = RichTextField(language="fr", label=_("Summary in French"), required=False)


class OutsideField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Body) -> str:
        return obj.name


class ReleaseForm(forms.Form):
    bodies = OutsideField(
        Body.objects.none(),
        label=_("Release to"),
        error_messages={"required": _("Choose whom the debate is released to")},
    )

    def __init__(self, topic: Topic, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outside = Body.objects.filter(kind__in=OUTSIDE).exclude(pk__in=topic.releases.values("group__body"))
        offer(self, "bodies", outside)
