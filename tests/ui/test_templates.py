"""What holds for every template of the portal, without a request."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils import translation

ROOT = Path(settings.BASE_DIR) / "templates"
PAGES = sorted(path for path in ROOT.rglob("*.html") if "packets" not in path.parts)
# What the content-security policy would refuse: it must not be written at all.
REFUSED = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|hx-on|hx-vals=.js:", re.IGNORECASE
)
POSTED = re.compile(r'<form\b(?=[^>]*method="post")([^>]*)>(.*?)</form>', re.DOTALL)
ASSETS = ["css/tokens.css", "css/base.css", "css/components.css", "img/mark.svg"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_script_or_style_stands_in_a_page(path):
    assert not REFUSED.search(path.read_text())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_form_is_checked_by_the_portal_in_the_reader_s_language_and_not_by_the_browser(path):
    for attributes, body in POSTED.findall(path.read_text()):
        assert "novalidate" in attributes or not re.search(r"{{ *form\b", body)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_leaves_to_the_frame_to_say_in_the_title_that_its_form_has_errors(path):
    assert path == ROOT / "base.html" or '{% if form.errors %}{% translate "Error:" %}' not in path.read_text()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_cell_with_nothing_to_say_is_left_empty_where_cells_stack(path):
    tables = re.findall(r'<table class="[^"]*\bstack\b.*?</table>', path.read_text(), re.DOTALL)
    assert not [table for table in tables if re.search(r'"–"|(?:%}|>)–[<{]', table)]


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_error_pages_need_neither_request_nor_database(name, language):
    with translation.override(language):
        html = get_template(name).render()
    assert f'<html lang="{language}">' in html


def test_an_ordinary_page_loads_little():
    assert sum((Path(settings.BASE_DIR) / "static" / name).stat().st_size for name in ASSETS) < 25_000


@pytest.mark.parametrize("chart", ["bar", "square", "stack"])
def test_a_chart_brings_its_stylesheet(chart):
    html = get_template(f"components/{chart}_chart.html").render({"chart": {}})
    assert "css/charts" in html
