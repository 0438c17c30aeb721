"""Forms of the registers, made from their declarations: an entry, the filter of a list, and the acts on an entry."""

from itertools import chain
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from boards.enums import BodyKind, Goal, Marking, Objective
from boards.models import Body, Nation
from dipb_portal.accounts.models import User
from dipb_portal.ui.fields import DayField, NumberField, PlainTextField, RichTextField, TitleField, below_ceiling, offer
from workinggroups.access.registers import (
    Side,
    bodies_entered_in,
    bodies_to_release_to,
    edits_all,
    entries_visible_to,
    sides_of,
)
from workinggroups.enums import Adoption, Relation, Source
from workinggroups.models import RegisterEntry
from workinggroups.registers import OWNER, Field, Register, Values

LANGUAGE_LABELS = {"en": _("%(label)s (English)"), "fr": _("%(label)s (French)")}
MOST_TAGS = 12


class LineField(forms.CharField):
    """One line of plain text with nothing in it marked above NATO UNCLASSIFIED."""

    def validate(self, value: str) -> None:
        super().validate(value)
        below_ceiling(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class TagsField(LineField):
    """Words that one looks for, parted by commas; the clean value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, required=False, **kwargs)

    def clean(self, value: Any) -> list[str]:
        found = [" ".join(word.lower().split()) for word in super().clean(value).split(",")]
        tags = list(dict.fromkeys(word for word in found if word))
        if len(tags) > MOST_TAGS or any(len(tag) > 40 for tag in tags):
            raise ValidationError(_("At most twelve tags of at most 40 characters"))
        return tags

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class EntryField(NumberField):
    default_error_messages = {"unknown": _("There is no entry of this number.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("For example CH-0003."), **kwargs})


def newest(entries: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """In the order of their keys, which an index has."""
    return entries.order_by("-pk")


class OwnerField(forms.ChoiceField):
    """Who answers for something: a nation or a body, as `nation:<id>` or `body:<id>`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=self._choices_now, **kwargs)

    @staticmethod
    def _choices_now() -> list[Any]:
        bodies = Body.objects.exclude(kind=BodyKind.PARTNERS)
        nations = Nation.objects.filter(ally=True).protocol_order()
        return [
            ("", pgettext_lazy("owner", "Nobody of these")),
            (_("Bodies"), [(f"body:{body.pk}", body.name) for body in bodies]),
            (_("Nations"), [(f"nation:{nation.pk}", nation.name) for nation in nations]),
        ]


class EntryForm(forms.Form):
    """One entry as its register declares it. On an accepted entry of the own side only what is living is asked."""

    def __init__(self, register: Register, user: User, entry: RegisterEntry | None, *args: Any, **kwargs: Any):
        self.register, self.user, self.entry = register, user, entry
        called_for = (register.field(name).columns(register.model) for name in register.depending)
        self.depending = {*register.depending, *chain.from_iterable(called_for)}
        if entry is not None:
            kwargs.setdefault("initial", values_of(entry, register))
        super().__init__(*args, **kwargs)
        self.sides = [side for side in sides_of(user) if side.source in register.sources or self._writes_down(side)]
        self.living = entry is not None and not edits_all(user, entry)
        if entry is None:
            self._ask_whose()
        if not self.living:
            self._ask_title()
        for field in register.fields:
            if field.living or not self.living:
                self._ask(field)
        if not self.living:
            self._ask_rest()
        for name in self._in_one_language():
            for language in ("en", "fr"):
                self.fields[f"{name}_{language}"].either = True  # type: ignore[attr-defined] # for the label
        if entry is not None:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def _writes_down(self, side: Side) -> bool:
        """Staff write down what an organisation said, under its name."""
        return side.source == Source.BOARD and Source.ORGANISATION in self.register.sources

    def _ask_whose(self) -> None:
        if len(self.sides) > 1:
            choices = [(str(index), side.name) for index, side in enumerate(self.sides)]
            self.fields["side"] = forms.ChoiceField(label=_("Entered for"), choices=choices)
        if any(self._writes_down(side) for side in self.sides):
            self.fields["organisation"] = LineField(
                label=_("Organisation"),
                max_length=120,
                required=not any(side.source in self.register.sources for side in self.sides),
                help_text=_("Where these are the words of an organisation outside: it is shown as their author."),
            )
        bodies = forms.ModelChoiceField(bodies_entered_in(self.user), label=_("Group"), empty_label=None)
        self.fields["body"] = bodies

    def _ask_title(self) -> None:
        self.fields["original_language"] = forms.ChoiceField(
            label=_("Original language"),
            choices=settings.LANGUAGES,
            initial=get_language(),
            help_text=_("Fill in the title and the texts in this language; the other can follow."),
        )
        self.fields["title_en"] = TitleField(language="en", label=_("Title in English"))
        self.fields["title_fr"] = TitleField(language="fr", label=_("Title in French"))

    def _ask(self, field: Field) -> None:
        if field.name == "owner":
            self.fields["owner"] = OwnerField(label=field.label, help_text=field.hint, required=False)
            self.fields["owner_name"] = LineField(label=_("Or somebody else"), max_length=120, required=False)
            return
        columns = field.columns(self.register.model)
        for column in columns:
            language = column[-2:] if len(columns) == 2 else ""
            self.fields[column] = self._form_field(field, column, language)

    def _form_field(self, field: Field, column: str, language: str) -> forms.Field:
        behind = self.register.model._meta.get_field(column)
        label: Any = LANGUAGE_LABELS[language] % {"label": field.label} if language else field.label
        common: dict[str, Any] = {"label": label, "help_text": field.hint, "required": field.required and not language}
        if isinstance(behind, models.TextField):
            return RichTextField(language=language, **common)
        if isinstance(behind, models.DateField):
            return DayField(**common)
        if isinstance(behind, models.ForeignKey):
            return self._choice_of(behind.related_model._default_manager.all(), common)
        assert isinstance(behind, models.CharField)
        if behind.choices:
            return forms.ChoiceField(choices=[("", "–"), *behind.flatchoices], initial=behind.get_default(), **common)
        if language:
            return TitleField(language=language, max_length=behind.max_length, **common)
        return LineField(max_length=behind.max_length, **common)

    def _choice_of(self, rows: models.QuerySet[Any], common: dict[str, Any]) -> forms.Field:
        """An entry is named by its number, reference data are chosen from."""
        if not issubclass(rows.model, RegisterEntry):
            return forms.ModelChoiceField(rows, empty_label="–", **common)
        field = EntryField(**common)
        field.take(newest(rows.filter(pk__in=entries_visible_to(self.user).values("pk"))))
        return field

    def _ask_rest(self) -> None:
        self.fields["text_en"] = RichTextField(language="en", label=_("Description in English"), required=False)
        self.fields["text_fr"] = RichTextField(language="fr", label=_("Description in French"), required=False)
        boxes = forms.CheckboxSelectMultiple
        self.fields["objectives"] = forms.MultipleChoiceField(
            label=_("Objectives"), choices=Objective, widget=boxes, required=False
        )
        self.fields["goals"] = forms.MultipleChoiceField(
            label=_("DPAP goals"), choices=Goal, widget=boxes, required=False
        )
        self.fields["tags"] = TagsField(label=_("Tags"), help_text=_("Words one looks for, parted by commas."))
        # NATO's marking says that the words are NATO's: industry's bear none unless it wishes so.
        outside = bool(self.sides) and all(side.source == Source.INDUSTRY for side in self.sides)
        usual = Marking.UNMARKED if outside else Marking.UNCLASSIFIED
        self.fields["marking"] = forms.ChoiceField(label=_("Marking"), choices=Marking, initial=usual)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._require_original(data)
        try:
            self.register.check(self._present() | self.values(data))
        except ValidationError as broken:
            for name, problems in broken.error_dict.items():
                if name not in self.errors:
                    self.add_error(name, problems)
        return data

    def _present(self) -> Values:
        """What the entry holds and the form does not ask."""
        names = [name for field in self.register.fields for name in field.columns(self.register.model)]
        return {name: getattr(self.entry, name) for name in names} if self.entry else {}

    def _require_original(self, data: dict[str, Any]) -> None:
        language = data.get("original_language") or (self.entry.original_language if self.entry else "en")
        for asked in (f"{name}_{language}" for name in self._in_one_language()):
            if not data.get(asked) and asked not in self.errors:
                message = _("This is required in the original language.")
                self.add_error(asked, ValidationError(message, code="original"))

    def _in_one_language(self) -> list[str]:
        """What the form asks for in the original language, and takes in the other."""
        required = [field for field in self.register.fields if field.required]
        bilingual = [field.name for field in required if len(field.columns(self.register.model)) == 2]
        return [name for name in ["title", *bilingual] if f"{name}_en" in self.fields]

    def values(self, data: dict[str, Any] | None = None) -> Values:
        """The clean values by the names of the model's fields."""
        values = dict(self.cleaned_data if data is None else data)
        for name in ("side", "organisation", "body", "version"):
            values.pop(name, None)
        if "owner" in values:
            kind, _colon, pk = values.pop("owner").partition(":")
            values["owner_nation"] = Nation.objects.get(pk=pk) if kind == "nation" else None
            values["owner_body"] = Body.objects.get(pk=pk) if kind == "body" else None
        return values

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The visible fields as they are laid out: the two languages of one field side by side."""
        rows: list[list[forms.BoundField]] = []
        for field in self.visible_fields():
            if rows and field.name.endswith("_fr") and rows[-1][0].name == f"{field.name[:-3]}_en":
                rows[-1].append(field)
            else:
                rows.append([field])
        return rows

    @property
    def side(self) -> Side:
        return self.sides[int(self.cleaned_data.get("side") or 0)]


def values_of(entry: RegisterEntry, register: Register) -> dict[str, Any]:
    """The fields of the form as the entry stands."""
    names = ["title_en", "title_fr", "text_en", "text_fr", "original_language", "objectives", "goals", "tags"]
    names += ["marking", "version", *(n for f in register.fields for n in f.columns(register.model) if n not in OWNER)]
    values = {name: getattr(entry, name) for name in names}
    if any(field.name == "owner" for field in register.fields):
        nation, body = entry.owner_nation_id, entry.owner_body_id  # type: ignore[attr-defined] # of registers with an owner
        values["owner"] = f"nation:{nation}" if nation else f"body:{body}" if body else ""
        values["owner_name"] = entry.owner_name  # type: ignore[attr-defined] # of registers with an owner
    return values


class LinkForm(forms.Form):
    """Which entry, by its number, and how this one stands to it. Hidden and absent entries answer alike."""

    relation = forms.ChoiceField(label=_("This entry"), choices=Relation)
    target = EntryField(label=_("Number of the other entry"))

    def __init__(self, user: User, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "target", newest(entries_visible_to(user)))


class EntryReasonForm(forms.Form):
    why = PlainTextField(
        label=_("Reason"),
        help_text=_("It is kept in the journal and shown in the history of the entry."),
        error_messages={"required": _("Give the reason")},
    )


class EntryReleaseForm(forms.Form):
    """Who reads an accepted entry beside the members."""

    bodies = forms.ModelMultipleChoiceField(
        Body.objects.none(), label=_("Released to"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, entry: RegisterEntry, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "bodies", bodies_to_release_to(entry))


class ImplementationForm(forms.Form):
    """What the nation says of a standard."""

    depending = ("planned_for",)
    status = forms.ChoiceField(label=_("Status"), choices=Adoption, widget=forms.RadioSelect)
    planned_for = DayField(label=_("Planned for"), required=False, help_text=_("Where implementation is planned."))
    note = PlainTextField(label=_("Note"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        planned = data.get("status") == Adoption.PLANNED
        if planned and not data.get("planned_for"):
            self.add_error("planned_for", _("Say for when implementation is planned"))
        if not planned:
            data["planned_for"] = None
        return data
