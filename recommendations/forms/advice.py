"""Forms of advice asked of the Board, and of industry."""

from datetime import date, datetime, timedelta
from typing import Any

import django_filters as filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind
from boards.models import Body, Nation
from boards.queries.parties import naming, parties
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, DEFAULT_TIME, day_of, default_deadline
from dipb_portal.lib.typography import french_text
from dipb_portal.ui.fields import DayField, PlainTextField, RichTextField, TitleField, offer
from dipb_portal.ui.forms import EitherLanguageForm
from recommendations.enums import AskedState, Kind
from recommendations.forms.followup import ShortField
from recommendations.models import AdviceAsked, IndustryAdvice, Recommendation
from recommendations.queries.advice import in_state

FARTHEST = timedelta(days=730)
USUAL_DAYS = 20  # working days
ASKER = ("asker_nation", "asker_body")


class AskedFilter(filters.FilterSet):
    """Which requests for the Board's advice to list."""

    state = filters.ChoiceFilter(choices=AskedState, label=_("State"), empty_label=_("All states"), method="standing")
    group = filters.ModelChoiceFilter(
        queryset=Body.objects.filter(kind=BodyKind.GROUP), label=_("Group"), empty_label=_("All groups")
    )
    asker = filters.ChoiceFilter(label=_("Asked by"), empty_label=_("All who ask"), method="asked_by")
    words = filters.CharFilter(method="named", label=_("Words in the subject"))

    class Meta:
        model = AdviceAsked
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["asker"].extra["choices"] = parties(self.queryset, *ASKER)

    def asked_by(self, asked: QuerySet[AdviceAsked], name: str, value: str) -> QuerySet[AdviceAsked]:
        return asked.filter(naming(value, *ASKER))

    def standing(self, asked: QuerySet[AdviceAsked], name: str, value: str) -> QuerySet[AdviceAsked]:
        return in_state(asked, AskedState(value))

    def named(self, asked: QuerySet[AdviceAsked], name: str, value: str) -> QuerySet[AdviceAsked]:
        return asked.filter(Q(title_en__icontains=value) | Q(title_fr__icontains=value))


class QuestionForm(EitherLanguageForm):
    """What is asked, in both languages or for the time being in one."""

    either = {"title": _("Enter the subject"), "question": _("Enter the question")}

    title_en = TitleField(language="en", label=_("Subject in English"), max_length=200)
    title_fr = TitleField(language="fr", label=_("Subject in French"), max_length=200)
    question_en = PlainTextField(label=_("Question in English"), required=False, css="text")
    question_fr = PlainTextField(label=_("Question in French"), required=False, css="text")

    def clean_question_fr(self) -> str:
        return french_text(self.cleaned_data["question_fr"])


class AskerField(forms.TypedChoiceField):
    """Who asks: a body, or a nation that wrote, under the keys of `parties`; cleaned to the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._choices_now, coerce=self._row, **kwargs)

    @staticmethod
    def _choices_now() -> list[Any]:
        bodies = Body.objects.filter(kind__in=[BodyKind.SUPERIOR, BodyKind.ADVISORY, BodyKind.GROUP])
        nations = Nation.objects.filter(ally=True).protocol_order()
        return [
            (_("Bodies"), [(f"b:{body.code}", body.name) for body in bodies]),
            (_("Nations"), [(f"n:{nation.alpha3}", nation.name) for nation in nations]),
        ]

    @staticmethod
    def _row(key: str) -> Body | Nation:
        kind, _colon, code = key.partition(":")
        return Body.objects.get(code=code) if kind == "b" else Nation.objects.get(alpha3=code)


class AskForm(QuestionForm):
    """A request for the Board's advice; who asks for a nation has no `asker` to choose."""

    asker = AskerField(label=_("Who asks"))
    letter = ShortField(label=_("Reference of the letter"), max_length=120, required=False)
    received_on = DayField(label=_("Received on"))
    field_order = ("asker", "letter", "received_on")

    def __init__(self, nation: Nation | None, data: QueryDict | None = None) -> None:
        self.today = clock.today()
        super().__init__(data, initial={"received_on": self.today})
        if nation is not None:
            del self.fields["asker"], self.fields["received_on"]

    def clean_received_on(self) -> date:
        day = self.cleaned_data["received_on"]
        if not date(2023, 1, 1) <= day <= self.today:
            raise ValidationError(_("Enter a day that has passed, not before 2023"))
        return day


class DeadlineForm(forms.Form):
    """A day; the deadline is its usual hour in Brussels."""

    day = DayField(label=_("Deadline"), help_text=_("The deadline ends at 17:30 in Brussels."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.now = clock.now()
        usual = day_of(default_deadline(self.now, USUAL_DAYS))
        super().__init__(*args, **{"initial": {"day": usual}, **kwargs})

    def clean_day(self) -> date:
        day = self.cleaned_data["day"]
        if closing(day) <= self.now:
            raise ValidationError(_("Enter a day that has not passed"))
        if closing(day) > self.now + FARTHEST:
            raise ValidationError(_("Enter a day within two years"))
        return day

    @property
    def deadline(self) -> datetime:
        """The instant, from a valid form."""
        return closing(self.cleaned_data["day"])


def closing(day: date) -> datetime:
    return datetime.combine(day, DEFAULT_TIME, BRUSSELS)


class AcceptForm(DeadlineForm):
    """Who drafts the Board's advice, and until when."""

    group = forms.ModelChoiceField(
        Body.objects.filter(kind=BodyKind.GROUP),
        label=_("Group that drafts"),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    field_order = ("group", "day")


class BeginForm(forms.Form):
    """Start the answer, or take an advice of the group that is being drafted."""

    depending = ("text",)
    text = forms.ModelChoiceField(
        Recommendation.objects.none(),
        label=_("Text that answers"),
        required=False,
        empty_label=_("Start a new advice"),
        blank=True,
        widget=forms.RadioSelect,
    )

    def __init__(self, asked: AdviceAsked, readable: QuerySet[Recommendation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = readable.filter(kind=Kind.ADVICE, body=asked.group_id, asked__isnull=True)
        offer(self, "text", free)


class ClosingForm(forms.Form):
    """Why a request is declined or withdrawn."""

    why = PlainTextField(label=_("Reason"), error_messages={"required": _("Give the reason")})


class RequestForm(DeadlineForm):
    """A question to a body of industry the revision is released to."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Who is asked"), empty_label=None)
    question_en = PlainTextField(label=_("Question in English"), css="text")
    question_fr = PlainTextField(label=_("Question in French"), css="text")
    field_order = ("body", "question_en", "question_fr", "day")

    def __init__(self, bodies: QuerySet[Body], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "body", bodies)

    def clean_question_fr(self) -> str:
        return french_text(self.cleaned_data["question_fr"])


class DraftForm(forms.Form):
    """The advice all liaisons of the body write together; `version` is that of the draft as it was opened."""

    depending = ("text", "interests")
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = RichTextField(language="en", label=_("Advice"), required=False)
    interests = PlainTextField(
        label=_("Interests declared"),
        help_text=_("Which of the companies heard have an interest in the matter. It is printed with the advice."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, draft: IndustryAdvice | None, language: str) -> None:
        draft = draft or IndustryAdvice(version=0, language=language)
        columns = ("language", "text", "interests", "version")
        super().__init__(data, initial={name: getattr(draft, name) for name in columns})
        chosen = data.get("language") if data else draft.language
        if chosen == "fr":
            self.fields["text"] = RichTextField(language="fr", label=_("Advice"), required=False)


class VersionForm(forms.Form):
    """The version of what was read before it is given."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TakenForm(VersionForm):
    taken_en = PlainTextField(label=_("How it was taken into account, in English"), required=False, css="text")
    taken_fr = PlainTextField(label=_("How it was taken into account, in French"), required=False, css="text")

    def clean_taken_fr(self) -> str:
        return french_text(self.cleaned_data["taken_fr"])
