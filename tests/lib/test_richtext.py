import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipb_portal.lib import richtext
from dipb_portal.lib.markup import parse, serialise, text_of
from dipb_portal.lib.richtext import (
    TooIntricate,
    TooLong,
    from_input,
    from_plain,
    plain,
    sanitise,
    text_hash,
    words,
)

TAGS = [
    "p",
    "b",
    "strong",
    "i",
    "em",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "div",
    "span",
]
pieces = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format),
    st.sampled_from(TAGS).map("</{}>".format),
    st.sampled_from(
        ["<br>", '<span class="footnote">', "<svg><p>", "<style>", "<!--", '<td colspan="99">', "<h1>", " "]
    ),
    st.text(max_size=8),
)
soup = st.lists(pieces, max_size=30).map("".join)


@given(soup)
def test_canonical_form_is_a_fixed_point(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert serialise(parse(once)) == once


@given(soup)
def test_only_the_allowed_elements_come_out(html):
    tags = re.findall(r"<([^>]*)>", sanitise(html))
    allowed = (
        r'/?(p|strong|em|br|ul|ol|li|table|thead|tbody|tr|td|span)|span class="footnote"'
        r'|td colspan="50"|/th|th scope="(col|row)"'
    )
    assert all(re.fullmatch(allowed, tag) for tag in tags)


@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_plain_text_survives_exactly(text):
    assert text_of(parse(from_plain(text))) == text


@pytest.mark.parametrize(
    ("html", "canonical"),
    [
        ("Words", "<p>Words</p>"),
        ("<p> One <b>two</b>  <i>three</i> </p>", "<p>One <strong>two</strong> <em>three</em></p>"),
        ("<div>One</div><div>Two<br></div>", "<p>One</p><p>Two</p>"),
        (
            "<ul><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ul>",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        ),
        ("<p>a</p><p>&nbsp;</p><ul><li></li></ul><p><br></p>", "<p>a</p>"),
        ("<b><p>a</p><p>b</p></b>", "<p>a</p><p>b</p>"),
        (
            '<table><tr><th>a<th>b<tr><th colspan="1000000"><p>x</p><td rowspan="0" colspan="1">y</table>',
            '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
            '<tbody><tr><th scope="row" colspan="50">x</th><td>y</td></tr></tbody></table>',
        ),
        (
            '<p>a<span class="footnote x">n</span><span>b</span></p>',
            '<p>a<span class="footnote">n</span>b</p>',
        ),
        (
            "<table><tr><th>a<th><tr><td>x<td>y</table>",
            '<table><thead><tr><th scope="col">a</th><td></td></tr></thead>'
            "<tbody><tr><td>x</td><td>y</td></tr></tbody></table>",
        ),
        ("<p>A &amp; B &lt; C\x00\x08</p>", "<p>A &amp; B &lt; C</p>"),
    ],
)
def test_canonical_form(html, canonical):
    assert sanitise(html) == canonical


@pytest.mark.parametrize(
    "html",
    [
        '<p onclick="x()" style="color:red" id="y">z</p>',
        '<p>z</p><script>alert("x")</script><style>p{}</style>',
        '<p><a href="javascript:x()">z</a><img src="x" onerror="y()"></p>',
        "<svg><style><p>z</style></svg>",
        '<iframe srcdoc="x"></iframe><object></object><p>z</p>',
    ],
)
def test_hostile_markup_leaves_the_words_only(html):
    assert sanitise(html) == "<p>z</p>"


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("x" * 200_001, TooLong),
        ("<ul><li>" * 33 + "x", TooIntricate),
        ("<div>" * 40_000, TooIntricate),
        ("<p>" + "".join(f"<b a{n}>" for n in range(1000)) + "<p>x" * 3000, TooIntricate),
    ],
)
def test_size_and_depth_are_bounded(html, error):
    with pytest.raises(error):
        sanitise(html)


def test_plain_input_becomes_paragraphs():
    assert from_input("One\r\ntwo & <three>\n \nfour") == "<p>One<br>two &amp; &lt;three&gt;</p><p>four</p>"
    assert from_input("<p>One</p>") == "<p>One</p>"


def test_plain_reads_like_the_text():
    html = sanitise(
        '<p>One <b>two</b><span class="footnote">a note</span>.</p><ul><li>x<ul><li>y</li></ul></li></ul>'
        "<table><tr><th>A</th><td>B</td></tr></table>"
    )
    assert plain(html) == "One two [a note].\n- x\n- y\nA\tB"
    assert words(html) == 8


def test_hash_sees_words_and_structure_but_not_typesetting():
    text = "<p>Voici : l’état</p>"
    assert text_hash(text) == text_hash("<p>Voici\u00a0: l’e\u0301tat</p>")
    assert text_hash(text) != text_hash("<p>Voici : l’étang</p>")
    assert text_hash("<p>a</p><p>b</p>") != text_hash("<p>ab</p>")
    assert re.fullmatch(r"[0-9a-f]{64}", text_hash(text))


def test_limits_are_as_documented():
    assert (richtext.LONGEST, richtext.DEEPEST, richtext.WIDEST) == (200_000, 64, 50)
