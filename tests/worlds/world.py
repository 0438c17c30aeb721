"""What the test of every address opens, and who may read what."""

from collections import defaultdict
from dataclasses import dataclass, field

DRAFTERS = {"secretariat", "chair", "group_chair", "rapporteur"}
FRANCE = {"head_fra", "deputy_fra", "expert_fra"}
MEMBERS = DRAFTERS | FRANCE | {"head_deu", "head_usa"}


@dataclass
class World:
    """The objects that addresses are made of: by the name of an address, the arguments to open it with."""

    arguments: dict[str, list[list[object]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, names: str, *arguments: object) -> None:
        for name in names.split():
            self.arguments[name].append(list(arguments))
