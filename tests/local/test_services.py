import os
import pwd
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from dipb_portal.local.process import BASE_DIR
from dipb_portal.local.services import SOCKET_PATH_LIMIT, Postgres, Valkey

COUNT_STARTS = """
import sys, time
from pathlib import Path
import psycopg, redis
from dipb_portal.local.services import Postgres, Valkey

home = Path(sys.argv[1])
postgres, valkey = Postgres(home / "postgresql", home / "log"), Valkey(home / "valkey", home / "log")
postgres.start(), valkey.start()
with psycopg.connect(postgres.url) as session:
    session.execute("CREATE TABLE IF NOT EXISTS start (n int)")
    session.execute("INSERT INTO start VALUES (1)")
    rows = session.execute("SELECT count(*) FROM start").fetchone()[0]
print(rows, redis.from_url(valkey.url).incr("starts"), postgres.process.pid, valkey.process.pid, flush=True)
if "linger" in sys.argv:
    time.sleep(60)
postgres.stop(), valkey.stop()
"""


NOBODY = pwd.getpwnam("nobody")
# May read what root may, for a Python below /root; but is not root, which is what matters to PostgreSQL.
AS_NOBODY = ["setpriv", f"--reuid={NOBODY.pw_uid}", f"--regid={NOBODY.pw_gid}", "--clear-groups"]
AS_NOBODY += ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"]


def count_starts(home: Path, *arguments: str, prefix: list[str] | None = None) -> subprocess.Popen[str]:
    command = [*(prefix or []), sys.executable, "-c", COUNT_STARTS, str(home), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=BASE_DIR)


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A directory that any user can reach, which pytest's own are not."""
    for directory in (tmp_path, *tmp_path.parents[:3]):  # xdist adds a level of its own
        directory.chmod(0o711)
    return tmp_path


@pytest.mark.parametrize("ordinary", [False, True], ids=["this user", "an ordinary user"])
def test_data_survive_a_restart(home: Path, ordinary: bool) -> None:
    prefix = []
    if ordinary and os.geteuid() == 0:
        prefix = AS_NOBODY
        os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    for expected in ("1 1", "2 2"):
        with count_starts(home, prefix=prefix) as run:
            answer = run.stdout.read().split()
        assert run.returncode == 0
        assert " ".join(answer[:2]) == expected
        assert not any(alive(int(pid)) for pid in answer[2:])


def test_servers_end_with_their_starter_even_when_it_is_killed(home: Path) -> None:
    with count_starts(home, "linger") as run:
        pids = [int(pid) for pid in run.stdout.readline().split()[2:]]
        assert all(alive(pid) for pid in pids)
        run.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_long_path_is_reached_through_a_short_link(home: Path) -> None:
    deep = home / ("a" * SOCKET_PATH_LIMIT)
    postgres, valkey = Postgres(deep / "postgresql", home / "log"), Valkey(deep / "valkey", home / "log")
    links = []
    try:
        for service in (postgres, valkey):
            service.start()
        with psycopg.connect(postgres.url) as session:
            links.append(Path(session.info.host).parent)
            assert session.execute("SELECT lower('ÉLYSÉE')").fetchone() == ("élysée",)
        assert redis.from_url(valkey.url).ping()
        assert links[0].exists()
    finally:
        postgres.stop()
        valkey.stop()
    assert not links[0].exists()


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    (home / "valkey").mkdir()
    (home / "valkey" / "appendonlydir").write_text("not a directory")
    with pytest.raises(RuntimeError, match="Valkey did not start"):
        Valkey(home / "valkey", home / "log").start()
