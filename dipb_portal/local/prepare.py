"""What has to be in place before the portal serves: tables, static files, reference data, demo data."""

import os
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def main() -> None:
    """Bring an empty or older data directory up to date; changes nothing that is already in place."""
    os.environ.setdefault("STATEMENT_TIMEOUT_MS", "0")  # as for a management command
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a terminal is told in words
    django.setup()
    print("Preparing the data.", flush=True)
    call_command("migrate", verbosity=0)
    if not static_files_are_current():
        call_command("collectstatic", interactive=False, verbosity=0)
    call_command("bootstrap", stdout=StringIO())
    if settings.SPECIMEN:
        call_command("seed_demo", stdout=StringIO())  # `welcome` names the accounts


def static_files_are_current() -> bool:
    """Whether no source changed since they were collected; compressing them all takes seconds."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.exists():
        return False
    sources = (Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list(None))
    # An installed package keeps the times it was built with, so the inode's time is asked.
    return max(source.stat().st_ctime for source in sources) < manifest.stat().st_mtime


if __name__ == "__main__":
    main()
