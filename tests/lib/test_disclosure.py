"""No linear combination of what was ever published tells one nation's part, whoever reads it."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dipb_portal.lib.disclosure import OUTSIDER, Part, Snapshot, may_publish, rounded

MEMBER = 0
NATIONS = range(1, 8)
READERS = (MEMBER, *NATIONS)


def parts(**quantities: int) -> Snapshot:
    """Nations a, b, c ... with what they contribute, known to nobody else."""
    return {1 + "abcdefg".index(name): Part(quantity) for name, quantity in quantities.items()}


def named(quantity: int, *readers: int) -> Part:
    return Part(quantity, dict.fromkeys(readers, quantity))


def publish(epochs: list[Snapshot], readers=READERS) -> list[Snapshot]:
    """What of the epochs comes out, each judged beside what came out before."""
    published: list[Snapshot] = []
    for epoch in epochs:
        if may_publish(published, epoch, readers):
            published.append(epoch)
    return published


def left_null_space(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The combinations of the rows that make zero."""
    size = len(rows)
    work = [[*row, *(Fraction(i == j) for j in range(size))] for i, row in enumerate(rows)]
    width, lead = len(rows[0]) if rows else 0, 0
    for column in range(width):
        pivot = next((i for i in range(lead, size) if work[i][column]), None)
        if pivot is None:
            continue
        work[lead], work[pivot] = work[pivot], work[lead]
        for i in range(lead + 1, size):
            factor = work[i][column] / work[lead][column]
            work[i] = [x - factor * y for x, y in zip(work[i], work[lead], strict=True)]
        lead += 1
    return [row[width:] for row in work[lead:]]


def told_apart(published: list[Snapshot], reader: int | None) -> set[int]:
    """The nations of whom some combination of the published sums says something that holds nobody else's part."""

    def known(nation: int, part: Part) -> bool:
        return reader is not OUTSIDER and (nation == reader or part.known.get(reader, 0) == part.quantity)

    learnt = {
        (nation, part.quantity) for snapshot in published for nation, part in snapshot.items() if known(nation, part)
    }
    unknown = sorted({(nation, part.quantity) for snapshot in published for nation, part in snapshot.items()} - learnt)
    matrix = [
        [Fraction(nation in snapshot and snapshot[nation].quantity == quantity) for nation, quantity in unknown]
        for snapshot in published
    ]
    found = set()
    for target in {nation for nation, _quantity in unknown}:
        mine = [at for at, (nation, _quantity) in enumerate(unknown) if nation == target]
        others = [[row[at] for at in range(len(unknown)) if at not in mine] for row in matrix]
        for combination in left_null_space(others):
            told = [sum(c * row[at] for c, row in zip(combination, matrix, strict=True)) for at in mine]
            if any(told):
                found.add(target)
    return found


contributions = st.dictionaries(
    st.sampled_from(list(NATIONS)),
    st.builds(
        lambda quantity, readers: named(quantity, *readers),
        st.integers(10, 13),
        st.sampled_from([(), (), READERS, (1, 2)]),
    ),
    min_size=3,
)


@settings(max_examples=400, deadline=None)
@given(st.lists(contributions, min_size=1, max_size=5))
def test_no_combination_of_publications_tells_a_nation_apart(epochs: list[Snapshot]) -> None:
    published = publish(epochs)
    for reader in (OUTSIDER, *READERS):
        assert told_apart(published, reader) == set()


@settings(max_examples=200, deadline=None)
@given(st.sets(st.sampled_from([(a, b, c) for a in range(2) for b in range(2) for c in range(2)]), min_size=2))
def test_no_order_of_joining_and_leaving_tells_a_nation_apart(patterns: set[tuple[int, ...]]) -> None:
    """Seven nations, three of them coming and going in every way there is."""
    epochs = [
        {nation: Part(20 + nation) for nation in NATIONS if nation > 3 or pattern[nation - 1]} for pattern in patterns
    ]
    assert told_apart(publish(epochs), OUTSIDER) == set()


def test_the_attack_would_find_what_a_rule_by_pairs_lets_through() -> None:
    """Each step moves three nations or more; together the four sums tell what c contributes."""
    everybody = parts(a=10, b=11, c=12, d=13, e=14, f=15, g=16)

    def without(names: str) -> Snapshot:
        return {nation: part for nation, part in everybody.items() if "abcdefg"[nation - 1] not in names}

    epochs = [everybody, without("abc"), without("cde"), without("abde")]
    assert told_apart(epochs, OUTSIDER) == {3}
    assert told_apart(publish(epochs, readers=()), OUTSIDER) == set()


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        ({}, False),
        (parts(a=10, b=10), False),
        (parts(a=10, b=10, c=10), True),
        (parts(a=100, b=8, c=8), False),
        (parts(a=84, b=8, c=8), True),
    ],
)
def test_from_outside_three_nations_of_which_none_prevails(candidate: Snapshot, expected: bool) -> None:
    assert may_publish([], candidate, readers=()) is expected


def test_a_contributor_knows_its_own_part() -> None:
    three, four = parts(a=10, b=10, c=10), parts(a=10, b=10, c=10, d=10)
    assert not may_publish([], three, READERS)
    assert may_publish([], four, READERS)
    # Without its own ten, the first reads 98 of which one nation has 90.
    assert not may_publish([], parts(a=50, b=90, c=4, d=4), READERS)


def test_what_is_named_to_a_reader_hides_nobody() -> None:
    """Three are named to all; the fourth alone is not, and would be what remains."""
    shared = {nation: named(10, *READERS) for nation in (1, 2, 3)}
    assert may_publish([], shared, READERS)
    assert not may_publish([], {**shared, 4: Part(10)}, READERS)
    assert may_publish([], {**shared, 4: Part(10)}, readers=())


def test_a_nation_that_joins_waits_for_two_others() -> None:
    before = parts(a=10, b=11, c=12, d=13)
    assert not may_publish([before], {**before, 5: Part(20)}, readers=())
    assert may_publish([before], {**before, 5: Part(20), 6: Part(21), 7: Part(22)}, readers=())


def test_a_nation_that_changes_alone_is_told_by_the_difference() -> None:
    before = parts(a=10, b=11, c=12, d=13)
    assert not may_publish([before], {**before, 1: Part(19)}, readers=())


def test_one_change_that_dwarfs_the_others_is_told_too() -> None:
    before = parts(a=100, b=100, c=100)
    assert may_publish([before], parts(a=120, b=110, c=110), readers=())
    assert not may_publish([before], parts(a=190, b=101, c=101), readers=())


def test_saying_the_same_again_is_never_new() -> None:
    before = parts(a=10, b=11, c=12, d=13)
    assert may_publish([before, before], dict(before), READERS)


def test_a_part_known_in_part_hides_only_what_is_left() -> None:
    known_mostly = {nation: Part(100, dict.fromkeys(READERS, 99)) for nation in (1, 2)}
    assert not may_publish([], {**known_mostly, 3: Part(90), 4: Part(3)}, READERS)


def test_what_becomes_known_later_counts_for_the_figures_before() -> None:
    part = Part(10).also_known(named(10, 1))
    assert part.known == {1: 10}
    assert Part(10).also_known(named(11, 1)) == Part(10)


@pytest.mark.parametrize(("total", "step", "expected"), [(1499, 1000, 1000), (1500, 1000, 2000), (7, 1, 7), (4, 10, 0)])
def test_rounding(total: int, step: int, expected: int) -> None:
    assert rounded(total, step) == expected
