"""The demo's words hold to the rules that delegates' own words would be held to."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from boards.enums import Goal, Objective
from boards.reference_data import ALLIES, BODIES
from dipb_portal.accounts.roles import ROLES
from dipb_portal.lib.richtext import sanitise
from recommendations.enums import Decision, Kind, Stance, State, Subject, Verb
from recommendations.management.demo import script
from recommendations.management.demo.script import Comment, Round, ScriptError, Text

SCRIPT = script.load()
TEXTS = {text.code: text for text in SCRIPT.texts}
ACCOUNTS = {person.account: person for person in SCRIPT.people}
NAMED = {
    "secretariat",
    "chair",
    "head.fra",
    "expert.fra",
    "head.deu",
    "head.usa",
    "niag",
    "rapporteur.scs",
    "partner.ukr",
    "auditor",
    "admin",
}

each_text = pytest.mark.parametrize("text", SCRIPT.texts, ids=TEXTS)


def comments_of(text: Text) -> Iterator[tuple[Round, Comment]]:
    return ((each, comment) for each in text.rounds for comment in each.comments)


def pairs_of(text: Text) -> list[tuple[str, str]]:
    """Every (English, French) pair of the text; a change that leaves a language out is not a pair."""
    changes = [change for revision in text.revisions for change in revision.changes]
    return [
        (text.title_en, text.title_fr),
        *((words.en, words.fr) for words in text.paragraphs),
        *((change.en, change.fr) for change in changes if change.en and change.fr),
    ]


def french() -> Iterator[str]:
    for text in SCRIPT.texts:
        yield from (fr for _en, fr in pairs_of(text))
        for _round, comment in comments_of(text):
            if comment.language == "fr":
                yield from (comment.text, comment.proposed_text, comment.rationale)
        for silence in text.silences:
            yield from (position.text for position in silence.positions if position.language == "fr")
    for report in SCRIPT.reports:
        yield from (report.title_fr, report.introduction_fr, report.summary_fr, report.way_ahead_fr)
        yield from (request.fr for request in report.requests)
    for document in SCRIPT.documents:
        yield document.text


def test_the_named_accounts_exist_once() -> None:
    assert ACCOUNTS.keys() >= NAMED
    assert len(ACCOUNTS) == len(SCRIPT.people)


def test_people_fill_every_role_for_many_nations() -> None:
    roles = Counter(person.role for person in SCRIPT.people)
    assert roles.keys() == ROLES.keys()
    assert 45 <= len(SCRIPT.people) <= 60
    assert roles["head"] >= 14
    assert roles["deputy"] >= 6
    assert len({person.nation for person in SCRIPT.people if person.role == "expert"}) >= 8


@pytest.mark.parametrize("person", SCRIPT.people, ids=ACCOUNTS)
def test_a_person_sits_somewhere(person: script.Person) -> None:
    assert person.body in {code for code, *_rest in BODIES}
    assert bool(person.nation) == ROLES[person.role].national
    assert person.language in ("en", "fr")


def test_states_kinds_and_aims_are_all_shown() -> None:
    assert {text.state for text in SCRIPT.texts} == set(State)
    assert {text.kind for text in SCRIPT.texts} == set(Kind)
    assert {text.subject for text in SCRIPT.texts} == set(Subject)
    assert {aim for text in SCRIPT.texts for aim in text.objectives} == set(Objective)
    assert {goal for text in SCRIPT.texts for goal in text.goals} == set(Goal)
    assert {text.original for text in SCRIPT.texts} == {"en", "fr"}
    groups = Counter(text.group for text in SCRIPT.texts)
    assert groups.keys() == {"CAP", "SCS", "SOI"}
    assert min(groups.values()) >= 4


@each_text
def test_a_text_says_the_same_in_both_languages(text: Text) -> None:
    assert 5 <= len(text.paragraphs) <= 9
    for en, fr in pairs_of(text):
        assert en
        assert fr
        assert en != fr
        assert re.findall(r"<[^>]+>", en) == re.findall(r"<[^>]+>", fr)
        assert 0.7 < len(fr) / len(en) < 1.8
    for revision in text.revisions:
        for change in revision.changes:
            assert change.fr if text.original == "fr" else change.en


@each_text
def test_a_text_passes_the_sanitiser_unharmed(text: Text) -> None:
    for en, fr in pairs_of(text):
        for html in (en, fr):
            clean = sanitise(html)
            assert set(re.findall(r"<\w+", html)) <= set(re.findall(r"<\w+", clean))
            assert re.sub(r"<[^>]+>", " ", clean).split() == re.sub(r"<[^>]+>", " ", html).split()


def test_some_texts_hold_lists_tables_and_notes() -> None:
    words = " ".join(en for text in SCRIPT.texts for en, _fr in pairs_of(text))
    for mark in ("<ul>", "<ol>", "<table>", '<span class="footnote">'):
        assert mark in words


def test_a_translation_is_left_behind_only_in_a_working_text() -> None:
    behind = {
        (text.code, revision.issued)
        for text in SCRIPT.texts
        for revision in text.revisions
        for change in revision.changes
        if not (change.en and change.fr)
    }
    assert behind
    assert {issued for _code, issued in behind} == {None}


@each_text
def test_changes_and_anchors_point_at_paragraphs_there_are(text: Text) -> None:
    for number, revision in enumerate(text.revisions):
        for change in revision.changes:
            assert 1 <= (change.paragraph or change.after) <= text.length(max(number - 1, 0))
    for each, comment in comments_of(text):
        assert 0 <= comment.paragraph <= text.length(each.revision)
    for silence in text.silences:
        assert all(0 <= position.paragraph <= text.length(silence.revision) for position in silence.positions)


@each_text
def test_days_follow_each_other(text: Text) -> None:
    issued = [revision.issued for revision in text.revisions if revision.issued is not None]
    assert all(day < 0 for day in issued)
    assert all(before < after for before, after in pairwise([text.drafted, *issued]))
    for each in text.rounds:
        days = [issued[each.revision], each.opened, each.closes]
        days += [] if each.adjudicated is None else [each.adjudicated]
        assert days == sorted(set(days))
    for silence in text.silences:
        assert issued[silence.revision] < silence.agreed < silence.opened < silence.deadline
        assert all(silence.opened <= position.at < silence.deadline for position in silence.positions)
        assert silence.deadline - silence.opened >= 5


@each_text
def test_comments_keep_the_rules(text: Text) -> None:
    for each in text.rounds:
        assert 4 <= len(each.comments) <= 14
    for each, comment in comments_of(text):
        assert comment.type == "A" or comment.proposed_text
        assert comment.type != "C" or comment.rationale
        assert comment.decision not in (Decision.MODIFY, Decision.REJECT) or comment.explanation
        assert (comment.decision is None) or (each.closes < 0 and not comment.draft)
        assert each.adjudicated is None or comment.decision is not None
        author = ACCOUNTS[comment.author or submitter(comment)]
        assert comment.sender in (author.nation, author.body)
        if author.body in ("CAP", "SCS", "SOI"):
            assert author.body == text.group


def submitter(comment: Comment) -> str:
    return {"NIAG": "niag", "UKR": "partner.ukr"}.get(comment.sender, f"head.{comment.sender.lower()}")


def test_comments_come_in_every_type_language_and_decision_and_from_industry() -> None:
    comments = [comment for text in SCRIPT.texts for _round, comment in comments_of(text)]
    assert {comment.type for comment in comments} == {"C", "S", "A"}
    assert {comment.language for comment in comments} == {"en", "fr"}
    assert {comment.decision for comment in comments} == {None, *Decision}
    assert any(comment.draft for comment in comments)
    assert {"NIAG", "UKR"} < {comment.sender for comment in comments}


@each_text
def test_industry_never_speaks_of_positions_of_nations(text: Text) -> None:
    names = {name for _alpha3, _alpha2, *both, _en, _fr in ALLIES for name in both}
    for _round, comment in comments_of(text):
        if comment.sender == "NIAG":
            said = f"{comment.text} {comment.proposed_text} {comment.rationale}"
            assert not any(re.search(rf"\b{name}\b", said) for name in names)


def test_silences_run_break_and_end_with_reservations() -> None:
    silences = [silence for text in SCRIPT.texts for silence in text.silences]
    positions = [position for silence in silences for position in silence.positions]
    assert sum(silence.deadline > 0 for silence in silences) == 1
    assert sum(position.stance == Stance.OBJECT for position in positions) == 2
    assert {position.stance for position in positions} == set(Stance)
    for position in positions:
        assert f"head.{position.nation.lower()}" in ACCOUNTS
        assert position.text or position.stance == Stance.SUPPORT
        if position.stance == Stance.OBJECT:
            assert position.paragraph
            assert position.lifting_text


def test_reports_carry_endorsed_texts_and_every_verb() -> None:
    chosen = [code for report in SCRIPT.reports for code in report.recommendations]
    assert len(chosen) == len(set(chosen))
    for report in SCRIPT.reports:
        states = {TEXTS[code].state for code in report.recommendations}
        after = {State.SUBMITTED, State.EXAMINED, State.FOLLOW_UP, State.CLOSED, State.ADJUDICATION}  # returned
        assert states <= (after if report.issued else {State.ENDORSED})
        assert (report.meeting is None) == (report.addressee == "nadreps")
        for name in ("title", "introduction", "summary", "way_ahead"):
            assert getattr(report, f"{name}_en") != getattr(report, f"{name}_fr")
    assert {request.verb for report in SCRIPT.reports for request in report.requests} == set(Verb)
    assert {bool(report.issued) for report in SCRIPT.reports} == {True, False}


def test_the_programme_of_work_gives_each_group_its_items() -> None:
    items = Counter(item.group for item in SCRIPT.programme)
    assert items.keys() == {"CAP", "SCS", "SOI"}
    assert min(items.values()) >= 3


def test_founding_documents_keep_no_press_contact() -> None:
    assert len(SCRIPT.documents) == 2
    for document in SCRIPT.documents:
        assert sanitise(document.text)
        assert not re.search(r"@|https?:|www\.|\+32|Suivez", document.text)


def test_french_is_typed_with_plain_spaces_and_typographic_apostrophes() -> None:
    """The template layer sets the no-break spaces."""
    for text in french():
        assert not re.search("[\u00a0\u202f']", text)
        assert not re.search(r"(?<![\s\d])[:;?!](?=\s|<|$)|«(?! )|(?<! )»", text), text


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ({"verb": "note", "en": "a"}, "fr"),
        ({"verb": "note", "en": "a", "fr": "b", "de": "c"}, "unknown de"),
        ({"verb": "vote", "en": "a", "fr": "b"}, "vote"),
        ({"verb": "note", "en": 1, "fr": "b"}, "str expected"),
    ],
)
def test_the_loader_names_what_is_wrong(table: dict[str, object], fault: str) -> None:
    with pytest.raises(ScriptError, match=fault):
        script._build(script.Request, table, "requests[0]")
