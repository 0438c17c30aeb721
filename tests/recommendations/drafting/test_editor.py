"""The editor of a working text: every save is optimistic, and nothing typed is lost."""

import pytest

from recommendations.actions import paragraphs
from recommendations.models import Paragraph
from tests.recommendations.drafting.pages import CANARY, being_revised, signed_in, url, words
from tests.scenarios import People, draft, open_round, working


def test_a_saved_paragraph_is_sanitised(people: People) -> None:
    text, paragraph = being_revised(people)
    sent = words(paragraph, text_en="<p>Level <script>alert(1)</script><b>one</b></p>")
    answer = signed_in(people.rapporteur).post(url("paragraph", text.pk, paragraph.pk), sent)
    assert answer.url == f"{url('edit', text.pk)}#p{paragraph.pk}"
    paragraph.refresh_from_db()
    assert paragraph.text_en == "<p>Level <strong>one</strong></p>"


def test_a_paragraph_saves_in_place(people: People) -> None:
    text, paragraph = being_revised(people)
    client = signed_in(people.rapporteur)
    sent = words(paragraph, text_en="<p>In place.</p>")
    answer = client.post(url("paragraph", text.pk, paragraph.pk), sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Saved" in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_second_writer_sees_both_texts_and_may_save_over(people: People, headers: dict[str, str]) -> None:
    text, paragraph = being_revised(people)
    client, address = signed_in(people.rapporteur), url("paragraph", text.pk, paragraph.pk)
    client.post(address, words(paragraph, text_en="<p>What theirs says.</p>"))
    page = client.post(address, words(paragraph, text_en="<p>What mine says.</p>"), headers=headers)
    assert page.status_code == 409
    shown = page.content.decode()
    assert "<p>What theirs says.</p>" in shown
    assert "What <del>theirs</del><ins>mine</ins> says." in shown
    assert "&lt;p&gt;What mine says.&lt;/p&gt;" in shown
    version = page.context["row"].form["version"].value()
    client.post(address, words(paragraph, text_en="<p>What mine says.</p>", version=version))
    paragraph.refresh_from_db()
    assert paragraph.text_en == "<p>What mine says.</p>"


def test_words_for_a_paragraph_that_is_gone_are_given_back(people: People) -> None:
    text, paragraph = being_revised(people)
    paragraphs.delete_paragraph(paragraph=paragraph, version=paragraph.version, by=people.group_chair)
    page = signed_in(people.rapporteur).post(
        url("paragraph", text.pk, paragraph.pk or 1), words(paragraph, text_en=CANARY)
    )
    assert page.status_code == 409
    assert CANARY in page.content.decode()


def test_words_for_a_text_frozen_meanwhile_are_given_back(people: People) -> None:
    text, paragraph = being_revised(people)
    open_round(people, text)
    page = signed_in(people.rapporteur).post(url("paragraph", text.pk, paragraph.pk), words(paragraph, text_en=CANARY))
    assert page.status_code == 403
    assert CANARY in page.content.decode()
    assert "frozen" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("text_en", "x" * 200_001, "too long"),
        ("text_fr", "<p>" + "<em class=x>a</em>" * 200 + "</p>", "too much formatting"),
        ("text_en", "NATO SECRET\n\nLevels", "NATO SECRET"),
        ("version", "x", "Enter a whole number"),
        ("version", "", "required"),
    ],
)
def test_hostile_input_is_explained_and_kept(people: People, field: str, value: str, message: str) -> None:
    text, paragraph = being_revised(people)
    other = "text_fr" if field == "text_en" else "text_en"
    sent = words(paragraph) | {other: f"<p>{CANARY}</p>", field: value}
    page = signed_in(people.rapporteur).post(url("paragraph", text.pk, paragraph.pk), sent)
    assert page.status_code == 422
    shown = page.content.decode()
    assert message in shown
    assert CANARY in shown
    paragraph.refresh_from_db()
    assert CANARY not in paragraph.text_en + paragraph.text_fr


def test_a_paragraph_of_another_text_is_not_touched(people: People) -> None:
    text, _paragraph = being_revised(people)
    foreign = working(draft(people.rapporteur_scs, group="SCS")).paragraphs.first()
    client = signed_in(people.rapporteur)
    assert client.post(url("paragraph", text.pk, foreign.pk), words(foreign, text_en="Mine")).status_code == 409
    assert client.post(url("delete", text.pk, foreign.pk), {"version": foreign.version}).status_code == 302
    assert Paragraph.objects.get(pk=foreign.pk).text_en == foreign.text_en


@pytest.mark.parametrize(
    ("then", "more", "expected"),
    [
        ("up", {}, "213"),
        ("down", {}, "132"),
        ("move", {"to": "1"}, "213"),
        ("move", {"to": "x"}, "123"),
        ("nonsense", {}, "123"),
    ],
)
def test_every_button_saves_the_words_first(people: People, then: str, more: dict[str, str], expected: str) -> None:
    text = draft(people.rapporteur, paragraphs=3)
    revision = working(text)
    before = list(revision.paragraphs.values_list("pk", flat=True))
    second = revision.paragraphs.get(position=2)
    sent = words(second, text_en="<p>Typed before.</p>", then=then, **more)
    signed_in(people.rapporteur).post(url("paragraph", text.pk, second.pk), sent)
    assert [before.index(pk) + 1 for pk in revision.paragraphs.values_list("pk", flat=True)] == [
        int(n) for n in expected
    ]
    second.refresh_from_db()
    assert second.text_en == "<p>Typed before.</p>"


def test_add_merge_split_and_delete_from_the_editor(people: People) -> None:
    text = draft(people.rapporteur)
    revision = working(text)
    client, one = signed_in(people.rapporteur), revision.paragraphs.first()
    client.post(url("paragraph", text.pk, one.pk), words(one, then="add"))
    assert revision.paragraphs.count() == 3
    client.post(url("paragraph", text.pk, one.pk), words(one, then="merge"))
    assert revision.paragraphs.count() == 2
    one.refresh_from_db()
    halves = {"first_en": "<p>A</p>", "second_en": "<p>B</p>", "version": one.version}
    assert client.post(url("split", text.pk, one.pk), halves).status_code == 302
    assert revision.paragraphs.count() == 3
    stale = client.post(url("split", text.pk, one.pk), halves)
    assert stale.status_code == 409
    assert "Saved meanwhile" in stale.content.decode()
    one.refresh_from_db()
    assert client.post(url("delete", text.pk, one.pk), {"version": one.version - 1}).url == url(
        "delete", text.pk, one.pk
    )
    assert client.post(url("delete", text.pk, one.pk), {"version": one.version}).url == url("edit", text.pk)
    assert revision.paragraphs.count() == 2


def test_an_empty_text_gets_its_first_paragraph(people: People) -> None:
    text = draft(people.rapporteur, paragraphs=1)
    one = working(text).paragraphs.get()
    client = signed_in(people.rapporteur)
    client.post(url("delete", text.pk, one.pk), {"version": one.version})
    assert "no paragraph" in client.get(url("edit", text.pk)).content.decode()
    client.post(url("add_first", text.pk))
    assert working(text).paragraphs.count() == 1


def test_the_button_at_the_end_belongs_to_the_last_paragraph(people: People) -> None:
    text, _paragraph = being_revised(people)
    last = working(text).paragraphs.last()
    page = signed_in(people.rapporteur).get(url("edit", text.pk)).content.decode()
    assert page.index(f'id="f{last.pk}"') < page.index(f'form="f{last.pk}" name="then" value="add"')


def test_a_working_text_is_discarded_with_a_reason(people: People) -> None:
    text, _paragraph = being_revised(people)
    client = signed_in(people.rapporteur)
    assert client.post(url("discard", text.pk), {"why": ""}).status_code == 422
    assert client.post(url("discard", text.pk), {"why": "Not needed."}).status_code == 302
    assert not text.revisions.filter(issued_at=None).exists()


def test_a_stale_translation_is_flagged(people: People) -> None:
    text, paragraph = being_revised(people)
    client = signed_in(people.rapporteur)
    client.post(url("paragraph", text.pk, paragraph.pk), words(paragraph, text_en="<p>Changed.</p>"))
    assert "Translation out of date." in client.get(url("edit", text.pk)).content.decode()
    assert "Translation out of date." in client.get(url("detail", text.pk), {"revision": 2}).content.decode()
    assert "Translation out of date." not in client.get(url("detail", text.pk)).content.decode()
