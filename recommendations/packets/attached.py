"""What goes into a PDF beside its source: apart from `seal`, whose library a web process need not hold."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Attached:
    """A file to go into the PDF beside its source."""

    name: str
    path: Path
    media_type: str
