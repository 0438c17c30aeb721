import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipb_portal.lib.markup import Element, parse, serialise, text_of
from dipb_portal.lib.redline import Change, compare, compare_texts
from dipb_portal.lib.richtext import sanitise

phrases = st.lists(st.sampled_from(["Allies", "hold", "stocks", "of powder,", "<&>", "l’état", "7"]), max_size=6).map(
    " ".join
)
plain = phrases.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
inline = st.recursive(
    plain,
    lambda inner: (
        st.builds("{}<{}>{}</{}>".format, plain, st.shared(st.just("strong"), key="t"), inner, st.just("strong"))
        | inner.map('{}<span class="footnote">note</span><br>'.format)
    ),
    max_leaves=4,
)
blocks = st.one_of(
    inline.map("<p>{}</p>".format),
    st.lists(inline, min_size=1, max_size=4).map(lambda items: f"<ul><li>{'<li>'.join(items)}</ul>"),
    st.lists(inline, min_size=2, max_size=4).map(lambda cells: f"<table><tr><th>{'<td>'.join(cells)}</table>"),
)
texts = st.lists(blocks, max_size=4).map("".join).map(sanitise)


def without(nodes, tag):
    kept = [node for node in nodes if isinstance(node, str) or node.tag != tag]
    return [n if isinstance(n, str) else Element(n.tag, without(n.children, tag), n.attributes) for n in kept]


def words(html, dropped=""):
    return text_of(without(parse(html), dropped))


@given(texts, texts)
def test_every_word_of_both_versions_is_accounted_for(old, new):
    redline = compare(old, new)
    assert words(redline, "ins") == words(old)
    assert words(redline, "del") == words(new)


@given(texts, texts)
def test_the_redline_is_valid_markup(old, new):
    redline = compare(old, new)
    assert serialise(parse(redline)) == redline
    assert not re.search(r"<(ins|del)>(?:(?!</\1>).)*<(p|ul|li|table|tr|td|th)\b", redline)


@given(texts)
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == text


@pytest.mark.parametrize(
    ("old", "new", "redline"),
    [
        (
            "<p>Allies hold stocks.</p>",
            "<p>Allies keep stocks.</p>",
            "<p>Allies <del>hold</del><ins>keep</ins> stocks.</p>",
        ),
        ("<p>one two</p>", "<p>three four</p>", "<p><del>one two</del><ins>three four</ins></p>"),
        ("<p>a &lt; b</p>", "<p>a &lt; c</p>", "<p>a &lt; <del>b</del><ins>c</ins></p>"),
        ("<p>a b</p>", "<p>a <strong>b</strong></p>", "<p>a <del>b</del><strong><ins>b</ins></strong></p>"),
        (
            '<p>x<span class="footnote">old note</span></p>',
            '<p>x<span class="footnote">new note</span></p>',
            '<p>x<span class="footnote"><del>old</del><ins>new</ins> note</span></p>',
        ),
        (
            "<ul><li>a</li><li>c</li></ul>",
            "<ul><li>a</li><li>b</li><li>c</li></ul>",
            "<ul><li>a</li><li><ins>b</ins></li><li>c</li></ul>",
        ),
        (
            "<table><tbody><tr><th>5</th><td>x</td></tr></tbody></table>",
            "<table><tbody><tr><th>7</th><td>x</td></tr></tbody></table>",
            "<table><tbody><tr><th><del>5</del><ins>7</ins></th><td>x</td></tr></tbody></table>",
        ),
        ("", "<p>a</p>", "<p><ins>a</ins></p>"),
        ("<p>a</p>", "", "<p><del>a</del></p>"),
    ],
)
def test_redlines(old, new, redline):
    assert compare(old, new) == redline


def test_paragraphs_are_matched_by_identity():
    old = [("a", "<p>One</p>"), ("b", "<p>Two</p>"), ("c", "<p>Three</p>"), ("d", "<p>Four</p>")]
    new = [("d", "<p>Four</p>"), ("a", "<p>One</p>"), ("e", "<p>New</p>"), ("c", "<p>Third</p>")]
    changes = [
        (change.identity, change.kind, change.old_position, change.new_position) for change in compare_texts(old, new)
    ]
    assert changes == [
        ("d", Change.MOVED, 3, 0),
        ("a", Change.UNCHANGED, 0, 1),
        ("b", Change.REMOVED, 1, None),
        ("e", Change.ADDED, None, 2),
        ("c", Change.CHANGED, 2, 3),
    ]


def test_a_paragraph_can_move_and_change():
    old = [(1, "<p>One</p>"), (2, "<p>Two</p>"), (3, "<p>Three</p>")]
    last = compare_texts(old, [*old[1:], (1, "<p>Once</p>")])[-1]
    assert (last.kind, last.moved, last.html) == (Change.CHANGED, True, "<p><del>One</del><ins>Once</ins></p>")


@given(st.permutations(range(6)), st.sets(st.integers(0, 5)))
def test_every_paragraph_is_reported_once(order, dropped):
    old = [(n, f"<p>{n}</p>") for n in range(6)]
    new = [(n, f"<p>{n}</p>") for n in order if n not in dropped]
    changes = compare_texts(old, new)
    assert sorted(change.identity for change in changes) == list(range(6))
    assert [c.identity for c in changes if c.new_position is not None] == [identity for identity, _ in new]
    stayed = [c.old_position for c in changes if c.kind is Change.UNCHANGED]
    assert stayed == sorted(stayed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>" + "a b " * 20_000 + "</p>", "<p>" + "b a " * 20_000 + "</p>"),
        ("<p>" + "a b " * 480 + "c</p>", "<p>" + "b a " * 480 + "d</p>"),
        ("<ul>" + "<li>a" * 3000 + "</ul>", "<ul>" + "<li>b" * 3001 + "</ul>"),
    ],
)
def test_hostile_lengths_stay_quick(old, new):
    old, new = sanitise(old), sanitise(new)
    start = time.monotonic()
    compare(old, new)
    assert time.monotonic() - start < 5
