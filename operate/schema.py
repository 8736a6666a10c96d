"""Writes `api/schema.graphql` and `docs/webhooks.md`, what others see; with --check, compares."""

import argparse
from difflib import unified_diff
from pathlib import Path

from infra.settings import ROOT
from infra.trouble import Trouble
from operate import webhooks_page

FILE = ROOT / "api" / "schema.graphql"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing, fail if stale")


def run(arguments: argparse.Namespace) -> int:
    for file, exported in ((FILE, export()), (webhooks_page.FILE, webhooks_page.page())):
        if arguments.check:
            _compare(file, exported)
        else:
            file.write_text(exported, encoding="utf-8")
    return 0


def _compare(file: Path, exported: str) -> None:
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    if changes := list(unified_diff(kept.splitlines(), exported.splitlines(), "file", "code", n=0)):
        shown = "\n".join(changes[:40])
        raise Trouble(f"{file.relative_to(ROOT)} is stale; run ./tanlu schema.\n{shown}")


def export() -> str:
    from api.graphql.schema import schema  # noqa: PLC0415 - building it takes half a second

    return schema.as_str() + "\n"
