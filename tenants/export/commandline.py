"""A company's export, plain to take along or complete to restore, and the way back."""

import argparse
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from domain.errors import Invalid
from infra.trouble import Trouble
from tenants.export.complete import export_complete
from tenants.export.plain import Written, export_tenant
from tenants.export.restoring import import_tenant
from tenants.operations.operator_log import from_the_shell

_SHORTEST = 12


def add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug")
    parser.add_argument("file", type=Path, help="where it is written to; must not be there yet")
    parser.add_argument(
        "--complete", action="store_true", help="with private words and secrets, sealed"
    )
    parser.add_argument("--passphrase-file", type=Path, help="whose first line seals it")


def add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a complete export")
    parser.add_argument("slug", help="the short name of the company that it becomes")
    parser.add_argument("--passphrase-file", type=Path, required=True)


async def run_export(arguments: argparse.Namespace) -> None:
    """Raises Invalid, NotFound, Conflict; Trouble for a file that cannot be used."""
    if arguments.complete != (arguments.passphrase_file is not None):
        raise Invalid(
            "--complete and --passphrase-file go together",
            zh="--complete 须与 --passphrase-file 一起使用",
        )
    slug, path, by = arguments.slug, arguments.file, from_the_shell()
    with _usable_files(), _progress("rows") as watch:
        if arguments.complete:
            phrase = _passphrase(arguments.passphrase_file)
            done = await export_complete(slug, path, phrase, by=by, watch=watch)
        else:
            done = await export_tenant(slug, path, by=by, watch=watch)
    print(f"{slug}: {done.done} rows of {len(done.tables)} tables are in {path}")


async def run_import(arguments: argparse.Namespace) -> None:
    """Raises Invalid, Conflict; Trouble for a file that cannot be used."""
    with _usable_files(), _progress("tables") as watch:
        phrase = _passphrase(arguments.passphrase_file)
        place = await import_tenant(
            arguments.file, arguments.slug, phrase, by=from_the_shell(), watch=watch
        )
    print(f"{arguments.slug}: restored ({place.tenant_id})")


def _passphrase(path: Path) -> str:
    """The first line. Raises Invalid if others may read it, or if it is soon guessed."""
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Invalid(
            f"Others may read {path}: chmod 600 it first",
            zh=f"其他用户可读取 {path}：请先执行 chmod 600",
        )
    phrase = (path.read_text(encoding="utf-8").splitlines() or [""])[0]
    if len(phrase) < _SHORTEST:
        raise Invalid(
            f"The passphrase needs {_SHORTEST} characters at least",
            zh=f"口令至少需要 {_SHORTEST} 个字符",
        )
    return phrase


@contextmanager
def _usable_files() -> Iterator[None]:
    """Raises Trouble: a file that is not there, or may not be read or written."""
    try:
        yield
    except OSError as error:
        raise Trouble(
            f"The file {error.filename} cannot be used ({error.strerror}).",
            zh=f"无法使用文件 {error.filename}（{error.strerror}）。",
        ) from None


@contextmanager
def _progress(what: str) -> Iterator[Callable[[Written], None]]:
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as line:
        task = line.add_task(what, total=None)
        yield lambda now: line.update(task, total=now.total, completed=now.done)
