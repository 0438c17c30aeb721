"""Papers: numbers, files and their versions, releases, withdrawals, citations."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from boards.access import documents_visible_to
from boards.access.documents import files_visible_to
from boards.actions import filing
from boards.actions.filing import Particulars
from boards.enums import Denied, FileRefusal, FileState
from boards.models import Body, Document, DocumentFile, Nation
from boards.queries.documents import citing
from dipb_portal.audit.models import Entry
from dipb_portal.lib import storage
from dipb_portal.notifications.messages import sentence
from dipb_portal.notifications.models import Kind, Notification
from tests import library_scenarios as library
from tests.races import again, at_once

pytestmark = pytest.mark.django_db


def test_a_paper_gets_the_next_number_of_its_body_and_is_read_by_its_members(people):
    first = library.paper(people.secretariat, kind="D")
    second = library.paper(people.head_fra, kind="WP", body="CAP", genre="national", nation="FRA")
    assert first.reference.startswith("DIPB-D(")
    assert second.reference.startswith("DIPB(CAP)-WP(")
    assert second.filing.originator == Nation.objects.get(alpha3="FRA")
    assert second in documents_visible_to(again(people.head_deu))
    assert second not in documents_visible_to(again(people.niag))
    assert Entry.objects.filter(verb="document_filed").count() == 2


@pytest.mark.parametrize(
    ("role", "kind", "body", "nation"),
    [
        ("niag", "N", "DIPB", ""),
        ("partner_ukr", "N", "DIPB", "UKR"),
        ("auditor", "N", "DIPB", ""),
        ("chair", "N", "DIPB", ""),
        ("head_fra", "D", "DIPB", "FRA"),
        ("head_fra", "N", "DIPB", "DEU"),
        ("head_fra", "N", "DIPB", ""),
        ("rapporteur", "N", "SCS", ""),
        ("rapporteur", "D", "CAP", ""),
        ("secretariat", "DS", "DIPB", ""),
        ("secretariat", "N", "NIAG", ""),
    ],
)
def test_who_may_not_number_what(people, role, kind, body, nation):
    with pytest.raises(Denied):
        library.paper(getattr(people, role), kind=kind, body=body, nation=nation)
    assert not Document.objects.exists()


def test_a_file_is_offered_only_once_it_is_checked(people):
    made = library.paper(people.secretariat, check=False)
    assert not files_visible_to(again(people.head_fra)).exists()
    library.check_files()
    file = files_visible_to(again(people.head_fra)).get()
    assert (file.document, file.state, file.text_language) == (made, FileState.READY, "en")
    assert "Powder lines" in file.text
    assert storage.path(file.sha256, filing.SUFFIX).read_bytes() == library.pdf()


def test_a_file_marked_above_the_ceiling_is_refused_deleted_and_told(people, django_capture_on_commit_callbacks):
    secret = library.new_file(library.docx("Powder", header="NATO SECRET"), "plan.docx")
    with django_capture_on_commit_callbacks(execute=True):
        made = library.paper(people.head_fra, genre="national", nation="FRA", file=secret)
    file = library.file_of(made)
    assert (file.state, file.reason, file.text) == (FileState.REFUSED, FileRefusal.MARKED, "")
    assert file.deleted_at
    assert not storage.path(file.sha256, filing.SUFFIX).exists()
    assert Notification.objects.get(kind="file_refused").user == people.head_fra
    assert Entry.objects.filter(verb="file_refused", why="marked").exists()
    assert not files_visible_to(again(people.secretariat)).exists()


def test_content_that_another_paper_offers_is_not_deleted_with_a_refused_one(
    people, django_capture_on_commit_callbacks
):
    kept = library.file_of(library.paper(people.secretariat))
    with django_capture_on_commit_callbacks(execute=True):
        other = library.paper(people.head_fra, genre="national", nation="FRA", check=False)
        file = library.file_of(other)
        library.checking.refuse_file(library.checking.lease_next(), FileRefusal.TOO_LARGE)
    file.refresh_from_db()
    assert file.deleted_at
    assert file.sha256 == kept.sha256
    assert storage.path(kept.sha256, filing.SUFFIX).exists()


def test_a_new_file_takes_the_place_of_the_old_one_once_it_is_checked(people):
    made = library.paper(people.secretariat)
    filing.add_file(filing=made.filing, file=library.new_file(library.pdf("Newer")), by=people.secretariat)
    assert [file.version for file in DocumentFile.objects.current()] == [1]
    library.check_files()
    assert [file.version for file in DocumentFile.objects.current()] == [2]
    assert DocumentFile.objects.ready().count() == 2
    filing.add_file(
        filing=made.filing, file=library.new_file(library.pdf("Poudre"), language="fr"), by=people.secretariat
    )
    library.check_files()
    assert sorted(file.language for file in DocumentFile.objects.current()) == ["en", "fr"]


def test_a_refused_file_leaves_the_one_before_it(people):
    made = library.paper(people.secretariat)
    filing.add_file(filing=made.filing, file=library.new_file(library.pdf("NATO SECRET")), by=people.secretariat)
    library.check_files()
    assert [file.version for file in DocumentFile.objects.current()] == [1]


def test_one_file_a_language_is_checked_at_a_time(people):
    made = library.paper(people.secretariat, check=False)
    with pytest.raises(ValidationError):
        filing.add_file(filing=made.filing, file=library.new_file(), by=people.secretariat)


def test_who_keeps_a_paper(people):
    made = library.paper(people.expert_fra, genre="national", nation="FRA", body="CAP")
    for person in (people.head_fra, people.secretariat):
        filing.add_file(filing=made.filing, file=library.new_file(library.pdf(person.email)), by=person)
        library.check_files()
    for person in (people.head_deu, people.niag, people.rapporteur, people.chair):
        with pytest.raises(Denied):
            filing.add_file(filing=made.filing, file=library.new_file(library.pdf(person.email)), by=person)


def test_the_other_language_is_added_and_the_original_is_not_changed(people):
    made = library.paper(people.secretariat)
    add = {"filing": made.filing, "title": "Capacité", "text": "<p>Poudre</p>", "translation": "revised"}
    filing.add_language(language="fr", by=people.secretariat, **add)
    made.refresh_from_db()
    made.filing.refresh_from_db()
    assert (made.title_fr, made.text_fr, made.filing.translation) == ("Capacité", "<p>Poudre</p>", "revised")
    with pytest.raises(ValidationError):
        filing.add_language(language="en", by=people.secretariat, **add)


def test_a_withdrawn_paper_keeps_its_number_and_nothing_else(people):
    made = library.paper(people.secretariat)
    filing.release_document(filing=made.filing, body=Body.objects.get(code="NIAG"), by=people.secretariat)
    filing.withdraw_document(filing=made.filing, why="Overtaken.", by=people.secretariat)
    made.refresh_from_db()
    assert made.withdrawn_at
    assert made in documents_visible_to(again(people.head_fra))
    for person in (people.secretariat, people.head_fra, people.niag):
        assert not files_visible_to(again(person)).exists()
    with pytest.raises(ValidationError):
        filing.withdraw_document(filing=made.filing, why="Again.", by=people.secretariat)
    with pytest.raises(ValidationError):
        filing.add_file(filing=made.filing, file=library.new_file(), by=people.secretariat)


def test_a_release_reaches_the_outside_body_and_the_current_file_only(people):
    made = library.paper(people.secretariat)
    filing.add_file(filing=made.filing, file=library.new_file(library.pdf("Newer")), by=people.secretariat)
    library.check_files()
    niag = Body.objects.get(code="NIAG")
    filing.release_document(filing=made.filing, body=niag, by=people.secretariat)
    assert [file.version for file in files_visible_to(again(people.niag))] == [2]
    assert not files_visible_to(again(people.partner_ukr)).exists()
    filing.take_back_release(filing=made.filing, body=niag, by=people.secretariat)
    assert not files_visible_to(again(people.niag)).exists()
    assert made not in documents_visible_to(again(people.niag))


def test_those_it_is_released_to_are_told_once_and_no_longer_once_it_is_withdrawn(people):
    made = library.paper(people.secretariat)
    niag, partners = Body.objects.get(code="NIAG"), Body.objects.get(code="PARTNERS")
    for body in (niag, niag, partners):
        filing.release_document(filing=made.filing, body=body, by=people.secretariat)
    told = Notification.objects.filter(kind=Kind.RELEASED)
    assert {each.user for each in told} == {people.niag, people.partner_ukr}
    assert {each.path for each in told} == {reverse("boards:document", args=[made.pk])}
    assert sentence(told[0]) == f"{made.reference} is released to you."
    filing.take_back_release(filing=made.filing, body=niag, by=people.secretariat)
    assert [each.user for each in told.all()] == [people.partner_ukr]
    filing.release_document(filing=made.filing, body=niag, by=people.secretariat)
    assert told.count() == 2


@pytest.mark.parametrize("role", ["head_fra", "rapporteur", "chair", "niag", "group_chair"])
def test_who_may_not_release(people, role):
    made = library.paper(people.secretariat)
    with pytest.raises(Denied):
        filing.release_document(filing=made.filing, body=Body.objects.get(code="NIAG"), by=getattr(people, role))


def test_what_is_not_released_to_whom(people):
    national = library.paper(people.head_fra, genre="national", nation="FRA")
    note = library.paper(people.secretariat)
    for made, code in ((national, "NIAG"), (note, "CAP"), (note, "CNAD")):
        with pytest.raises(Denied):
            filing.release_document(filing=made.filing, body=Body.objects.get(code=code), by=people.secretariat)


def test_what_cites_a_paper_is_listed_for_those_who_read_it(people):
    cited = library.paper(people.secretariat)
    words = f"As {cited.reference} says, and AC/259-D(2003)23 before it."
    by_file = library.paper(people.secretariat, file=library.new_file(library.pdf(words)))
    by_text = library.paper(people.secretariat, text=f"<p>{words}</p>")
    assert set(citing(cited, again(people.head_fra))) == {by_file, by_text}
    filing.release_document(filing=cited.filing, body=Body.objects.get(code="NIAG"), by=people.secretariat)
    assert set(citing(cited, again(people.niag))) == set()


def test_the_database_holds_what_an_uploaded_file_is(people):
    file = library.file_of(library.paper(people.secretariat))
    for change in ("UPDATE boards_documentfile SET sha256 = repeat('0', 64)", "DELETE FROM boards_documentfile"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentFile.objects.filter(pk=file.pk).update(state=FileState.REFUSED)


def test_a_paper_says_something(people):
    board = Body.objects.get(code="DIPB")
    empty = Particulars(
        kind="N", genre="note", marking="NU", title_en="T", title_fr="", original_language="en", origin=board
    )
    with pytest.raises(ValidationError):
        filing.file_document(body=board, paper=empty, file=None, by=people.secretariat)
    made = filing.file_document(
        body=board, paper=replace(empty, text_en="<p>T<script>x</script></p>"), file=None, by=people.secretariat
    )
    assert made.text_en == "<p>T</p>"


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_papers_never_share_a_number(self, people):
        made = at_once(*(lambda: library.paper(again(people.secretariat), check=False),) * 4)
        assert len({document.reference for document in made}) == 4

    def test_a_form_sent_twice_files_one_paper(self, people):
        twice = lambda: library.paper(again(people.head_fra), title="Steel", nation="FRA", check=False)
        assert len({document.pk for document in at_once(twice, twice)}) == 1
        library.paper(people.head_fra, title="Steel", nation="FRA", file=library.new_file(library.pdf("Other")))
        assert Document.objects.count() == 2
        assert DocumentFile.objects.count() == 2

    def test_of_two_new_files_one_is_taken(self, people):
        made = library.paper(people.secretariat)
        file = library.new_file(library.pdf("Newer"))
        answers = at_once(*(lambda: filing.add_file(filing=made.filing, file=file, by=again(people.secretariat)),) * 2)
        assert sorted(type(answer).__name__ for answer in answers) == ["DocumentFile", "ValidationError"]

    def test_two_workers_check_a_file_once(self, people):
        library.paper(people.secretariat, check=False)
        assert sorted(map(bool, at_once(library.checking.lease_next, library.checking.lease_next))) == [False, True]
