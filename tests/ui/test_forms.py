"""How a form speaks to eyes and to screen readers."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import QueryDict
from django.test.html import parse_html

from dipb_portal.lib.typography import french_text
from dipb_portal.ui.fields import LONGEST, PlainTextField, TitleField
from dipb_portal.ui.forms import EitherLanguageForm, PortalFormRenderer, go_on_from, problems_of
from dipb_portal.ui.styleguide import SampleForm


class Controls(HTMLParser):
    """Attributes of every element that has an id or is a control, keyed by id or name."""

    def __init__(self, html: str):
        super().__init__()
        self.found: dict[str, dict[str, str | None]] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if key := attributes.get("id"):
            self.found[key] = attributes


@pytest.fixture
def failing() -> str:
    return str(SampleForm({"kind": "X"}))


def test_a_failing_control_is_invalid_and_described_by_hint_and_message(failing):
    control = Controls(failing).found["id_proposed"]
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"].split() == ["id_proposed_helptext", "id_proposed_error"]


def test_every_description_exists(failing):
    found = Controls(failing).found
    for attributes in found.values():
        for reference in (attributes.get("aria-describedby") or "").split():
            assert reference in found


def test_the_message_stands_between_hint_and_control(failing):
    hint, message, control = (failing.index(part) for part in ("_helptext", "Enter the text", "<textarea"))
    assert hint < message < control


def test_optional_fields_say_so_and_required_ones_do_not():
    html = str(SampleForm())
    label = html[html.index('for="id_source"') :].split("</label>")[0]
    assert "(optional)" in label
    label = html[html.index('for="id_proposed"') :].split("</label>")[0]
    assert "(optional)" not in label


def test_a_field_that_depends_on_another_answer_is_not_called_optional():
    class Sharing(forms.Form):
        depending = ("allies",)
        allies = forms.CharField(label="Allies", required=False)
        note = forms.CharField(label="Note", required=False)

    html = str(Sharing())
    assert html.count("(optional)") == 1
    assert html.index("Allies") < html.index("Note") < html.index("(optional)")


class NamedForm(EitherLanguageForm):
    either = {"title": "Enter a title in at least one language"}

    title_en = TitleField(language="en", label="Title in English", max_length=10)
    title_fr = TitleField(language="fr", label="Title in French")
    year = forms.IntegerField()


def test_one_language_suffices_and_the_labels_say_so():
    html = str(NamedForm())
    assert html.count("(one language suffices)") == 2
    assert "(optional)" not in html
    assert NamedForm({"title_fr": "Titre", "year": "2026"}).is_valid()


def test_no_language_is_told_beside_the_first_along_with_other_faults():
    form = NamedForm({"year": "soon"})
    assert form.errors.keys() == {"title_en", "year"}
    assert form.errors["title_en"] == ["Enter a title in at least one language"]
    # What is wrong with the words given is enough to say of them.
    assert NamedForm({"title_en": "Far too long", "year": "2026"}).errors.keys() == {"title_en"}
    assert len(NamedForm({"title_en": "Far too long", "year": "2026"}).errors["title_en"]) == 1


def test_a_title_is_one_line_set_as_its_language_sets_it():
    form = NamedForm({"title_en": " Why?\nNo ", "title_fr": "Pourquoi ?\r\n Non", "year": "2026"})
    assert form.is_valid()
    assert form.cleaned_data["title_en"] == "Why? No"
    assert form.cleaned_data["title_fr"] == french_text("Pourquoi ? Non") != "Pourquoi ? Non"


def test_a_group_of_options_is_a_fieldset_with_its_legend():
    html = str(SampleForm())
    assert html.index("<fieldset") < html.index("<legend>Type of comment") < html.index('type="radio"')


def test_the_summary_names_the_field_that_was_left_empty():
    class Door(forms.Form):
        login = forms.CharField(label="E-mail address")

    assert [each.message for each in problems_of(Door({}))] == ["E-mail address: This field is required."]


def test_the_summary_names_the_field_unless_its_words_do():
    class Years(forms.Form):
        first = forms.IntegerField(label="First year", min_value=2020)
        last = forms.IntegerField(label="Last year", min_value=2020, error_messages={"invalid": "Name the last year"})
        note = PlainTextField(label="Note")
        seen = forms.IntegerField(label="Seen")

        def clean_seen(self) -> None:
            raise forms.ValidationError("Nobody saw it")

    form = Years({"first": "2019", "last": "soon", "note": "x" * (LONGEST + 1), "seen": "1"})
    assert [each.message for each in problems_of(form)] == [
        "First year: Ensure this value is greater than or equal to 2020.",
        "Name the last year",
        f"Note: This text has {LONGEST + 1} characters; at most {LONGEST} fit.",
        "Nobody saw it",
    ]


class ManyForm(forms.Form):
    nations = forms.MultipleChoiceField(choices=[("FRA", "France"), ("DEU", "Germany"), ("USA", "United States")])
    version = forms.IntegerField()


def test_a_form_that_was_saved_over_keeps_every_choice_and_takes_the_present_version():
    sent = QueryDict("nations=FRA&nations=DEU&version=1")
    form = ManyForm(sent)
    go_on_from(form, version=2)
    anew = ManyForm(form.data)
    assert anew.is_valid()
    assert anew.cleaned_data == {"nations": ["FRA", "DEU"], "version": 2}
    assert sent["version"] == "1"


def test_a_choice_is_rendered_as_by_django_whose_template_ours_stands_for():
    choices = [("", "All"), ("a", "A & B"), (3, "Three"), ("Allies", [("BEL", "Belgium"), ("FRA", "France")])]
    ours, django = (
        forms.Select({"class": "x", "required": True}, choices).render("nation", "FRA", {"id": "n"}, renderer)
        for renderer in (PortalFormRenderer(), DjangoTemplates())
    )
    assert parse_html(ours) == parse_html(django)
