"""The template tags, rendered as pages render them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from dipb_portal.ui.styleguide import SampleForm


def render(source: str, language: str = "en", **context) -> str:
    with translation.override(language):
        return Template("{% load portal %}" + source).render(Context(context))


@dataclass
class Text:
    title_en: str = ""
    title_fr: str = ""


@pytest.mark.parametrize("number", [0, 999, 1000, 1234567, None, ""])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_grouped_parts_thousands_as_django_does(language: str, number: int | None):
    assert render("{{ n|grouped }}", language, n=number) == render('{{ n|floatformat:"0g" }}', language, n=number)


def test_when_gives_the_machine_utc_and_the_reader_brussels_time():
    html = render("{% when value %}", value=datetime(2026, 11, 19, 16, 30, tzinfo=UTC))
    assert html == '<time datetime="2026-11-19T16:30Z">19 November 2026, 17:30</time>'


def test_when_is_silent_where_there_is_no_instant():
    assert render("{% when value %}", value=None) == ""


@pytest.mark.parametrize(("language", "first", "second"), [("en", "stocks", "matières"), ("fr", "matières", "stocks")])
def test_bilingual_puts_the_readers_language_first_and_marks_the_other(language, first, second):
    html = render('{% bilingual text "title" "h1" %}', language, text=Text("stocks", "matières"))
    assert f'<h1 class="text">{first}</h1>' in html
    assert f'lang="{"fr" if language == "en" else "en"}">{second}</p>' in html


def test_bilingual_and_said_fall_back_to_the_only_version_and_say_its_language():
    only_french = Text(title_fr="matières")
    assert 'lang="fr">matières</p>' in render('{% bilingual text "title" %}', text=only_french)
    assert render('{% said text "title" %}', text=only_french) == '<span lang="fr">matières</span>'


def test_a_french_title_never_breaks_before_its_colon():
    text = Text("Powder: a survey", "Poudre : une enquête")
    for tag in ("said", "bilingual"):
        html = render(f'{{% {tag} text "title" %}}', "fr", text=text)
        assert "Poudre\u00a0: une enquête" in html
    assert render('{% said text "title" %}', text=text) == "Powder: a survey"


def test_texts_are_escaped_unless_they_are_rich():
    hostile = Text("<script>x</script>", "<b>y</b>")
    assert "<script>" not in render('{% bilingual text "title" %}{% said text "title" %}', text=hostile)
    assert render("{{ html|rich }}", html="<b>six</b>") == "<b>six</b>"


def test_french_spaces_are_set_in_words_only():
    assert render("{{ html|rich:'fr' }}", html="<b>Question ?</b>") == "<b>Question\u202f?</b>"
    assert render('{{ words|typeset:"fr" }}', words="Objet : a < b") == "Objet\u00a0: a &lt; b"
    assert render('{{ words|typeset:"en" }}', words="Objet : a") == "Objet : a"
    assert (
        render("{{ words|typeset }}", words="Le motif est le suivant : aucun.")
        == "Le motif est le suivant\u00a0: aucun."
    )


def test_a_button_with_a_reason_is_disabled_and_says_why():
    open_act = render("{% act 'Issue' '/issue/' %}", csrf_token="t")
    shut_act = render("{% act 'Issue' '/issue/' 'Two comments are open.' %}", csrf_token="t")
    assert " disabled" not in open_act
    assert " disabled" in shut_act
    assert "Two comments are open." in shut_act


def test_pages_keep_the_filters_of_the_address():
    request = RequestFactory().get("/list/", {"state": "draft", "page": "2"})
    page = Paginator(range(100), 10).page(2)
    html = Template("{% load portal %}{% paginate page %}").render(RequestContext(request, {"page": page}))
    assert 'href="?state=draft&amp;page=3"' in html
    assert '<span aria-current="page">2</span>' in html


def test_a_single_page_needs_no_links():
    page = Paginator(range(3), 10).page(1)
    assert render("{% paginate page %}", page=page).strip() == ""


def test_only_the_current_step_is_current():
    steps = [{"label": "Draft", "status": "done"}, {"label": "Adjudication", "status": "current"}]
    html = render("{% stage_steps steps %}", steps=steps)
    assert html.count('aria-current="step"') == 1
    assert ", done" in html


def test_positions_are_a_shape_and_a_word():
    html = render("{% position_mark 'broke' 'Broke silence' %}")
    assert "#i-stop" in html
    assert "Broke silence" in html


def test_the_summary_leads_to_each_control_in_order():
    html = render("{% error_summary form %}", form=SampleForm({}))
    targets = [part.split('"')[0] for part in html.split('href="#')[1:]]
    assert targets == ["id_kind_0", "id_proposed", "id_closes"]


def test_there_is_no_summary_without_problems():
    assert render("{% error_summary form %}", form=SampleForm()).strip() == ""


def test_words_without_a_language_are_read_in_their_own():
    assert render("{{ why|language }}", why="La durée dépend de la valeur du marché.") == "fr"
    assert render("{{ why|language }}", language="fr", why="The length depends on the value of the contract.") == "en"
