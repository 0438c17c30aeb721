"""What writing a text does: nothing is lost, what is issued is frozen, every act stands in the journal."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from boards.enums import Denied, StaleVersion
from boards.models import Document
from dipb_portal.accounts.models import User
from dipb_portal.audit.models import Entry
from recommendations.access.guards import text_gaps
from recommendations.actions import drafting, paragraphs
from recommendations.enums import State
from recommendations.models import Paragraph, Recommendation, Revision
from tests.scenarios import People, draft, issued, newest, revised, text_in, working


def in_threads(work, arguments):
    """Run `work` once an argument, each on a connection of its own."""

    def run(argument):
        try:
            return work(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(run, arguments))


def first(revision: Revision) -> Paragraph:
    return revision.paragraphs.get(position=1)


def save(paragraph: Paragraph, by: User, **texts: object) -> Paragraph:
    words = {"text_en": paragraph.text_en, "text_fr": paragraph.text_fr, "translation_checked": False} | texts
    return paragraphs.save_paragraph(paragraph=paragraph, version=paragraph.version, by=by, **words)


def order(revision: Revision) -> list[str]:
    """Identities in order, after checking that positions count from 1 without a gap."""
    found = list(revision.paragraphs.order_by("position"))
    assert [each.position for each in found] == list(range(1, len(found) + 1))
    return [str(each.identity) for each in found]


def test_a_second_writer_is_told_and_given_the_first_ones_text(people: People) -> None:
    opened = first(working(draft(people.rapporteur)))
    save(opened, people.group_chair, text_en="<p>Theirs.</p>")
    with pytest.raises(StaleVersion) as stale:
        save(opened, people.rapporteur, text_en="<p>Mine.</p>")
    assert stale.value.theirs.text_en == "<p>Theirs.</p>"
    assert Paragraph.objects.get(pk=opened.pk).text_en == "<p>Theirs.</p>"


def test_no_save_of_concurrent_writers_is_lost(transactional_db: None, people: People) -> None:
    paragraph = first(working(draft(people.rapporteur)))
    save(paragraph, people.rapporteur, text_en="<p>Words:</p>")

    def write(writer: int) -> int:
        conflicts = 0
        for turn in range(5):
            while True:
                now = Paragraph.objects.get(pk=paragraph.pk)
                try:
                    save(now, people.rapporteur, text_en=now.text_en.replace("</p>", f" w{writer}t{turn}</p>"))
                    break
                except StaleVersion:
                    conflicts += 1
        return conflicts

    conflicts = in_threads(write, range(4))
    words = Paragraph.objects.get(pk=paragraph.pk).text_en.removesuffix("</p>").split()[1:]
    assert sorted(words) == sorted(f"w{writer}t{turn}" for writer in range(4) for turn in range(5))
    assert sum(conflicts) > 0  # else the writers never met, and the test says nothing


def test_texts_issued_at_once_get_different_numbers(transactional_db: None, people: People) -> None:
    texts = [draft(people.rapporteur) for _ in range(6)]
    in_threads(lambda text: drafting.issue_revision(recommendation=text, by=people.secretariat), texts)
    references = sorted(Document.objects.values_list("reference", flat=True))
    assert [reference[-4:] for reference in references] == [f"{n:04}" for n in range(1, 7)]


def test_two_who_start_a_revision_at_once_get_the_same_one(transactional_db: None, people: People) -> None:
    text = issued(people)
    started = in_threads(lambda _: drafting.start_revision(recommendation=text, by=people.rapporteur).pk, range(4))
    assert len(set(started)) == 1


def test_revisions_are_numbered_after_the_first(people: People) -> None:
    text = issued(people)
    reference = newest(text).document.reference
    second, third = revised(text, people.secretariat), revised(text, people.secretariat)
    assert second.document.reference == f"{reference}-REV1"
    assert third.document.reference == f"{reference}-REV2"


@pytest.mark.parametrize(
    "write",
    [
        lambda revision: Revision.objects.filter(pk=revision.pk).update(title_en="Other"),
        lambda revision: revision.paragraphs.update(text_en="<p>Other.</p>"),
        lambda revision: revision.paragraphs.all().delete(),
        lambda revision: Paragraph.objects.create(revision=revision, position=99),
    ],
    ids=["title", "text", "delete", "add"],
)
def test_the_database_refuses_to_change_what_was_issued(people: People, write) -> None:
    revision = newest(issued(people))
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        write(revision)


def test_an_issued_text_keeps_its_digest_and_its_successor_differs(people: People) -> None:
    text = issued(people)
    before = newest(text)
    after = revised(text, people.secretariat)
    assert drafting.digest(before, list(before.paragraphs.all())) == before.digest
    assert before.digest != after.digest


def test_a_translation_is_stale_once_its_original_changed(people: People) -> None:
    paragraph = first(working(draft(people.rapporteur)))
    assert not paragraph.is_stale("en")
    paragraph = save(paragraph, people.rapporteur, text_en="<p>Other words.</p>")
    assert paragraph.is_stale("en")
    assert not save(paragraph, people.rapporteur, translation_checked=True).is_stale("en")


def test_a_new_translation_is_current(people: People) -> None:
    paragraph = first(working(draft(people.rapporteur)))
    paragraph = save(paragraph, people.rapporteur, text_en="<p>Other.</p>", text_fr="<p>Autre.</p>")
    assert not paragraph.is_stale("en")
    assert save(paragraph, people.rapporteur, text_fr="").is_stale("en")


@pytest.mark.parametrize(("to", "expected"), [(1, "3124"), (4, "1243"), (99, "1243"), (-5, "3124"), (3, "1234")])
def test_a_moved_paragraph_stands_where_it_is_put(people: People, to: int, expected: str) -> None:
    revision = working(draft(people.rapporteur, paragraphs=4))
    before = order(revision)
    third = revision.paragraphs.get(position=3)
    paragraphs.move_paragraph(paragraph=third, version=third.version, to=to, by=people.rapporteur)
    assert order(revision) == [before[int(n) - 1] for n in expected]


def test_split_and_merge_undo_each_other(people: People) -> None:
    revision = working(draft(people.rapporteur, paragraphs=3))
    before, one = order(revision), first(revision)
    paragraphs.split_paragraph(
        paragraph=one,
        version=one.version,
        first=("<p>One.</p>", "<p>Un.</p>"),
        second=("<p>Two.</p>", "<p>Deux.</p>"),
        by=people.rapporteur,
    )
    assert [identity for identity in order(revision) if identity in before] == before
    one, two = revision.paragraphs.filter(position__lte=2)
    assert (one.text_en, two.text_fr) == ("<p>One.</p>", "<p>Deux.</p>")
    assert not one.is_stale("en")
    assert not two.is_stale("en")
    paragraphs.merge_with_next(paragraph=one, version=one.version, by=people.rapporteur)
    assert order(revision) == before
    assert first(revision).text_en == "<p>One.</p><p>Two.</p>"
    assert not first(revision).is_stale("en")


def test_a_merge_with_a_stale_paragraph_is_stale(people: People) -> None:
    revision = working(draft(people.rapporteur))
    save(revision.paragraphs.get(position=2), people.rapporteur, text_en="<p>Changed.</p>")
    one = first(revision)
    paragraphs.merge_with_next(paragraph=one, version=one.version, by=people.rapporteur)
    assert first(revision).is_stale("en")


def test_a_deleted_paragraph_closes_the_gap_and_its_words_stay_in_the_journal(people: People) -> None:
    revision = working(draft(people.rapporteur, paragraphs=3))
    two = revision.paragraphs.get(position=2)
    before = order(revision)
    paragraphs.delete_paragraph(paragraph=two, version=two.version, by=people.rapporteur)
    assert order(revision) == [before[0], before[2]]
    assert "level 2" in Entry.objects.filter(verb="paragraph_deleted").first().data


def test_identities_follow_into_the_next_revision(people: People) -> None:
    text = issued(people)
    before = order(newest(text))
    assert order(drafting.start_revision(recommendation=text, by=people.rapporteur)) == before


def test_an_incomplete_text_is_not_issued(people: People) -> None:
    text = draft(people.rapporteur)
    save(first(working(text)), people.rapporteur, text_en="")
    assert len(text_gaps(working(text))) == 1
    with pytest.raises(ValidationError, match="empty in the original language"):
        drafting.issue_revision(recommendation=text, by=people.secretariat)
    assert not Document.objects.exists()


def test_a_text_without_paragraphs_is_not_issued(people: People) -> None:
    text = draft(people.rapporteur, paragraphs=1)
    one = first(working(text))
    paragraphs.delete_paragraph(paragraph=one, version=one.version, by=people.rapporteur)
    with pytest.raises(ValidationError, match="no paragraph"):
        drafting.issue_revision(recommendation=text, by=people.secretariat)


def test_a_discarded_revision_leaves_the_issued_one(people: People) -> None:
    text = issued(people)
    revision = drafting.start_revision(recommendation=text, by=people.rapporteur)
    drafting.discard_revision(revision=revision, by=people.rapporteur, why="Not needed.")
    assert list(text.revisions.values_list("number", flat=True)) == [0]


def test_the_first_text_is_not_discarded(people: People) -> None:
    text = draft(people.rapporteur)
    with pytest.raises(ValidationError, match="withdraw"):
        drafting.discard_revision(revision=working(text), by=people.rapporteur, why="No.")


def test_nobody_writes_while_the_text_is_out_for_comments(people: People) -> None:
    text = issued(people)
    revision = drafting.start_revision(recommendation=text, by=people.rapporteur)
    Recommendation.objects.filter(pk=text.pk).update(state=State.IN_CONSULTATION)
    with pytest.raises(Denied, match="frozen"):
        save(first(revision), people.rapporteur, text_en="<p>Late.</p>")


@pytest.mark.parametrize("outsider", ["head_fra", "expert_fra", "rapporteur_scs", "niag", "partner_ukr", "auditor"])
def test_only_the_groups_own_pens_write(people: People, outsider: str) -> None:
    paragraph = first(working(draft(people.rapporteur)))
    with pytest.raises(Denied):
        save(paragraph, getattr(people, outsider), text_en="<p>Mine.</p>")


def test_only_the_secretariat_issues(people: People) -> None:
    with pytest.raises(Denied):
        drafting.issue_revision(recommendation=draft(people.rapporteur), by=people.rapporteur)


def test_texts_are_sanitised_on_the_way_in(people: People) -> None:
    paragraph = first(working(draft(people.rapporteur)))
    hostile = '<p onclick="x()">Level <script>alert(1)</script><b>one</b><svg onload=x></svg></p><style>p{}</style>'
    assert save(paragraph, people.rapporteur, text_en=hostile).text_en == "<p>Level <strong>one</strong></p>"


def test_a_write_whose_journal_entry_fails_is_undone(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph = first(working(draft(people.rapporteur)))
    before = paragraph.text_en

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(paragraphs, "record", broken)
    with pytest.raises(RuntimeError):
        save(paragraph, people.rapporteur, text_en="<p>Unseen.</p>")
    assert Paragraph.objects.get(pk=paragraph.pk).text_en == before


def test_a_text_in_a_late_state_offers_no_writing(people: People) -> None:
    text = text_in(State.ENDORSED, people)
    with pytest.raises(Denied):
        drafting.start_revision(recommendation=text, by=people.secretariat)
