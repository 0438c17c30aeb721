"""Forms of the silence procedure. They check what was typed; the actions check rights and the clock."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dipb_portal.lib.deadlines import BRUSSELS, Finding, check_deadline, day_of, holiday_name
from dipb_portal.lib.richtext import plain
from dipb_portal.ui.fields import DayField, HourField, below_ceiling, offer
from recommendations.enums import Stance
from recommendations.models import Paragraph, Revision, Silence

LONGEST = 20_000  # characters of a statement: more is a paper of its own
LANGUAGES = (("en", _("English")), ("fr", _("French")))


class Words(forms.CharField):
    """Plain words of a nation or of the chair."""

    def __init__(self, *, rows: int = 5, **kwargs: Any):
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), validators=[below_ceiling], **kwargs)


class ParagraphField(forms.ModelChoiceField):
    def label_from_instance(self, paragraph: Paragraph) -> str:
        language = "fr" if get_language() == "fr" else "en"
        words = plain(paragraph.original(language) or paragraph.translation(language)).split()
        return f"{paragraph.position}. {' '.join(words[:12])}{' …' if len(words) > 12 else ''}"


class DeadlineForm(forms.Form):
    """A day and an hour in Brussels; a warning about them has to be confirmed. The result is `deadline`, UTC."""

    day = DayField(label=_("Day of the deadline"))
    hour = HourField(label=_("Time of the deadline, Brussels"), help_text=_("Between 09:00 and 18:00; usually 17:30."))
    confirmed = forms.BooleanField(label=_("I have seen this and keep the deadline"), required=False)

    def __init__(self, *args: Any, now: datetime, usual: datetime, **kwargs: Any):
        ends = usual.astimezone(BRUSSELS)
        kwargs["initial"] = {"day": ends.date(), "hour": ends.time()}
        super().__init__(*args, **kwargs)
        self.now = now
        self.deadline = usual
        if not self.data.get("confirmed"):
            self.fields["confirmed"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "day" not in cleaned or "hour" not in cleaned:
            return cleaned
        if cleaned["day"] <= day_of(self.now):
            self.add_error("day", _("The deadline must be at least one working day ahead."))
            return cleaned
        ends = datetime.combine(cleaned["day"], cleaned["hour"], BRUSSELS)
        self.deadline = ends.astimezone(UTC)
        for finding in check_deadline(self.now, self.deadline):
            self._take_up(finding, ends.date(), bool(cleaned.get("confirmed")))
        return cleaned

    def _take_up(self, finding: Finding, day: date, confirmed: bool) -> None:
        if finding.blocks:
            self.add_error("hour" if finding.code == "outside_hours" else "day", str(finding.message))
            if finding.code == "not_a_working_day" and (name := holiday_name(day)):
                self.add_error("day", _("Public holiday in Belgium: %(name)s.") % {"name": name})
        elif not confirmed:
            self.fields["confirmed"].widget = forms.CheckboxInput()
            self.add_error("confirmed", str(finding.message))


class ExtensionForm(DeadlineForm):
    why = Words(label=_("Why it is extended"), rows=3, max_length=2000)


class WithdrawalForm(forms.Form):
    why = Words(label=_("Why it is withdrawn"), rows=3, max_length=2000)


class PositionForm(forms.Form):
    """What a nation states short of breaking silence."""

    depending = ("text",)

    stance = forms.ChoiceField(
        label=_("Position"),
        choices=[
            (Stance.SUPPORT, Stance.SUPPORT.label),
            (Stance.SUPPORT_COMMENTS, Stance.SUPPORT_COMMENTS.label),
            (Stance.RESERVATION, _("Reservation: agrees, with a note under the name of the nation")),
            (Stance.SCRUTINY, _("Scrutiny reserve: still being examined in the capital; lapses at the deadline")),
        ],
        widget=forms.RadioSelect,
    )
    text = Words(
        label=_("Text"),
        required=False,
        help_text=_(
            "Required for comments and for a reservation, which is printed word for word under the name of the nation."
        ),
    )
    paragraph = ParagraphField(None, label=_("Paragraph"), required=False, empty_label=_("The whole text"))
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "paragraph", revision.paragraphs.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stance, text = cleaned.get("stance"), cleaned.get("text")
        if stance in (Stance.SUPPORT_COMMENTS, Stance.RESERVATION) and text == "":
            self.add_error("text", _("Write the text: it is shown to all nations under the name of yours."))
        if stance == Stance.SUPPORT and text:
            self.add_error(
                "stance", _("To support with a text, choose “%(choice)s”.") % {"choice": Stance.SUPPORT_COMMENTS.label}
            )
        return cleaned


class BreakForm(forms.Form):
    """An objection: the reason, the paragraph, and the text that would lift it."""

    text = Words(label=_("Reason"), help_text=_("Shown at once to all members, word for word."))
    paragraph = ParagraphField(None, label=_("Paragraph"), required=False, empty_label=_("The whole text"))
    lifting_text = Words(
        label=_("Text that would lift it"),
        required=False,
        help_text=_("The wording with which the text could be agreed."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)

    def __init__(self, *args: Any, revision: Revision, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "paragraph", revision.paragraphs.all())


class ActionSheetForm(forms.Form):
    """Both texts of the action sheet, as edited from the drafts whose digest is `seen`."""

    text_en = Words(label=_("English"), rows=16)
    text_fr = Words(label=_("French"), rows=16)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, silence: Silence, seen: str, **kwargs: Any):
        kwargs["initial"] = {"text_en": silence.action_sheet_en, "text_fr": silence.action_sheet_fr, "seen": seen}
        super().__init__(*args, **kwargs)
