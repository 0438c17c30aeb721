"""Forms of the library: a new paper, another file, the other language, a withdrawal."""

from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from boards.access.documents import kinds_open_to, nation_of, series_open_to
from boards.actions.filing import NewFile, Particulars
from boards.enums import DocumentKind, FileLanguage, Genre, Marking, Translation
from boards.models import Body, Document, Nation
from dipb_portal.accounts.models import User
from dipb_portal.lib.uploads import FileType
from dipb_portal.ui.fields import PlainTextField, RichTextField, TitleField, below_ceiling, offer
from dipb_portal.ui.forms import EitherLanguageForm
from dipb_portal.ui.uploads import PaperField

LANGUAGES = (("en", _("English")), ("fr", _("French")))
ORGANISATION = "other"
DONE = ((Translation.COURTESY, Translation.COURTESY.label), (Translation.REVISED, Translation.REVISED.label))


class FileForm(forms.Form):
    """One file and the language it is in."""

    file = PaperField(label=pgettext_lazy("label", "File"))
    file_language = forms.ChoiceField(label=_("Language of the file"), choices=FileLanguage, initial=get_language)

    @property
    def new_file(self) -> NewFile | None:
        file = self.cleaned_data["file"]
        return received(file, self.cleaned_data["file_language"]) if file else None


class PaperForm(EitherLanguageForm, FileForm):
    """A paper to be numbered, with a file, a text or both."""

    either = {"title": _("Give the title in the original language.")}

    body = forms.ModelChoiceField(
        label=_("Series of"),
        queryset=Body.objects.none(),
        empty_label=None,
        help_text=_("The body whose number the paper gets, and whose members read it."),
    )
    kind = forms.ChoiceField(label=_("Type of number"), choices=[])
    genre = forms.ChoiceField(label=_("What it is"), choices=Genre, widget=forms.RadioSelect)
    originator = forms.ChoiceField(label=_("Originator"), choices=[])
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=120,
        validators=[below_ceiling],
        help_text=_("Where the originator is another one."),
    )
    marking = forms.ChoiceField(label=_("Marking"), choices=Marking)
    original_language = forms.ChoiceField(label=_("Original language"), choices=LANGUAGES, widget=forms.RadioSelect)
    title_en = TitleField(language="en", label=_("Title, English"))
    title_fr = TitleField(language="fr", label=_("Title, French"))
    text_en = RichTextField(language="en", label=_("Text, English"), required=False)
    text_fr = RichTextField(language="fr", label=_("Text, French"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        series: QuerySet[Body] = series_open_to(user)
        offer(self, "body", series)
        kinds = {kind for body in series for kind in kinds_open_to(user, body)}
        offer(self, "kind", [(kind.value, f"{kind.value} – {kind.label}") for kind in DocumentKind if kind in kinds])
        self.fields["kind"].initial = DocumentKind.NOTICE
        self.fields["file"].required = False
        nations = {nation for body in series if (nation := nation_of(user, body))}
        if nations:
            offer(self, "originator", [(f"n{n.pk}", n.name) for n in nations])
            del self.fields["organisation"]
        else:
            offer(self, "originator", _originators())
            self.fields["originator"].initial = f"b{series[0].pk}" if series else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        original = data.get("original_language")
        if original and not data.get(f"title_{original}") and not self.errors.keys() & {"title_en", "title_fr"}:
            self.add_error(f"title_{original}", str(self.either["title"]))
        if data.get("originator") == ORGANISATION and not data.get("organisation"):
            self.add_error("organisation", _("Name the organisation."))
        has_text = data.get("text_en") or data.get("text_fr") or "text_en" in self.errors or "text_fr" in self.errors
        if not data.get("file") and "file" not in self.errors and not has_text:
            self.add_error("file", _("Add a file, or write the text."))
        return data

    @property
    def particulars(self) -> Particulars:
        data = self.cleaned_data
        names = ("kind", "genre", "marking", "title_en", "title_fr", "original_language", "text_en", "text_fr")
        return Particulars(**{name: data[name] for name in names}, **_originator(data))


class LanguageForm(forms.Form):
    """The title and text in the language that is not the original's."""

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        other = "fr" if document.original_language == "en" else "en"
        kwargs["initial"] = {
            "title": getattr(document, f"title_{other}"),
            "text": getattr(document, f"text_{other}"),
        }
        super().__init__(*args, **kwargs)
        self.language = other
        title, text = (
            (_("Title, French"), _("Text, French")) if other == "fr" else (_("Title, English"), _("Text, English"))
        )
        self.fields["title"] = TitleField(language=other, label=title, required=True)
        self.fields["text"] = RichTextField(language=other, label=text, required=False)
        self.fields["translation"] = forms.ChoiceField(
            label=_("What translation it is"), choices=DONE, widget=forms.RadioSelect
        )


class WithdrawForm(forms.Form):
    why = PlainTextField(label=_("Reason"), help_text=_("Shown beside the number, which stays."), rows=3)

    def clean_why(self) -> str:
        why = self.cleaned_data["why"]
        if len(why) > 1000:
            raise ValidationError(_("At most 1000 characters fit here."))
        return why


def received(file: UploadedFile, language: str) -> NewFile:
    """What the upload handlers keep in memory or on disk; `PaperField` looked at it."""
    kind: FileType = file.kind  # type: ignore[attr-defined] # set by PaperField
    path = getattr(file, "temporary_file_path", None)
    if path is None:
        file.seek(0)
    return NewFile(file.name or "", kind.media_type, language, Path(path()) if path else file.read())


def _originators() -> list[tuple[str | Promise, Any]]:
    bodies = [(f"b{body.pk}", body.name) for body in Body.objects.all()]
    nations = [(f"n{nation.pk}", nation.name) for nation in Nation.objects.protocol_order()]
    return [
        (_("Bodies"), bodies),
        (_("Nations"), nations),
        (ORGANISATION, _("Another organisation")),
    ]


def _originator(data: dict[str, Any]) -> dict[str, Any]:
    chosen = data["originator"]
    if chosen == ORGANISATION:
        return {"organisation": data["organisation"]}
    key = int(chosen[1:])
    return {"nation": Nation.objects.get(pk=key)} if chosen[0] == "n" else {"origin": Body.objects.get(pk=key)}
