"""One build of the specimen in each edition, shared by the tests that read the outcome."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from dipb_portal.lib import storage
from recommendations.packets.build import Built, build, stages
from recommendations.packets.contents import Contents
from tests.recommendations.packets.specimen import specimen


@dataclass(frozen=True)
class Sample:
    contents: Contents
    built: Built
    path: Path
    pages: tuple[str, ...]  # the words of each page
    progress: tuple[int, ...]
    stages: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    """The specimen as it is built in English, in French and in both."""
    root = tmp_path_factory.mktemp("packets")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "STORAGE_ROOT", root)
        return {edition: _sample(specimen(edition)) for edition in ("en", "fr", "both")}


def _sample(contents: Contents) -> Sample:
    progress: list[int] = []
    built = build(contents, progress.append)
    path = storage.path(built.sha256)
    words = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return Sample(contents, built, path, tuple(words.split("\f")[:-1]), tuple(progress), tuple(stages(contents)))
