"""The content-addressed store: a file is named by its SHA-256 and is either whole or not there."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import file_digest, sha256
from pathlib import Path
from re import fullmatch

from django.conf import settings


def path(digest: str, suffix: str = ".pdf") -> Path:
    """Where the file with this SHA-256 (64 lower-case hex digits) stands. Raises ValueError for anything else."""
    if not fullmatch("[0-9a-f]{64}", digest):
        raise ValueError("not a SHA-256 in hex")
    return Path(settings.STORAGE_ROOT) / digest[:2] / f"{digest}{suffix}"


@contextmanager
def bench(job: int, attempt: int) -> Iterator[Path]:
    """A folder to work in on job `job`, in the file system of the store, gone afterwards.

    What earlier attempts left when they were killed goes first; a later attempt is not touched.
    """
    clear_benches(job, before=attempt)
    folder = _benches(job) / str(attempt)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        clear_benches(job, before=attempt + 1)


def clear_benches(job: int, *, before: int) -> None:
    """Remove what attempts at `job` with a number lower than `before` left."""
    benches = _benches(job)
    for folder in benches.glob("*"):
        if int(folder.name) < before:
            shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):  # not there, or a later attempt is at work
        benches.rmdir()


def _benches(job: int) -> Path:
    return Path(settings.STORAGE_ROOT) / ".bench" / str(job)


def put(content: bytes | Path, suffix: str = ".pdf", *, bench: Path | None = None) -> str:
    """Store bytes, or a copy of a file, and answer its SHA-256. Storing the same content twice is one file.

    The content is written under a temporary name in the same file system (in `bench`, where there is one),
    synced, then renamed, and the folder synced: whenever the process dies, a reader sees the whole file or none.
    """
    digest = digest_of(content)
    target = path(digest, suffix)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".incoming-", dir=bench or target.parent)
    try:
        with open(handle, "wb") as file:
            _copy(content, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    _sync_folder(target.parent.parent)
    return digest


def remove(digest: str, suffix: str = ".pdf") -> None:
    """Take the file out of the store; nothing happens where it is not there."""
    path(digest, suffix).unlink(missing_ok=True)


def digest_of(content: bytes | Path) -> str:
    """SHA-256 in hex."""
    if isinstance(content, bytes):
        return sha256(content).hexdigest()
    with content.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _copy(content: bytes | Path, file) -> None:
    if isinstance(content, bytes):
        file.write(content)
        return
    with content.open("rb") as source:
        while block := source.read(1 << 20):
            file.write(block)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
