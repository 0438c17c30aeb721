"""The journal in the reader's words."""

from django.utils import translation

from dipb_portal.audit.words import kind


def test_what_an_act_was_on_is_named_in_the_readers_language():
    assert kind("boards.meeting") == "meeting"
    with translation.override("fr"):
        assert kind("boards.meeting") == "réunion"
    assert kind("boards.forgotten") == "boards.forgotten"
