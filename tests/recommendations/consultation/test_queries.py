import pytest
from django.template.loader import render_to_string

from recommendations.actions import drafting, paragraphs
from recommendations.queries.consultation import marks_for, senders
from tests.scenarios import close_round, comment, decide_all, issued, newest, open_round, working

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(people):
    """A text of four paragraphs, commented on all; in the next revision 1 stays, 2 changes, 3 goes, 4 moves."""
    text = issued(people, paragraphs=4)
    round_ = open_round(people, text)
    for position in (None, 1, 2, 3, 4):
        comment(round_, people.head_fra, position=position, submit=True)
    comment(round_, people.niag, position=1, submit=True)
    close_round(people, round_)
    decide_all(people, round_)
    by = people.secretariat
    drafting.start_revision(recommendation=text, by=by)
    second = working(text).paragraphs.get(position=2)
    paragraphs.save_paragraph(
        paragraph=second,
        version=second.version,
        text_en="<p>New words.</p>",
        text_fr="<p>Nouveau texte.</p>",
        translation_checked=True,
        by=by,
    )
    third = working(text).paragraphs.get(position=3)
    paragraphs.delete_paragraph(paragraph=third, version=third.version, by=by)
    drafting.issue_revision(recommendation=text, by=by)
    return text


def identities(revision):
    return {each.position: each.identity for each in revision.paragraphs.all()}


def test_comments_follow_their_paragraph_into_the_next_revision(people, followed):
    first = identities(followed.revisions.get(number=0))
    marks = marks_for(newest(followed), people.head_deu)
    fates = {position: [mark.fate for mark in marks[identity]] for position, identity in first.items()}
    assert fates == {1: ["unchanged", "unchanged"], 2: ["changed"], 3: ["gone"], 4: ["moved"]}
    assert [mark.fate for mark in marks[None]] == ["unchanged"]


def test_on_the_revision_itself_a_comment_has_no_fate(people, followed):
    marks = marks_for(followed.revisions.get(number=0), people.head_deu)
    assert {mark.fate for each in marks.values() for mark in each} == {""}


def test_marks_are_those_the_reader_may_read(people, followed):
    marks = marks_for(followed.revisions.get(number=0), people.niag)
    assert [mark.comment.source_code for each in marks.values() for mark in each] == ["NIAG"]


def test_marks_of_a_text_take_two_queries(people, followed, django_assert_num_queries):
    revision = newest(followed)
    marks_for(revision, people.head_deu)
    with django_assert_num_queries(2):
        marks_for(revision, people.head_deu)


def test_a_mark_leads_to_its_comment_and_says_what_became_of_the_paragraph(people, followed):
    first = identities(followed.revisions.get(number=0))
    marks = marks_for(newest(followed), people.head_deu)[first[2]]
    page = render_to_string("recommendations/consultation/_marks.html", {"marks": marks})
    assert f"#c{marks[0].comment.pk}" in page
    assert "the paragraph has changed since" in page


def test_those_asked_stand_in_protocol_order_then_bodies(people):
    round_ = open_round(people, issued(people), ["DIPB", "NIAG"])
    comment(round_, people.head_fra, submit=True)
    comment(round_, people.head_deu)
    comment(round_, people.niag, submit=True)
    found = senders(round_)
    assert [found[0].code, found[1].code, found[-1].code] == ["ALB", "BEL", "NIAG"]
    assert [each.code for each in found if each.received] == ["FRA", "NIAG"]


def test_partners_are_asked_by_the_seats_they_hold(people):
    round_ = open_round(people, issued(people), ["PARTNERS"])
    assert [each.code for each in senders(round_)] == ["UKR"]
