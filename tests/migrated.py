"""A migrated cluster kept below var/, so that a test run starts without running every migration again.

It is named after the migrations and the pinned packages it was made with; another set makes another one.
"""

import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from dipb_portal.local.services import UNPRIVILEGED

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "migrated"


def _name() -> str:
    made_with = sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("*/*/migrations/*.py"))
    made_with.append(ROOT / "requirements" / "dev.txt")
    return sha256(b"".join(path.read_bytes() for path in made_with)).hexdigest()[:16]


KEPT = ROOT / "var" / "test-database" / _name()


def restore(data: Path) -> None:
    """Put the kept cluster at `data`, if there is one; the server must not run."""
    if KEPT.exists() and not data.exists():
        data.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copytree(KEPT, data)
        data.chmod(0o700)
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{UNPRIVILEGED.pw_uid}:{UNPRIVILEGED.pw_gid}", data], check=True)


def keep(data: Path) -> None:
    """Keep the stopped cluster at `data` for later runs, in place of those that other migrations made."""
    if KEPT.exists():
        return
    making = KEPT.with_name(f"{KEPT.name}.{os.getpid()}")
    shutil.copytree(data, making)
    for other in KEPT.parent.iterdir():
        if other != making and "." not in other.name:
            shutil.rmtree(other, ignore_errors=True)
    try:
        making.rename(KEPT)
    except OSError:  # another test process was first
        shutil.rmtree(making, ignore_errors=True)
