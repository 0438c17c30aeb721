"""What `make run` does with a process that does not stay up."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from dipb_portal.local.process import Process
from dipb_portal.local.run import wait_until_ready
from tests.processes import free_port


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[[str, str], Process]]:
    """Starts a process of this name with the words of a shell."""
    with ExitStack() as stack:

        def start(name: str, script: str) -> Process:
            process = Process(name, ["sh", "-c", script], tmp_path / f"{name}.log")
            stack.callback(process.stop)
            process.start()
            return process

        yield start


def test_the_start_stops_at_a_process_that_ends_and_shows_its_last_words(
    started: Callable[[str, str], Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORT", str(free_port()))  # nothing answers there
    web, beat = started("web", "sleep 60"), started("beat", "echo The schedule is damaged; exit 1")
    with pytest.raises(RuntimeError, match="beat ended while the portal was starting:\nThe schedule is damaged"):
        wait_until_ready(web, [web, beat])
