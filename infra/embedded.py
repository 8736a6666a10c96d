"""PostgreSQL 18 from a wheel: a server of our own under a folder of our own.

It runs as the user who starts it; root's runs as the folder's owner, `nobody` at first.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from infra.postmaster import Postmaster
from infra.private_files import FOLDER, append_privately
from infra.programs import program, quiet, started
from infra.sentences import sentence_for
from infra.server import require_server
from infra.trouble import Trouble

MAJOR = "18"
_NOBODY = "nobody"
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=120",
    "shared_buffers=256MB",
    # Thousands of tenants are millions of relations.
    "max_locks_per_transaction=256",
    "autovacuum_naptime=5min",
    "autovacuum_max_workers=2",
    # What is refused would be quoted, and with it what people wrote; we tell of it ourselves.
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
)
_PATIENCE = 300.0
"""Seconds. After a crash PostgreSQL replays its log first."""


@dataclass(frozen=True)
class Embedded:
    """A data folder and the port its server listens on, on loopback only."""

    folder: Path
    port: int

    @classmethod
    def running_in(cls, folder: Path) -> "Embedded | None":
        """The server that serves the folder now, whoever started it."""
        found = Postmaster.of(folder / "pgdata")
        return cls(folder, found.port) if found and found.is_alive() else None

    @property
    def data(self) -> Path:
        return self.folder / "pgdata"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def password(self) -> str:
        try:
            return (self.folder / "password").read_text().strip()
        except FileNotFoundError:
            raise Trouble(f"{self.folder} is damaged: its file `password` is gone.") from None

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def exists(self) -> bool:
        return self.data.exists()

    def create(self, *, durable: bool = True) -> None:
        """A fresh cluster with a password of its own; all of it, or nothing under its name."""
        unfinished = self.folder / "unfinished"
        password = self.folder / "password"
        try:
            self.folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
            shutil.rmtree(unfinished, ignore_errors=True)
            password.touch(mode=0o600)
            password.write_text(secrets.token_hex(24))
            _give_away(self.folder, password)
        except OSError as error:
            raise Trouble(sentence_for(error, self.folder)) from None
        options = ["-U", "postgres", "-A", "scram-sha-256", f"--pwfile={password}", "-E", "UTF8"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options += [] if durable else ["--no-sync"]
        quiet(self._user, self.folder, "initdb", "-D", str(unfinished), *options)
        unfinished.rename(self.data)

    def start(self, *settings: str, ends_with_me: bool = False) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers. Returns its process.

        Args:
            settings: what differs from our own settings, as `name=value`.
            ends_with_me: the server stops when the thread that called this ends, even by kill -9.
        """
        self._refuse_what_cannot_start()
        server, told = self._try_to_start(settings, ends_with_me=ends_with_me)
        for _ in range(20):
            # The last one was killed, and its processes have not noticed yet.
            if "pre-existing shared memory block" not in told:
                break
            time.sleep(0.5)
            server, told = self._try_to_start(settings, ends_with_me=ends_with_me)
        if told:
            raise Trouble(sentence_for(told, self.folder))
        require_server(self.url())
        return server

    def stop(self, mode: str = "fast") -> None:
        """End the server and wait until it has gone: `fast` ends sessions, `immediate` crashes."""
        found = Postmaster.of(self.data)
        if found is not None:
            found.stop(signal.SIGQUIT if mode == "immediate" else signal.SIGINT)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _try_to_start(
        self, settings: tuple[str, ...], *, ends_with_me: bool
    ) -> tuple[subprocess.Popen[bytes], str]:
        """Its process, with nothing once it is ready, or with what it said when it ended."""
        options = [f"port={self.port}", *_SETTINGS, *settings]
        arguments = ["-D", str(self.data), *(part for each in options for part in ("-c", each))]
        try:
            self.folder.chmod(FOLDER)
            with append_privately(self.log) as log:
                begin = log.tell()
                server = started(
                    self._user,
                    self.folder,
                    program("postgres"),
                    *arguments,
                    output=log,
                    ends_with_me=signal.SIGINT if ends_with_me else None,
                )
        except OSError as error:
            raise Trouble(sentence_for(error, self.folder)) from None
        if _is_ready(server, self.data):
            return server, ""
        told = self.log.read_bytes()[begin:].decode(errors="replace")
        return server, told or "it said nothing"

    def _refuse_what_cannot_start(self) -> None:
        try:
            version = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            raise Trouble(f"{self.data} is damaged: it is no longer a data folder.") from None
        except OSError as error:
            raise Trouble(sentence_for(error, self.folder)) from None
        if version != MAJOR:
            raise Trouble(
                f"{self.data} was made by PostgreSQL {version} and this is {MAJOR}:"
                " choose another folder with --data, or bring its data over with pg_dump."
            )
        found = Postmaster.of(self.data)
        if found and found.is_alive():
            raise Trouble(f"PostgreSQL already runs on {self.data}, as process {found.pid}.")
        if found:
            # Its number may by now be another process's, and PostgreSQL would believe that one.
            found.forget()

    @property
    def _user(self) -> int:
        """Whom the server runs as; 0 stands for ourselves."""
        if os.geteuid() != 0:
            return 0
        return self.folder.stat().st_uid or pwd.getpwnam(_NOBODY).pw_uid


def _is_ready(server: subprocess.Popen[bytes], data: Path) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while server.poll() is None:
        found = Postmaster.of(data)
        if found is not None and found.is_ready:
            return True
        if time.monotonic() > deadline:
            server.terminate()
            raise Trouble(f"PostgreSQL did not get ready in {_PATIENCE:.0f} seconds on {data}.")
        time.sleep(0.02)
    return False


def _give_away(*paths: Path) -> None:
    """PostgreSQL refuses to run as root, so root's server runs as nobody."""
    if os.geteuid() == 0:
        for path in paths:
            if path.stat().st_uid == 0:
                shutil.chown(path, _NOBODY)
