import pytest
from django import forms
from django.core.exceptions import ValidationError

from dipb_portal.ui.fields import RichTextField


class Paragraph(forms.Form):
    text = RichTextField(language="fr")


def cleaned(html, **options):
    return RichTextField(language=options.pop("language", "en"), **options).clean(html)


def test_clean_value_is_canonical():
    assert cleaned("<div>One <b onclick='x()'>two</b></div>") == "<p>One <strong>two</strong></p>"


def test_plain_text_becomes_paragraphs():
    assert cleaned("One\n\nTwo < three") == "<p>One</p><p>Two &lt; three</p>"


def test_french_is_typeset_and_english_is_not():
    assert cleaned("<p>Quoi ?</p>", language="fr") == "<p>Quoi\u202f?</p>"
    assert cleaned("<p>What ?</p>") == "<p>What ?</p>"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("x" * 200_001, "too_long"),
        ("<div>" * 20_000, "too_intricate"),
        ("<p>NATO SECRET</p>", "marked"),
        ("<p>NATO <b>DIFFUSION</b> RESTREINTE</p>", "marked"),
        ("<p><br></p>", "required"),
        ("\x00", "required"),
    ],
)
def test_what_cannot_be_taken_in_is_refused(html, code):
    with pytest.raises(ValidationError) as refused:
        cleaned(html)
    assert refused.value.code == code


def test_empty_is_empty_where_optional():
    assert cleaned("<p> </p>", required=False) == ""


def test_refused_text_comes_back_in_the_form():
    form = Paragraph({"text": "<p>NATO SECRET <i>x</i></p>"})
    assert not form.is_valid()
    assert "&lt;p&gt;NATO SECRET &lt;em&gt;x&lt;/em&gt;&lt;/p&gt;" in str(form["text"])


def test_the_editor_is_never_given_what_the_server_would_not_keep():
    shown = str(Paragraph({"text": "<p onclick='x()'>a<img src=x onerror=y()></p>"})["text"])
    assert "data-richtext" in shown
    assert "onclick" not in shown
    assert "onerror" not in shown


def test_a_text_beyond_the_bounds_stays_in_a_plain_textarea():
    shown = str(Paragraph({"text": "<div>" * 20_000})["text"])
    assert "data-richtext" not in shown
    assert shown.count("&lt;div&gt;") == 20_000


def test_the_textarea_says_its_language_and_is_never_required_by_the_browser():
    shown = str(Paragraph()["text"])
    assert 'lang="fr"' in shown
    assert "required" not in shown


@pytest.mark.parametrize(
    ("data", "changed"), [("<p>a</p>", False), ("a", False), ("<p>b</p>", True), ("<div>" * 20_000, True)]
)
def test_only_another_text_is_a_change(data, changed):
    assert RichTextField(language="en").has_changed("<p>a</p>", data) is changed
