"""Hostile documents: nothing is fetched, and what would not end is ended."""

import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pikepdf
import pytest

from recommendations.packets.process import Limits, RenderFailed, render

SMALL = Limits(memory=1024 * 2**20, cpu_seconds=4, wall_seconds=30, pages=5)


@pytest.fixture
def listener():
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            hits.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", hits
        server.shutdown()
        thread.join()


def page(body: str, head: str = "") -> str:
    return f'<!doctype html><html lang="en"><head><title>x</title>{head}</head><body>{body}</body></html>'


def test_nothing_is_fetched_but_the_packets_own_assets(listener, tmp_path):
    address, hits = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    vectors = "".join(
        f'<img src="{url}" alt="x"><object data="{url}">x</object><embed src="{url}"><iframe src="{url}"></iframe>'
        f'<a rel="attachment" href="{url}">x</a><p style="background:url({url});list-style-image:url({url});'
        f'content:url({url})">x</p><svg xmlns="http://www.w3.org/2000/svg">'
        f'<image href="{url}"/><use href="{url}#a"/></svg>'
        for url in (f"{address}/a", f"file://{secret}", f"//{address[7:]}/b", "data:text/plain,canary")
    )
    head = (
        f'<link rel="stylesheet" href="{address}/c.css"><link rel="attachment" href="file://{secret}">'
        f'<base href="{address}/d/"><style>@import url({address}/e.css);'
        f"@font-face{{font-family:z;src:url({address}/f)}}"
        "p{font-family:z}</style>"
    )
    target = tmp_path / "hostile.pdf"
    render(page(vectors, head), target, identifier="x", limits=SMALL)
    assert hits == []
    assert b"canary" not in target.read_bytes()
    with pikepdf.open(target) as pdf:
        assert not pdf.attachments


@pytest.mark.parametrize(
    ("body", "limits", "reason"),
    [
        ('<table><tr><td colspan="1000000">x</td></tr></table>', SMALL, "time"),
        ("<div>" * 4000, SMALL, "depth"),
        ('<p style="break-after: page">x</p>' * 9, SMALL, "pages"),
        ("<p>words</p>" * 40_000, Limits(memory=300 * 2**20), "memory"),
        ("<p>words</p>" * 40_000, Limits(wall_seconds=1.5), "time"),
    ],
)
def test_a_bomb_is_stopped_and_says_why(tmp_path, body, limits, reason):
    with pytest.raises(RenderFailed) as failed:
        render(page(body), tmp_path / "bomb.pdf", identifier="x", limits=limits)
    assert failed.value.reason == reason


def test_a_listener_that_raises_ends_the_process(tmp_path):
    def stop(news: dict) -> None:
        raise KeyError("lease lost")

    with pytest.raises(KeyError, match="lease lost"):
        render(page("<p>x</p>"), tmp_path / "x.pdf", identifier="x", on_page=stop)
    assert not (tmp_path / "x.pdf").exists()


def pages_of(tmp_path, sections: Iterator[str]) -> list[str]:
    """The words of each page of a packet with these sections."""
    target = tmp_path / "sections.pdf"
    body = "".join(f"<section>{section}</section>" for section in sections)
    render(page(body, '<link rel="stylesheet" href="packet:packet.css">'), target, identifier="x")
    return subprocess.run(["pdftotext", target, "-"], capture_output=True, check=True).stdout.decode().split("\f")


def test_no_caption_stands_at_the_foot_of_a_page_without_its_rows(tmp_path):
    rows = "<tr><th>row</th><td>x</td></tr>" * 5
    caption = '<caption>caption<span class="br">and title</span></caption>'
    table = f'<table class="data">{caption}<thead><tr><th>x</th></tr></thead><tbody>{rows}</tbody></table>'
    found = pages_of(tmp_path, ("<p>before</p>" * lines + table for lines in range(28, 40)))
    with_caption = [each for each in found if "caption" in each]
    assert len(with_caption) == 12
    assert any("before" not in each for each in with_caption)
    assert all("title" in each and "row" in each for each in with_caption)


def test_no_number_stands_at_the_foot_of_a_page_without_its_paragraph(tmp_path):
    table = f'<table class="par"><tbody><tr><th>number</th><td>{"words " * 90}</td></tr></tbody></table>'
    found = pages_of(tmp_path, ("<p>before</p>" * lines + table for lines in range(28, 40)))
    with_number = [each for each in found if "number" in each]
    assert len(with_number) == 12
    assert any("before" not in each for each in with_number)
    assert all("words" in each for each in with_number)
