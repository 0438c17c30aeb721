"""When a sum of several nations' figures may be published: never so that one of them can be told from it.

A reader sees every figure ever published of one sum, and may know some of its parts by name. What stays unknown to
the reader is divided into groups: in one group are the nations whose parts came, changed and went at the same
publications. Every published figure, and so every combination of them, then holds the nations of a group together;
a group of three in which none prevails tells nobody's figure. `docs/security.md` says it with an example.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

LEAST = 3  # nations that cannot be told apart
PREVAILS = 85  # per cent of a group's sum: from there on one nation's part is as good as the sum

OUTSIDER = None


@dataclass(frozen=True)
class Part:
    """What one nation contributes, and how much of it each reader (by an id) knows by name."""

    quantity: int
    known: Mapping[int, int] = field(default_factory=dict)

    def also_known(self, later: "Part") -> "Part":
        """With what became known since, where the part is still the same."""
        if later.quantity != self.quantity:
            return self
        readers = self.known.keys() | later.known.keys()
        return Part(self.quantity, {r: max(self.known.get(r, 0), later.known.get(r, 0)) for r in readers})


Snapshot = Mapping[int, Part]
"""The parts of one published sum, by nation."""

View = tuple[tuple[int, ...], ...]


def may_publish(earlier: Sequence[Snapshot], candidate: Snapshot, readers: Iterable[int]) -> bool:
    """True where `candidate`'s sum tells nobody a single nation's part, beside the sums published `earlier`.

    Nobody: neither a reader from outside, nor one of `readers`, each of whom knows the own part, being one of the
    nations, and what is named to it.
    """
    if not candidate:
        return False
    snapshots = [*earlier, candidate]
    views = {_unknown_to(reader, snapshots) for reader in (OUTSIDER, *readers)}
    return all(_is_safe(view) for view in views)


def rounded(total: int, step: int) -> int:
    """To the nearest multiple of `step`, halves up."""
    return (2 * total + step) // (2 * step) * step


def _unknown_to(reader: int | None, snapshots: Sequence[Snapshot]) -> View:
    """For each nation, what the reader does not know of its part in each publication; 0 where it has none there."""
    nations = sorted({nation for snapshot in snapshots for nation in snapshot} - {reader})
    known: dict[tuple[int, int], int] = defaultdict(int)  # of a part that stays the same, what is once known stays so
    for snapshot in snapshots:
        for nation, part in snapshot.items():
            amount = part.known.get(reader, 0) if reader is not OUTSIDER else 0
            known[nation, part.quantity] = max(known[nation, part.quantity], amount)
    return tuple(
        tuple(
            snapshot[nation].quantity - known[nation, snapshot[nation].quantity] if nation in snapshot else 0
            for snapshot in snapshots
        )
        for nation in nations
    )


def _is_safe(view: View) -> bool:
    """Every group of nations that moved together is large enough, and in none of its figures does one prevail."""
    groups: dict[tuple[int, ...], list[tuple[int, ...]]] = defaultdict(list)
    for quantities in view:
        if any(quantities):
            groups[_moves(quantities)].append(quantities)
    return all(_hides_its_members(members) for members in groups.values())


def _moves(quantities: tuple[int, ...]) -> tuple[int, ...]:
    """When the part changed, but not by how much: the first value is 1, the next new one 2; 0 where there is none."""
    names = {0: 0}
    return tuple(names.setdefault(quantity, len(names)) for quantity in quantities)


def _hides_its_members(members: list[tuple[int, ...]]) -> bool:
    if len(members) < LEAST:
        return False
    publications = range(len(members[0]))
    sums = [[member[at] for member in members] for at in publications]
    changes = [[abs(member[b] - member[a]) for member in members] for a, b in combinations(publications, 2)]
    return not any(_one_prevails(parts) for parts in (*sums, *changes))


def _one_prevails(parts: list[int]) -> bool:
    return any(parts) and 100 * max(parts) >= PREVAILS * sum(parts)
