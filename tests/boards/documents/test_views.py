"""The library's pages: who reaches them, what they refuse, that nothing hidden is linked or named."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from boards.actions import filing
from boards.models import Body, Document
from boards.queries.documents import documents_for
from tests import library_scenarios as library
from tests.counting import queries_of

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(people, **changes):
    board = Body.objects.get(code="DIPB")
    data = {
        "body": board.pk,
        "kind": "N",
        "genre": "note",
        "originator": f"b{board.pk}",
        "organisation": "",
        "marking": "NU",
        "original_language": "en",
        "title_en": "Powder capacity",
        "title_fr": "",
        "file": library.upload(library.pdf()),
        "file_language": "en",
        "text_en": "",
        "text_fr": "",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def post(people, by="secretariat", **changes):
    return signed_in(getattr(people, by)).post(reverse("boards:file_document"), sent(people, **changes))


def test_a_paper_is_filed_by_a_form(people):
    answer = post(people)
    made = Document.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("boards:document", args=[made.pk]))
    assert library.file_of(made).name == "paper.pdf"


def test_a_delegation_files_as_its_nation(people):
    answer = post(people, "head_fra")
    assert answer.status_code == 422
    nation = people.head_fra.seats.get().nation
    assert post(people, "head_fra", originator=f"n{nation.pk}", organisation=None).status_code == 302
    assert Document.objects.get().filing.nation == nation


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("paper.pdf", b"", "This file is empty."),
        ("paper.pdf", b"hello", "Only PDF, Word"),
        ("paper.docx", library.pdf(), "does not fit its content"),
        ("paper.docm", library.docx(), "does not fit its content"),
        ("NATO_SECRET plan.pdf", library.pdf(), "call your registry"),
        ("nato-secret-plan.pdf", library.pdf(), "call your registry"),
        ("paper", library.pdf(), "with its ending"),
    ],
)
def test_what_is_refused_is_said_beside_the_field_and_nothing_typed_is_lost(people, name, content, told):
    answer = post(people, file=library.upload(content, name))
    assert answer.status_code == 422
    assert told in answer.context["form"].errors["file"][0]
    assert "Powder capacity" in answer.text
    assert not Document.objects.exists()


def test_a_file_of_three_megabytes_is_taken_and_one_above_the_limit_is_told_so(people, settings):
    settings.UPLOAD_LIMIT = 4 * 2**20
    large = library.pdf().replace(b"%%EOF", b"%" + b"x" * 3 * 2**20 + b"\n%%EOF")
    assert post(people, file=library.upload(large)).status_code == 302
    answer = post(people, file=library.upload(large + b"x" * 2 * 2**20))
    assert answer.status_code == 422
    assert "too large: at most 4 MB" in answer.context["form"].errors["file"][0]
    assert "at most 4 MB." in answer.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"title_en": ""},
        {"title_en": "x" * 301},
        {"title_en": "NATO SECRET plan"},
        {"title_en": "a\0b"},
        {"kind": "DS"},
        {"kind": "XX"},
        {"body": 999999},
        {"body": "x"},
        {"originator": "b999999"},
        {"originator": "other"},
        {"originator": "other", "organisation": "NATO SECRET"},
        {"marking": "NS"},
        {"genre": "x"},
        {"file": None},
        {"file_language": "de"},
        {"text_en": "<p>NATO CONFIDENTIAL</p>"},
        {"original_language": "de"},
    ],
)
def test_bad_input_makes_no_document(people, changes):
    assert post(people, **changes).status_code == 422
    assert not Document.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("niag", 404), ("partner_ukr", 404), ("chair", 404), ("auditor", 404)])
def test_who_finds_no_form(people, role, status):
    assert signed_in(getattr(people, role)).get(reverse("boards:file_document")).status_code == status
    assert post(people, role).status_code == status


def test_a_file_is_sent_as_an_attachment_under_its_name(people):
    made = library.paper(people.secretariat, file=library.new_file(name="Étude des lignes.pdf"))
    path = reverse("boards:download", args=[library.file_of(made).pk])
    answer = signed_in(people.head_fra).get(path)
    assert b"".join(answer.streaming_content) == library.pdf()
    assert "attachment" in answer["Content-Disposition"]
    assert "%C3%89tude%20des%20lignes.pdf" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    for person in (people.niag, people.auditor, people.admin):
        assert signed_in(person).get(path).status_code == 404


def test_a_file_being_checked_or_refused_is_sent_to_nobody(people):
    made = library.paper(people.secretariat, file=library.new_file(library.pdf("NATO SECRET")), check=False)
    path = reverse("boards:download", args=[library.file_of(made).pk])
    page = reverse("boards:document", args=[made.pk])
    assert signed_in(people.secretariat).get(path).status_code == 404
    assert "is being checked" in signed_in(people.head_fra).get(page).text
    library.check_files()
    assert signed_in(people.secretariat).get(path).status_code == 404
    assert "call your registry" in signed_in(people.secretariat).get(page).text
    assert "paper.pdf" not in signed_in(people.head_fra).get(page).text


def test_references_are_linked_for_those_who_may_follow_them(people):
    hidden, shown = library.paper(people.secretariat), library.paper(people.secretariat)
    words = f"<p>See {hidden.reference}, {shown.reference} and AC/259-D(2003)23.</p>"
    made = library.paper(people.secretariat, text=words)
    niag = Body.objects.get(code="NIAG")
    for each in (made, shown):
        filing.release_document(filing=each.filing, body=niag, by=people.secretariat)
    page = reverse("boards:document", args=[made.pk])
    links = [f'href="{reverse("boards:document", args=[each.pk])}"' for each in (hidden, shown)]
    for person, seen in ((people.head_fra, [True, True]), (people.niag, [False, True])):
        text = signed_in(person).get(page).text
        assert [link in text for link in links] == seen
        assert hidden.reference in text
    citing = signed_in(people.head_fra).get(reverse("boards:document", args=[hidden.pk])).text
    assert made.reference in citing


def test_a_paper_is_given_a_file_a_language_and_an_end(people):
    made, client = library.paper(people.secretariat), signed_in(people.secretariat)
    file = {"file": library.upload(library.docx("Poudre"), "étude.docx"), "file_language": "fr"}
    assert client.post(reverse("boards:add_file", args=[made.pk]), file).status_code == 302
    words = {"title": "Capacité", "text": "Poudre", "translation": "courtesy"}
    assert client.post(reverse("boards:add_language", args=[made.pk]), words).status_code == 302
    assert client.post(reverse("boards:withdraw_document", args=[made.pk]), {"why": " "}).status_code == 422
    assert client.post(reverse("boards:withdraw_document", args=[made.pk]), {"why": "Overtaken."}).status_code == 302
    page = signed_in(people.head_fra).get(reverse("boards:document", args=[made.pk])).text
    assert "Overtaken." in page
    assert "étude" not in page
    assert client.post(reverse("boards:add_file", args=[made.pk]), file).status_code == 422


def test_a_paper_is_released_and_taken_back(people):
    made, client = library.paper(people.secretariat), signed_in(people.secretariat)
    path = reverse("boards:release_document", args=[made.pk, "NIAG"])
    niag, page = signed_in(people.niag), reverse("boards:document", args=[made.pk])
    assert niag.get(page).status_code == 404
    assert client.post(path).status_code == 302
    assert niag.get(page).status_code == 200
    assert "Released to" not in niag.get(page).text
    assert client.post(path, {"end": "1"}).status_code == 302
    assert niag.get(page).status_code == 404
    assert signed_in(people.head_fra).post(path).status_code == 403
    for code in ("CAP", "none"):
        assert client.post(reverse("boards:release_document", args=[made.pk, code])).status_code == 404
    assert path in client.get(page).text
    filing.withdraw_document(filing=made.filing, why="Overtaken.", by=people.secretariat)
    assert path not in client.get(page).text


def test_the_list_is_filtered_and_taken_away(people):
    library.paper(people.secretariat, title="Powder")
    library.paper(people.head_fra, title="Steel", genre="national", nation="FRA")
    library.paper(people.secretariat, title="Bare", text="<p>x</p>")
    client = signed_in(people.head_deu)

    def found(query):
        page = client.get(reverse("boards:documents") + query).text
        return [title for title in ("Powder", "Steel", "Bare") if title in page]

    nation = Document.objects.get(title_en="Steel").filing.nation_id
    assert found("") == ["Powder", "Steel", "Bare"]
    assert found(f"?nation={nation}") == ["Steel"]
    assert found("?genre=note") == ["Powder", "Bare"]
    assert found("?file=yes") == ["Powder", "Steel"]
    assert found("?language=fr") == []
    assert found("?year=1950") == []
    assert found("?words=powd") == ["Powder"]
    for odd in ("?year=x", "?nation=0", "?year=99999999999", "?words=%00", "?file=z"):
        found(odd)
    export = client.get(reverse("boards:documents_export") + "?genre=national").text
    assert "Steel" in export
    assert "Powder" not in export


def test_a_title_is_owed_in_the_original_language_and_told_once(people):
    client = signed_in(people.secretariat)
    page = client.get(reverse("boards:file_document")).text
    assert page.count("(one language suffices)") == 2
    for sent in ({"original_language": "fr"}, {"original_language": "fr", "title_en": "Powder"}, {}):
        answer = client.post(reverse("boards:file_document"), sent)
        assert answer.status_code == 422
        errors = answer.context["form"].errors
        told = [*errors.get("title_en", []), *errors.get("title_fr", [])]
        assert told == ["Give the title in the original language."]


def test_the_choices_speak_french_allies_first_and_then_partners(people):
    client = signed_in(people.head_deu)
    client.post(reverse("set_language"), {"language": "fr"})
    page = client.get(reverse("boards:documents"))
    nations = [(str(nation), nation.ally) for nation in page.context["filter"].form.fields["nation"].queryset]
    assert [name for name, _ally in nations[:3]] == ["Albanie", "Allemagne", "Belgique"]
    assert [ally for _name, ally in nations] == sorted((ally for _name, ally in nations), reverse=True)
    assert '<option value="R">Procès-verbal</option>' in page.text


def test_a_file_is_offered_in_the_language_of_its_reader(people):
    client = signed_in(people.head_fra)
    for language in ("fr", "en"):
        client.post(reverse("set_language"), {"language": language})
        page = client.get(reverse("boards:file_document"))
        assert page.context["form"]["file_language"].value() == language


def test_the_list_takes_as_many_queries_for_thirty_papers_as_for_three(people):
    def more(count):
        for _ in range(count):
            library.paper(people.secretariat, check=False)
            library.paper(people.head_fra, genre="national", nation="FRA", text="<p>x</p>")
        library.check_all_at_once()

    client = signed_in(people.head_deu)
    more(2)
    few = queries_of(client, reverse("boards:documents"))
    more(12)
    assert queries_of(client, reverse("boards:documents")) == few


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_speaks_both_languages(people, language):
    made = library.paper(people.secretariat)
    people.secretariat.language = language
    people.secretariat.save()
    client = signed_in(people.secretariat)
    paths = [reverse("boards:documents"), reverse("boards:file_document")]
    paths += [reverse(f"boards:{name}", args=[made.pk]) for name in ("document", "add_file", "withdraw_document")]
    words = {"en": "Documents", "fr": "Documents"}
    for path in paths:
        assert words[language] in client.get(path).text


def test_the_newest_documents_are_read_off_an_index(people) -> None:
    """However long the archive: else each visit to the library would sort all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "using document_newest" in documents_for(people.head_fra)[:50].explain()
