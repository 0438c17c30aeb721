"""Where a paragraph is proposed to be divided."""

import pytest

from dipb_portal.lib.halves import halves


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One. Two.</p>", ("<p>One.</p>", "<p>Two.</p>")),
        ("<p>Long first sentence here. B. C.</p>", ("<p>Long first sentence here.</p>", "<p>B. C.</p>")),
        ("<p>A <em>b. c</em> d. E</p>", ("<p>A <em>b. c</em> d.</p>", "<p>E</p>")),
        ("<p>Intro:</p><ul><li>one</li></ul>", ("<p>Intro:</p>", "<ul><li>one</li></ul>")),
        ("<p>No end</p>", ("<p>No end</p>", "")),
        ("<ul><li>One. Two.</li></ul>", ("<ul><li>One. Two.</li></ul>", "")),
        ("", ("", "")),
    ],
)
def test_a_text_is_divided_near_its_middle(html: str, expected: tuple[str, str]) -> None:
    assert halves(html) == expected
