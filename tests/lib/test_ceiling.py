import pytest

from dipb_portal.lib.ceiling import find_marking


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("NATO RESTRICTED\nThe text", "NATO RESTRICTED"),
        ("Annex\nNATO DIFFUSION RESTREINTE", "NATO DIFFUSION RESTREINTE"),
        ("see NATO  SECRET annex", "NATO SECRET"),
        ("NATO\u00a0CONFIDENTIEL", "NATO CONFIDENTIEL"),
        ("COSMIC TRÈS SECRET", "COSMIC TRES SECRET"),
        ("COSMIC TOP SECRET ATOMAL", "COSMIC TOP SECRET"),
        ("NATO/EAPC RESTRICTED", "NATO/EAPC RESTRICTED"),
        ("RESTREINT UE", "RESTREINT UE"),
        ("Title\n ** SECRET ** \ntext", "SECRET"),
        ("(NR) The stocks of", "(NR)"),
        ("NATO SEC\u200bRET", "NATO SECRET"),
    ],
)
def test_markings_above_the_ceiling_are_found(text, marking):
    assert find_marking(text) == marking


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NATO UNCLASSIFIED",
        "NATO SANS CLASSIFICATION",
        "Nations keep NATO secret documents in their registries.",
        "A restricted call for tenders; le secret industriel",
        "the SECRETARIAT of NATO",
        "figures of Norway (NR) and others",
    ],
)
def test_ordinary_words_pass(text):
    assert find_marking(text) is None
