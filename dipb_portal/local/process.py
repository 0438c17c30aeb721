"""A child process that is started, watched and stopped with everything it started itself."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]


class Process:
    """One child in a session of its own, its output in `log`.

    A terminal's Ctrl-C reaches only us, so that we stop our children in order; and the kernel sends a child
    its `stop_signal` when we die without having stopped it.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        env: Mapping[str, str] | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        patience: float = 8,
    ) -> None:
        """`patience` is how many seconds `stop` waits before it kills."""
        self.name = name
        self.command = [str(part) for part in command]
        self.log = log
        self.env = env
        self.stop_signal = stop_signal
        self.patience = patience
        self._popen: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    @property
    def age(self) -> float:
        """Seconds since the last start."""
        return time.monotonic() - self._started

    @property
    def pid(self) -> int:
        """The process id; raises RuntimeError before the first start."""
        if self._popen is None:
            raise RuntimeError(f"{self.name} was never started")
        return self._popen.pid

    @property
    def running(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        tether = ["setpriv", "--pdeathsig", self.stop_signal.name, "--"]
        self._started = time.monotonic()
        with self.log.open("ab") as log:
            self._popen = subprocess.Popen(
                tether + self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.env,
                cwd=BASE_DIR,
                start_new_session=True,
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float = 30) -> None:
        """Return once `ready()` is true; raise RuntimeError with the log's end when it will not be."""
        deadline = time.monotonic() + seconds
        while not ready():
            if not self.running or time.monotonic() > deadline:
                raise RuntimeError(f"{self.name} did not start:\n{self.log_tail()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Ask the process to end, and make sure that it and all of its children have."""
        if self._popen is None:
            return
        if self.running:
            self._popen.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._popen.wait(self.patience)
        self.kill()

    def kill(self) -> None:
        """SIGKILL to the process and all of its children, as a power cut would."""
        if self._popen is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()

    def log_tail(self, lines: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
