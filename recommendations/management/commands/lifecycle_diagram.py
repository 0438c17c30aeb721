from typing import Any

from django.core.management.base import BaseCommand

from recommendations.enums import State
from recommendations.lifecycle import TRANSITIONS


class Command(BaseCommand):
    help = "Draw the lifecycle of a recommendation from its table, as a Mermaid state diagram."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("stateDiagram-v2")
        self.stdout.write(f"    [*] --> {State.DRAFT.value}")
        for step in TRANSITIONS.values():
            for source in step.sources:
                self.stdout.write(f"    {source.value} --> {step.target.value}: {step.name}")
        for end in (State.CLOSED, State.WITHDRAWN, State.SUPERSEDED):
            self.stdout.write(f"    {end.value} --> [*]")
