"""The words: stems, accents, both languages, references; the page: facets, pages, marks, hostile input."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from boards.models import Body, Document, Meeting
from dipb_portal.accounts.models import User
from dipb_portal.lib.richtext import from_plain
from dipb_portal.search import find as search
from dipb_portal.search.facets import LABELS, Facet, Value
from dipb_portal.search.find import RANKED, find
from dipb_portal.search.query import read
from dipb_portal.search.source import Source
from dipb_portal.search.sources import SOURCES
from recommendations.actions.drafting import issue_revision
from recommendations.models import Paragraph, Revision
from tests import library_scenarios as library
from tests import meeting_scenarios, register_scenarios, scenarios
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.actions.registers import save_entry
from workinggroups.registers import REGISTERS

pytestmark = pytest.mark.django_db


def total(typed: str, user: User, **chosen: object) -> int:
    query = read(typed)
    return find(query, user, chosen).total if query else -1


@pytest.fixture
def powder(people: People):
    """An issued text of two paragraphs on powder."""
    text = scenarios.draft(people.rapporteur, title="Powder mills")
    for each in scenarios.working(text).paragraphs.all():
        Paragraph.objects.filter(pk=each.pk).update(
            text_en=from_plain("Each Ally’s factories deliver propellant and/or nitrocellulose & casings."),
            text_fr=from_plain(
                "Les usines d’énergétiques livrent, à l’échéance, de la poudre « sphérique » réutilisée."
            ),
        )
    issue_revision(recommendation=text, by=people.secretariat)
    return text


@pytest.mark.parametrize(
    "typed",
    [
        "factory",
        "delivering",
        "PROPELLANTS",
        "nitrocellulose",
        "ally",
        "energetiques",
        "énergétique",
        "ECHEANCES",
        "spherique",
        "reutilisees",
        '"propellant and/or nitrocellulose"',
        "usine poudre",
        "nothing or casings",
        "poudre -titanium",
        "«sphérique»",
    ],
)
def test_words_are_found_whatever_their_ending_and_accents(typed: str, powder, people: People) -> None:
    assert total(typed, people.head_fra, kind=1) == 2


@pytest.mark.parametrize("typed", ["factoring machine", "poudre -usine", '"poudre propellant"', "sphère-cube"])
def test_what_is_not_there_is_not_found(typed: str, powder, people: People) -> None:
    assert total(typed, people.head_fra) == 0


def test_a_number_or_its_beginning_leads_to_its_document(powder, people: People) -> None:
    reference = scenarios.newest(powder).document.reference
    for typed in (reference, reference.lower(), reference[:-2], reference.partition(")0")[0] + ")"):
        kinds = {hit.source.name for hit in find(read(typed), people.head_fra, {}).hits}
        assert {"document", "recommendation"} <= kinds, typed
    assert total(reference.replace("0001", "0099"), people.head_fra) == 0
    exact = find(read(reference), people.head_fra, {}).hits[:2]
    assert {hit.source.name for hit in exact} == {"document", "recommendation"}


def test_a_text_is_found_by_its_words_once_and_an_earlier_revision_by_its_number(powder, people: People) -> None:
    first = scenarios.newest(powder).document.reference
    scenarios.revised(powder, people.secretariat)
    assert [hit.source.name for hit in find(read("mills"), people.head_fra, {}).hits] == ["recommendation"]
    hits = find(read(f"{first}-REV1"), people.head_fra, {}).hits
    assert {(hit.source.name, hit.key) for hit in hits} >= {("document", scenarios.newest(powder).document_id)}
    earlier = powder.revisions.earliest("number").document_id
    assert ("document", earlier) in {(hit.source.name, hit.key) for hit in find(read(first), people.head_fra, {}).hits}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("typed", ["S&I", "n&i", "CAP"])
def test_an_acronym_finds_its_bodys_documents_and_what_names_it(language: str, typed: str, people: People) -> None:
    """The letters of S&I are in every list of French, and the numbers of documents among nobody's words."""
    body = Body.objects.get(code="CAP" if typed == "CAP" else "SOI")
    other = scenarios.draft(people.secretariat, title="Powder mills", group="SCS")
    Paragraph.objects.update(text_fr=from_plain("(i) la poudre ; s’il y en a"))
    issue_revision(recommendation=other, by=people.secretariat)
    own = scenarios.issued(people, title="Test reports", group=body.code)
    named = scenarios.issued(people, title=f"Asked of the {body.name_fr}", group="SCS")
    with override(language):
        hits = find(read(typed, Body.objects.all()), people.secretariat, {}).hits
    texts = {Revision.objects.get(pk=hit.key).recommendation for hit in hits if hit.source.name == "recommendation"}
    assert texts == {own, named}
    assert {"document", "recommendation"} <= {hit.source.name for hit in hits}


def test_an_acronym_is_also_looked_for_as_a_word_in_both_languages(people: People) -> None:
    text = scenarios.issued(people, title="Report to the CNAD")
    hits = find(read("CDNA", Body.objects.all()), people.head_fra, {"kind": 0}).hits
    assert text in [Revision.objects.get(pk=hit.key).recommendation for hit in hits]


def own_texts(slug: str) -> list[str]:
    return [f.name for f in REGISTERS[slug].model._meta.local_fields if f.name.endswith(("_en", "_fr"))]


@pytest.mark.parametrize("slug", [slug for slug in REGISTERS if own_texts(slug)])
def test_an_entry_is_found_and_quoted_by_what_its_own_register_asks(slug: str, people: People) -> None:
    said = {name: f"Zephyr{number * 'o'}n of the mills" for number, name in enumerate(own_texts(slug), 1)}
    values = register_scenarios.values_for(slug, **said) | ({"material": None} if "component_en" in said else {})
    entry = register_scenarios.entry(slug, people.secretariat, **values)
    for name, text in said.items():
        word = text.split()[0]
        (hit,) = find(read(f"{word} powder"), people.secretariat, {}).hits
        assert (hit.source.name, hit.key) == ("entry", entry.pk), name
        assert word in hit.source.cards([hit.key])[hit.key].texts[name[-2:]]
    name = min(said)
    save_entry(entry=entry, version=entry.version, values=values | {name: "Kestrels"}, by=people.secretariat)
    assert not total(said[name].split()[0], people.secretariat)
    assert total("kestrels", people.secretariat) == 1


def test_a_title_comes_before_a_paragraph(people: People) -> None:
    scenarios.issued(people, title="Something else")
    titled = scenarios.issued(people, title="Reporting levels once a year")
    hits = find(read("levels year"), people.head_fra, {}).hits
    assert hits[0].source.name == "recommendation"
    assert Revision.objects.get(pk=hits[0].key).recommendation == titled


def test_facets_narrow_and_count_as_if_their_own_choice_were_not_made(powder, people: People) -> None:
    scenarios.issued(people, title="Mills elsewhere")
    for title in ("Old mills", "New mills"):
        library.paper(people.secretariat, title=title, text="<p>Stones.</p>")
    query = read("mills")
    found = find(query, people.head_fra, {})
    narrowed = find(query, people.head_fra, {"kind": 0})
    assert sum(found.counts["kind"].values()) == found.total == 4
    assert narrowed.counts["kind"] == found.counts["kind"]
    assert narrowed.total == sum(narrowed.counts["state"].values()) == 2
    assert all(hit.source.name == "recommendation" for hit in narrowed.hits)


@pytest.mark.parametrize(("minute", "year"), [(59, 2031), (0, 2032)])
def test_a_year_begins_at_midnight_in_brussels(minute: int, year: int, people: People) -> None:
    meeting = meeting_scenarios.planned(people.secretariat, items=0, title_en="Vigil", title_fr="Veillée")
    starts = datetime(2031, 12, 31, 22 if minute else 23, minute, tzinfo=UTC)
    Meeting.objects.filter(pk=meeting.pk).update(starts=starts, ends=starts + timedelta(hours=1))
    assert find(read("vigil"), people.secretariat, {}).counts["year"] == {str(year): 1}


def test_a_value_leads_to_its_choice_and_back(powder, people: People) -> None:
    client = Client()
    client.force_login(people.head_fra)
    page = client.get(reverse("search"), {"q": "mills & -x", "kind": "recommendation", "page": "2"})
    kind, year = ({facet.name: facet for facet in page.context["facets"]}[name].values for name in ("kind", "year"))
    assert [value.url for value in kind if value.chosen] == ["?q=mills+%26+-x"]
    assert year[0].url == f"?q=mills+%26+-x&kind=recommendation&year={year[0].label}"


def test_the_page_marks_what_was_sought_and_lets_no_markup_through(people: People) -> None:
    round_ = scenarios.open_round(people, scenarios.issued(people, title="Casings"))
    scenarios.comment(round_, people.head_fra, text="The casing <img src=x> & the “casings”\x01", submit=True)
    client = Client()
    client.force_login(people.head_deu)
    page = client.get(reverse("search"), {"q": "casing", "kind": "comment"}).content.decode()
    assert "<mark>casing</mark> &lt;img src=x&gt; &amp; the “<mark>casings</mark>”" in page
    assert "\x01" not in page
    assert client.get(reverse("search"), {"q": "<script>alert(1)</script>"}).content.count(b"<script>alert") == 0


def test_the_excerpt_is_in_the_readers_language_where_it_says_as_much(powder, people: People) -> None:
    client = Client()
    people.head_fra.language = "fr"
    people.head_fra.save()
    client.force_login(people.head_fra)
    page = client.get(reverse("search"), {"q": "poudre"}).content.decode()
    assert "la <mark>poudre</mark> « sphérique »" in page
    assert '<p class="text" lang="en">Each Ally’s factories deliver <mark>propellant</mark>' in (
        client.get(reverse("search"), {"q": "propellant"}).content.decode()
    )


def test_an_excerpt_shows_where_words_are_left_out(people: People) -> None:
    around = " ".join(["stone"] * 60)
    middle = scenarios.open_round(people, scenarios.issued(people, title="Casings"))
    for text in (f"{around} middling {around}", f"“Beginning” {around}", f"{around} (ending)."):
        scenarios.comment(middle, people.head_fra, text=text, submit=True)
    client = Client()
    client.force_login(people.head_deu)

    def excerpt(sought: str) -> str:
        (result,) = client.get(reverse("search"), {"q": sought}).context["results"]
        return result["shown"].excerpt.html

    assert re.fullmatch(r"… (stone )+<mark>middling</mark>( stone)+ …", excerpt("middling"))
    assert re.fullmatch(r"“<mark>Beginning</mark>”( stone)+ …", excerpt("beginning"))
    # Then what else the comment says, to its end.
    assert re.fullmatch(r"… (stone )+\(<mark>ending</mark>\)\.\n[^…]+\.", excerpt("ending"))


@pytest.mark.parametrize("typed", ["à usine", "l’usine", "usine -y", "l'échéance a", '"à l’échéance"'])
def test_a_letter_by_itself_is_not_looked_for(typed: str, powder, people: People) -> None:
    assert total(typed, people.head_fra, kind=1) == 2
    words = read(typed).words
    assert ("'a'" in words) == ('"' in typed)


@pytest.mark.parametrize(("language", "typed"), [("en", "the"), ("fr", "dans"), ("fr", "à"), ("en", "c")])
def test_words_that_only_join_others_find_nothing_by_themselves(language: str, typed: str, people: People) -> None:
    with override(language):
        assert not read(typed)
        assert read(typed + " usine")


@pytest.mark.parametrize(("typed", "said"), [("c", True), ("the", True), ("", False), ("heliotrope", False)])
def test_the_page_says_where_no_search_was_made(typed: str, said: bool, people: People) -> None:
    client = Client()
    client.force_login(people.secretariat)
    page = client.get(reverse("search"), {"q": typed}).content.decode()
    assert (f"No search was made: <b>{typed}</b> contains no word" in page) == said


def test_a_result_says_that_its_words_are_in_the_other_language(powder, people: People) -> None:
    meeting_scenarios.planned(people.secretariat, items=0, title_en="Vigil", title_fr="Veillée")
    client = Client()
    client.force_login(people.secretariat)
    page = client.get(reverse("search"), {"q": "veillée"}).content.decode()
    assert "found in the French text" in page
    assert '<p class="text" lang="fr"><mark>Veillée</mark></p>' in page
    assert "found in" not in client.get(reverse("search"), {"q": "vigil"}).content.decode()
    assert "found in the French text" in client.get(reverse("search"), {"q": "poudre"}).content.decode()
    paper = library.paper(people.secretariat, text="<p>Stones.</p>")
    Document.objects.filter(pk=paper.pk).update(title_en="", title_fr="Poudreries")
    page = client.get(reverse("search"), {"q": "poudreries", "kind": "document"}).content.decode()
    assert "title in French only" in page
    assert 'lang="fr"><mark>Poudreries</mark></a>' in page


HOSTILE = ["'", '"', "a & | ! <-> b", "((", ":*", "\\", "%", "a\x00b", "\ud800", "-" * 50, "-a", "or", "x" * 10_000]
HOSTILE += ["/-" * 90, "a " + "-b " * 60, "or " * 60, '"' * 150, "–-" * 80]
HOSTILE += ["'; DROP TABLE x; --", "a -", '"unclosed', "DIPB-D(2026)%_'", "{0} {{ q }} {% q %}", "\u202e‮ 字 🚀", "the"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_query_breaks_the_page(typed: str, people: People) -> None:
    client = Client()
    client.force_login(people.head_fra)
    assert client.get(reverse("search"), {"q": typed.encode("utf-8", "replace").decode()}).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"q": ""},
        {"q": "levels", "page": "0"},
        {"q": "levels", "page": "99999"},
        {"q": "levels", "page": "²"},
        {"q": "levels", "kind": "secret", "body": "%", "state": "\x00", "nation": "FR'A", "year": "0"},
        {"q": "levels", "kind": "comment", "year": "1950"},
    ],
)
def test_no_address_breaks_the_page(address: dict, people: People) -> None:
    scenarios.issued(people)
    client = Client()
    client.force_login(people.head_fra)
    assert client.get(reverse("search"), address).status_code == 200


def test_results_are_paged_to_the_end(people: People) -> None:
    round_ = scenarios.open_round(people, scenarios.issued(people))
    scenarios.with_comments(round_, people, 45)
    client = Client()
    client.force_login(people.head_deu)
    pages = [client.get(reverse("search"), {"q": "level or comment", "page": n}) for n in (1, 2, 3, 9)]
    assert len(pages[0].context["results"]) == 20
    assert pages[3].context["page"].number == pages[3].context["page"].paginator.num_pages
    seen = [result["card"].url + result["card"].reference for page in pages[:3] for result in page.context["results"]]
    assert len(seen) == len(set(seen))
    assert pages[0].context["found"].total <= RANKED


def test_the_newest_of_each_kind_are_listed_and_more_of_one_kind(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "RANKED", 8)
    scenarios.with_comments(scenarios.open_round(people, scenarios.issued(people)), people, 10)
    client = Client()
    client.force_login(people.head_deu)
    answer = client.get(reverse("search"), {"q": "level or comment"})
    kinds = answer.context["found"].counts["kind"]
    assert answer.context["found"].listed == sum(min(n, 8 // len(kinds)) for n in kinds.values())
    assert answer.context["found"].total == sum(kinds.values())
    assert "Older results are not listed" in answer.text
    narrowed = client.get(reverse("search"), {"q": "level or comment", "kind": "comment"})
    assert (narrowed.context["found"].listed, narrowed.context["found"].total) == (8, 10)


@pytest.mark.parametrize(("language", "said"), [("en", ">12,345<"), ("fr", ">12\xa0345<")])
def test_large_counts_are_grouped_as_the_language_does(language: str, said: str) -> None:
    facet = Facet("kind", LABELS["kind"], [Value("Documents", 12345, False, "?kind=document")])
    with override(language):
        assert said in render_to_string("search/_facets.html", {"facets": [facet]})


def test_the_queries_do_not_grow_with_the_results(people: People) -> None:
    client = Client()
    client.force_login(people.head_fra)
    address = reverse("search") + "?q=levels&kind=paragraph"
    for number in range(3):
        scenarios.issued(people, title=f"Levels {number}")
    before = queries_of(client, address)
    for number in range(27):
        scenarios.issued(people, title=f"More levels {number}")
    assert queries_of(client, address) == before


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_card_reads_no_table_that_it_does_not_name(source: Source) -> None:
    with CaptureQueriesContext(connection) as captured:
        source.cards([1])
    paths = [name.split("__") for name in source.related]
    steps = {tuple(path[:length]) for path in paths for length in range(1, len(path) + 1)}
    assert captured[0]["sql"].count(" JOIN ") == len(steps)


def test_the_box_stands_on_every_page_and_not_at_the_door(client: Client, people: People) -> None:
    assert b'role="search"' not in client.get(reverse("account_login")).content
    client.force_login(people.niag)
    assert b'<label class="hide" for="find">' in client.get(reverse("desk")).content


def test_no_plan_of_a_search_is_kept_and_those_of_other_statements_are(powder, people: People) -> None:
    with connection.cursor() as cursor:
        for _time in range(5):
            assert total("powder", people.secretariat)
            assert Body.objects.filter(code="CAP").exists()
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        kept = "\n".join(statement for (statement,) in cursor.fetchall())
    assert "boards_body" in kept
    assert "matched_" not in kept
