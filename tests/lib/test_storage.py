import os
import signal
import subprocess
import sys
from hashlib import sha256

import pytest

from dipb_portal.lib import storage

WRITER = """
import os, sys
from django.conf import settings
settings.configure(STORAGE_ROOT=sys.argv[1])
from dipb_portal.lib import storage
sync = os.fsync
def dying(handle):
    print("half way", flush=True)
    sys.stdin.read()
os.fsync = dying
storage.put(b"x" * 5_000_000)
"""


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.STORAGE_ROOT = tmp_path
    return tmp_path


def test_a_file_is_stored_under_its_hash_and_once(root):
    digest = storage.put(b"packet")
    assert digest == sha256(b"packet").hexdigest()
    assert storage.path(digest).read_bytes() == b"packet"
    before = storage.path(digest).stat().st_mtime_ns
    (root / "copy").write_bytes(b"packet")
    assert storage.put(root / "copy") == digest
    assert storage.path(digest).stat().st_mtime_ns == before
    assert [p.name for p in storage.path(digest).parent.iterdir()] == [f"{digest}.pdf"]


@pytest.mark.parametrize("name", ["", "../etc", "A" * 64, "0" * 63, "0" * 63 + "/", "0" * 64 + "\n"])
def test_only_a_hash_is_an_address(name):
    with pytest.raises(ValueError, match="SHA-256"):
        storage.path(name)


def test_a_writer_killed_half_way_leaves_no_file_that_can_be_read(root):
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout.readline() == b"half way\n"
        os.kill(writer.pid, signal.SIGKILL)
    digest = sha256(b"x" * 5_000_000).hexdigest()
    assert not storage.path(digest).exists()
    assert storage.put(b"x" * 5_000_000) == digest
    assert storage.path(digest).stat().st_size == 5_000_000
