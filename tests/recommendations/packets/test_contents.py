import json
from dataclasses import fields, replace

import pytest

from recommendations.packets import seal
from recommendations.packets.assemble import assemble
from recommendations.packets.contents import Fact, Text
from recommendations.packets.prose import paragraphs
from recommendations.packets.serialise import canonical, from_plain, plain
from tests.recommendations.packets.specimen import specimen


@pytest.mark.parametrize("edition", ["en", "fr", "both"])
def test_contents_travel_as_json_and_back(edition):
    contents = specimen(edition, recommendations=2)
    assert from_plain(json.loads(canonical(contents))) == contents


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"edition": "de"}, "expected .* got 'de'"),
        ({"issued": "yesterday"}, "isoformat string: 'yesterday'"),
        ({"specimen": "yes"}, "expected .* got 'yes'"),
        ({"unknown": 1}, "not an object with the members of Contents"),
        ({"cover": [{"en": "x", "de": "y"}]}, "not an object with the members of Text"),
        ({"chain": {"position": 1}}, "ChainHead: .*'sha256'"),
    ],
)
def test_what_is_not_contents_is_refused(change, said):
    data = plain(specimen("en")) | change
    with pytest.raises(ValueError, match=said):
        from_plain(json.loads(canonical(data)))


def test_every_member_belongs_to_exactly_one_part():
    contents = specimen("both", recommendations=2)
    members = [part.member.split("/")[0] for part in seal.parts(contents)]
    assert set(members) - {""} == set(seal.PARTS) - {"tables"}  # of progress reports alone
    assert members.count("recommendations") == 2
    assert set(seal.PARTS) < {field.name for field in fields(contents)}


def test_what_nobody_said_has_no_row_and_no_table():
    contents = specimen("en")
    said = "".join(section.html for section in assemble(contents))
    assert "Positions in protocol order" in said
    bare = replace(
        contents,
        consultations=tuple(replace(each, positions=()) for each in contents.consultations),
        recommendations=tuple(
            replace(each, facts=(Fact(Text("Goal", "But"), Text()),)) for each in contents.recommendations
        ),
    )
    html = "".join(section.html for section in assemble(bare))
    assert "Positions in protocol order" not in html
    assert "Goal" not in html


def test_an_advice_is_headed_and_listed_as_one():
    contents = specimen("both", recommendations=2)
    first, second = contents.recommendations
    mixed = replace(contents, recommendations=(first, replace(second, kind="advice")))
    section = next(each for each in assemble(mixed) if each.key == "recommendations")
    assert [number for number, _anchor, _title in section.children] == ["R1", "AV2"]
    assert "<b>AV2</b>" in section.html
    assert "R2" not in section.html


def test_canonical_json_does_not_depend_on_order():
    assert canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


def test_prose_pairs_paragraphs_and_keeps_lists_with_them():
    texts = paragraphs("<p>One</p><ul><li><p>a</p></li></ul><p>Two &amp; three</p>", "<p>Un</p>")
    assert [(text.en, text.fr) for text in texts] == [
        ("<p>One</p><ul><li><p>a</p></li></ul>", "<p>Un</p>"),
        ("<p>Two &amp; three</p>", ""),
    ]
