"""The pages of the registers: each declared register lists, shows, takes in and exports its entries."""

from copy import copy
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from boards.models import Body
from dipb_portal.accounts.models import User
from tests import register_scenarios as scenarios
from tests.counting import queries_of
from tests.scenarios import People
from workinggroups.actions import registers
from workinggroups.forms.register_filters import EntryFilter
from workinggroups.models import Implementation, Material, RegisterEntry
from workinggroups.queries.registers import cards_for
from workinggroups.registers import REGISTERS

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def author(people: People, slug: str):
    return people.niag if slug == "industry-insights" else people.secretariat


def posted(slug: str, **more) -> dict:
    """What a complete form sends."""
    values = scenarios.values_for(slug, **more)
    data = {name: value for name, value in values.items() if value is not None}
    if data.get("material"):
        data["material"] = data["material"].pk
    data["tags"] = ", ".join(values["tags"])
    return data | {"body": Body.objects.get(code="CAP").pk, "text_en": "<p>Words.</p>", "text_fr": "<p>Mots.</p>"}


@pytest.mark.parametrize("slug", REGISTERS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_register_takes_in_shows_and_exports_an_entry(slug: str, language: str, people: People) -> None:
    by = author(people, slug)
    by.language = language
    by.save()
    client = signed_in(by)
    client.cookies["django_language"] = language
    assert client.get(reverse("registers:create", args=[slug])).status_code == 200
    response = client.post(reverse("registers:create", args=[slug]), posted(slug))
    assert response.status_code == 302, response.context["form"].errors
    entry = RegisterEntry.objects.get()
    assert entry.reference == f"{REGISTERS[slug].model.PREFIX}-0001"
    for name in ("detail", "history", "edit"):
        page = client.get(reverse(f"registers:{name}", args=[slug, entry.pk]))
        assert page.status_code == 200
    title = "Powder in English" if language == "en" else "Powder en français"
    assert title in client.get(reverse("registers:list", args=[slug])).content.decode()
    sent = client.get(reverse("registers:export", args=[slug, "csv"])).content.decode()
    assert "Powder en français" in sent
    sheet = load_workbook(BytesIO(client.get(reverse("registers:export", args=[slug, "xlsx"])).content)).active
    assert sheet["A2"].value == entry.reference


def test_the_overview_counts_what_one_may_read(people: People) -> None:
    scenarios.entry("challenges", people.head_fra)
    scenarios.accepted("challenges", people.head_deu, people)
    path = reverse("registers:overview")
    france = signed_in(people.head_fra).get(path).context["cards"]
    niag = signed_in(people.niag).get(path).context["cards"]
    assert {card.register.slug: card.total for card in france}["challenges"] == 2
    assert {card.register.slug: card.total for card in niag}["challenges"] == 0


@pytest.mark.parametrize("who", ["secretariat", "head_fra", "niag"])
def test_the_overview_counts_off_an_index(who: str, people: People) -> None:
    """However long the archive: else each visit would open all of its entries, which are long texts."""
    entry = RegisterEntry.objects.get(pk=scenarios.accepted("challenges", people.head_fra, people).pk)
    copies = [copy(entry) for _ in range(500)]  # of a short table the planner would as soon read all
    for number, each in enumerate(copies, 2):
        each.pk, each.serial, each.reference = None, number, f"CH-{number:04}"
    RegisterEntry.objects.bulk_create(copies)
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as ran:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        # What the planner knows of a table just vacuumed; what it knows of this one is left from earlier tests.
        cursor.execute(
            "UPDATE pg_class SET reltuples = -1, relallvisible = 1e6 WHERE relname = %s", [RegisterEntry._meta.db_table]
        )
        cards_for(getattr(people, who))
        counting = next(query["sql"] for query in ran if "COUNT(" in query["sql"])
        cursor.execute(f"EXPLAIN {counting}")
        assert "Index Only Scan using entry_counted" in str(cursor.fetchall())


@pytest.mark.parametrize("name", ["registers:list", "registers:export"])
def test_lists_take_as_many_queries_for_thirty_entries_as_for_three(name: str, people: People) -> None:
    client = signed_in(people.head_fra)
    for slug in ("priority-actions", "engagement"):
        path = reverse(name, args=[slug, "csv"][: 2 if name.endswith("export") else 1])
        for _ in range(3):
            scenarios.accepted(slug, people.secretariat, people)
        few = queries_of(client, path)
        for _ in range(27):
            scenarios.accepted(slug, people.secretariat, people)
        assert queries_of(client, path) == few


def test_a_list_is_filtered_by_what_is_common_and_by_what_the_register_declares(people: People) -> None:
    scenarios.accepted("challenges", people.head_fra, people, title="Furnace")
    scenarios.accepted("challenges", people.niag, people, title="Skills", severity="low", tags=["skills"])
    scenarios.accepted(
        "challenges", people.head_deu, people, title="Targets", type="planning", ndpp_step="3", objectives=["ukraine"]
    )
    client = signed_in(people.head_usa)
    path = reverse("registers:list", args=["challenges"])
    expected = {
        "type=planning": ["Targets"],
        "ndpp_step=3": ["Targets"],
        "severity=low": ["Skills"],
        "source=industry": ["Skills"],
        "source=nation": ["Targets", "Furnace"],
        "tag=SKILLS": ["Skills"],
        "objective=ukraine": ["Targets"],
        "goal=interoperability": [],
        "words=furn": ["Furnace"],
        "words=CH-0002": ["Skills"],
        "state=closed": [],
    }
    for query, titles in expected.items():
        page = client.get(f"{path}?{query}")
        assert [row.title_en.split()[0] for row in page.context["page"].object_list] == titles, query
        assert '<details class="fold" open>' in page.content.decode()
    assert '<details class="fold">' in client.get(f"{path}?page=1").content.decode()


def test_nations_stand_in_the_order_of_the_readers_language() -> None:
    with override("fr"):
        names = [str(nation) for nation in EntryFilter().form.fields["nation"].queryset]
    assert names[:3] == ["Albanie", "Allemagne", "Belgique"]


@pytest.mark.parametrize("query", ["words=%00", "body=x", "nation=999999", "page=9999", "type=none", "tag=%00"])
def test_a_filter_takes_any_nonsense(query: str, people: People) -> None:
    client = signed_in(people.head_fra)
    assert client.get(f"{reverse('registers:list', args=['challenges'])}?{query}").status_code == 200
    assert client.get(f"{reverse('registers:export', args=['challenges', 'csv'])}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("slug", "change", "field"),
    [
        ("challenges", {"type": "planning"}, "ndpp_step"),
        ("challenges", {"ndpp_step": "2"}, "ndpp_step"),
        ("challenges", {"title_en": ""}, "title_en"),
        ("challenges", {"title_en": "NATO SECRET"}, "title_en"),
        ("challenges", {"text_en": "<p>NATO SECRET</p>"}, "text_en"),
        ("challenges", {"title_en": "a\x00b"}, "title_en"),
        ("challenges", {"tags": "x" * 41}, "tags"),
        ("challenges", {"body": "999999"}, "body"),
        ("challenges", {"severity": "huge"}, "severity"),
        ("measures", {"owner_name": ""}, "owner"),
        ("measures", {"indicator_en": ""}, "indicator_en"),
        ("measures", {"due": "31/12"}, "due"),
        ("priority-actions", {"component_en": "Bearings"}, "material"),
        ("priority-actions", {"material": ""}, "material"),
        ("engagement", {"kind": "answer"}, "answers"),
    ],
)
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(
    slug: str, change: dict, field: str, people: People
) -> None:
    response = signed_in(people.secretariat).post(reverse("registers:create", args=[slug]), posted(slug) | change)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Powder en français" in response.content.decode()
    assert not RegisterEntry.objects.exists()


def test_an_answer_names_its_request_by_number(people: People) -> None:
    request = scenarios.accepted("engagement", people.secretariat, people, kind="request")
    client = signed_in(people.secretariat)
    sent = posted("engagement", kind="answer")
    refused = client.post(reverse("registers:create", args=["engagement"]), sent | {"answers": "GP-0001"})
    assert refused.context["form"].errors["answers"] == ["There is no entry of this number."]
    made = client.post(reverse("registers:create", args=["engagement"]), sent | {"answers": request.reference.lower()})
    assert made.status_code == 302
    entry = RegisterEntry.objects.latest("pk").specific
    assert entry.answers == request.specific
    edit = client.get(reverse("registers:edit", args=["engagement", entry.pk])).content.decode()
    assert f'name="answers" value="{request.reference}"' in edit


def test_the_summary_says_which_text_is_owed_in_the_original_language(people: People) -> None:
    path = reverse("registers:create", args=["good-practices"])
    page = signed_in(people.secretariat).post(path, posted("good-practices") | {"context_en": ""}).content.decode()
    assert "Context (English): This is required in the original language." in page


def test_how_grave_a_challenge_is_and_in_which_language_is_not_guessed(people: People) -> None:
    client = signed_in(people.head_fra)
    client.post(reverse("set_language"), {"language": "fr"})
    form = client.get(reverse("registers:create", args=["challenges"])).context["form"]
    assert form["severity"].value() == ""
    assert form["severity"].field.choices[0] == ("", "–")
    assert form["original_language"].value() == "fr"


def test_the_owner_is_a_nation_a_body_or_a_name(people: People) -> None:
    client, path = signed_in(people.secretariat), reverse("registers:create", args=["measures"])
    body = Body.objects.get(code="SCS")
    assert client.post(path, posted("measures") | {"owner": f"body:{body.pk}"}).status_code == 422
    assert client.post(path, posted("measures") | {"owner": f"body:{body.pk}", "owner_name": ""}).status_code == 302
    made = RegisterEntry.objects.get().specific
    assert made.owner_body == body
    page = client.get(reverse("registers:detail", args=["measures", made.pk])).content.decode()
    assert "SCS" in page


def test_two_people_who_save_at_once_both_see_both_versions(people: People) -> None:
    entry = scenarios.entry("challenges", people.head_fra)
    path = reverse("registers:edit", args=["challenges", entry.pk])
    client = signed_in(people.deputy_fra)
    registers.save_entry(entry=entry, version=1, values={"title_en": "Theirs"}, by=people.head_fra)
    response = client.post(path, posted("challenges") | {"title_en": "Mine", "version": 1})
    content = response.content.decode()
    assert response.status_code == 409
    assert "<del>Theirs</del> <ins>Mine</ins>" in content
    assert 'value="Mine"' in content
    data = posted("challenges") | {"title_en": "Mine", "version": response.context["form"]["version"].value()}
    assert client.post(path, data).status_code == 302
    assert RegisterEntry.objects.get().title_en == "Mine"


def test_a_step_asks_for_its_reason_and_is_taken_once(people: People) -> None:
    entry = scenarios.submitted("challenges", people.head_fra)
    client = signed_in(people.secretariat)
    path = reverse("registers:step", args=["challenges", entry.pk, "return"])
    assert client.post(path, {"why": " "}).status_code == 422
    assert client.post(path, {"why": "Say which line."}).status_code == 302
    assert client.post(path, {"why": "Say which line."}).status_code == 409
    history = reverse("registers:history", args=["challenges", entry.pk])
    assert "Say which line." in signed_in(people.expert_fra).get(history).content.decode()


def test_steps_that_are_not_ones_own_are_refused_or_do_not_exist(people: People) -> None:
    entry = scenarios.accepted("challenges", people.head_fra, people)
    path = reverse("registers:step", args=["challenges", entry.pk, "close"])
    assert signed_in(people.head_deu).get(path).status_code == 403
    assert signed_in(people.niag).get(path).status_code == 404
    nothing = reverse("registers:step", args=["challenges", entry.pk, "nothing"])
    assert signed_in(people.secretariat).get(nothing).status_code == 404
    wrong = reverse("registers:detail", args=["measures", entry.pk])
    assert signed_in(people.secretariat).get(wrong).status_code == 404


def test_history_shows_what_changed(people: People) -> None:
    entry = scenarios.entry("priority-actions", people.head_fra)
    gallium = Material.objects.get(code="gallium")
    values = {"material": gallium, "risk_en": "<p>Two sources.</p>", "owner_name": "Another agency"}
    registers.save_entry(entry=entry, version=1, values=values, by=people.head_fra)
    page = signed_in(people.expert_fra).get(reverse("registers:history", args=["priority-actions", entry.pk]))
    content = " ".join(page.content.decode().split())
    assert "<del>Tungsten </del> <ins>Gallium </ins>" in content
    assert "<del>One source</del><ins>Two sources</ins>" in content
    assert "Another agency" in content


def test_a_nation_reports_on_a_standard(people: People) -> None:
    standard = scenarios.accepted("standards", people.secretariat, people)
    path = reverse("registers:implementation", args=["standards", standard.pk])
    client = signed_in(people.head_fra)
    assert client.get(path).status_code == 200
    assert client.post(path, {"status": "planned", "version": 0}).status_code == 422
    past = client.post(path, {"status": "planned", "planned_for": "2020-01-01", "note": "KEPT", "version": 0})
    assert past.context["form"].errors == {"planned_for": ["The day has passed."]}
    assert "KEPT" in past.content.decode()
    planned = {"status": "planned", "planned_for": "2099-01-01", "note": "With the next batch.", "version": 0}
    assert client.post(path, planned).status_code == 302
    assert client.post(path, planned).status_code == 409
    assert client.post(path, {"status": "implemented", "planned_for": "2099-01-01", "version": 1}).status_code == 302
    row = Implementation.objects.get()
    assert (row.status, row.planned_for, row.version) == ("implemented", None, 2)
    detail = reverse("registers:detail", args=["standards", standard.pk])
    page = signed_in(people.head_deu).get(detail).content.decode()
    assert 'data-th="Status">Implemented</td>' in page, "named where a phone has no room for columns"
    assert signed_in(people.expert_fra).get(path).status_code == 403


def test_a_nation_joins_and_leaves(people: People) -> None:
    practice = scenarios.accepted("good-practices", people.head_fra, people)
    client, detail = signed_in(people.head_deu), reverse("registers:detail", args=["good-practices", practice.pk])
    for name in ("reuses", "sponsors"):
        path = reverse("registers:stand", args=["good-practices", practice.pk, name])
        assert client.post(path).status_code == 302
        assert client.post(path).status_code == 302
    assert practice.stands.count() == 2
    page = client.get(detail).content.decode()
    assert "Germany" in page
    assert "Your nation reuses the practice." in page
    assert "Your nation co-sponsors the entry." in page
    left = client.post(path, {"leave": "1"}, follow=True).content.decode()
    assert "Your nation no longer co-sponsors the entry." in left
    assert practice.stands.count() == 1
    assert signed_in(people.head_fra).post(path).status_code == 403
    assert signed_in(people.expert_fra).post(path).status_code == 403
    assert client.get(path).status_code == 405


def test_links_are_added_and_taken_away(people: People) -> None:
    practice = scenarios.accepted("good-practices", people.head_fra, people)
    challenge = scenarios.accepted("challenges", people.head_deu, people)
    client = signed_in(people.expert_fra)
    path = reverse("registers:link", args=["good-practices", practice.pk])
    assert client.get(path).status_code == 200
    assert client.post(path, {"relation": "answers", "target": " ch-0001 "}).status_code == 302
    assert client.post(path, {"relation": "answers", "target": "CH-0001"}).status_code == 422
    assert client.post(path, {"relation": "answers", "target": "GP-0001"}).status_code == 422
    other = signed_in(people.head_usa).get(reverse("registers:detail", args=["challenges", challenge.pk]))
    assert "is answered by" in other.content.decode()
    unlink = reverse("registers:unlink", args=["good-practices", practice.pk, practice.links.get().pk])
    assert signed_in(people.head_usa).post(unlink).status_code == 403
    assert client.post(unlink).status_code == 302
    assert client.post(unlink).status_code == 404


def test_industrys_words_are_never_shown_as_natos(people: People) -> None:
    insight = scenarios.accepted("industry-insights", people.niag, people, title="Orders")
    page = signed_in(people.head_fra).get(reverse("registers:detail", args=["industry-insights", insight.pk]))
    assert "These are the words of NIAG, not of NATO." in page.content.decode()


def test_industry_is_not_offered_natos_marking_first(people: People) -> None:
    path = reverse("registers:create", args=["challenges"])
    for user, usual in ((people.niag, "none"), (people.head_fra, "NU"), (people.secretariat, "NU")):
        assert signed_in(user).get(path).context["form"]["marking"].initial == usual


def test_an_empty_form_names_all_that_is_missing_at_once(people: People) -> None:
    client = signed_in(people.niag)
    path = reverse("registers:create", args=["challenges"])
    answer = client.post(path, {"original_language": "fr", "body": Body.objects.get(code="CAP").pk})
    assert {"title_fr", "type", "severity"} <= set(answer.context["form"].errors)
    label = answer.text[answer.text.index('for="id_title_en"') :].split("</label>")[0]
    assert "(one language suffices)" in label
    answer = signed_in(people.secretariat).post(reverse("registers:create", args=["priority-actions"]), {})
    assert {"due", "risk_level", "material", "owner"} <= set(answer.context["form"].errors)
    for name in ("material", "component_en", "owner", "owner_name"):
        label = answer.text[answer.text.index(f'for="id_{name}"') :].split("</label>")[0]
        assert "(optional)" not in label


def test_the_page_says_why_an_entry_was_returned_or_closed(people: People) -> None:
    entry = scenarios.submitted("challenges", people.head_fra)
    path = reverse("registers:detail", args=["challenges", entry.pk])

    def told(by: User, word: str) -> bool:
        return word in signed_in(by).get(path).text

    registers.perform(entry=entry, step="return", by=people.secretariat, why="ONCE")
    registers.perform(entry=entry, step="submit", by=people.head_fra)
    assert not told(people.head_fra, "ONCE")
    registers.perform(entry=entry, step="return", by=people.secretariat, why="TWICE")
    assert told(people.head_fra, "TWICE")
    assert not told(people.head_fra, "ONCE")
    registers.perform(entry=entry, step="submit", by=people.head_fra)
    registers.perform(entry=entry, step="accept", by=people.secretariat)
    registers.perform(entry=entry, step="close", by=people.secretariat, why="ANSWERED")
    registers.release(entry=entry, bodies=Body.objects.filter(code="NIAG"), by=people.secretariat)
    assert told(people.head_deu, "ANSWERED")
    assert not told(people.niag, "ANSWERED")  # as the history is the members' own


@pytest.mark.parametrize(("status", "late"), [("under_way", True), ("done", False)])
def test_an_accepted_measure_past_its_day_is_late_until_it_is_over(status: str, late: bool, people: People) -> None:
    measure = scenarios.accepted("measures", people.head_fra, people, due=date(2020, 1, 15), status=status)
    draft = scenarios.entry("measures", people.head_fra, due=date(2020, 1, 15))
    client, marked = signed_in(people.head_fra), '<span class="state broke">'
    assert (marked in client.get(reverse("registers:detail", args=["measures", measure.pk])).text) is late
    assert client.get(reverse("registers:list", args=["measures"])).text.count(marked) == int(late)
    assert marked not in client.get(reverse("registers:detail", args=["measures", draft.pk])).text


def test_a_column_without_words_is_left_empty(people: People) -> None:
    scenarios.entry("priority-actions", people.head_fra)
    shown = signed_in(people.head_fra).get(reverse("registers:list", args=["priority-actions"])).text
    assert 'data-th="Component"></td>' in shown


def test_withdrawing_is_never_the_act_a_page_proposes(people: People) -> None:
    entry = scenarios.submitted("challenges", people.niag)
    page = signed_in(people.niag).get(reverse("registers:detail", args=["challenges", entry.pk])).text
    withdraw = reverse("registers:step", args=["challenges", entry.pk, "withdraw"])
    assert f'class="btn quiet" href="{withdraw}"' in page
