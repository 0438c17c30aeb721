"""Forms of one paragraph, each with the version it was opened with, and the rows of the editor they make up."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dipb_portal.lib.redline import compare
from dipb_portal.ui.fields import RichTextField
from dipb_portal.ui.forms import go_on_from
from recommendations.models import Paragraph, Revision


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ParagraphForm(VersionForm):
    """Both texts of a paragraph."""

    text_en = RichTextField(language="en", label=_("English"), required=False)
    text_fr = RichTextField(language="fr", label=_("French"), required=False)
    translation_checked = forms.BooleanField(label=_("The translation still says the same"), required=False)

    @classmethod
    def of(cls, paragraph: Paragraph, data: Any = None) -> "ParagraphForm":
        """The form of a paragraph as it stands, or with what was sent for it; ids are the paragraph's own."""
        values = {name: getattr(paragraph, name) for name in ("text_en", "text_fr", "version")}
        return cls(data, initial=values, auto_id=f"id_{paragraph.pk}_%s")

    def says_more(self) -> bool:
        """Whether what was sent differs from the paragraph as it stands, its version aside."""
        return bool(set(self.changed_data) - {"version"})


class MoveForm(forms.Form):
    """The number the paragraph is to have."""

    to = forms.IntegerField(label=_("Move to number"), min_value=1)


class SplitForm(VersionForm):
    """The two paragraphs that one becomes."""

    first_en = RichTextField(language="en", label=_("First paragraph, English"), required=False)
    first_fr = RichTextField(language="fr", label=_("First paragraph, French"), required=False)
    second_en = RichTextField(language="en", label=_("Second paragraph, English"), required=False)
    second_fr = RichTextField(language="fr", label=_("Second paragraph, French"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for part in ("first", "second"):
            if not self.errors and not data.get(f"{part}_en") and not data.get(f"{part}_fr"):
                self.add_error(f"{part}_en", _("Each of the two paragraphs needs some text"))
        return data


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved first, and as redlines what the writer's own texts change in it."""

    theirs: Paragraph
    en: str
    fr: str

    @property
    def versions(self) -> list[tuple[str, str, str]]:
        """Language, the text of theirs, the redline."""
        return [("en", self.theirs.text_en, self.en), ("fr", self.theirs.text_fr, self.fr)]


@dataclass(frozen=True)
class EditorRow:
    """A paragraph in the editor: its form, whether it is the last one, what has just become of it."""

    paragraph: Paragraph
    form: ParagraphForm
    last: bool
    saved: bool = False
    conflict: Conflict | None = None

    @property
    def stale(self) -> bool:
        """Whether there is an original whose translation is missing or behind."""
        language = self.paragraph.revision.recommendation.original_language
        return bool(self.paragraph.original(language)) and self.paragraph.is_stale(language)


def editor_rows(working: Revision) -> list[EditorRow]:
    """Every paragraph of the working text as it stands. One query."""
    paragraphs = list(working.paragraphs.all())
    return [EditorRow(each, ParagraphForm.of(each), last=each is paragraphs[-1]) for each in paragraphs]


def row_of(paragraph: Paragraph, **what: Any) -> EditorRow:
    """The row of one paragraph; `what` as the fields of EditorRow."""
    following = paragraph.revision.paragraphs.filter(position__gt=paragraph.position)
    return EditorRow(paragraph, last=not following.exists(), **{"form": ParagraphForm.of(paragraph)} | what)


def conflict_row(theirs: Paragraph, mine: ParagraphForm) -> EditorRow:
    """The row that shows both: the writer's texts in the form, made ready to be saved over `theirs`."""
    go_on_from(mine, version=theirs.version)
    words = mine.cleaned_data
    conflict = Conflict(theirs, compare(theirs.text_en, words["text_en"]), compare(theirs.text_fr, words["text_fr"]))
    return row_of(theirs, form=ParagraphForm.of(theirs, mine.data), conflict=conflict)
