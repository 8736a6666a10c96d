"""What PostgreSQL's own file `postmaster.pid` says about the server of a data folder."""

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from infra.programs import CHILDREN

_PID, _PORT, _STATUS = 0, 3, 7


@dataclass(frozen=True)
class Postmaster:
    data: Path
    pid: int
    port: int
    is_ready: bool

    @classmethod
    def of(cls, data: Path) -> Self | None:
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
            pid, port = int(lines[_PID]), int(lines[_PORT])
        except (OSError, ValueError, IndexError):
            return None
        status = lines[_STATUS].strip() if len(lines) > _STATUS else ""
        return cls(data, pid, port, status == "ready")

    def is_alive(self) -> bool:
        """True if the process is there and serves this folder: numbers are used again."""
        child = CHILDREN.get(self.pid)
        if child is not None and child.poll() is not None:
            return False
        try:
            if sys.platform == "linux":
                return Path(f"/proc/{self.pid}/cwd").readlink() == self.data.resolve()
            os.kill(self.pid, 0)
        except OSError:
            return False
        return True

    def stop(self, how: signal.Signals, patience: float = 60) -> None:
        if self.is_alive():
            os.kill(self.pid, how)
        deadline = time.monotonic() + patience
        while self.is_alive():
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGQUIT)
                deadline += patience
            time.sleep(0.02)
        CHILDREN.pop(self.pid, None)

    def forget(self) -> None:
        """Remove the file of a server that was killed."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
