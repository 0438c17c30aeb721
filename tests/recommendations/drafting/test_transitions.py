"""Every state with every step, from the table; and what each guard refuses."""

import itertools

import pytest
from django.db import transaction

from boards.enums import Denied, IllegalTransition
from dipb_portal.audit.models import Entry
from recommendations.actions import drafting, paragraphs, transitions
from recommendations.actions.transitions import perform
from recommendations.enums import State
from recommendations.lifecycle import MAIN_LINE, TRANSITIONS
from recommendations.models import Recommendation
from tests.scenarios import People, close_round, comment, draft, issued, open_round, text_in

# A text out for comments always has an open round: these are refused until it is closed.
GUARDED = {(State.IN_CONSULTATION, "withdraw"), (State.IN_CONSULTATION, "supersede")}


class RolledBackError(Exception):
    """Ends a block whose writes the next one must not see."""


def attempt(text: Recommendation, name: str, by: object) -> Recommendation:
    """Take a step, and undo it."""
    moved = None
    try:
        with transaction.atomic():
            moved = perform(text, name, by=by, why="For the test.")
            entry = Entry.objects.first()
            assert (entry.verb, entry.object_id) == (name, str(text.pk))
            raise RolledBackError
    except RolledBackError:
        return moved


@pytest.mark.parametrize("state", State.values)
def test_exactly_the_steps_of_the_table_are_taken(people: People, state: str) -> None:
    text = text_in(state, people)
    for name, step in TRANSITIONS.items():
        somebody = people.secretariat if step.permission else None
        if state not in step.sources:
            with pytest.raises(IllegalTransition):
                perform(text, name, by=somebody, why="For the test.")
        elif (state, name) in GUARDED:
            with pytest.raises(Denied):
                perform(text, name, by=somebody, why="For the test.")
        else:
            assert attempt(text, name, somebody).state == step.target, name
        text.refresh_from_db()
        assert text.state == state


@pytest.mark.parametrize("state", State.values)
def test_the_wrong_person_takes_no_step(people: People, state: str) -> None:
    text = text_in(state, people)
    for name, step in TRANSITIONS.items():
        if state in step.sources:
            for person in (people.head_fra, people.niag, people.auditor, people.rapporteur_scs):
                with pytest.raises(Denied):
                    perform(text, name, by=person, why="For the test.")
    text.refresh_from_db()
    assert text.state == state


def test_nobody_takes_the_steps_of_the_clock(people: People) -> None:
    text = text_in(State.UNDER_SILENCE, people)
    with pytest.raises(Denied):
        perform(text, "endorse", by=people.secretariat)


def test_the_main_line_is_made_of_steps_of_the_table() -> None:
    for source, target in itertools.pairwise(MAIN_LINE):
        assert any(source in step.sources and step.target == target for step in TRANSITIONS.values())


def test_a_step_that_owes_a_reason_wants_one(people: People) -> None:
    with pytest.raises(ValueError, match="reason"):
        perform(issued(people), "withdraw", by=people.secretariat, why="  ")


def test_a_text_never_issued_is_not_put_out_for_comments(people: People) -> None:
    with pytest.raises(Denied, match="No revision has been issued"):
        perform(draft(people.secretariat), "open_consultation", by=people.secretariat)


def test_a_text_being_revised_is_not_agreed(people: People) -> None:
    text = text_in(State.ADJUDICATION, people)
    drafting.start_revision(recommendation=text, by=people.rapporteur)
    with pytest.raises(Denied, match="being revised"):
        perform(text, "agree_in_group", by=people.group_chair)


def test_a_text_whose_translation_is_behind_is_not_agreed(people: People) -> None:
    text = text_in(State.ADJUDICATION, people)
    revision = drafting.start_revision(recommendation=text, by=people.rapporteur)
    one = revision.paragraphs.first()
    paragraphs.save_paragraph(
        paragraph=one,
        version=one.version,
        text_en="<p>New.</p>",
        text_fr=one.text_fr,
        translation_checked=False,
        by=people.rapporteur,
    )
    drafting.issue_revision(recommendation=text, by=people.secretariat)
    with pytest.raises(Denied, match="translation"):
        perform(text, "agree_in_group", by=people.group_chair)


def test_a_text_with_open_comments_is_not_agreed(people: People) -> None:
    text = issued(people)
    consultation = open_round(people, text)
    comment(consultation, people.head_fra, submit=True)
    close_round(people, consultation)
    with pytest.raises(Denied, match="still to be decided"):
        perform(text, "agree_in_group", by=people.group_chair)


def test_a_step_whose_journal_entry_fails_is_undone(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    text = issued(people)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(transitions, "record", broken)
    with pytest.raises(RuntimeError):
        perform(text, "withdraw", by=people.secretariat, why="No.")
    text.refresh_from_db()
    assert text.state == State.DRAFT
