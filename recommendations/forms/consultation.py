"""Forms of a round of comments: open it, comment, submit."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind
from boards.models import Body
from dipb_portal.lib import clock
from dipb_portal.lib.deadlines import BRUSSELS, Finding, check_deadline, default_deadline
from dipb_portal.ui.fields import DayField, HourField, PlainTextField, offer
from recommendations.enums import CommentType
from recommendations.models import Comment, Paragraph, Recommendation, Revision

DAYS = 10
GENERAL = 0  # in the place of a paragraph's number: the text in general
_WHO = {
    BodyKind.GROUP: _("The owning group: %(body)s"),
    BodyKind.PLENARY: _("All Allies: %(body)s"),
    BodyKind.ADVISORY: _("Industry: %(body)s"),
    BodyKind.PARTNERS: _("Partners: %(body)s"),
}
_MEANING = {
    CommentType.CRITICAL: _("Critical: we could not agree to the text as it is"),
    CommentType.SUBSTANTIVE: _("Substantive: the text is incorrect, incomplete or unclear"),
    CommentType.ADMINISTRATIVE: _("Administrative: spelling, order, style"),
}


class AudienceField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Body) -> str:
        return _WHO[BodyKind(obj.kind)] % {"body": obj.name}


class OpenForm(forms.Form):
    """Whom to ask, until when (Brussels time). `closes_at` is the aware instant; `findings` warn of it."""

    audiences = AudienceField(
        Body.objects.none(),
        label=_("Who is asked"),
        help_text=_("The text is released to them at once and can be read by everybody who sits there."),
        error_messages={"required": _("Choose who is asked to comment")},
    )
    day = DayField(label=_("Closing day"), error_messages={"required": _("Enter the closing day")})
    hour = HourField(label=_("Closing time, Brussels"), error_messages={"required": _("Enter the closing time")})
    confirmed = forms.BooleanField(label=_("Open the round with this closing time all the same"), required=False)

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        self.now = clock.now()
        closes = default_deadline(self.now, DAYS).astimezone(BRUSSELS)
        kwargs["initial"] = {"audiences": [recommendation.body_id], "day": closes.date(), "hour": closes.time()}
        super().__init__(*args, **kwargs)
        outside = [BodyKind.PLENARY, BodyKind.ADVISORY, BodyKind.PARTNERS]
        offer(self, "audiences", Body.objects.filter(Q(pk=recommendation.body_id) | Q(kind__in=outside)))
        self.findings: list[Finding] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "day" in data and "hour" in data:
            data["closes_at"] = closes_at = datetime.combine(data["day"], data["hour"], BRUSSELS)
            if closes_at <= self.now:
                raise ValidationError({"day": _("The closing time has passed.")})
            self.findings = check_deadline(self.now, closes_at)
        if self.findings and not data.get("confirmed"):
            self.add_error("day", ValidationError([finding.message for finding in self.findings]))
            self.add_error("confirmed", _("Choose another closing time, or confirm this one"))
        return data


class CommentForm(forms.Form):
    """A comment on a paragraph of `revision`, or in general; `version` is that of the row it was read from."""

    use_required_attribute = False
    depending = ("proposed_text", "rationale")
    paragraph = forms.TypedChoiceField(label=_("About"), coerce=int, initial=GENERAL)
    type = forms.ChoiceField(
        label=_("Type of comment"),
        widget=forms.RadioSelect,
        choices=list(_MEANING.items()),
        error_messages={"required": _("Choose the type of comment")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    text = PlainTextField(label=_("Comment"), error_messages={"required": _("Enter the comment")})
    proposed_text = PlainTextField(
        label=_("Proposed text"),
        help_text=_("The exact words, as they should read. Required for critical and substantive comments."),
        css="text",
        error_messages={"required": _("Enter the text you propose")},
    )
    rationale = PlainTextField(
        label=_("Rationale"),
        help_text=_("Required for critical comments."),
        error_messages={"required": _("Give the rationale of a critical comment")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paragraphs = list(revision.paragraphs.all())
        numbered = [(each.position, _("Paragraph %(number)s") % {"number": each.position}) for each in self.paragraphs]
        offer(self, "paragraph", [(GENERAL, _("The text in general")), *numbered])
        chosen = self.data.get("type") if self.is_bound else None
        owes = CommentType(chosen) if chosen in CommentType.values else None
        self.fields["proposed_text"].required = owes is not None and owes.owes_text
        self.fields["rationale"].required = owes is not None and owes.owes_rationale

    def clean_paragraph(self) -> Paragraph | None:
        number = self.cleaned_data["paragraph"]
        return next((each for each in self.paragraphs if each.position == number), None)


class SubmitForm(forms.Form):
    """Which of the `prepared` comments to submit, each named with the version that was read."""

    comments = forms.MultipleChoiceField(
        label=_("Comments"),
        error_messages={
            "required": _("Choose at least one comment"),
            "invalid_choice": _(
                "A comment was changed, discarded or submitted after you opened this page. Read the list again."
            ),
        },
    )

    def __init__(self, prepared: list[Comment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepared = {f"{comment.pk}.{comment.version}": comment for comment in prepared}
        offer(self, "comments", [(key, key) for key in self.prepared])

    def clean_comments(self) -> list[Comment]:
        return [self.prepared[key] for key in self.cleaned_data["comments"]]

    def rows(self) -> list[tuple[str, Comment, bool]]:
        """Key, comment and whether it is ticked: all of them until the form is sent."""
        ticked = self.data.getlist("comments") if self.is_bound else list(self.prepared)  # type: ignore[attr-defined] # a QueryDict when bound
        return [(key, comment, key in ticked) for key, comment in self.prepared.items()]
