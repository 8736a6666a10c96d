"""The folder in which one Tanlu keeps what is its own; `.tanlu` unless told otherwise."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from infra.private_files import FILE, FOLDER, tighten
from infra.sentences import sentence_for
from infra.trouble import Trouble


@dataclass(frozen=True)
class Running:
    """What a running `./tanlu up` says about itself to those who ask later."""

    pid: int
    address: str
    started_at: str


@dataclass(frozen=True)
class Home:
    folder: Path

    @classmethod
    def at(cls, folder: Path) -> Self:
        """The folder, made if need be, and closed to everybody else."""
        try:
            folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)
            home = cls(folder.resolve())
            home.logs.mkdir(mode=FOLDER, exist_ok=True)
            # PostgreSQL looks after its own, as the user it runs as.
            tighten(home.folder, but=home.postgres)
        except OSError as error:
            raise Trouble(sentence_for(error, folder)) from None
        return home

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    def secret_keys(self) -> tuple[str, str]:
        """The key, made once, and nothing; while it is being changed, the new one and this one.

        What was encrypted with a key can be read with no other.
        """
        if self.postgres.exists() and not (self.folder / "secret-key").exists():
            raise Trouble(
                f"{self.folder} is damaged: its file `secret-key` is gone, without which the data"
                " cannot be read; put it back, or choose another folder with --data."
            )
        current = self._secret("secret-key")
        if self._new_key.exists():
            return self._secret(self._new_key.name), current
        return current, ""

    def begin_key_change(self) -> None:
        """From now on there are two keys. Goes on with the new one of a change that broke off."""
        self._secret(self._new_key.name)

    def finish_key_change(self) -> None:
        self._new_key.replace(self.folder / "secret-key")

    def operator_token(self) -> str:
        """What was kept last, or nothing."""
        try:
            return (self.folder / "operator-token").read_text().strip()
        except FileNotFoundError:
            return ""

    def keep_operator_token(self, token: str) -> None:
        self._write_private("operator-token", token)

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def say_running(self, running: Running) -> None:
        self._write_private(self._running.name, json.dumps(asdict(running), indent=2))

    def say_stopped(self) -> None:
        self._running.unlink(missing_ok=True)

    def running(self) -> Running | None:
        """What the last `up` said; whether it still runs is for the claim to tell."""
        try:
            return Running(**json.loads(self._running.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    @property
    def _new_key(self) -> Path:
        return self.folder / "secret-key.new"

    @property
    def _running(self) -> Path:
        return self.folder / "running.json"

    def _secret(self, name: str) -> str:
        path = self.folder / name
        try:
            if not path.exists():
                self._write_private(name, secrets.token_urlsafe(48))
            kept = path.read_text().strip()
        except OSError as error:
            raise Trouble(sentence_for(error, self.folder)) from None
        if not kept:
            raise Trouble(f"{path} is empty; put back what was in it.")
        return kept

    def _write_private(self, name: str, text: str) -> None:
        """All of it, or what was there before."""
        unfinished = self.folder / f"{name}.unfinished"
        how = os.O_CREAT | os.O_WRONLY | os.O_TRUNC
        with os.fdopen(os.open(unfinished, how, FILE), "w") as file:
            file.write(text + "\n")
        unfinished.replace(self.folder / name)
