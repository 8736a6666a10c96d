"""Running tests in a copy of the house from which one guard was taken."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from infra.embedded import Embedded
from infra.ports import free_port
from infra.settings import ROOT
from infra.trouble import Trouble
from operate.guards.guard import Guard
from operate.guards.removal import without

_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".tanlu", "node_modules", "__pycache__", ".*_cache"
)
_FAILED = 1
"""What pytest ends with where a test failed; anything else is not about a test."""


class Verdict(StrEnum):
    NOTICED = "noticed"
    UNNOTICED = "UNNOTICED"


@dataclass(frozen=True)
class Trial:
    """A copy of the house, never the house itself, and a server for its tests."""

    copy: Path
    environment: dict[str, str]

    def require_green(self, tests: Sequence[str]) -> None:
        """Raises Trouble where a test fails, or is not there, while every guard is in its place."""
        done = self._tests(tests)
        if done.returncode:
            raise Trouble(f"The tests fail although nothing is missing:\n{done.stdout[-4000:]}")

    def without(self, guard: Guard) -> Verdict:
        """Take it out, run its tests, put it back."""
        path = self.copy / module_path(guard.module)
        source = path.read_text(encoding="utf-8")
        self._write(guard, without(guard, source))
        try:
            done = self._tests(["-x", *guard.tests])
        finally:
            self._write(guard, source)
        if done.returncode not in {0, _FAILED}:
            raise Trouble(
                f"Without “{guard.name}” the tests do not even run:\n{done.stdout[-4000:]}"
            )
        # What breaks before a test begins is no test that failed.
        return Verdict.NOTICED if "\nFAILED " in done.stdout else Verdict.UNNOTICED

    def _write(self, guard: Guard, source: str) -> None:
        path = self.copy / module_path(guard.module)
        path.write_text(source, encoding="utf-8")
        if guard.rendered:
            render = [sys.executable, "cli.py", "migrate", "render"]
            subprocess.run(
                render, cwd=self.copy, env=self.environment, check=True, stdout=subprocess.DEVNULL
            )

    def _tests(self, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-q", "-rf", "--no-header", *arguments]
        return subprocess.run(
            command,
            cwd=self.copy,
            env=self.environment,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


def module_path(module: str) -> str:
    """Where it is, from the root of the house."""
    return module.replace(".", "/") + ".py"


@contextmanager
def on_a_server() -> Iterator[Trial]:
    """One throw-away PostgreSQL for all runs, and one copy."""
    with tempfile.TemporaryDirectory(prefix="tanlu-guards-") as folder:
        copy = Path(folder, "house")
        Path(folder).chmod(0o755)
        shutil.copytree(ROOT, copy, ignore=_LEFT_OUT, symlinks=True)
        server = Embedded(Path(folder, "server"), free_port())
        server.create(durable=False)
        server.start("fsync=off", "max_connections=200", ends_with_me=True)
        try:
            yield Trial(copy, _environment(server))
        finally:
            server.stop("immediate")


def _environment(server: Embedded) -> dict[str, str]:
    # A server or a key that is in use elsewhere is none of the tests' business.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TANLU_")}
    mine = {"TANLU_TEST_SERVER": server.url(), "TANLU_TEST_SERVER_LOG": str(server.log)}
    return clean | mine | {"PYTHONDONTWRITEBYTECODE": "1"}
