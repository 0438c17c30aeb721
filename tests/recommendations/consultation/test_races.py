"""Several people at one round, each on a connection of their own."""

import pytest
from django.core.exceptions import ValidationError

from boards.enums import StaleVersion
from dipb_portal.audit.journal import faults
from dipb_portal.audit.models import Entry
from recommendations.actions.consultation import (
    adjudicate,
    close_consultation,
    finish_adjudication,
    save_comment,
    submit_comments,
)
from recommendations.models import Comment, Consultation
from tests.races import again, at_once
from tests.scenarios import comment

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_deputies_submit_the_same_comments_once(people, asking):
    prepared = [comment(asking, people.expert_fra) for _ in range(5)]
    others = [comment(asking, people.head_deu) for _ in range(5)]

    def submitting(comments, person):
        return lambda: submit_comments(consultation=asking, comments=comments, by=again(person))

    counts = at_once(
        submitting(prepared, people.head_fra),
        submitting(prepared, people.deputy_fra),
        submitting(others, people.head_deu),
        submitting(others, people.head_deu),
    )
    assert sorted(counts) == [0, 0, 5, 5]
    serials = Comment.objects.filter(consultation=asking).values_list("serial", flat=True)
    assert sorted(serials) == list(range(1, 11))
    assert Entry.objects.filter(verb="comments_submitted").count() == 2
    assert list(faults()) == []


def test_concurrent_closers_close_once(people, asking):
    def closing(person):
        return lambda: close_consultation(consultation=asking, by=person and again(person))

    Consultation.objects.filter(pk=asking.pk).update(opened_at="2026-01-01T00:00Z", closes_at="2026-01-02T00:00Z")
    answers = at_once(closing(None), closing(None), closing(people.secretariat), closing(None))
    assert sorted(answers) == [False, False, False, True]
    assert Entry.objects.filter(verb="consultation_closed").count() == 1


def test_of_two_who_save_the_same_version_one_is_shown_the_other(people, asking):
    made = comment(asking, people.expert_fra)

    def saving(person, words):
        return lambda: save_comment(
            consultation=asking,
            comment=made,
            version=made.version,
            paragraph=made.paragraph,
            type="S",
            language="en",
            text=words,
            proposed_text="words",
            rationale="",
            by=again(person),
        )

    answers = at_once(saving(people.expert_fra, "expert"), saving(people.deputy_fra, "deputy"))
    stale = next(answer for answer in answers if isinstance(answer, StaleVersion))
    saved = next(answer for answer in answers if isinstance(answer, Comment))
    assert stale.theirs.text == saved.text == Comment.objects.get().text


def test_a_comment_is_either_submitted_before_the_round_closes_or_refused(people, asking):
    made = comment(asking, people.head_fra)
    submitted, closed = at_once(
        lambda: submit_comments(consultation=asking, comments=[made], by=again(people.head_fra)),
        lambda: close_consultation(consultation=asking, by=again(people.secretariat)),
    )
    made.refresh_from_db()
    assert closed is True
    assert (submitted == 1) == (made.submitted_at is not None)
    if submitted == 1:
        asking.refresh_from_db()
        assert made.submitted_at <= asking.closed_at


def test_of_two_decisions_on_a_comment_one_is_refused(people, received):
    made = received.comments.first()
    answers = at_once(
        lambda: adjudicate(comment=made, decision="accept", explanation="", by=again(people.secretariat)),
        lambda: adjudicate(comment=made, decision="note", explanation="", by=again(people.rapporteur)),
    )
    assert [type(answer) for answer in answers].count(StaleVersion) == 1


def test_decisions_are_circulated_once(people, received):
    for made in received.comments.all():
        adjudicate(comment=made, decision="note", explanation="", by=people.rapporteur)
    answers = at_once(*[lambda: finish_adjudication(consultation=received, by=again(people.secretariat))] * 3)
    assert answers.count(None) == 1
    assert not any(isinstance(answer, ValidationError) for answer in answers)
    assert Entry.objects.filter(verb="decisions_circulated").count() == 1
