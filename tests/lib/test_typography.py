import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipb_portal.lib.markup import parse, text_of
from dipb_portal.lib.typography import french, french_text

french_like = st.text(alphabet="aé1 \u00a0\u202f:;?!«»()[]/.,'\n")


@pytest.mark.parametrize(
    ("typed", "typeset"),
    [
        ("Voici : deux points", "Voici\u00a0: deux points"),
        ("Voici: deux", "Voici\u00a0: deux"),
        ("Quoi ? Non ! Si ; oui", "Quoi\u202f? Non\u202f! Si\u202f; oui"),
        ("Quoi?!", "Quoi\u202f?!"),
        ("«accord» et « accord »", "«\u00a0accord\u00a0» et «\u00a0accord\u00a0»"),
        ("« Quoi ? »", "«\u00a0Quoi\u202f?\u00a0»"),
        ("à 17:30, voir https://nato.int/a?b=c", "à 17:30, voir https://nato.int/a?b=c"),
        ("(?) et [!]", "(?) et [!]"),
    ],
)
def test_spaces_are_set(typed, typeset):
    assert french_text(typed) == typeset


@given(french_like)
def test_setting_twice_changes_nothing(text):
    assert french_text(french_text(text)) == french_text(text)


@given(french_like)
def test_only_spaces_change(text):
    assert "".join(french_text(text).split()) == "".join(text.split())


def test_markup_and_character_references_stay_whole():
    html = '<p>A &amp; B ; <span class="footnote">Quoi ?</span> &lt;b&gt; :</p>'
    typeset = french(html)
    assert typeset == '<p>A &amp; B\u202f; <span class="footnote">Quoi\u202f?</span> &lt;b&gt;\u00a0:</p>'
    assert text_of(parse(typeset)).split() == text_of(parse(html)).split()
