"""The French catalogue is complete and well set, and no template speaks past it."""

import re
import shutil
from pathlib import Path

import polib
import pytest
from django.core.management import call_command
from pytest_django import Settings

ROOT = Path(__file__).parents[1]
CATALOGUE = polib.pofile(str(ROOT / "dipb_portal" / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
SOURCES = ("boards", "dipb_portal", "recommendations", "templates", "workinggroups")
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))

PLACEHOLDER = re.compile(r"%\((\w+)\)([sd])")
BAD_SPACING = {
    "no-break space before a colon": re.compile(r"(?<!\u00a0):(?=[\s)]|$)"),
    "narrow no-break space before ; ? !": re.compile(r"(?<!\u202f)[;?!]"),
    "no-break space inside guillemets": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "guillemets, not quotation marks": re.compile(r"[“”\"]"),
    "a curved apostrophe": re.compile(r"'"),
    "one space at a time": re.compile(r"[ \u00a0\u202f]{2}"),
}
NOT_THE_GLOSSARY = re.compile(r"\b(nations?|commentaires?|CNAD|standardisation|e-mails?|paquets?)\b", re.IGNORECASE)

SPOKEN_BY_DJANGO = re.compile(
    r"{#.*?#}|{% comment.*?{% endcomment %}|{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}", re.DOTALL
)
SPOKEN_ATTRIBUTE = re.compile(r'\s(?:alt|title|placeholder|data-th|label|aria-(?:label|description))="([^"]*)"')
MARKUP = re.compile(r"<!--.*?-->|<style.*?</style>|<[^>]*>|&\w+;", re.DOTALL)
DEMO_ACCOUNT = re.compile(r"[\w.]+@dipb\.example")
WORD = re.compile(r"[^\W\d_]{2,}")
SAME_IN_BOTH_LANGUAGES = {"DIPB", "English", "Français", "ENGLISH", "FRANÇAIS", "EN", "FR", "PDF", "ZIP", "CSV"}
UNTRANSLATED = {
    "ui/styleguide.html": "The text reads six four months Le texte dit quatre mois DIPB REV",  # specimens
    "recommendations/packets/integrity.html": "chain",  # the member of contents.json, as spelt there
}


@pytest.fixture
def extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> polib.POFile:
    """What makemessages finds in a copy of the code: it writes beside what it reads."""
    for source in SOURCES:
        shutil.copytree(ROOT / source, tmp_path / source, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    locale = tmp_path / "locale"
    locale.mkdir()
    settings.LOCALE_PATHS = [locale]
    monkeypatch.chdir(tmp_path)
    call_command("makemessages", all=True, keep_pot=True, no_location=True, verbosity=0)
    return polib.pofile(str(locale / "django.pot"))


def sayings(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def faults(pattern: re.Pattern[str]) -> list[str]:
    return [said for entry in CATALOGUE for said in sayings(entry) if pattern.search(PLACEHOLDER.sub("x", said))]


def test_the_catalogue_holds_what_the_code_says_and_nothing_else(extracted: polib.POFile) -> None:
    def keys(catalogue: polib.POFile) -> set[tuple[str | None, str, str]]:
        return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue if not entry.obsolete}

    assert keys(extracted) - keys(CATALOGUE) == set()
    assert keys(CATALOGUE) - keys(extracted) == set()


def test_everything_is_translated() -> None:
    assert [entry.msgid for entry in CATALOGUE if entry.fuzzy or not entry.translated()] == []


def test_placeholders_are_those_of_the_english() -> None:
    wrong = []
    for entry in CATALOGUE:
        english = {frozenset(PLACEHOLDER.findall(said)) for said in (entry.msgid, entry.msgid_plural) if said}
        wrong += [said for said in sayings(entry) if frozenset(PLACEHOLDER.findall(said)) not in english]
    assert wrong == []


@pytest.mark.parametrize("rule", BAD_SPACING)
def test_french_is_set_as_french(rule: str) -> None:
    assert faults(BAD_SPACING[rule]) == []


def test_french_keeps_to_the_glossary() -> None:
    """« pays », « observation », « CDNA »: the words of NATO's French documents."""
    assert faults(NOT_THE_GLOSSARY) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_leave_every_word_to_the_catalogue(template: Path) -> None:
    source = SPOKEN_BY_DJANGO.sub(" ", template.read_text())
    heard = " ".join([MARKUP.sub(" ", source), *SPOKEN_ATTRIBUTE.findall(source)])
    name = str(template.relative_to(ROOT / "templates"))
    allowed = SAME_IN_BOTH_LANGUAGES | set(UNTRANSLATED.get(name, "").split())
    assert set(WORD.findall(DEMO_ACCOUNT.sub(" ", heard))) - allowed == set()
