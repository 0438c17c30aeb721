import pytest

from dipb_portal.lib.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Covered by the yearly report of the working group.", "en"),
        ("Le délai est celui du rapport annuel.", "fr"),
        ("OTAN, 2027", "fr"),
        ("", "fr"),
    ],
)
def test_function_words_tell_the_language_and_else_the_fallback_holds(text, language):
    assert language_of(text, otherwise="fr") == language
