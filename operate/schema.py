"""Writes `api/schema.graphql` and `docs/webhooks.md`, what others see; with --check, compares.

A schema that breaks documents of its clients is written only on purpose, with --breaking.
"""

import argparse
from difflib import unified_diff
from pathlib import Path

from infra.settings import ROOT
from infra.trouble import Trouble
from operate import webhooks_page
from operate.schema_changes import SchemaChanges

FILE = ROOT / "api" / "schema.graphql"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing, fail if stale")
    parser.add_argument(
        "--breaking", action="store_true", help="write it though documents of clients break"
    )


def run(arguments: argparse.Namespace) -> int:
    exported, page = export(), webhooks_page.page()
    if arguments.check:
        compare_schema(FILE, exported)
        _compare(webhooks_page.FILE, page)
        return 0
    write_schema(FILE, exported, breaking=arguments.breaking)
    webhooks_page.FILE.write_text(page, encoding="utf-8")
    return 0


def compare_schema(file: Path, exported: str) -> None:
    """Raises Trouble where the file is not what the code says, and tells what breaks."""
    if (kept := _kept(file)) != exported:
        _compare(file, exported, "\n" + SchemaChanges.between(kept or exported, exported).told())


def write_schema(file: Path, exported: str, *, breaking: bool) -> None:
    """Raises Trouble rather than break what the file has promised, unless that is meant."""
    kept = _kept(file)
    changes = SchemaChanges.between(kept or exported, exported)
    if changes.breaking and not breaking:
        raise Trouble(
            f"Documents of clients would break; mean it with --breaking.\n{changes.told()}"
        )
    file.write_text(exported, encoding="utf-8")


def _compare(file: Path, exported: str, told: str = "") -> None:
    kept = _kept(file)
    if changes := list(unified_diff(kept.splitlines(), exported.splitlines(), "file", "code", n=0)):
        shown = "\n".join(changes[:40])
        raise Trouble(f"{file.name} is stale; run ./tanlu schema.{told}\n{shown}")


def _kept(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def export() -> str:
    from api.graphql.schema import schema  # noqa: PLC0415 - building it takes half a second

    return schema.as_str() + "\n"
